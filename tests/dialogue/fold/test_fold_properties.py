"""Whatever two or three parties append, seeing as much or as little as they like: one state, no double agreement, the
oracle's verdicts.
"""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.dialogue.fold import World
from bilateral.dialogue.fold.state import agreed as is_agreed
from bilateral.dialogue.kinds import KINDS
from tests.dialogue.fold.oracle import Oracle
from tests.dialogue.fold.playing import STEP, in_the_middle, play
from tests.dialogue.fold.worlds import Table


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
        (change.name, change.base)
        for p in whole.proposals()
        if is_agreed(whole.facts, p, whole.clock)
        for change in p.changes
    )
    assert all(count == 1 for count in agreed.values()), agreed
    # the slow oracle gives the same verdicts
    oracle = Oracle(entries)
    for place, outcome in whole.outcomes.items():
        assert (outcome.verdict == "valid") == oracle.verdict(place), (place, outcome)
    # and the same labels
    told = whole.state()
    everything = frozenset(oracle.at)
    for place in whole.outcomes:
        assert told["contested"].get(at(place), []) == at_all(oracle.contested(place, everything))
    for proposal in whole.proposals():
        assert told["resting"].get(at(proposal.key), []) == at_all(oracle.resting(proposal.key, everything))
        state = told["proposals"][at(proposal.key)]
        assert (state in ("agreed", "annulled")) == oracle.agreed(proposal.key, everything)
        undone = oracle.agreed(proposal.key, everything) and oracle.annulled(proposal.key, everything)
        assert (state == "annulled") == undone
        assert (state == "cut_off") == (not oracle.counts(proposal.key, everything))
    # and the same documents in force
    for name, document in told["documents"].items():
        assert document["tip"] == oracle.tip(name, everything)
        assert ("" if document["annulled"] else document["version"]) == oracle.in_force(name, everything)


def at(place: tuple[str, int]) -> str:
    return f"{place[0]}#{place[1]}"


def at_all(places: set[tuple[str, int]]) -> list[str]:
    return [at(place) for place in sorted(places)]


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=24), st.integers(0, 999))
def test_two_parties(steps: list[tuple[int, str, int, int]], seed: int) -> None:
    check(play(("a", "b"), steps), seed)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=24), st.integers(0, 999))
def test_three_parties(steps: list[tuple[int, str, int, int]], seed: int) -> None:
    check(play(("a", "b", "c"), steps), seed)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([("a", "b"), ("a", "b", "c")]), st.lists(STEP, min_size=4, max_size=20), st.integers(0, 999))
def test_after_a_succession_and_an_annulment(
    codes: tuple[str, ...], steps: list[tuple[int, str, int, int]], seed: int
) -> None:
    check(play(codes, steps, begun=in_the_middle), seed)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=20), st.integers(0, 999))
def test_a_verdict_never_changes_as_more_arrives(steps: list[tuple[int, str, int, int]], seed: int) -> None:
    table = play(("a", "b", "c"), steps)
    entries = table.all_entries()
    Random(seed).shuffle(entries)
    world, told = World(KINDS), {}
    for entry in entries:
        world.add(entry)
        for place, outcome in world.outcomes.items():
            assert told.setdefault(place, outcome.verdict) == outcome.verdict


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=24), st.integers(0, 999))
def test_learning_a_kind_settles_what_was_open_and_changes_no_verdict(
    steps: list[tuple[int, str, int, int]], seed: int
) -> None:
    """Software that knows one kind more gives a verdict where there was none, and the same where there was one."""
    table = play(("a", "b", "c"), steps, strange=True)
    entries = table.all_entries()
    older, newer = World(KINDS), World({**KINDS, "treaty": replace(KINDS["line"], name="treaty")})
    for world in (older, newer):
        Random(seed).shuffle(entries)
        for entry in entries:
            world.add(entry)
        assert world.waiting == 0
    for place, outcome in older.outcomes.items():
        now = newer.outcomes[place]
        assert now.verdict in ("valid", "void"), place
        if outcome.verdict in ("valid", "void"):
            assert (now.verdict, now.reason) == (outcome.verdict, outcome.reason), place
