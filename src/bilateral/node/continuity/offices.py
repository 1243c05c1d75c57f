"""An office abolished: its end, which its government records alone, and the change of lead of every action that names
it, which all governments agree to. Until they do, the actions name the old office and pages say that it is no more.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bilateral.dialogue.compose import ActDraft, Draft
from bilateral.node import acting, door, drafting
from bilateral.node.home import Home
from bilateral.node.models import Document, Link
from bilateral.values import BadInput, Text
from bilateral.values.dates import parse_date

IN_ONE = 12
"""How many actions one package changes: an entry has room for a few dozen bodies, and people read them whole."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What is on the record: the office's end, the packages proposed, and how many actions they are about."""

    office: str
    recorded: str
    proposed: tuple[str, ...]
    actions: int


def abolish(home: Home, party: str, office: str, on: str, to: str, now: datetime) -> Moved:
    """Record that an office is abolished and propose its actions for another one; all of it or nothing.

    :param on: the day from which it is no more. :param to: the office that has its work from then on, if one does.
    :raises BadInput: one of the two is not an office of this government, or both are the same.
    """
    acting.check_at_machine(party, "propose")
    old, day = _own_office(home, party, office, "office"), parse_date(on, "--on").isoformat()
    new = _own_office(home, party, to, "--to") if to else None
    if new and new.name == old.name:
        raise _fault(
            Text("An office can't take over from itself.", "Una dependencia no puede sucederse a sí misma."), to
        )
    if new and new.body.get("ended"):
        raise _fault(Text("That office was abolished itself.", "También esa dependencia fue suprimida."), to)
    change = {"kind": "office", "name": old.name, "change": {"ended": day, "moved_to": new.name if new else None}}
    acts = [ActDraft("propose", (drafting.from_document(home, party, change, "office"),))]
    drafts = [_lead(home, party, name, new.name) for name in _led(old.name)] if new else []
    acts += [ActDraft("propose", tuple(drafts[n : n + IN_ONE])) for n in range(0, len(drafts), IN_ONE)]
    receipts = door.commit_many(home, acts, door.Actor(party), now)
    places = tuple(receipt.ref.short for receipt in receipts)
    return Moved(old.name, places[0], places[1:], len(drafts))


def _own_office(home: Home, party: str, name: str, where: str) -> Document:
    full = drafting.full_name(home, party, name)
    row = Document.objects.filter(pk=full, kind="office").first()
    if row is None or row.parties != [party]:
        what = Text(f"This government has no office called {name}.", f"Este gobierno no tiene la dependencia {name}.")
        raise _fault(what, where)
    return row


def _fault(what: Text, where: str) -> BadInput:
    do = Text("Name another one: bilateral act list office.", "Indica otra: bilateral act list office.")
    return BadInput(what=what, where=where, do=do)


def _led(office: str) -> list[str]:
    """The actions in force that name the office, of those that neither are complete nor were given up."""
    led = Link.objects.filter(rel="leads", target=office).values("source")
    rows = Document.objects.filter(name__in=led, kind="action", status="agreed").order_by("name")
    return [row.name for row in rows if not row.body.get("completed") and not row.body.get("retired")]


def _lead(home: Home, party: str, action: str, office: str) -> Draft:
    """The action as it is in force, with the new lead on this side."""
    before: dict[str, Any] = Document.objects.get(pk=action).body["leads"]
    change = {"kind": "action", "name": action, "change": {"leads": {**before, party: office}}}
    return drafting.from_document(home, party, change, action)
