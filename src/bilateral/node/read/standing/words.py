"""From rows to what is said of them: which government calls something into doubt, and what that means."""

from collections.abc import Iterable, Sequence

from bilateral.node.models import Act, Document
from bilateral.node.projection.facts import key_of
from bilateral.node.read.base import Desk
from bilateral.node.read.entry_shapes import VersionView
from bilateral.node.read.standing.lines import beyond
from bilateral.node.read.standing.shapes import NOTHING, DoubtView, Standing, UndoneView
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

_UNDONE = Text(
    "Undone together: every government that it named has agreed that it no longer holds.",
    "Anulada de común acuerdo: todos los gobiernos que nombra acordaron que deja de regir.",
)
_VERSION = Text(
    "Version {n} was undone together by every government that it named.",
    "La versión {n} fue anulada de común acuerdo por todos los gobiernos que nombra.",
)
_AGAIN = Text(" Version {n} is in force again.", " Vuelve a regir la versión {n}.")
_NOTHING_LEFT = Text(
    " No version of this text is in force; below is how it read.",
    " Ninguna versión de este texto está vigente; abajo se muestra cómo decía.",
)


def standing_of(log: str, seq: int, contested: Iterable[str], desk: Desk) -> Standing:
    """What has come over one act since."""
    ended = beyond(log, seq, desk)
    return Standing(act_doubts(log, contested, desk), ended) if contested or ended else NOTHING


def proposal_standing(row: Act, desk: Desk) -> Standing:
    """What has come over a proposal since: called into doubt, undone together, or left behind the end of its log."""
    doubts = text_doubts(row.contested, row.state, desk)
    ended, undone = beyond(row.log, row.seq, desk), list[UndoneView]()
    if row.state == "annulled":
        keys = [(log, seq) for log, seq in (row.facts or {}).get("undone", ())]
        acts = desk.acts(keys)
        undone = [_undone(acts[key], _UNDONE) for key in keys if acts[key].state == "agreed"]
    return Standing(doubts, ended, tuple(undone)) if doubts or ended or undone else NOTHING


def document_standing(row: Document, versions: Sequence[VersionView], desk: Desk) -> Standing:
    """What has come over a document's agreement since, and over versions of it."""
    doubts = text_doubts(row.contested, row.status, desk)
    found = [(version, version.annulled_by) for version in versions if version.annulled_by]
    if not found:
        return Standing(doubts) if doubts else NOTHING
    undone = [UndoneView(ref, _VERSION.format(n=version.number)) for version, ref in found]
    if not row.in_force:
        undone[-1] = UndoneView(undone[-1].ref, undone[-1].said + _NOTHING_LEFT)
    elif found[-1][0] is versions[-1]:
        undone[-1] = UndoneView(undone[-1].ref, undone[-1].said + _AGAIN.format(n=row.number))
    return Standing(doubts, None, tuple(undone))


def _undone(act: Act, said: Text) -> UndoneView:
    return UndoneView(EntryRef(act.log, act.seq, act.leaf), said)


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
