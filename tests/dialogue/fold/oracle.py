"""A second, slow reading of the rules: verdicts by recursion over sets of entries, with nothing remembered between
questions.

Written from spec/fold.md, not from the fold's code: a past is a set of entries, a question about it is answered by
walking all of it.
"""

from functools import cache

from bilateral.record.entry import Entry
from tests.dialogue.fold.oracle_items import Items

Past = frozenset[tuple[str, int]]


class Oracle:
    def __init__(self, entries: list[Entry]) -> None:
        self.at = {(e.log, e.seq): e for e in entries}
        self.past = cache(self._past)
        self.verdict = cache(self._verdict)

    def _past(self, place: tuple[str, int]) -> Past:
        """Everything before an entry: its own prefix, what it saw, and what those saw."""
        log, seq = place
        direct = {(log, n) for n in range(seq)}
        for seen in self.at[place].seen:
            direct |= {(seen.log, n) for n in range(seen.size)}
        whole = set(direct)
        for other in direct:
            whole |= self.past(other)
        return frozenset(whole)

    def party(self, place: tuple[str, int]) -> str:
        return place[0].split("/")[1]

    def _verdict(self, place: tuple[str, int]) -> bool:
        entry, past = self.at[place], self.past(place)
        if entry.act in ("genesis", "ack", "rotate", "revoke"):
            return entry.act != "genesis" or entry.seq == 0
        if entry.act == "propose":
            return self._good_proposal(place, past)
        target = (entry.target.log, entry.target.seq) if entry.target else None
        if entry.act in ("release", "withhold", "redact", "erase", "erased"):
            return target in past and Items(self, place, past, target).allowed()
        if target not in past or self.at[target].act != "propose" or not self.verdict(target):
            return False
        me = self.party(place)
        if me not in self.named(target):
            return False
        if entry.act == "position":
            return True
        if self.agreed(target, past) or self.dead(target, past):
            return False
        if entry.act == "withdraw":
            return target[0] == place[0] and not self.withdrawals(target, past)
        if me in self.endorsers(target, past):
            return False
        if entry.act == "decline":
            return True
        fresh = all(self.current(c["name"], past) == c["base"] for c in self.at[target].changes)
        return not self.withdrawals(target, past) and fresh and not self.torn(target, me, past)

    def _good_proposal(self, place: tuple[str, int], past: Past) -> bool:
        entry, me = self.at[place], self.party(place)
        names = [c["name"] for c in entry.changes]
        if not names or len(names) != len(set(names)):
            return False
        for change in entry.changes:
            parties = change["parties"]
            now = self.current(change["name"], past)
            bound = set(parties) | (self.parties_of(now) if now else set())
            if now != change["base"] or parties != sorted(set(parties)) or len(parties) < 2 or me not in bound:
                return False
            if not now and change["name"].split(":")[0] != entry.log:
                return False
        return not self.torn(place, me, past)

    def named(self, proposal: tuple[str, int]) -> set[str]:
        found = {self.party(proposal)}
        for change in self.at[proposal].changes:
            found |= set(change["parties"])
            if change["base"]:
                found |= self.parties_of(change["base"])
        return found

    def parties_of(self, version: str) -> set[str]:
        leaf, _, index = version.partition("/")
        entry = next(e for e in self.at.values() if e.leaf == leaf)
        return set(entry.changes[int(index)]["parties"])

    def answers(self, proposal: tuple[str, int], act: str, past: Past) -> set[tuple[str, int]]:
        found = set()
        for place in past:
            entry = self.at[place]
            if entry.act == act and entry.target and (entry.target.log, entry.target.seq) == proposal:
                found |= {place} if self.verdict(place) else set()
        return found

    def endorsers(self, proposal: tuple[str, int], past: Past) -> set[str]:
        own = {self.party(proposal)} if proposal in past else set()
        return own | {self.party(p) for p in self.answers(proposal, "concur", past)}

    def agreed(self, proposal: tuple[str, int], past: Past) -> bool:
        return self.endorsers(proposal, past) >= self.named(proposal)

    def withdrawals(self, proposal: tuple[str, int], past: Past) -> set[tuple[str, int]]:
        return self.answers(proposal, "withdraw", past)

    def dead(self, proposal: tuple[str, int], past: Past) -> bool:
        if self.answers(proposal, "decline", past):
            return True
        out = self.named(proposal) - self.endorsers(proposal, past)
        return any(w in self.past(p) for w in self.withdrawals(proposal, past) for p in past if self.party(p) in out)

    def current(self, name: str, past: Past) -> str:
        """The version in force: follow agreed proposals from nothing."""
        base, moved = "", True
        while moved:
            moved = False
            for place in past:
                entry = self.at[place]
                if entry.act == "propose" and self.verdict(place) and self.agreed(place, past):
                    for index, change in enumerate(entry.changes):
                        if (change["name"], change["base"]) == (name, base):
                            base, moved = f"{entry.leaf}/{index}", True
        return base

    def contested(self, place: tuple[str, int], past: Past) -> set[tuple[str, int]]:
        """The revokes in the past that call the entry into doubt."""
        found = set()
        for log, seq in past:
            entry = self.at[(log, seq)]
            if entry.act == "revoke" and log == place[0] and entry.body["suspect"]["from"] <= place[1] < seq:
                found.add((log, seq))
        return found

    def resting(self, proposal: tuple[str, int], past: Past) -> set[tuple[str, int]]:
        """The revokes that call the proposal into doubt, or what endorses it."""
        places = {proposal} | self.answers(proposal, "concur", past)
        return {revoke for place in places for revoke in self.contested(place, past)}

    def torn(self, proposal: tuple[str, int], me: str, past: Past) -> bool:
        """Whether ``me`` stands behind another live proposal for one of the same texts on the same base."""
        wants = {(c["name"], c["base"]) for c in self.at[proposal].changes}
        for place in past - {proposal}:
            if self.at[place].act != "propose" or not self.verdict(place):
                continue
            has = {(c["name"], c["base"]) for c in self.at[place].changes}
            if wants & has and me in self.endorsers(place, past) and not self.dead(place, past):
                return True
        return False
