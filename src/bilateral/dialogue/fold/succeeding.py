"""The rules of successors: a log that goes on for others of its party, its recognition, who may still speak where."""

from typing import Any

from bilateral.dialogue.fold import lines
from bilateral.dialogue.fold.facts import Clock, Facts, Key, Succession, party_of
from bilateral.dialogue.fold.outcome import VALID, Outcome, void
from bilateral.record.entry import Entry
from bilateral.values.ref import turn_of


def begin(entry: Entry, past: Clock, facts: Facts) -> Outcome:
    """The verdict on a first entry. What it must say of the logs before is a matter of its form (spec/entry.md)."""
    if entry.seq:
        return void("genesis-not-first")
    before = entry.body.get("succeeds")
    if not before:
        return VALID
    missing = _not_at(before, entry, past)
    if missing:
        return void("succeeds-not-seen", missing)
    cuts = {cut["log"]: cut["size"] for cut in before}
    for log in cuts:
        earlier = facts.successions().get(log)
        if earlier and lines.stands(facts, log, past):
            changed = next((cut for cut, size in earlier.cuts.items() if cuts[cut] != size), "")
            if changed:
                return void("cut-not-kept", changed)
    return Outcome("valid", succession=Succession(entry.log, cuts, {cut["log"]: cut["root"] for cut in before}))


def _not_at(before: list[dict[str, Any]], entry: Entry, past: Clock) -> str:
    """The first of these logs that the entry hasn't seen at exactly this size and root, or an empty string."""
    seen = {each.log: (each.size, each.root) for each in entry.seen}
    for cut in before:
        if seen.get(cut["log"]) != (cut["size"], cut["root"]) or past.get(cut["log"]) != cut["size"]:
            return f"{cut['log']} {cut['size']}"
    return ""


def silenced(entry: Entry, past: Clock, facts: Facts) -> Outcome | None:
    """Why nothing that this log says here counts, if that is so."""
    if not facts.successions() and turn_of(entry.log) == 1:
        return None
    for later in lines.own_later(facts, entry.log):
        log = later.log
        over = entry.seq >= later.cuts[entry.log]
        if over and (lines.stands(facts, log, past) or lines.recognised(facts, log, past)):
            return void("succeeded", log)
    beyond = lines.sees_beyond(facts, entry.log, past)
    return void("seen-beyond-cut", beyond) if beyond else None


def speaks(entry: Entry, past: Clock, facts: Facts) -> bool:
    """Whether this log is its party's word here: a first log always, a successor once all others recognised it."""
    return turn_of(entry.log) == 1 or lines.recognised(facts, entry.log, past)


def recognise(entry: Entry, past: Clock, facts: Facts) -> Outcome:
    """The verdict on a recognition of a successor's genesis, the target, which lies in the past."""
    assert entry.target is not None
    key: Key = (entry.target.log, entry.target.seq)
    succession = facts.successions().get(key[0]) if key[1] == 0 else None
    if succession is None:
        return void("target-not-a-successor", f"{key[0]}#{key[1]}")
    party = party_of(entry.log)
    if party == succession.party:
        return void("its-own-successor")
    if lines.bound(facts, party, succession.log, past):
        return void("already-recognised")
    seen = {each.log: (each.size, each.root) for each in entry.seen}
    for log, size in succession.cuts.items():
        if seen.get(log) != (size, succession.roots[log]) or past.get(log) != size:
            return void("cut-not-seen", f"{log} {size}")
    return Outcome("valid", recognises=succession.log)


def takes_the_floor(entry: Entry, past: Clock, facts: Facts) -> bool:
    """Whether this is the first entry of a successor whose past holds all the recognition that it needs."""
    if facts.successions().get(entry.log) is None or facts.speech(entry.log) is not None:
        return False
    return lines.recognised(facts, entry.log, past)


__all__ = ["begin", "recognise", "silenced", "speaks", "takes_the_floor"]
