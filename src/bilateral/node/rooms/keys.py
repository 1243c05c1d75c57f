"""Which keys count in rooms: the entry key that a government's record declares, and those before it that it changed
without calling them into doubt. Messages written before a change of keys may arrive after it.
"""

from collections.abc import Iterable

from bilateral.node import keyring
from bilateral.node.care import elsewhere
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.models import Document, Log
from bilateral.node.read.base import parties
from bilateral.record.keys import PrivateKey, signer_id
from bilateral.values import BadInput, Fault, Text
from bilateral.values.ref import line_to


def speaking(party: str) -> str:
    """The log in which a government speaks now, empty where none of it is held."""
    return next((each.origin for each in parties() if each.code == party), "")


def in_force(party: str) -> bytes | None:
    """The public entry key in force of a government, None where its record isn't held."""
    origin = speaking(party)
    return declared.of_log(origin).keys.entry if origin else None


def trusted(party: str) -> tuple[bytes, ...]:
    """The keys whose signature on a message is taken: none that was revoked, or stood before one that was."""
    origin = speaking(party)
    if not origin:
        return ()
    found: list[bytes] = []
    for each in declared.of_log(origin).history:
        if each.act == "revoke":
            found.clear()
        found.append(each.keys.entry)
    return tuple(dict.fromkeys(found))


def ever(party: str) -> dict[str, bytes]:
    """Every entry key that a government's records have declared, by the name that messages give it."""
    origins = [log for log in Log.objects.filter(size__gt=0).values_list("pk", flat=True) if log.split("/")[1] == party]
    keys = (each.keys.entry for origin in sorted(origins) for each in declared.of_log(origin).history)
    return {signer_id(key): key for key in keys}


def office_titles(named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Text]:
    """The titles of offices, by government and id; those that aren't held go by their id."""
    wanted = {each for each in named if each[1]}
    origins = {party: line_to(origin) for party in {p for p, _ in wanted} if (origin := speaking(party))}
    names = {f"{log}:{office}": (party, office) for party, office in wanted for log in origins.get(party, ())}
    rows = Document.objects.filter(pk__in=names, kind="office").values_list("pk", "title_en", "title_es")
    found = {each: Text.same(each[1]) for each in wanted}
    return found | {names[pk]: Text(en or pk, es or pk) for pk, en, es in rows}


def private(home: Home, party: str) -> PrivateKey:
    """The key with which this node signs for a government. :raises Fault: it isn't here, or nothing may be signed."""
    log = Log.objects.filter(pk=home.origin(party), own=True, size__gt=0).first()
    if party not in home.own or log is None:
        raise BadInput(
            what=Text(f"This node does not sign for {party}.", f"Este nodo no firma por {party}."),
            where="party",
            do=Text("Work at the node of your own government.", "Trabaja en el nodo de tu propio gobierno."),
        )
    return keyring.entry_in_force(home, party, declared.of_log(log.pk).keys)


def may_sign(home: Home, party: str) -> None:
    """:raises Fault: the rows here are, or may be, older than what was signed: see `care.elsewhere`."""
    log = Log.objects.filter(pk=home.origin(party)).first()
    refused = elsewhere.refusal(home, log) if log else None
    if refused:
        raise Fault(*refused)
