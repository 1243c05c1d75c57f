"""What has to be known to say what slipped: plain values, dates in days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as one version of an action states it. ``due`` is None where it is ongoing."""

    id: str
    party: str
    due: date | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of an action: the day on which the last government agreed (None: not all ever did), its date, its
    milestones, and what its words are (digests, compared and never read). ``due`` is None where the action is ongoing.
    """

    agreed: date | None
    due: date | None
    words: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A progress report: whose, up to which day it speaks, and the state of each milestone that it names."""

    party: str
    as_of: date
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Action:
    """An action with its first and its present wording.

    ``status`` is the document's (agreed, annulled, overtaken, cut_off, not_assessed). ``leads`` are its offices by
    government; ``completed`` and ``retired`` are set only in a text in force; ``plan`` is the plan that it stands in,
    ``follows`` the action of an earlier plan that it carries on.
    """

    name: str
    status: str
    first: Wording
    present: Wording
    leads: Mapping[str, str]
    completed: date | None = None
    retired: date | None = None
    plan: str = ""
    follows: str = ""
    reports: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which one government does not take part: from ``start`` up to the day before ``end``, or still."""

    party: str
    start: date
    end: date | None = None
