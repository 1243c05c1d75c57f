"""The same questions answered slowly and otherwise: days are walked one by one, reports are read as a story, and each
milestone of each action is asked anew. Shares nothing with `bilateral.dialogue.slipped` but shapes.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bilateral.dialogue.slipped import Action, Pause, Step

DAY = timedelta(days=1)


def steps_between(first: date | None, present: date | None) -> int | None:
    """How many days one has to walk from the first date to the present one, backwards as minus."""
    if first is None or present is None:
        return None
    low, high, walked = min(first, present), max(first, present), 0
    while low < high:
        low, walked = low + DAY, walked + 1
    return walked if present >= first else -walked


def paused(pauses: Sequence[Pause], start: date, end: date) -> int:
    count, day = 0, start
    while day < end:
        count += any(p.start <= day and (p.end is None or day < p.end) for p in pauses)
        day += DAY
    return count


def origin(action: Action, actions: Sequence[Action]) -> Action:
    line = [action]
    while True:
        before = [other for other in actions if other.name == line[-1].follows and other not in line]
        if not before:
            return line[-1]
        line.append(before[0])


def carried(action: Action, actions: Sequence[Action]) -> bool:
    return any(o.follows == action.name and o is not action and o.status == "agreed" for o in actions)


def dropped(action: Action, actions: Sequence[Action], succeeded: Iterable[str]) -> bool:
    if action.status == "not_assessed" or carried(action, actions) or action.completed:
        return False
    return action.status != "agreed" or action.retired is not None or action.plan in set(succeeded)


def state(action: Action, step: Step, actions: Sequence[Action], succeeded: Iterable[str], today: date) -> str:
    if action.completed:
        return "complete"
    if dropped(action, actions, succeeded) or carried(action, actions):
        return "ended"
    told = None
    for report in sorted(action.reports, key=lambda r: r.as_of):  # stable: of one day the last of the list holds
        if report.party == step.party and step.id in report.states:
            told = report
    if told and told.states[step.id] == "done":
        return "done"
    passed = step.due is not None and step.due + DAY <= today
    if not passed:
        return "under-way" if told else "waiting"
    assert step.due is not None
    return "unreported" if told is None or told.as_of < step.due else "late"
