"""Invented actions that slipped: moved, reworded and unreported; given up; complete; carried on; carrying on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bilateral.dialogue.slipped import Sum
from bilateral.node.read.shapes import Due, FieldDiff, Viewer
from bilateral.node.read.slipped.feed import Event
from bilateral.node.read.slipped.shapes import (
    DateMoved,
    LeadView,
    OfficeSum,
    PauseView,
    SideSum,
    SlippedView,
    SlipView,
    StepView,
    VersionLink,
)
from bilateral.node.read.slipped.views import Asked
from bilateral.node.read.slipped.words import DROPPED_WORDS, MARK_WORDS, STEP_WORDS
from bilateral.values import Text
from bilateral.values.diff import word_diff
from tests.web import fake_plan as data
from tests.web.fake_world import ANAM, CARDS, CBP, END, MX, OLD_END, PARTIES, PLAN, START, TEXT, US, link, ref

FIRST = VersionLink(1, ref(US, 2), START)
STAY = DateMoved(Due(date(2026, 12, 31)), Due(date(2026, 12, 31)), 0, "")
PAUSE = PauseView(
    link("pause", "pause-2026", Text("A pause (invented)", "Una pausa (inventada)"), "recorded", MX),
    MX,
    date(2026, 8, 28),
    None,
    Text("Until both sides have talked.", "Hasta que hablen las dos partes."),
)


def step(id_: str, party: Any, state: str, moved: DateMoved = STAY, **more: Any) -> StepView:
    return StepView(id_, data.STEPS[0], party, moved, state, STEP_WORDS[state], more.pop("heard", None), False, **more)


def view(id_: str, **more: Any) -> SlipView:
    title = CARDS[id_].link.title
    words = {"title": (title, title), "text": (TEXT, TEXT), "end": (END, END)}
    whole: dict[str, Any] = {
        "link": CARDS[id_].link, "plan": PLAN, "leads": (LeadView(US, CBP), LeadView(MX, ANAM)), "first": FIRST,
        "present": FIRST, "moved": STAY, "marks": (), "late": False, "completed": None, "dropped": "",
        "dropped_words": None, "carried": None, "origin": None, "steps": (), "paused": 0, "texts": words, "diffs": (),
    }  # fmt: skip
    return SlipView(**{**whole, **more})


def marks(*codes: str) -> tuple[tuple[str, Text], ...]:
    return tuple((code, MARK_WORDS[code]) for code in codes)


WORDS = {lang: word_diff(OLD_END.in_(lang), END.in_(lang)) for lang in ("en", "es")}
DIFF = FieldDiff(
    "end", Text("How we will know it is done", "Cómo sabremos que se cumplió"), "prose", OLD_END, END, WORDS
)
VIEWS = (
    view(
        "act-waits",
        present=VersionLink(2, ref(MX, 3), START),
        moved=DateMoved(Due(date(2026, 6, 30)), Due(date(2027, 6, 30)), 365, "later"),
        marks=marks("later", "reworded", "unreported"),
        steps=(
            step("m1", US, "done", heard=date(2026, 8, 1)),
            step("m2", MX, "unreported", DateMoved(Due(date(2026, 9, 1)), Due(date(2026, 8, 31)), -1, "earlier")),
            step("m3", MX, "gone", DateMoved(Due(date(2026, 9, 1)), Due(None), None, "undated")),
        ),
        paused=30,
        diffs=(DIFF,),
    ),
    view("act-value", marks=marks("dropped"), dropped="retired", dropped_words=DROPPED_WORDS["retired"],
         leads=(LeadView(US, CBP, date(2026, 5, 1), ANAM),)),
    view("act-match", completed=date(2026, 9, 1)),
    view("act-green", carried=CARDS["act-border"].link),
    view("act-border", origin=CARDS["act-green"].link, moved=DateMoved(Due(None, True), Due(None, True), None, ""),
         late=True, marks=marks("late")),
)  # fmt: skip
SUMS = Sum(actions=5, completed=1, dropped=1, late=1, later=1, days=365, reworded=1, milestones=2, done=1, unreported=1)


def slip_lines(viewer: Viewer, asked: Asked) -> Iterator[SlipView]:
    for each in VIEWS:
        wanted = (
            asked.what in (None, *(code for code, _ in each.marks)),
            asked.of in (None, str(each.link.name)),
            asked.office in (None, *(str(lead.office.name) for lead in each.leads)),
        )
        if all(wanted):
            yield each


def slipped(viewer: Viewer, asked: Asked, after: str | None = None, limit: int = 20) -> SlippedView:
    found = tuple(slip_lines(viewer, asked))
    return SlippedView(
        items=found[:limit], after=None, total=len(found), as_of=date(2026, 9, 27),
        source=(("hled/mx", 1187), ("hled/us", 1204)), sums=SUMS,
        sides=tuple(SideSum(party, SUMS) for party in PARTIES), offices=(OfficeSum(CBP, US, SUMS),), more_offices=2,
        pauses=(PAUSE,), plans=(PLAN,),
    )  # fmt: skip


def events(viewer: Viewer) -> tuple[Event, ...]:
    at, about = datetime(2026, 9, 1, 12, tzinfo=UTC), CARDS["act-waits"].link
    return (Event("hled/us:act-waits/m2", at, about, Text("Mexico, m2 & <3", "México, m2"), (about.title,)),)


def pauses_now(viewer: Viewer) -> tuple[PauseView, ...]:
    return ()
