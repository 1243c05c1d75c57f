"""From rows to what is said of them: which government calls something into doubt, and what that means."""

from collections.abc import Iterable

from bilateral.node.projection.facts import key_of
from bilateral.node.read.base import Desk
from bilateral.node.read.standing.lines import beyond
from bilateral.node.read.standing.shapes import NOTHING, DoubtView, Standing
from bilateral.values import EntryRef, Text

_SIGNED = Text(
    "Contested: {who} says that its keys may have been in other hands when this was signed.",
    "En duda: {who} indica que sus llaves pudieron estar en otras manos cuando esto se firmó.",
)
_RESTS = Text(
    "Contested: the agreement rests on an act signed with keys of {who} which, it says, may have been in other hands. "
    "It stands until every government that it binds undoes it.",
    "En duda: el acuerdo se apoya en un acto firmado con llaves de {who} que, según indica, "
    "pudieron estar en otras manos. "
    "Sigue en pie hasta que lo anulen todos los gobiernos a los que obliga.",
)


def standing_of(log: str, seq: int, contested: Iterable[str], desk: Desk) -> Standing:
    """What has come over one act since."""
    ended = beyond(log, seq, desk)
    return Standing(act_doubts(log, contested, desk), ended) if contested or ended else NOTHING


def act_doubts(log: str, places: Iterable[str], desk: Desk) -> tuple[DoubtView, ...]:
    """The revokes that call this very act of ``log`` into doubt, among those at ``places``."""
    return _doubts((place for place in places if key_of(place)[0] == log), _SIGNED, desk)


def text_doubts(places: Iterable[str], state: str, desk: Desk) -> tuple[DoubtView, ...]:
    """The revokes that call a proposal or document into doubt; where it is agreed, what that means for it."""
    return _doubts(places, _RESTS if state == "agreed" else _SIGNED, desk)


def _doubts(places: Iterable[str], words: Text, desk: Desk) -> tuple[DoubtView, ...]:
    keys = [key_of(place) for place in places]
    held = desk.acts(keys)
    found = []
    for key in keys:
        row = held[key]
        party = desk.party(row.party)
        found.append(DoubtView(EntryRef(row.log, row.seq, row.leaf), party.code, words.format(who=party.name)))
    return tuple(found)
