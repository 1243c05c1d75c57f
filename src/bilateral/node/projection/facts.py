"""The fold's facts, loaded from the projection on demand: the same answers as `Facts` gives in memory, at a cost that
doesn't grow.

`StoredFacts.expect` loads in a few queries what many entries will ask for; what it didn't foresee is loaded when asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.fold import ChangeFact, Clock, Doubt, Facts, ProposalFact, Succession
from bilateral.dialogue.fold.facts import Key, Removal
from bilateral.node.models import Act, Link, LogEntry
from bilateral.node.seals.facts import StoredItems
from bilateral.node.tables import ask, bulk
from bilateral.record import tree
from bilateral.record.entry import Entry
from bilateral.values.ref import turn_of


def place(key: Key) -> str:
    return f"{key[0]}#{key[1]}"


def key_of(text: str) -> Key:
    log, _, seq = text.partition("#")
    return log, int(seq)


def root_at(log: str, size: int) -> str | None:
    """The root (hex) of a held log at a size, or None when that size isn't held."""
    if size == 0:
        return tree.EMPTY_ROOT.hex()
    return LogEntry.objects.filter(log=log, seq=size - 1).values_list("root", flat=True).first()


def by_log(keys: Iterable[Key]) -> dict[str, list[int]]:
    """The positions asked for, log by log."""
    found: dict[str, list[int]] = defaultdict(list)
    for log, seq in keys:
        found[log].append(seq)
    return found


def dump_proposal(fact: ProposalFact) -> dict[str, Any]:
    return {
        "named": sorted(fact.named),
        "changes": [[c.name, c.kind, c.base, list(c.parties), c.version] for c in fact.changes],
        "undoes": fact.undoes,
        "endorsed": fact.endorsed,
        "declined": fact.declined,
        "withdrawn": fact.withdrawn,
    } | ({"removals": [_dumped(each) for each in fact.removals]} if fact.removals else {})


def _dumped(removal: Removal) -> dict[str, Any]:
    return {
        "what": removal.what,
        "target": removal.target,
        "items": sorted(removal.items),
        "ground": removal.ground,
    }


def load_proposal(key: Key, leaf: str, data: dict[str, Any]) -> ProposalFact:
    changes = tuple(
        ChangeFact(name, kind, base, tuple(parties), version) for name, kind, base, parties, version in data["changes"]
    )
    return ProposalFact(
        *key,
        leaf,
        frozenset(data["named"]),
        changes,
        tuple(
            Removal(each["what"], each["target"], frozenset(each["items"]), each["ground"])
            for each in data.get("removals", ())
        ),
        _keys(data["undoes"]),
        _by_party(data["endorsed"]),
        _by_party(data["declined"]),
        list(_keys(data["withdrawn"])),
    )


def _keys(places: Iterable[Any]) -> tuple[Key, ...]:
    return tuple((log, seq) for log, seq in places)


def _by_party(places: dict[str, Any]) -> dict[str, list[Key]]:
    return {party: list(_keys(found)) for party, found in places.items()}


_ACT = ("log", "seq", "leaf", "verdict", "clock", "data", "facts")


class StoredFacts(Facts):
    """Facts over the tables, cached for one transaction; the projection writes what changed back."""

    def __init__(self, rekeyed: Iterable[str] = (), origins: Iterable[str] = ()) -> None:
        """
        :param rekeyed: the logs whose keys changed: in no other is there a revoke. :param origins: all logs held: where
            none of them goes on for another, there is no succession.
        """
        super().__init__()
        self._named_on: set[str] = set()
        self._unread = set(rekeyed)
        self.items = StoredItems()
        self._later = [origin for origin in origins if turn_of(origin) > 1]

    # -- many at once ----------------------------------------------------------------------------------------------

    def expect(self, entries: Iterable[Entry]) -> None:
        """Load what judging these entries will ask for."""
        keys: set[Key] = set()
        names: set[str] = set()
        for entry in entries:
            names |= {change["name"] for change in entry.changes}
            keys |= {(ref.log, ref.seq) for ref in entry.refs}
            if entry.target:
                keys.add((entry.target.log, entry.target.seq))
            keys |= {(seen.log, seen.size - 1) for seen in entry.seen}
            keys.add((entry.log, entry.seq - 1))
        self.load(keys)
        answered = [fact for key in keys if (fact := self._proposals.get(key))]
        self.load_names(names | {change.name for fact in answered for change in fact.changes})

    def load(self, keys: Iterable[Key]) -> None:
        """Load many acts, a query for some hundreds of one log."""
        missing = {key for key in keys if key[1] >= 0 and key not in self._leaves}
        for some in bulk.pieces(sorted(missing)):
            where, given = ask.any_of(list(by_log(some).items()))
            for row in ask.values(Act, _ACT, where, given):
                self._take(*row)

    def load_names(self, names: Iterable[str]) -> None:
        """Load every proposal on these documents, and what names them without being understood."""
        missing = sorted(set(names) - self._named_on)
        for some in bulk.pieces(missing):
            where = f"rel IN ('changes', 'dark') AND target IN ({', '.join(['%s'] * len(some))})"
            found: dict[tuple[str, str], list[Key]] = defaultdict(list)
            for rel, target, source in ask.values(Link, ("rel", "target", "source"), where, some):
                found[rel, target].append(key_of(source))
            for name in some:
                self._naming[name] = found["changes", name]
                self._dark[name] = found["dark", name]
        self._named_on |= set(missing)
        self.load(key for name in missing for key in self._naming[name])

    def _take(
        self,
        log: str,
        seq: int,
        leaf: str,
        verdict: str,
        clock: Clock,
        data: dict[str, Any] | None,
        kept: dict[str, Any] | None,
    ) -> None:
        key = (log, seq)
        if kept and "undone" in kept:
            self._undoing.setdefault(key, list(_keys(kept["undone"])))
        self._clocks.setdefault(key, clock)
        self._leaves.setdefault(key, (leaf, verdict))
        if data and key not in self._proposals:
            self._proposals[key] = load_proposal(key, leaf, data)

    # -- one by one ------------------------------------------------------------------------------------------------

    def clock(self, key: Key) -> Clock:
        if key not in self._clocks:
            self.load((key,))
        return self._clocks[key]

    def leaf(self, key: Key) -> str | None:
        self.load((key,))
        return super().leaf(key)

    def verdict(self, key: Key) -> str | None:
        self.load((key,))
        return super().verdict(key)

    def proposal(self, key: Key) -> ProposalFact | None:
        if key not in self._proposals:
            self.load((key,))
        return self._proposals.get(key)

    def add_proposal(self, fact: ProposalFact) -> None:
        self.load_names([change.name for change in fact.changes])
        self.load(fact.undoes)
        super().add_proposal(fact)

    def darken(self, key: Key, names: Iterable[str]) -> None:
        self.load_names(names := tuple(names))
        super().darken(key, names)

    def add_doubt(self, doubt: Doubt) -> None:
        self.doubts(doubt.log)
        super().add_doubt(doubt)

    def doubts(self, log: str) -> tuple[Doubt, ...]:
        if log in self._unread:
            self._unread.remove(log)
            for seq, kept in Act.objects.filter(log=log, act="revoke").values_list("seq", "facts"):
                super().add_doubt(Doubt(log, seq, (kept or {})["suspect"]))
        return super().doubts(log)

    def undoing(self, target: Key) -> tuple[ProposalFact, ...]:
        self.load((target,))
        self.load(self._undoing.get(target, ()))
        return super().undoing(target)

    # -- lines of logs: hardly ever any ------------------------------------------------------------------------------

    def successions(self) -> Mapping[str, Succession]:
        self._load_lines()
        return super().successions()

    def recognitions(self, log: str) -> tuple[Key, ...]:
        self._load_lines()
        return super().recognitions(log)

    def speech(self, log: str) -> int | None:
        self._load_lines()
        return super().speech(log)

    def _load_lines(self) -> None:
        later, self._later = self._later, []
        if not later:
            return
        rows = Act.objects.filter(log__in=later, facts__isnull=False).order_by("log", "seq")
        for log, seq, kept in rows.values_list("log", "seq", "facts"):
            if "succeeds" in (kept or {}):
                self.add_succession(Succession.of(log, (kept or {})["succeeds"]))
            if "speaks" in (kept or {}):
                self.add_speech((log, seq))
        known = Act.objects.filter(act="recognise", verdict="valid").order_by("log", "seq")
        for log, seq, target in known.values_list("log", "seq", "target_log"):
            self.add_recognition(str(target), (log, seq))

    def proposals_on(self, name: str) -> tuple[ProposalFact, ...]:
        self.load_names((name,))
        return super().proposals_on(name)

    def dark(self, name: str, clock: Clock) -> bool:
        self.load_names((name,))
        return super().dark(name, clock)
