"""Counts over many actions. Every count says of what: actions, milestones, or days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bilateral.dialogue.slipped.reckon import Slip


@dataclass(slots=True)
class Sum:
    """Of ``actions``: completed, dropped, carried on by a later plan, not assessed, late, moved to a later date (by
    ``days`` in all), given no date any more, reworded. Of ``milestones`` (those of the present wordings on which
    something is still asked) those done, late and unreported; of all milestones those moved later. ``gone`` are those
    that the first wordings have and the present ones don't.
    """

    actions: int = 0
    completed: int = 0
    dropped: int = 0
    carried: int = 0
    unassessed: int = 0
    late: int = 0
    later: int = 0
    days: int = 0
    undated: int = 0
    reworded: int = 0
    milestones: int = 0
    done: int = 0
    steps_late: int = 0
    unreported: int = 0
    steps_later: int = 0
    gone: int = 0

    @property
    def slipped(self) -> int:
        """How much there is to look at: what offices are put in order by."""
        return self.unreported + self.steps_late + self.late + self.later + self.dropped + self.gone


def total(slips: Iterable[Slip]) -> Sum:
    found = Sum()
    for slip in slips:
        _add(found, slip, None)
    return found


def by_party(slips: Iterable[Slip], parties: Iterable[str]) -> dict[str, Sum]:
    """Every action counts for each government that it names a lead or a milestone of; milestones for their own."""
    found = {party: Sum() for party in parties}
    for slip in slips:
        named = {*slip.action.leads, *(step.party for step in slip.steps)}
        for party in named & found.keys():
            _add(found[party], slip, party)
    return found


def by_office(slips: Iterable[Slip]) -> dict[str, Sum]:
    """Every action counts for each office that leads it, with the milestones of that office's government."""
    found: dict[str, Sum] = {}
    for slip in slips:
        for party, office in _leads(slip.action.leads):
            _add(found.setdefault(office, Sum()), slip, party)
    return found


def _leads(leads: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    return ((party, office) for party, office in leads.items() if office)


def _add(found: Sum, slip: Slip, party: str | None) -> None:
    found.actions += 1
    found.completed += slip.action.completed is not None
    found.dropped += bool(slip.dropped)
    found.carried += bool(slip.carried)
    found.unassessed += "unassessed" in slip.marks
    found.late += slip.late
    if slip.moved.mark == "later":
        found.later += 1
        found.days += slip.moved.days or 0
    found.undated += slip.moved.mark == "undated"
    found.reworded += slip.reworded
    for step in slip.steps:
        if party is not None and step.party != party:
            continue
        if step.state == "gone":
            found.gone += 1
            continue
        found.steps_later += step.moved.mark == "later"
        if slip.closed:
            continue
        found.milestones += 1
        found.done += step.state == "done"
        found.steps_late += step.state == "late"
        found.unreported += step.state == "unreported"
