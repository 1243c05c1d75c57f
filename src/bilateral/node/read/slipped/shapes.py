"""The shapes: frozen, in both languages, without queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bilateral.dialogue.slipped import Sum
from bilateral.node.read.shapes import DocumentLink, Due, FieldDiff, Party
from bilateral.values import EntryRef, Text


@dataclass(frozen=True, slots=True)
class DateMoved:
    """Where a date first stood and where it stands now; ``days`` between them where both are dates, positive for
    later; ``mark`` is later, earlier, undated, dated or nothing.
    """

    first: Due
    present: Due
    days: int | None
    mark: str

    @property
    def distance(self) -> int:
        """The days without their sign."""
        return abs(self.days or 0)


@dataclass(frozen=True, slots=True)
class LeadView:
    """The office that leads on one side; ``ended`` and ``moved_to`` where that government has abolished it since."""

    party: Party
    office: DocumentLink
    ended: date | None = None
    moved_to: DocumentLink | None = None


@dataclass(frozen=True, slots=True)
class StepView:
    """A milestone. ``words`` is its word diff by language where it was reworded; ``heard`` the day up to which the
    newest report on it speaks.
    """

    id: str
    title: Text
    party: Party
    moved: DateMoved
    state: str
    state_words: Text
    heard: date | None
    new: bool
    words: Mapping[Any, tuple[Any, ...]] | None = None


@dataclass(frozen=True, slots=True)
class VersionLink:
    """A version of an action: its number, where its text stands on the record, and when the last government agreed."""

    number: int
    ref: EntryRef
    time: datetime


@dataclass(frozen=True, slots=True)
class SlipView:
    """An action: its first and its present wording and dates, what became of it, its milestones.

    ``first`` is None for one that was never agreed; it belongs to ``origin`` where this action carries on that one of
    an earlier plan. ``texts`` holds the first and the present words of title, text and end; ``diffs`` those that
    differ, word by word. ``marks`` are codes with their words; ``paused`` counts the days of its time on which a
    government paused.
    """

    link: DocumentLink
    plan: DocumentLink | None
    leads: tuple[LeadView, ...]
    first: VersionLink | None
    present: VersionLink | None
    moved: DateMoved
    marks: tuple[tuple[str, Text], ...]
    late: bool
    completed: date | None
    dropped: str
    dropped_words: Text | None
    carried: DocumentLink | None
    origin: DocumentLink | None
    steps: tuple[StepView, ...]
    paused: int
    texts: Mapping[str, tuple[Text, Text]]
    diffs: tuple[FieldDiff, ...]


@dataclass(frozen=True, slots=True)
class SideSum:
    party: Party
    sums: Sum


@dataclass(frozen=True, slots=True)
class OfficeSum:
    office: DocumentLink
    party: Party
    sums: Sum


@dataclass(frozen=True, slots=True)
class PauseView:
    """A pause as its government recorded it; ``end`` is the day on which it is back."""

    link: DocumentLink
    party: Party
    start: date
    end: date | None
    reason: Text


@dataclass(frozen=True, slots=True)
class SlippedView:
    """One page of actions with what all that were asked for add up to. ``as_of``: the last day that is over everywhere;
    ``source``: the logs and how many entries of each were read. ``more_offices`` are not listed.
    """

    items: tuple[SlipView, ...]
    after: str | None
    total: int
    as_of: date
    source: tuple[tuple[str, int], ...]
    sums: Sum
    sides: tuple[SideSum, ...]
    offices: tuple[OfficeSum, ...]
    more_offices: int
    pauses: tuple[PauseView, ...]
    plans: tuple[DocumentLink, ...]
