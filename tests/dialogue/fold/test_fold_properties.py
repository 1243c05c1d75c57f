"""Whatever two or three parties append, seeing as much or as little as they like: one state, no double agreement, the
oracle's verdicts.
"""

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.dialogue.fold import World
from bilateral.dialogue.fold.state import versions
from bilateral.record.entry import Entry
from tests.dialogue.fold.oracle import Oracle
from tests.dialogue.fold.worlds import Table

IDS = ("x", "y")
STEP = st.tuples(
    st.integers(0, 2),  # who
    st.sampled_from(
        ["propose", "package", "concur", "concur", "concur", "decline", "withdraw", "ack", "position", "see"]
    ),
    st.integers(0, 30),  # which proposal, or which document
    st.integers(0, 30),  # how much of the others is taken in first
)


def current(table: Table, who: str, name: str) -> str:
    """The version in force as this party can know it: mostly what an honest node builds on."""
    party = table.parties[who]
    known = list(party.entries)
    for other in table.parties.values():
        known += other.entries[: party.seen.get(other.origin, 0)]
    world = table.world(known)
    chain = versions(world.facts, name, world.clock)
    return chain[-1].id if chain else ""


def play(codes: tuple[str, ...], steps: list[tuple[int, str, int, int]]) -> Table:
    """Append what the steps say. Nobody checks anything first: void acts are part of the game."""
    table = Table(*codes)
    proposals: list[Entry] = []
    for who_index, act, pick, lag in steps:
        who = codes[who_index % len(codes)]
        for whom in codes:
            if whom != who:
                have = len(table.parties[whom].entries)
                table.see(who, whom, have - lag % 4)
        if act in ("propose", "package"):
            names = [f"t/{codes[pick % len(codes)]}:{IDS[(pick + n) % 2]}" for n in range(2 if act == "package" else 1)]
            if pick % 5 and not current(table, who, names[0]):
                names = [f"t/{who}:{name[-1]}" for name in names]  # only its own log creates a document
            parties = codes if pick % 3 else tuple(sorted({who, codes[(codes.index(who) + 1) % len(codes)]}))
            proposals.append(
                table.propose(who, *(table.change(n, current(table, who, n), pick, parties) for n in names))
            )
        elif act in ("concur", "decline", "withdraw", "position") and proposals:
            table.append(who, act, target=proposals[-1 - pick % min(4, len(proposals))])
        elif act == "ack":
            table.append(who, "ack")
    return table


def check(table: Table, seed: int) -> None:
    entries = table.all_entries()
    whole = table.world()
    assert whole.waiting == 0
    # any arrival order, one state
    for n in range(3):
        shuffled = list(entries)
        Random(seed + n).shuffle(shuffled)
        assert table.world(shuffled).state_hash() == whole.state_hash()
    # per document and base at most one proposal is ever agreed
    agreed = Counter(
        (change.name, change.base) for p in whole.proposals() if p.agreed(whole.clock) for change in p.changes
    )
    assert all(count == 1 for count in agreed.values()), agreed
    # the slow oracle gives the same verdicts
    oracle = Oracle(entries)
    for place, outcome in whole.outcomes.items():
        assert (outcome.verdict == "valid") == oracle.verdict(place), (place, outcome)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=24), st.integers(0, 999))
def test_two_parties(steps: list[tuple[int, str, int, int]], seed: int) -> None:
    check(play(("a", "b"), steps), seed)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=24), st.integers(0, 999))
def test_three_parties(steps: list[tuple[int, str, int, int]], seed: int) -> None:
    check(play(("a", "b", "c"), steps), seed)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=20), st.integers(0, 999))
def test_a_verdict_never_changes_as_more_arrives(steps: list[tuple[int, str, int, int]], seed: int) -> None:
    table = play(("a", "b", "c"), steps)
    entries = table.all_entries()
    Random(seed).shuffle(entries)
    from bilateral.dialogue.kinds import KINDS

    world, told = World(KINDS), {}
    for entry in entries:
        world.add(entry)
        for place, outcome in world.outcomes.items():
            assert told.setdefault(place, outcome.verdict) == outcome.verdict
