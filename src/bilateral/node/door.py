"""The door: the only way for an act to enter a log that this node signs. One durable transaction, or nothing at all.

Lock the logs, look the idempotency key up, seal the words, sign, hold the entry to the rules that every reader of the
log applies, insert entry, sealed texts and head, judge, project the documents touched. An act that the rules would call
void is refused, and nothing of it stays.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bilateral.dialogue.acts import REASONS, REMEDIES
from bilateral.dialogue.compose import ActDraft, Composed, InForce, compose
from bilateral.dialogue.fold import Outcome
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.sealing import digests_in
from bilateral.node import keyring
from bilateral.node.care import elsewhere
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.models import Document, Log, LogEntry, SealedText
from bilateral.node.projection import Projection
from bilateral.node.rows import leaf_of
from bilateral.node.texts import readable
from bilateral.node.writing import writing
from bilateral.record import seal, tree
from bilateral.record.canonical import MAX_ENTRY
from bilateral.record.declared.fields import read_keys
from bilateral.record.entry import Entry, sign
from bilateral.record.faults import CanonicalFault
from bilateral.record.keys import PrivateKey
from bilateral.values import BadInput, EntryRef, Fault, Text


class Refused(BadInput):
    """The rules of the record don't allow this act now."""

    code = "refused"


class Diverged(Fault):
    """What is held here is not, or may not be, what was signed before: nothing may be added to it."""

    code = "diverged"


@dataclass(frozen=True, slots=True)
class Actor:
    """For whom an act is signed."""

    party: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An act is on the record at ``ref``; ``repeated`` when this idempotency key had already brought it there."""

    ref: EntryRef
    repeated: bool = False


def commit(home: Home, act: ActDraft, actor: Actor, now: datetime, idem: str | None = None) -> Receipt:
    """Put an act on the record.

    :param now: what the node's clock says; recorded as a claim.
    :param idem: names this attempt; a second commit with the same key returns the first one's receipt.
    :raises Refused: the rules call it void; the reason says why. :raises Faults: its words or values need correcting.
    """
    _signs_for(home, actor.party)
    with writing() as logs:
        log = _own_log(home, actor.party)
        done = LogEntry.objects.filter(idem=idem).first() if idem else None
        if done:
            return _again(done, log, act)
        projection = Projection(logs.values())
        if projection.take_waiting():
            projection.write()
        office = _office(log.pk, actor.office or act.office)
        composed = compose(act, KINDS, lambda: secrets.token_bytes(32), in_force, kind_of, _parties(), leaf_of)
        key = keyring.in_force(home, actor.party, declared.of_log(log.pk).keys).entry
        entry = _signed(log, key, _fields(log, act, office, now, composed))
        append(log, entry, composed, idem)
        _valid(projection.take(entry))
        projection.write()
    return Receipt(entry.ref)


def open_log(
    home: Home, party: str, body: Mapping[str, Any], items: tuple[tuple[str, seal.Sealed], ...], now: datetime
) -> Receipt:
    """The first entry of a party's log: who it is, which keys it uses, in whose custody."""
    with writing():
        log = Log.objects.create(pk=home.origin(party), own=True, root=tree.EMPTY_ROOT.hex())
        composed = Composed((), dict(body), items)
        entry = _signed(log, keyring.load(home, party).entry, _fields(log, ActDraft("genesis"), "", now, composed))
        append(log, entry, composed, None)
        projection = Projection()
        _valid(projection.take(entry))
        projection.write()
    return Receipt(entry.ref)


def change_keys(home: Home, party: str, fields: dict[str, Any], act: ActDraft, now: datetime, idem: str) -> Receipt:
    """Put a change of keys on the record, signed by the entry key that it declares (see `rekeying`).

    :param fields: its body but for the reason, which is sealed here.
    :param act: rotate or revoke, with the reason in both languages.
    """
    _signs_for(home, party)
    with writing() as logs:
        log = _own_log(home, party)
        done = LogEntry.objects.filter(idem=idem).first()
        if done:
            return _again(done, log, act)
        projection = Projection(logs.values())
        if projection.take_waiting():
            projection.write()
        composed = compose(act, KINDS, lambda: secrets.token_bytes(32), in_force, kind_of, _parties(), leaf_of)
        whole = Composed((), {**composed.body, **fields}, composed.items)
        office = _office(log.pk, act.office)
        keys = read_keys(fields["keys"], log.pk, "keys", "keys-shape")
        key = keyring.in_force(home, party, keys).entry
        entry = _signed(log, key, _fields(log, act, office, now, whole))
        append(log, entry, whole, idem)
        if act.act == "revoke":
            declared.discount(log.pk)
        _valid(projection.take(entry))
        projection.write()
    return Receipt(entry.ref)


# -- what may not be -------------------------------------------------------------------------------------------------


def _valid(outcome: Outcome) -> None:
    """Leaves the transaction by a fault, so that nothing stays, unless the act stands."""
    if outcome.verdict != "valid":
        raise refusal(outcome)


def refusal(outcome: Outcome) -> Refused:
    reason = REASONS.get(outcome.reason, Text.same(outcome.reason))
    head = Text(
        "The rules of the record don't allow this act now. ", "Las reglas del registro no permiten este acto ahora. "
    )
    return Refused(what=head + reason, where=outcome.detail, do=REMEDIES.get(outcome.reason, Text("", "")))


def _signs_for(home: Home, party: str) -> None:
    if party not in home.own:
        signs = ", ".join(home.own) or "-"
        raise BadInput(
            what=Text(f"This node does not sign for {party}.", f"Este nodo no firma por {party}."),
            where="party",
            do=Text(f"It signs for: {signs}.", f"Firma por: {signs}."),
        )


def _own_log(home: Home, party: str) -> Log:
    log = Log.objects.filter(pk=home.origin(party), own=True, size__gt=0).first()
    if log is None:
        raise BadInput(
            what=Text(
                "This government's record is not open here.", "El registro de este gobierno no está abierto aquí."
            ),
            where=home.origin(party),
            do=Text("Restore the database, or make a new node.", "Restaura la base de datos o crea un nodo nuevo."),
        )
    refused = elsewhere.refusal(home, log)
    if refused:
        raise Diverged(*refused)
    return log


def _again(done: LogEntry, log: Log, act: ActDraft) -> Receipt:
    """The receipt of the attempt that brought the act in, if it is this act's."""
    entry = Entry.parse(bytes(done.raw))
    if (entry.log, entry.act, entry.target) != (log.pk, act.act, act.target):
        raise BadInput(
            what=Text("This name was used for another act.", "Este nombre ya se usó para otro acto."),
            where=f"idem: {entry.ref.short}",
            do=Text("Choose another name for this attempt.", "Elige otro nombre para este intento."),
        )
    return Receipt(entry.ref, repeated=True)


def _office(log: str, office: str) -> str:
    """An office that acts is one of the government's own."""
    if office and not Document.objects.filter(pk=f"{log}:{office}", kind="office").exists():
        raise BadInput(
            what=Text(
                f"This government has no office called {office}.", f"Este gobierno no tiene la dependencia {office}."
            ),
            where="office",
            do=Text("Check the id, or record the office first.", "Revisa la clave o registra antes la dependencia."),
        )
    return office


def _parties() -> set[str]:
    return {log.split("/")[1] for log in LogEntry.objects.filter(seq=0).values_list("log", flat=True)}


# -- the entry -------------------------------------------------------------------------------------------------------


def _fields(log: Log, act: ActDraft, office: str, now: datetime, composed: Composed) -> dict[str, Any]:
    previous = LogEntry.objects.filter(log=log.pk, seq=log.size - 1).values_list("leaf", flat=True).first()
    return {
        "v": 1,
        "log": log.pk,
        "seq": log.size,
        "prev": previous or "",
        "act": act.act,
        "changes": list(composed.changes),
        "target": act.target.to_json() if act.target else None,
        "time": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "office": office,
        "seen": seen_now(log.pk),
        "refs": [],
        "body": composed.body,
        "sealed": sorted(({"digest": s.digest, "id": item} for item, s in composed.items), key=lambda i: i["id"]),
        "attachments": [],
        "approvals": [],
    }


def _signed(log: Log, key: PrivateKey, fields: dict[str, Any]) -> Entry:
    """The entry, signed and held to what every reader of the log will require of it."""
    try:
        entry = sign(fields, key)
    except CanonicalFault as fault:
        if fault.code != "too-long":
            raise
        raise BadInput(
            what=Text(
                f"This is too much for one entry, which holds {MAX_ENTRY // 1024} KiB.",
                f"Es demasiado para un solo asiento, que admite {MAX_ENTRY // 1024} KiB.",
            )
            + " "
            + fault.what,
            where="changes",
            do=Text("Divide it into several proposals.", "Divídelo en varias propuestas."),
            code="too-long",
        ) from None
    return declared.chain(log.pk, log.size).push(entry.bytes)


def seen_now(own: str) -> list[dict[str, Any]]:
    """All that this node holds and has judged of the other logs."""
    rows = Log.objects.exclude(pk=own).filter(judged__gt=0).order_by("pk")
    seen = []
    for row in rows:
        root = LogEntry.objects.values_list("root", flat=True).get(log=row.pk, seq=row.judged - 1)
        seen.append({"log": row.pk, "root": root, "size": row.judged})
    return seen


def append(log: Log, entry: Entry, composed: Composed, idem: str | None) -> None:
    """The entry's row, its sealed texts and the log's new head."""
    frontier = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
    frontier.append(bytes.fromhex(entry.leaf))
    log.size, log.root, log.edge = frontier.size, frontier.root().hex(), frontier.to_bytes()
    declared.note_changes(log, [entry])
    log.save(update_fields=["size", "root", "edge", "rekeyed"])
    LogEntry.objects.create(log=entry.log, seq=entry.seq, leaf=entry.leaf, root=log.root, raw=entry.bytes, idem=idem)
    SealedText.objects.bulk_create(
        SealedText(digest=s.digest, log=entry.log, seq=entry.seq, item=item, public=entry.public, opening=s.opening)
        for item, s in composed.items
    )


# -- what compose asks -----------------------------------------------------------------------------------------------


def in_force(name: str) -> InForce:
    """A document's body in force and its words, so that what doesn't change keeps its digest."""
    body = Document.objects.filter(pk=name).values_list("body", flat=True).first()
    if body is None:
        return InForce()
    rows = SealedText.objects.filter(digest__in=set(digests_in(body)), opening__isnull=False)
    pairs = rows.values_list("digest", "opening")
    held = {digest: words for digest, opening in pairs if (words := readable(digest, opening)) is not None}
    return InForce(body, held)


def kind_of(name: str) -> str | None:
    return Document.objects.filter(pk=name).values_list("kind", flat=True).first()
