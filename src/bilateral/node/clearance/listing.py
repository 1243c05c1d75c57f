"""Who cleared a paper: each office, when, how, for which words, with what comments. For its own side alone."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from bilateral.node.clearance.asking import ends
from bilateral.node.clearance.delivered import undelivered
from bilateral.node.clearance.models import ClearanceAnswer, ClearanceRequest
from bilateral.node.clearance.names import titles
from bilateral.node.clearance.readers import is_author
from bilateral.node.clearance.rule import REQUIRED, words_of
from bilateral.node.papers.keeping import Working, row_of, texts_of
from bilateral.node.people.permissions import can, check
from bilateral.node.people.rules import is_on
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import Text

State = Literal["clear", "silence", "comments", "waiting", "none"]
STATES: dict[str, Text] = {
    "clear": Text("cleared", "con visto bueno"),
    "silence": Text("cleared by silence", "visto bueno por silencio"),
    "comments": Text("not clear yet", "aún sin visto bueno"),
    "waiting": Text("asked, no answer yet", "en consulta, sin respuesta aún"),
    "none": Text("no answer", "sin respuesta"),
}


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What an office said: ``answer`` is clear or comments, ``how`` link, page or silence."""

    id: int
    answer: str
    text: str
    how: str
    name: str
    email: str
    time: datetime
    settled: datetime | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """One office asked in one round. ``same``: what it was asked about is what the paper says now. ``mine``: the viewer
    may answer for it now. ``undelivered``: addresses whose letter the mail server didn't take so far.
    ``spoke``: the office answered an earlier request about this paper, and so can't be taken off the list
    (`closing.take_back`).
    """

    id: int
    round: int
    office: str
    title: Text
    revision: int
    asked_by: str
    asked: datetime
    due: date
    note: str
    silence: bool
    to: tuple[str, ...]
    state: State
    answers: tuple[AnswerView, ...]
    superseded: bool
    same: bool
    mine: bool
    undelivered: tuple[str, ...]
    spoke: bool

    @property
    def state_words(self) -> Text:
        return STATES[self.state]

    @property
    def newest(self) -> AnswerView | None:
        return self.answers[-1] if self.answers else None

    @property
    def turn(self) -> int:
        return len(self.answers)


@dataclass(frozen=True, slots=True)
class Clearance:
    """The whole list of a paper: ``now`` each office's request that counts, ``before`` those that were asked anew.

    ``clear``: every office asked has cleared exactly the words that the paper has now.
    """

    now: tuple[RequestView, ...]
    before: tuple[RequestView, ...]
    required: bool

    @property
    def clear(self) -> bool:
        return bool(self.now) and all(each.same and each.state in ("clear", "silence") for each in self.now)

    @property
    def open(self) -> tuple[RequestView, ...]:
        """Those to be asked anew: not clear, or clear for other words."""
        return tuple(each for each in self.now if not (each.same and each.state in ("clear", "silence")))


def answer_view(row: ClearanceAnswer) -> AnswerView:
    return AnswerView(
        row.pk, row.answer, row.text, row.how, row.name, row.email, row.time, row.settled,
        row.settled_by.name if row.settled_by else "",
    )  # fmt: skip


def clearance(viewer: Viewer, pk: int, now: datetime) -> Clearance:
    """The list of a paper, newest round first. :raises NotFound: there is no such paper for this viewer."""
    paper = row_of(viewer, pk)
    rows = ClearanceRequest.objects.filter(round__paper=paper).select_related("round__asked_by")
    requests = list(rows.prefetch_related("answers__settled_by", "links").order_by("-round__number", "office"))
    if not requests:
        return Clearance((), (), is_on(paper.party, REQUIRED))
    words, names = words_of([each.to_json() for each in texts_of(paper)]), titles(viewer)
    same = {each.round_id: words_of(each.round.texts) == words for each in requests}
    answers = can(viewer, "clearance.answer") and paper.state == "open" and not is_author(pk, viewer.person)
    lost, spoke = undelivered(requests), {each.office for each in requests if each.answers.all()}
    views = []
    for each in requests:
        taken = not each.superseded and not each.round.closed and now < ends(each.round.due)
        mine = answers and taken and each.office in viewer.offices
        title = names.get(each.office, Text.same(each.office))
        view = _view(each, title, lost.get(each.pk, ()), taken=taken, same=same[each.round_id], mine=mine)
        views.append(replace(view, spoke=each.office in spoke and not view.answers))
    return Clearance(
        tuple(each for each in views if not each.superseded),
        tuple(each for each in views if each.superseded),
        is_on(paper.party, REQUIRED),
    )


def _view(
    row: ClearanceRequest, title: Text, lost: tuple[str, ...], *, taken: bool, same: bool, mine: bool
) -> RequestView:
    of = row.round
    told = tuple(answer_view(each) for each in sorted(row.answers.all(), key=lambda each: each.number))
    to = tuple(dict.fromkeys(link.email for link in sorted(row.links.all(), key=lambda link: link.pk)))
    return RequestView(
        row.pk, of.number, row.office, title, of.revision, of.asked_by.name, of.asked, of.due, of.note, of.silence, to,
        state_of(told[-1] if told else None, taken), told, bool(row.superseded), same, mine, lost, False,
    )  # fmt: skip


def state_of(answer: AnswerView | None, taken: bool) -> State:
    """How an office stands. ``taken``: an answer is still taken."""
    if answer is None:
        return "waiting" if taken else "none"
    if answer.answer == "clear":
        return "silence" if answer.how == "silence" else "clear"
    return "comments"


def asked_about(viewer: Viewer, pk: int, number: int) -> tuple[tuple[Working, ...], tuple[Working, ...]]:
    """The texts of a round as they were asked about, and those of the paper now.

    :raises NotFound: there is no such paper for this viewer, or no such round.
    """
    paper = row_of(viewer, pk)
    of = paper.rounds.filter(number=number).first()
    if of is None:
        raise not_found(Text("There is no such round.", "No existe esa consulta."), str(number))
    return tuple(Working.of(each) for each in of.texts), texts_of(paper)


def settle(viewer: Viewer, pk: int, answer: int, now: datetime) -> None:
    """Mark an office's comments as dealt with; they stay readable. :raises NotFound: there are none of that number."""
    check(viewer, "paper.comment")
    found = ClearanceAnswer.objects.filter(pk=answer, request__round__paper=row_of(viewer, pk))
    if not found.exists():
        raise not_found(Text("There is no such answer.", "No existe esa respuesta."), str(answer))
    found.filter(settled=None).update(settled=now, settled_by=viewer.person)
