"""The slow reading of lines of logs: whose a log is, who is bound to a successor, what counts (spec/fold.md)."""

from collections.abc import Callable

from bilateral.record.entry import Entry

Place = tuple[str, int]
Past = frozenset[Place]


class Lines:
    at: dict[Place, Entry]
    past: Callable[[Place], Past]
    verdict: Callable[[Place], bool]
    recognised: Callable[[str, Past], bool]
    counts: Callable[[Place, Past], bool]

    # -- whose log it is ---------------------------------------------------------------------------------------------

    def party(self, place: Place) -> str:
        return place[0].split("/")[1]

    def turn(self, log: str) -> int:
        """1 for a first log, n for the successor with that number, 0 for a child log."""
        parts = log.split("/")
        if len(parts) == 2:
            return 1
        return int(parts[2]) if len(parts) == 3 and parts[2].isdigit() else 0

    def cuts(self, log: str) -> dict[str, tuple[int, str]]:
        """What a successor with a valid genesis goes on for, with size and root; nothing for any other log."""
        if self.turn(log) < 2 or (log, 0) not in self.at or not self.verdict((log, 0)):
            return {}
        return {cut["log"]: (cut["size"], cut["root"]) for cut in self.at[(log, 0)].body["succeeds"]}

    def successors(self, past: Past) -> set[str]:
        return {log for log, seq in past if seq == 0 and self.cuts(log)}

    def held(self, log: str, past: Past) -> int:
        return sum(1 for where, _ in past if where == log)

    # -- successors --------------------------------------------------------------------------------------------------

    def bound(self, party: str, log: str, past: Past) -> bool:
        for place in past:
            entry = self.at[place]
            theirs = entry.act == "recognise" and self.party(place) == party
            if theirs and entry.target and entry.target.log == log and self.verdict(place) and self.counts(place, past):
                return True
        first = (f"{log.split('/')[0]}/{party}", 0)
        return first in past and self.recognised(log, self.past(first))

    def _recognised(self, log: str, past: Past) -> bool:
        others = {self.party(p) for p in past if p[1] == 0 and self.turn(p[0]) == 1} - {log.split("/")[1]}
        return (log, 0) in past and bool(others) and all(self.bound(party, log, past) for party in others)

    def stands(self, log: str, past: Past) -> bool:
        return any(p[0] == log and self.recognised(log, self.past(p)) for p in past)

    def _counts(self, place: Place, past: Past) -> bool:
        if place not in past:
            return False
        off = {
            (cut, seq)
            for log in self.successors(past)
            if self.stands(log, past)
            for cut, (size, _) in self.cuts(log).items()
            for where, seq in past
            if where == cut and seq >= size
        }
        return not off & (self.past(place) | {place})

    def exactly(self, place: Place, cuts: dict[str, tuple[int, str]]) -> bool:
        seen = {s.log: (s.size, s.root) for s in self.at[place].seen}
        past = self.past(place)
        return all(seen.get(log) == cut and self.held(log, past) == cut[0] for log, cut in cuts.items())

    def begun_well(self, place: Place) -> bool:
        cuts = {c["log"]: (c["size"], c["root"]) for c in self.at[place].body["succeeds"]}
        if not self.exactly(place, cuts):
            return False
        standing = [log for log in cuts if self.cuts(log) and self.stands(log, self.past(place))]
        return all(cuts[cut] == kept for log in standing for cut, kept in self.cuts(log).items())

    def silenced(self, place: Place, past: Past) -> bool:
        for log in self.successors(past):
            cuts = self.cuts(log)
            over = place[0] in cuts and place[1] >= cuts[place[0]][0]
            if over and (self.stands(log, past) or self.recognised(log, past)):
                return True
            bound = log.split("/")[1] != self.party(place) and self.bound(self.party(place), log, past)
            if bound and any(self.held(cut, past) > size for cut, (size, _) in cuts.items()):
                return True
        return any(self.held(cut, past) > size for cut, (size, _) in self.cuts(place[0]).items())
