"""Whatever two or three parties append, seeing as much or as little as they like: one state, no double agreement, the
oracle's verdicts.
"""

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.dialogue.fold import World
from bilateral.dialogue.fold.state import versions
from bilateral.dialogue.kinds import KINDS
from bilateral.record.entry import Entry
from tests.dialogue.fold.oracle import Oracle
from tests.dialogue.fold.worlds import Table, digest

IDS = ("x", "y")
ACTS = ("release", "withhold", "redact", "erase", "erased")
ITEMS = [*ACTS, "withhold", "removal"]
OTHERS = ["decline", "withdraw", "ack", "position", "revoke"]
STEP = st.tuples(
    st.integers(0, 2),  # who
    st.sampled_from(["propose", "package", "concur", "concur", "concur", *OTHERS, *ITEMS]),
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


def play(codes: tuple[str, ...], steps: list[tuple[int, str, int, int]], *, strange: bool = False) -> Table:
    """Append what the steps say. Nobody checks anything first: void acts are part of the game.

    ``strange``: now and then a proposal is of a kind that this software doesn't know.
    """
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
            kind = "treaty/1" if strange and pick % 7 == 0 else "line/1"
            changes = (table.change(n, current(table, who, n), pick, parties, kind) for n in names)
            proposals.append(table.propose(who, *changes, sealed=new_items(table, who)))
        elif act in ("concur", "decline", "withdraw", "position") and proposals:
            target = proposals[-1 - pick % min(4, len(proposals))]
            table.append(who, act, target=target, sealed=new_items(table, who) if act == "position" else ())
        elif act == "removal":
            proposals += remove(table, who, pick, lag)
        elif act in ACTS:
            change_items(table, who, act, pick, lag)
        elif act == "ack":
            table.append(who, "ack")
        elif act == "revoke":
            table.revoke(who, max(1, len(table.parties[who].entries) - pick % 6))
    return table


def new_items(table: Table, who: str) -> list[str]:
    """Two items for the next entry."""
    return [digest(f"{who} {len(table.parties[who].entries)} {n}") for n in range(2)]


def listing(table: Table, who: str, pick: int) -> tuple[Entry, list[str]] | None:
    """One of the latest entries of a log that list items, and one or both of its items."""
    entries = [entry for entry in table.parties[who].entries if entry.sealed]
    if not entries:
        return None
    entry = entries[-1 - pick % min(3, len(entries))]
    items = sorted(item.digest for item in entry.sealed)
    return entry, items[: 1 + pick // 3 % 2]


def remove(table: Table, who: str, pick: int, lag: int) -> list[Entry]:
    """Propose to remove some items of a log: mostly of the one that comes first, for what will be tried later."""
    found = listing(table, list(table.parties)[pick % len(table.parties)], pick)
    if found is None:
        return []
    entry, items = found
    act = ("withhold", "redact", "erase")[lag % 3]
    change = table.removal(f"t/{who}:r{len(table.parties[who].entries)}", act, entry, *items)
    return [table.propose(who, change)]


def change_items(table: Table, who: str, act: str, pick: int, lag: int) -> None:
    """An act on items, now and then malformed, without an office, or of another log."""
    whose = who if act != "erased" and pick % 11 else list(table.parties)[lag % len(table.parties)]
    if act == "erased":
        erasures = [e for party in table.parties.values() for e in party.entries if e.act == "erase"]
        entry = erasures[pick % len(erasures)] if erasures else None
        items = list(entry.body["items"]) if entry else []
    else:
        found = listing(table, whose, pick)
        entry, items = found or (None, [])
    if entry is None:
        return
    removals = [e for p in table.parties.values() for e in p.entries for c in e.changes if c["kind"] == "removal/1"]
    fields: dict[str, Any] = {"office": "" if pick % 13 == 0 else "o"}
    known = [e for e in removals if knows(table, who, e)]
    if known and lag % 5 and (act != "release" or pick % 5 == 0):
        fields["refs"] = [("authorised-by", known[-1 - lag % min(2, len(known))])]
    if pick % 7 == 0:
        fields["ground"] = "because"
    table.name_items(who, act, entry, *items, **fields)


def knows(table: Table, who: str, entry: Entry) -> bool:
    party = table.parties[who]
    return entry.log == party.origin or party.seen.get(entry.log, 0) > entry.seq


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
    # and the same labels
    told = whole.state()
    everything = frozenset(oracle.at)
    for place in whole.outcomes:
        assert told["contested"].get(at(place), []) == at_all(oracle.contested(place, everything))
    for proposal in whole.proposals():
        assert told["resting"].get(at(proposal.key), []) == at_all(oracle.resting(proposal.key, everything))


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
