"""A second, slow reading of the rules: verdicts by recursion over sets of entries, with nothing remembered between
questions.

Written from spec/fold.md, not from the fold's code: a past is a set of entries, a question about it is answered by
walking all of it.
"""

from functools import cache

from bilateral.record.entry import Entry
from bilateral.record.tree import root_of
from tests.dialogue.fold.oracle_items import Items
from tests.dialogue.fold.oracle_lines import Lines, Past, Place


class Oracle(Lines):
    def __init__(self, entries: list[Entry]) -> None:
        self.at = {(e.log, e.seq): e for e in entries}
        self.past = cache(self._past)
        self.verdict = cache(self._verdict)
        self.recognised = cache(self._recognised)
        self.counts = cache(self._counts)

    def _past(self, place: Place) -> Past:
        """Everything before an entry: its own prefix, what it saw, and what those saw."""
        log, seq = place
        direct = {(log, n) for n in range(seq)}
        for seen in self.at[place].seen if self.truthful(place) else ():
            direct |= {(seen.log, n) for n in range(seen.size)}
        whole = set(direct)
        for other in direct:
            whole |= self.past(other)
        return frozenset(whole)

    def truthful(self, place: Place) -> bool:
        """Whether what the entry says it saw is what those logs held."""
        return all(
            seen.root == root_of([bytes.fromhex(self.at[(seen.log, n)].leaf) for n in range(seen.size)]).hex()
            for seen in self.at[place].seen
        )

    # -- verdicts ----------------------------------------------------------------------------------------------------

    def _verdict(self, place: Place) -> bool:
        entry = self.at[place]
        past = self.past(place)
        if not self.truthful(place):
            return False
        if entry.act == "genesis":
            return entry.seq == 0 and (self.turn(place[0]) < 2 or self.begun_well(place))
        if entry.act in ("rotate", "revoke"):
            return True
        if self.silenced(place, past):
            return False
        if entry.act == "ack":
            return True
        turn = self.turn(place[0])
        if turn == 0 or (turn > 1 and not (self.cuts(place[0]) and self.recognised(place[0], past))):
            return False
        if entry.act == "propose":
            return self._good_proposal(place, past)
        target = (entry.target.log, entry.target.seq) if entry.target else None
        if target is None or target not in past:
            return False
        if entry.act in ("release", "withhold", "redact", "erase", "erased"):
            return Items(self, place, past, target).allowed()
        return self._good_recognition(place, target, past) if entry.act == "recognise" else self._answer(place, target)

    def _good_recognition(self, place: Place, target: Place, past: Past) -> bool:
        cuts = self.cuts(target[0]) if target[1] == 0 else {}
        me = self.party(place)
        if not cuts or self.party(target) == me or self.bound(me, target[0], past):
            return False
        return self.exactly(place, cuts)

    def _answer(self, place: Place, target: Place) -> bool:
        entry, past, me = self.at[place], self.past(place), self.party(place)
        if self.at[target].act != "propose" or not self.verdict(target) or me not in self.named(target):
            return False
        if entry.act == "position":
            return True
        if self.agreed(target, past) or self.dead(target, past):
            return False
        if entry.act == "withdraw":
            return self.party(target) == me and not self.answers(target, "withdraw", past)
        if me in self.endorsers(target, past):
            return False
        if entry.act == "decline":
            return True
        fresh = all(self.tip(c["name"], past) == c["base"] for c in self.at[target].changes)
        return not self.answers(target, "withdraw", past) and fresh and not self.torn(target, me, past)

    def _good_proposal(self, place: Place, past: Past) -> bool:
        entry, me = self.at[place], self.party(place)
        names = [c["name"] for c in entry.changes]
        if not names or len(names) != len(set(names)):
            return False
        for change in entry.changes:
            parties = change["parties"]
            now = self.tip(change["name"], past)
            bound = set(parties) | (self.parties_of(now) if now else set())
            if now != change["base"] or parties != sorted(set(parties)) or len(parties) < 2 or me not in bound:
                return False
            if not now and change["name"].split(":")[0] != entry.log:
                return False
            if now and self.kind_of(now) != change["kind"]:
                return False
            if change["kind"] == "annulment/1" and not self._may_annul(change, past):
                return False
        return not self.torn(place, me, past)

    def undone(self, change: dict) -> Place:
        place, _, _ = change["body"]["target"].partition("@")
        log, _, seq = place.partition("#")
        return log, int(seq)

    def _may_annul(self, change: dict, past: Past) -> bool:
        target = self.undone(change)
        if change["base"] or target not in past or self.at[target].leaf != change["body"]["target"].partition("@")[2]:
            return False
        if self.at[target].act != "propose" or not self.verdict(target) or not self.agreed(target, past):
            return False
        if any(c["kind"] == "annulment/1" for c in self.at[target].changes):
            return False
        return self.named(target) <= set(change["parties"])

    # -- proposals and documents ---------------------------------------------------------------------------------------

    def named(self, proposal: Place) -> set[str]:
        found = {self.party(proposal)}
        for change in self.at[proposal].changes:
            found |= set(change["parties"])
            if change["base"]:
                found |= self.parties_of(change["base"])
        return found

    def change_of(self, version: str) -> dict:
        leaf, _, index = version.partition("/")
        entry = next(e for e in self.at.values() if e.leaf == leaf)
        return entry.changes[int(index)]

    def parties_of(self, version: str) -> set[str]:
        return set(self.change_of(version)["parties"])

    def kind_of(self, version: str) -> str:
        return self.change_of(version)["kind"]

    def answers(self, proposal: Place, act: str, past: Past) -> set[Place]:
        found = set()
        for place in past:
            entry = self.at[place]
            if entry.act == act and entry.target and (entry.target.log, entry.target.seq) == proposal:
                found |= {place} if self.verdict(place) and self.counts(place, past) else set()
        return found

    def endorsers(self, proposal: Place, past: Past) -> set[str]:
        own = {self.party(proposal)} if self.counts(proposal, past) else set()
        return own | {self.party(p) for p in self.answers(proposal, "concur", past)}

    def agreed(self, proposal: Place, past: Past) -> bool:
        return self.endorsers(proposal, past) >= self.named(proposal)

    def dead(self, proposal: Place, past: Past) -> bool:
        if self.answers(proposal, "decline", past):
            return True
        out = self.named(proposal) - self.endorsers(proposal, past)
        noted = [p for p in past if self.party(p) in out and self.speaks(p) and not self.is_cut_off(p, past)]
        return any(w in self.past(p) for w in self.answers(proposal, "withdraw", past) for p in noted)

    def speaks(self, place: Place) -> bool:
        """Whether an entry is its party's word: in a successor only from the first one that had its recognition."""
        log, seq = place
        if self.turn(log) < 2:
            return self.turn(log) == 1
        return bool(self.cuts(log)) and any(self.recognised(log, self.past((log, n))) for n in range(seq + 1))

    def is_cut_off(self, place: Place, past: Past) -> bool:
        return any(
            place[0] in self.cuts(log) and place[1] >= self.cuts(log)[place[0]][0] and self.stands(log, past)
            for log in self.successors(past)
        )

    def chain(self, name: str, past: Past) -> list[tuple[str, Place]]:
        """Follow agreed proposals from nothing: each version with the proposal that made it."""
        found: list[tuple[str, Place]] = []
        moved = True
        while moved:
            moved, base = False, found[-1][0] if found else ""
            for place in past:
                entry = self.at[place]
                if entry.act == "propose" and self.verdict(place) and self.agreed(place, past):
                    for index, change in enumerate(entry.changes):
                        if (change["name"], change["base"]) == (name, base):
                            found.append((f"{entry.leaf}/{index}", place))
                            moved, base = True, found[-1][0]
        return found

    def tip(self, name: str, past: Past) -> str:
        chain = self.chain(name, past)
        return chain[-1][0] if chain else ""

    def annulled(self, proposal: Place, past: Past) -> bool:
        for place in past:
            entry = self.at[place]
            if entry.act == "propose" and self.verdict(place) and self.agreed(place, past):
                for change in entry.changes:
                    if change["kind"] == "annulment/1" and self.undone(change) == proposal:
                        return True
        return False

    def in_force(self, name: str, past: Past) -> str:
        """The newest version that isn't annulled, or an empty string."""
        standing = [version for version, place in self.chain(name, past) if not self.annulled(place, past)]
        return standing[-1] if standing else ""

    def contested(self, place: Place, past: Past) -> set[Place]:
        """The revokes in the past that call the entry into doubt."""
        found = set()
        for log, seq in past:
            entry = self.at[(log, seq)]
            if entry.act == "revoke" and log == place[0] and entry.body["suspect"]["from"] <= place[1] < seq:
                found.add((log, seq))
        return found

    def resting(self, proposal: Place, past: Past) -> set[Place]:
        """The revokes that call the proposal into doubt, or what endorses it."""
        places = {proposal} | self.answers(proposal, "concur", past)
        return {revoke for place in places for revoke in self.contested(place, past)}

    def torn(self, proposal: Place, me: str, past: Past) -> bool:
        """Whether ``me`` stands behind another live proposal for one of the same texts on the same base."""
        wants = {(c["name"], c["base"]) for c in self.at[proposal].changes}
        for place in past - {proposal}:
            if self.at[place].act != "propose" or not self.verdict(place):
                continue
            has = {(c["name"], c["base"]) for c in self.at[place].changes}
            if wants & has and me in self.endorsers(place, past) and not self.dead(place, past):
                return True
        return False
