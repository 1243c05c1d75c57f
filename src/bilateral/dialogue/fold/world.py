"""Entries in, in any order of arrival; one state out. Entries wait until everything in their causal past has been
judged.

`World` keeps all in memory (tests, audit, rebuild). The node does the same steps over its tables through `advance`.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bilateral.dialogue.fold import succeeding
from bilateral.dialogue.fold.contested import contested, doubt_of, resting
from bilateral.dialogue.fold.facts import Clock, Facts, Key, join, party_of
from bilateral.dialogue.fold.judge import judge
from bilateral.dialogue.fold.outcome import Outcome, void
from bilateral.dialogue.fold.state import in_force, proposal_state, versions
from bilateral.dialogue.kind import Kind
from bilateral.record import canonical, tree
from bilateral.record.entry import Entry

RootAt = Callable[[str, int], str | None]
"""The root (hex) of a held log at a size, or None when that size isn't held."""


def past_of(entry: Entry, facts: Facts, root_at: RootAt) -> tuple[Clock, bool]:
    """The causal past of an entry whose seen sizes are all held, and whether what it says it saw is what is held.

    An invented or mismatching ``seen`` voids the entry and adds nothing to its past beyond its own prefix.
    """
    own: dict[str, int] = {entry.log: entry.seq} if entry.seq else {}
    past = join(own, facts.clock((entry.log, entry.seq - 1))) if entry.seq else own
    theirs: dict[str, int] = {}
    for seen in entry.seen:
        if root_at(seen.log, seen.size) != seen.root:
            return past, False
        if seen.size:
            theirs = join(join(theirs, {seen.log: seen.size}), facts.clock((seen.log, seen.size - 1)))
    return join(past, theirs), True


def advance(entry: Entry, facts: Facts, kinds: Mapping[str, Kind], root_at: RootAt) -> Outcome:
    """Judge one entry whose past is judged, and remember it."""
    past, truthful = past_of(entry, facts, root_at)
    outcome = judge(entry, past, facts, kinds) if truthful else void("seen-mismatch")
    facts.remember((entry.log, entry.seq), entry.leaf, outcome.verdict, past)
    facts.items.enter(entry)
    if outcome.dark:
        facts.darken((entry.log, entry.seq), outcome.dark)
    if doubt := doubt_of(entry):  # whatever else becomes of the entry, its log's recovery keys have said so
        facts.add_doubt(doubt)
    if succeeding.takes_the_floor(entry, past, facts):
        facts.add_speech((entry.log, entry.seq))
    if outcome.verdict == "valid":
        _apply(entry, outcome, facts)
    elif outcome.items and outcome.verdict == "not_assessed":
        facts.items.darken_items(entry.log, outcome.items)
    return outcome


def _apply(entry: Entry, outcome: Outcome, facts: Facts) -> None:
    key, party = (entry.log, entry.seq), party_of(entry.log)
    if outcome.proposal:
        facts.add_proposal(outcome.proposal)
    elif outcome.items:
        facts.items.apply(entry.log, outcome.items)
    elif entry.act == "erased" and entry.target:
        facts.items.confirm((entry.target.log, entry.target.seq), entry.log)
    elif outcome.succession:
        facts.add_succession(outcome.succession)
    elif outcome.recognises:
        facts.add_recognition(outcome.recognises, key)
    elif entry.target and entry.act in ("concur", "decline", "withdraw"):
        proposal = facts.proposal((entry.target.log, entry.target.seq))
        assert proposal is not None, "a valid answer has a valid target"
        if entry.act == "concur":
            proposal.endorsed.setdefault(party, []).append(key)
        elif entry.act == "decline":
            proposal.declined.setdefault(party, []).append(key)
        else:
            proposal.withdrawn.append(key)


class World:
    """The fold over everything that arrived so far. ``outcomes`` has a verdict for every entry whose past has
    arrived.
    """

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self.facts = Facts()
        self.outcomes: dict[Key, Outcome] = {}
        self.entries: dict[Key, Entry] = {}
        self._arrived: dict[str, dict[int, Entry]] = {}
        self._judged: dict[str, int] = {}
        self._frontiers: dict[str, tree.Frontier] = {}
        self._roots: dict[Key, str] = {}

    def add(self, entry: Entry) -> None:
        """Take an entry, whenever it comes; a second arrival of the same place is ignored."""
        self._arrived.setdefault(entry.log, {}).setdefault(entry.seq, entry)
        self._hash(entry.log)
        while any(self._step(log) for log in sorted(self._arrived)):
            pass

    @property
    def clock(self) -> Clock:
        """How much of every log has been judged."""
        return dict(self._judged)

    @property
    def waiting(self) -> int:
        """How many entries arrived whose past has not."""
        return sum(len(entries) for entries in self._arrived.values()) - sum(self._judged.values())

    def root_at(self, log: str, size: int) -> str | None:
        return tree.EMPTY_ROOT.hex() if size == 0 else self._roots.get((log, size))

    def _hash(self, log: str) -> None:
        frontier = self._frontiers.setdefault(log, tree.Frontier())
        while frontier.size in self._arrived[log]:
            frontier.append(bytes.fromhex(self._arrived[log][frontier.size].leaf))
            self._roots[(log, frontier.size)] = frontier.root().hex()

    def _step(self, log: str) -> bool:
        entry = self._arrived[log].get(self._judged.get(log, 0))
        if entry is None or any(self._judged.get(seen.log, 0) < seen.size for seen in entry.seen):
            return False
        key = (entry.log, entry.seq)
        self.outcomes[key] = advance(entry, self.facts, self.kinds, self.root_at)
        self.entries[key] = entry
        self._judged[log] = entry.seq + 1
        return True

    # -- the state -------------------------------------------------------------------------------------------------

    def documents(self) -> dict[str, dict[str, Any]]:
        """Every document that was ever agreed: kind, parties, body and version in force, or the newest if none."""
        names = {change.name for fact in self.proposals() for change in fact.changes}
        found = {}
        for name in sorted(names):
            chain = versions(self.facts, name, self.clock)
            if chain:
                binding = in_force(self.facts, chain, self.clock)
                last = binding or chain[-1]
                index = int(last.id.partition("/")[2])
                body = self.entries[last.proposal.key].changes[index]["body"]
                found[name] = {
                    "kind": last.change.kind,
                    "parties": list(last.change.parties),
                    "version": last.id,
                    "number": last.number,
                    "body": body,
                    "contested": _places(resting(self.facts, last.proposal, self.clock)),
                    "annulled": binding is None,
                    "tip": chain[-1].id,
                }
        return found

    def proposals(self) -> list[Any]:
        return [outcome.proposal for _, outcome in sorted(self.outcomes.items()) if outcome.proposal]

    def state(self) -> dict[str, Any]:
        """All of it as plain values: verdicts, proposals and documents."""
        clock = self.clock
        proposals = {f"{p.log}#{p.seq}": p for p in self.proposals()}
        return {
            "contested": {
                f"{log}#{seq}": _places(found)
                for log, seq in sorted(self.outcomes)
                if (found := contested(self.facts, (log, seq), clock))
            },
            "documents": self.documents(),
            "items": self.facts.items.told(),
            "proposals": {place: proposal_state(self.facts, p, clock) for place, p in proposals.items()},
            "resting": {
                place: _places(found) for place, p in proposals.items() if (found := resting(self.facts, p, clock))
            },
            "verdicts": {f"{log}#{seq}": [o.verdict, o.reason] for (log, seq), o in sorted(self.outcomes.items())},
        }

    def state_hash(self) -> str:
        """SHA-256 over the canonical bytes of each part of the state: equal states, equal hashes."""
        digest = hashlib.sha256()
        state = self.state()
        for part in sorted(state):
            for key in sorted(state[part]):
                digest.update(canonical.encode({"part": part, "key": key, "value": state[part][key]}))
        return digest.hexdigest()


def _places(keys: Iterable[Key]) -> list[str]:
    return [f"{log}#{seq}" for log, seq in keys]
