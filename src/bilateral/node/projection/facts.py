"""The fold's facts, loaded from the projection on demand: the same answers as `Facts` gives in memory, at a cost that
doesn't grow.
"""

from typing import Any

from bilateral.dialogue.fold import ChangeFact, Clock, Facts, ProposalFact
from bilateral.dialogue.fold.facts import Key, inside
from bilateral.node.models import Act, Link, LogEntry
from bilateral.record import tree


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


def dump_proposal(fact: ProposalFact) -> dict[str, Any]:
    return {
        "named": sorted(fact.named),
        "changes": [[c.name, c.kind, c.base, list(c.parties), c.version] for c in fact.changes],
        "endorsed": fact.endorsed,
        "declined": fact.declined,
        "withdrawn": fact.withdrawn,
    }


def load_proposal(row: Act) -> ProposalFact:
    data: dict[str, Any] = row.data or {}
    changes = tuple(
        ChangeFact(name, kind, base, tuple(parties), version) for name, kind, base, parties, version in data["changes"]
    )
    return ProposalFact(
        row.log,
        row.seq,
        row.leaf,
        frozenset(data["named"]),
        changes,
        data["endorsed"],
        data["declined"],
        data["withdrawn"],
    )


class StoredFacts(Facts):
    """Facts over the tables, cached for one transaction; the projection writes what changed back."""

    def __init__(self) -> None:
        super().__init__()
        self._named_on: set[str] = set()
        self._dark_on: set[str] = set()

    def _load(self, key: Key) -> None:
        row = Act.objects.filter(log=key[0], seq=key[1]).first()
        if row:
            self._take(row)

    def clock(self, key: Key) -> Clock:
        if key not in self._clocks:
            self._load(key)
        return self._clocks[key]

    def leaf(self, key: Key) -> str | None:
        if key not in self._leaves:
            self._load(key)
        return super().leaf(key)

    def verdict(self, key: Key) -> str | None:
        if key not in self._leaves:
            self._load(key)
        return super().verdict(key)

    def proposal(self, key: Key) -> ProposalFact | None:
        if key not in self._proposals:
            self._load(key)
        return self._proposals.get(key)

    def add_proposal(self, fact: ProposalFact) -> None:
        for change in fact.changes:
            self._load_naming(change.name)
        super().add_proposal(fact)

    def proposals_on(self, name: str) -> tuple[ProposalFact, ...]:
        self._load_naming(name)
        return super().proposals_on(name)

    def _load_naming(self, name: str) -> None:
        if name in self._named_on:
            return
        self._named_on.add(name)
        known = self._naming.setdefault(name, [])
        sources = [key_of(s) for s in Link.objects.filter(target=name, rel="changes").values_list("source", flat=True)]
        known += [key for key in sources if key not in known]
        self._load_acts([key for key in known if key not in self._proposals])

    def _load_acts(self, keys: list[Key]) -> None:
        """Load many proposals at once, one query a log."""
        for log in {key[0] for key in keys}:
            for row in Act.objects.filter(log=log, seq__in=[seq for origin, seq in keys if origin == log]):
                self._take(row)

    def _take(self, row: Act) -> None:
        key = (row.log, row.seq)
        self._clocks.setdefault(key, row.clock)
        self._leaves.setdefault(key, (row.leaf, row.verdict))
        if row.data and key not in self._proposals:
            self._proposals[key] = load_proposal(row)

    def dark(self, name: str, clock: Clock) -> bool:
        if name not in self._dark_on:
            self._dark_on.add(name)
            rows = Link.objects.filter(target=name, rel="dark").values_list("source", flat=True)
            known = self._dark.setdefault(name, [])
            known += [key for key in map(key_of, rows) if key not in known]
        return any(inside(key, clock) for key in self._dark[name])
