"""From the facts and a day to what slipped.

A **date moved** by the days between where it first stood and where it stands now. An action that carries on one of an
earlier plan is measured from that one's first wording, so that a new plan doesn't make a late action a punctual one.

A milestone whose date has passed is **done** where its government's newest report on it says so; **late** where a
report that speaks up to the date or later says otherwise; **unreported** where there is none. On an action that all
agreed to be complete, or that was dropped, nothing is asked any more.

An action is **dropped** where all gave it up, undid it or let another text overtake it, where its record had ended, or
where the plan that it stands in was succeeded by another and no action there carries it on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bilateral.dialogue.slipped.facts import Action, Pause, Said, Step, Wording

DROPPED: Final = ("retired", "annulled", "overtaken", "cut_off", "left_behind")
MARKS: Final = ("later", "earlier", "undated", "reworded", "late", "unreported", "dropped", "unassessed")


@dataclass(frozen=True, slots=True)
class Moved:
    """A date where it first stood and where it stands now; ``days`` between them, where both are dates."""

    first: date | None
    present: date | None

    @property
    def days(self) -> int | None:
        return (self.present - self.first).days if self.first and self.present else None

    @property
    def mark(self) -> str:
        """later, earlier, undated (a date was given up for none), dated (one was set where none was) or nothing."""
        if self.days:
            return "later" if self.days > 0 else "earlier"
        if bool(self.first) != bool(self.present):
            return "undated" if self.first else "dated"
        return ""


@dataclass(frozen=True, slots=True)
class StepSlip:
    """A milestone: its government, its date, and its state: done, late, unreported, under-way, waiting; complete with
    the action, ended with it, or gone (the first wording has it and the present one doesn't). ``heard`` is the day
    up to which the newest report on it speaks; ``new``: the first wording doesn't have it.
    """

    id: str
    party: str
    moved: Moved
    state: str
    heard: date | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Slip:
    """An action: how it moved, why it was dropped (else nothing), whether and since when it is late, what carries it
    on, its milestones, how many days of its time the dialogue was paused, and the marks that it is found by.
    """

    action: Action
    first: Wording
    origin: str
    moved: Moved
    dropped: str
    carried: str
    late: bool
    reworded: bool
    steps: tuple[StepSlip, ...]
    paused: int
    marks: frozenset[str]

    @property
    def closed(self) -> bool:
        """Whether nothing is asked of it any more."""
        return bool(self.action.completed or self.dropped or self.carried)


def reckon(
    actions: Iterable[Action], today: date, pauses: Sequence[Pause] = (), succeeded: Iterable[str] = ()
) -> tuple[Slip, ...]:
    """What slipped of each action by ``today``, a day that is over.

    :param succeeded: the plans that another one has succeeded.
    """
    by_name = {action.name: action for action in actions}
    carried = {
        action.follows: action.name
        for action in by_name.values()
        if action.follows != action.name and action.status == "agreed"
    }
    past = frozenset(succeeded)
    return tuple(_slip(action, by_name, carried, past, today, pauses) for action in by_name.values())


def _slip(
    action: Action,
    by_name: Mapping[str, Action],
    carried: Mapping[str, str],
    past: frozenset[str],
    today: date,
    pauses: Sequence[Pause],
) -> Slip:
    origin = _origin(action, by_name)
    if action.status == "not_assessed":
        unmoved = Moved(action.present.due, action.present.due)
        marks = frozenset({"unassessed"})
        return Slip(action, action.present, action.name, unmoved, "", "", False, False, (), 0, marks)
    first = replace(origin.first, steps=action.first.steps)
    onward = carried.get(action.name, "")
    dropped = "" if onward or action.completed else _dropped(action, past)
    moved = Moved(first.due, action.present.due)
    closed = bool(action.completed or dropped or onward)
    late = not closed and moved.present is not None and moved.present < today
    steps = tuple(_steps(action, "complete" if action.completed else "ended" if closed else "", today))
    reworded = first.words != action.present.words or _reworded(action)
    until = action.completed or action.retired or today
    paused = paused_days(pauses, first.agreed, until) if first.agreed else 0
    return Slip(
        action, first, origin.name, moved, dropped, onward, late, reworded, steps, paused,
        _marks(moved, steps, dropped, late=late, reworded=reworded),
    )  # fmt: skip


def _origin(action: Action, by_name: Mapping[str, Action]) -> Action:
    """The action of the earliest plan that this one carries on, itself where it carries on none. A circle, which only
    a mistake makes, ends where it would begin again.
    """
    seen = {action.name}
    while (before := by_name.get(action.follows)) and before.name not in seen:
        seen.add(before.name)
        action = before
    return action


def _dropped(action: Action, past: frozenset[str]) -> str:
    if action.status in DROPPED:
        return action.status
    if action.retired:
        return "retired"
    return "left_behind" if action.plan in past else ""


def _steps(action: Action, over: str, today: date) -> Iterable[StepSlip]:
    first = {step.id: step for step in action.first.steps}
    present = {step.id: step for step in action.present.steps}
    said_of = heard(action.reports)
    for step in action.present.steps:
        was = first.get(step.id)
        moved = Moved(was.due if was else step.due, step.due)
        said = said_of.get((step.party, step.id))
        state = over or _state(step, said, today)
        yield StepSlip(step.id, step.party, moved, state, said[0] if said else None, new=was is None)
    for step in action.first.steps:
        if step.id not in present:
            yield StepSlip(step.id, step.party, Moved(step.due, None), "gone")


def heard(reports: Iterable[Said]) -> dict[tuple[str, str], tuple[date, str]]:
    """For each milestone the newest report of its own government: up to which day, and what it says. Of two that speak
    up to the same day the later one of the list holds.
    """
    found: dict[tuple[str, str], tuple[date, str]] = {}
    for report in reports:
        for step, state in report.states.items():
            key = (report.party, step)
            if key not in found or report.as_of >= found[key][0]:
                found[key] = (report.as_of, state)
    return found


def _state(step: Step, said: tuple[date, str] | None, today: date) -> str:
    if said and said[1] == "done":
        return "done"
    if step.due is not None and step.due < today:
        return "late" if said and said[0] >= step.due else "unreported"
    return "under-way" if said else "waiting"


def _reworded(action: Action) -> bool:
    """Whether a milestone that both wordings have reads otherwise."""
    first = {step.id: step.words for step in action.first.steps}
    return any(first.get(step.id, step.words) != step.words for step in action.present.steps)


def _marks(moved: Moved, steps: Sequence[StepSlip], dropped: str, *, late: bool, reworded: bool) -> frozenset[str]:
    found = {moved.mark, *(step.moved.mark for step in steps if step.state != "gone")}
    found |= {step.state for step in steps if step.state in ("late", "unreported")}
    told = {"late": late, "reworded": reworded, "dropped": bool(dropped)}
    found |= {mark for mark, holds in told.items() if holds}
    found |= {"dropped"} if any(step.state == "gone" for step in steps) else set()
    return frozenset(found & set(MARKS))


def paused_days(pauses: Iterable[Pause], start: date, end: date) -> int:
    """On how many days from ``start`` up to the day before ``end`` at least one government paused."""
    spans = sorted((max(p.start, start), min(p.end or end, end)) for p in pauses)
    days, reached = timedelta(), start
    for since, until in spans:
        if until > max(since, reached):
            days += until - max(since, reached)
            reached = until
    return days.days
