"""What waits in clearance: for an office to answer, for who keeps a paper to look at answers, for the side to sign."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, QuerySet

from bilateral.node.clearance.asking import ends
from bilateral.node.clearance.delivered import undelivered
from bilateral.node.clearance.models import ClearanceAnswer, ClearanceRequest, ClearanceRound
from bilateral.node.clearance.names import titles
from bilateral.node.clearance.rule import answer_of, words_of
from bilateral.node.inbox.items import For, Item
from bilateral.node.papers.models import Paper, Revision
from bilateral.node.people.permissions import can
from bilateral.node.viewer import Viewer
from bilateral.values import Text

MOST: Final = 200
"""How many texts to clear are shown to one person."""


def to_clear(viewer: Viewer) -> Iterable[Item]:
    """Texts that the viewer's offices have not answered about; not those that the viewer wrote in."""
    if not can(viewer, "clearance.answer") or not viewer.offices:
        return
    rows = _counting(viewer).filter(round__closed=None, office__in=viewer.offices, answers=None)
    rows = rows.exclude(round__paper__in=Revision.objects.filter(person=viewer.person).values("paper"))
    names = titles(viewer)
    for row in rows.order_by("round__due", "pk")[:MOST]:
        what = Text("Clear a text for ", "Dar el visto bueno de ") + _name(names, row)
        yield _item("me", what, row.round.paper, row.round.asked, ends(row.round.due))


def in_clearance(viewer: Viewer) -> Iterable[Item]:
    """Of each paper in clearance: comments to look at, answers that didn't come, words that changed since, the end."""
    if not can(viewer, "work.see"):
        return
    by_paper: dict[int, list[ClearanceRequest]] = {}
    for row in _counting(viewer).prefetch_related("answers", "links").order_by("pk"):
        by_paper.setdefault(row.round.paper_id, []).append(row)
    clear = [pk for pk, rows in by_paper.items() if all(map(_is_clear, rows))]
    lost = undelivered(row for rows in by_paper.values() for row in rows if answer_of(row) is None)
    changed, names = _changed(clear, by_paper), titles(viewer) if by_paper else {}
    for pk, rows in by_paper.items():
        paper = rows[0].round.paper
        if keeper := _keeper(viewer, paper):
            yield from _comments(keeper, paper, rows, names)
            yield from _unanswered(keeper, paper, rows, names)
            yield from _undelivered(keeper, paper, rows, lost)
        if pk in clear:
            yield from _cleared(viewer, keeper, paper, rows, changed=pk in changed)
        yield from _awaited(viewer, paper, rows, names)


def _counting(viewer: Viewer) -> QuerySet[ClearanceRequest]:
    """The requests that count, on the open papers of the viewer's side. The texts of rounds are left in the tables."""
    rows = ClearanceRequest.objects.filter(
        round__paper__party=viewer.party, round__paper__state="open", superseded=None
    )
    return rows.select_related("round__paper__keeper").defer("round__texts")


def _keeper(viewer: Viewer, paper: Paper) -> For | None:
    """Whether what waits for who keeps a paper is the viewer's: their own, or the side's where the keeper has left."""
    if paper.keeper_id == viewer.person:
        return "me"
    return "side" if not paper.keeper.is_active else None


def _comments(whom: For, paper: Paper, rows: list[ClearanceRequest], names: dict[str, Text]) -> Iterator[Item]:
    for row in rows:
        answer = answer_of(row)
        if answer and answer.text and not answer.settled:
            what = Text("Look at the comments of ", "Ver los comentarios de ") + _name(names, row)
            yield _item(whom, what, paper, answer.time)


def _unanswered(whom: For, paper: Paper, rows: list[ClearanceRequest], names: dict[str, Text]) -> Iterator[Item]:
    late = [row for row in rows if row.round.closed and answer_of(row) is None]
    if late:
        what = Text("Didn't answer in time: ", "No respondió a tiempo: ") + _names(names, late)
        yield _item(whom, what, paper, max(_closed(row) for row in late))


def _undelivered(
    whom: For, paper: Paper, rows: list[ClearanceRequest], lost: dict[int, tuple[str, ...]]
) -> Iterator[Item]:
    emails = [email for row in rows for email in lost.get(row.pk, ())]
    if emails:
        what = Text("A letter is not delivered: ", "Una carta no se ha entregado: ") + ", ".join(emails)
        yield _item(whom, what, paper, max(_asked(row) for row in rows if row.pk in lost))


def _cleared(
    viewer: Viewer, keeper: For | None, paper: Paper, rows: list[ClearanceRequest], *, changed: bool
) -> Iterator[Item]:
    since = max(answer.time for row in rows if (answer := answer_of(row)))
    if changed and keeper:
        what = Text("Changed since it was cleared: ask anew", "Cambió desde el visto bueno: consulta de nuevo")
        yield _item(keeper, what, paper, since)
    elif not changed and can(viewer, "clearance.ask"):
        whom: For = "me" if can(viewer, "act.sign") else "side"
        yield _item(whom, Text("Cleared: ready to sign", "Con visto bueno: listo para firmar"), paper, since)


def _awaited(viewer: Viewer, paper: Paper, rows: list[ClearanceRequest], names: dict[str, Text]) -> Iterator[Item]:
    """Offices that still have time, for those who may ask."""
    open_ = [row for row in rows if not row.round.closed and answer_of(row) is None]
    if open_ and can(viewer, "clearance.ask"):
        what = Text("In clearance with ", "En visto bueno con ") + _names(names, open_)
        since, due = (min(get(row) for row in open_) for get in (_asked, _ends))
        yield _item("side", what, paper, since, due)


def _changed(papers: list[int], by_paper: dict[int, list[ClearanceRequest]]) -> set[int]:
    """Of papers that every office has cleared, those that say something else now than they were cleared for."""
    if not papers:
        return set()
    newest = Revision.objects.filter(paper__in=papers, number=F("paper__revision"))
    words = {paper: words_of(texts) for paper, texts in newest.values_list("paper", "texts")}
    rounds = {row.round_id for pk in papers for row in by_paper[pk]}
    asked = ClearanceRound.objects.filter(pk__in=rounds).values_list("paper", "texts")
    return {paper for paper, texts in asked if words_of(texts) != words.get(paper)}


def _is_clear(row: ClearanceRequest) -> bool:
    answer: ClearanceAnswer | None = answer_of(row)
    return answer is not None and answer.answer == "clear"


def _name(names: dict[str, Text], row: ClearanceRequest) -> Text:
    return names.get(row.office, Text.same(row.office))


def _names(names: dict[str, Text], rows: list[ClearanceRequest]) -> Text:
    return Text.join("; ", (_name(names, row) for row in rows))


def _asked(row: ClearanceRequest) -> datetime:
    return row.round.asked


def _ends(row: ClearanceRequest) -> datetime:
    return ends(row.round.due)


def _closed(row: ClearanceRequest) -> datetime:
    return row.round.closed or row.round.asked


def _item(whom: For, what: Text, paper: Paper, since: datetime, due: datetime | None = None) -> Item:
    """``due`` is the moment at which a last day ends everywhere; shown is that day."""
    shown = due - timedelta(hours=12, seconds=1) if due else None
    return Item(whom, what, Text.same(paper.title), f"paper/{paper.pk}", since, shown)
