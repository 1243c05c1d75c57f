"""Histories made of steps: two or three parties append whatever the steps say, seeing as much or as little as they say.

Nobody checks anything first: void acts are part of the game.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from bilateral.dialogue.fold.state import versions
from bilateral.record.entry import Entry
from tests.dialogue.fold.worlds import Table, digest

IDS = ("x", "y")
ACTS = ("release", "withhold", "redact", "erase", "erased")
ITEMS = [*ACTS, "withhold", "removal"]
OTHERS = ["decline", "withdraw", "ack", "position", "revoke"]
LINES = ["annul", "annul", "succeed", "recognise", "recognise", "recognise"]
STEP = st.tuples(
    st.integers(0, 2),  # who
    st.sampled_from(["propose", "package", "concur", "concur", "concur", *OTHERS, *ITEMS, *LINES]),
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


def play(
    codes: tuple[str, ...],
    steps: list[tuple[int, str, int, int]],
    *,
    strange: bool = False,
    begun: Callable[[Table], list[Entry]] = lambda table: [],
) -> Table:
    """Append what the steps say. Nobody checks anything first: void acts are part of the game.

    ``strange``: now and then a proposal is of a kind that this software doesn't know. ``begun`` appends what comes
    before the steps, and gives its proposals.
    """
    table = Table(*codes)
    proposals = begun(table)
    for who_index, act, pick, lag in steps:
        code = codes[who_index % len(codes)]
        who = voice(table, code, pick)
        if act != "recognise":
            look(table, who, pick, lag)
        if act in ("propose", "package"):
            proposals.append(put(table, who, act, pick, codes, strange=strange))
        elif act in ("concur", "decline", "withdraw", "position") and proposals:
            target = proposals[-1 - pick % min(4, len(proposals))]
            table.append(who, act, target=target, sealed=new_items(table, who) if act == "position" else ())
        elif act == "annul" and proposals:
            target = proposals[-1 - pick % min(5, len(proposals))]
            parties = codes if pick % 4 else tuple(sorted(codes[:2]))
            proposals.append(table.annul(who, f"t/{who}:u{len(table.parties[who].entries)}", target, parties))
        elif act == "succeed" and len(line(table, code)) < 3:
            succeed(table, code, pick, lag)
        elif act == "recognise":
            recognise(table, who, pick, lag)
        elif act == "removal":
            proposals += remove(table, who, pick, lag)
        elif act in ACTS:
            change_items(table, who, act, pick, lag)
        elif act == "ack":
            table.append(who, "ack")
        elif act == "revoke":
            table.revoke(who, max(1, len(table.parties[who].entries) - pick % 6))
    return table


def in_the_middle(table: Table) -> list[Entry]:
    """One text agreed, one agreement undone; the first party's log goes on in a successor that all recognised, while
    somebody goes on writing into the old one.
    """
    first, *others = table.parties
    agreed, undone = (table.propose(first, table.change(f"t/{first}:{name}")) for name in IDS)
    for who in others:
        table.see_all(who)
        table.append(who, "concur", target=agreed)
        table.append(who, "concur", target=undone)
    table.see_all(first)
    annulment = table.annul(first, f"t/{first}:u", undone)
    cut = len(table.parties[first].entries)
    for who in others:
        table.see_all(who)
        table.append(who, "concur", target=annulment)
    ahead = table.propose(first, table.change(f"t/{first}:x", f"{agreed.leaf}/0", 2))
    table.succeed(first, cut, sees={who: len(table.parties[who].entries) for who in others})
    for who in others:
        table.see(who, f"{first}/2")
        table.append(who, "recognise", target=table.parties[f"{first}/2"].entries[0])
    for who in others:
        table.see(f"{first}/2", who)
    table.append(f"{first}/2", "position", target=agreed)
    return [agreed, undone, annulment, ahead]


# -- who speaks, and what it has seen ---------------------------------------------------------------------------------


def line(table: Table, code: str) -> list[str]:
    return [log for log, party in table.parties.items() if party.code == code]


def voice(table: Table, code: str, pick: int) -> str:
    """Mostly a party's newest log; now and then somebody still writes into one before."""
    logs = line(table, code)
    return logs[0] if pick % 4 == 3 else logs[-1]


def look(table: Table, who: str, pick: int, lag: int) -> None:
    """Take in some more of the others' logs; mostly nothing behind the end of a log that one has agreed to."""
    ends = {} if pick % 9 == 8 else known_ends(table, who)
    for whom, party in list(table.parties.items()):
        if whom != who:
            table.see(who, whom, min(len(party.entries) - lag % 4, ends.get(party.origin, 1000)))


def known_ends(table: Table, who: str) -> dict[str, int]:
    """Where logs end by what this log's party founded or recognised."""
    code = table.parties[who].code
    entries = [entry for log in line(table, code) for entry in table.parties[log].entries]
    said = [entry.target.log for entry in entries if entry.act == "recognise" and entry.target]
    ends: dict[str, int] = {}
    for party in table.parties.values():
        if party.origin in said or (party.code == code and party.origin != f"t/{code}"):
            for cut in party.entries[0].body["succeeds"]:
                ends[cut["log"]] = min(cut["size"], ends.get(cut["log"], 1000))
    return ends


# -- the acts ---------------------------------------------------------------------------------------------------------


def put(table: Table, who: str, act: str, pick: int, codes: tuple[str, ...], *, strange: bool) -> Entry:
    code = table.parties[who].code
    names = [f"t/{codes[pick % len(codes)]}:{IDS[(pick + n) % 2]}" for n in range(2 if act == "package" else 1)]
    if pick % 5 and not current(table, who, names[0]):
        names = [f"t/{who}:{name[-1]}" for name in names]  # only its own log creates a document
    parties = codes if pick % 3 else tuple(sorted({code, codes[(codes.index(code) + 1) % len(codes)]}))
    kind = "treaty/1" if strange and pick % 7 == 0 else "line/1"
    changes = (table.change(n, current(table, who, n), pick, parties, kind) for n in names)
    return table.propose(who, *changes, sealed=new_items(table, who))


def succeed(table: Table, code: str, pick: int, lag: int) -> None:
    """Found the next log of a line: mostly it ends the one before where the others have seen it."""
    sizes = []
    for log in line(table, code):
        origin = table.parties[log].origin
        seen = max((p.seen.get(origin, 0) for p in table.parties.values() if p.code != code), default=0)
        whole = len(table.parties[log].entries)
        sizes.append(max(1, whole - lag % 3 if pick % 5 == 4 else min(seen, whole)))
    others = {log: len(p.entries) - lag % 2 for log, p in table.parties.items() if p.code != code}
    table.succeed(code, *sizes, sees=others, lie=pick % 13 == 12)


def recognise(table: Table, who: str, pick: int, lag: int) -> None:
    """Recognise the newest successor of another, mostly having taken in just what it goes on for."""
    found = [log for log, p in table.parties.items() if "/" in log and p.code != table.parties[who].code]
    if not found:
        return
    log = found[-1 - pick % min(2, len(found))]
    first = table.parties[log].entries[0]
    for cut in first.body["succeeds"]:
        table.see(who, cut["log"].removeprefix("t/"), cut["size"] + (lag % 7 == 6))
    table.see(who, log, 1)
    table.append(who, "recognise", target=first)


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
