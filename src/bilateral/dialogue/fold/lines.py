"""A party's line of logs: its first one, and those that go on for it when keys were lost (spec/fold.md, Successors).

Here: who recognised a successor, since when it stands, what it cuts off, which entries therefore count. Where no
succession is known all of this costs one look at an empty table.
"""

from collections.abc import Iterator, Mapping
from math import inf

from bilateral.dialogue.fold.facts import Clock, Facts, Key, Succession, dialogue_of, inside, party_of
from bilateral.values.ref import origin_at, turn_of


def logs_of(party: str, log: str, clock: Clock) -> Iterator[str]:
    """The logs of a party's line, in the dialogue of ``log``, of which a past holds anything."""
    dialogue = dialogue_of(log)
    for held, size in clock.items():
        if size and party_of(held) == party and dialogue_of(held) == dialogue and turn_of(held):
            yield held


def recognised(facts: Facts, log: str, clock: Clock) -> bool:
    """Whether every other party that has opened a log in this past has recognised the successor, one at least."""
    if log not in facts.successions() or not clock.get(log):
        return False
    others = {p for p in _opened(log, clock) if p != party_of(log)}
    return bool(others) and all(bound(facts, party, log, clock) for party in others)


def bound(facts: Facts, party: str, log: str, clock: Clock) -> bool:
    """Whether a party has recognised a successor in this past, or opened its own log where that was recognised."""
    for key in facts.recognitions(log):
        if party_of(key[0]) == party and counts(facts, key, clock):
            return True
    first = (origin_at(dialogue_of(log), party, 1), 0)
    return inside(first, clock) and recognised(facts, log, facts.clock(first))


def _opened(log: str, clock: Clock) -> set[str]:
    """The parties whose first log this past holds."""
    dialogue = dialogue_of(log)
    return {
        party_of(held) for held, size in clock.items() if size and dialogue_of(held) == dialogue and turn_of(held) == 1
    }


def stands(facts: Facts, log: str, clock: Clock) -> bool:
    """Whether this past holds an entry of the successor that had its recognition in its own past."""
    first = facts.speech(log)
    return first is not None and inside((log, first), clock)


def cut_off(facts: Facts, clock: Clock) -> dict[str, int]:
    """For each log that a standing successor goes on for, how much of it still counts in this past."""
    found: dict[str, int] = {}
    for succession in facts.successions().values():
        if stands(facts, succession.log, clock):
            for log, size in succession.cuts.items():
                found[log] = min(size, found.get(log, size))
    return found


def counts(facts: Facts, key: Key, clock: Clock, cuts: Mapping[str, int] | None = None) -> bool:
    """Whether an entry lies in this past, and neither it nor anything that it rests on is cut off there.

    :param cuts: what `cut_off` says of this clock, where the caller has it.
    """
    if not inside(key, clock):
        return False
    cuts = cut_off(facts, clock) if cuts is None else cuts
    if not cuts:
        return True
    past = facts.clock(key)
    return all(past.get(log, 0) <= size and (log != key[0] or key[1] < size) for log, size in cuts.items())


def own_later(facts: Facts, log: str) -> list[Succession]:
    """The successions that go on for ``log``."""
    return [each for each in facts.successions().values() if log in each.cuts]


def sees_beyond(facts: Facts, log: str, past: Clock) -> str:
    """A log of which this past holds more than ``log``'s party left standing, or an empty string."""
    party = party_of(log)
    for each in facts.successions().values():
        if dialogue_of(each.log) != dialogue_of(log):
            continue
        if each.log == log or (each.party != party and bound(facts, party, each.log, past)):
            for cut, size in each.cuts.items():
                if past.get(cut, 0) > size:
                    return cut
    return ""


def first_word(facts: Facts, log: str) -> float:
    """The position from which a log speaks for its party: a first log from its start, a successor once it stands."""
    if log not in facts.successions():
        return 0 if turn_of(log) == 1 else inf
    first = facts.speech(log)
    return inf if first is None else first
