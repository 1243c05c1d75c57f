"""What the fold remembers of the entries that it has judged: clocks, proposals with their endorsements, who named what,
which logs succeed which.

`Facts` keeps it in memory; the node loads the same facts from its tables on demand by overriding the methods that read.
Facts only grow; every question about them is asked "as of" a clock, so that later arrivals cannot change an earlier
answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bilateral.dialogue.fold.item_facts import ItemFacts

Clock = Mapping[str, int]
"""For each log, how many of its entries are in a past."""

Key = tuple[str, int]
"""An entry's place: log and sequence number."""


def party_of(log: str) -> str:
    """The party code of a log's origin: ``hled/us`` is ``us``."""
    return log.split("/")[1]


def dialogue_of(log: str) -> str:
    return log.split("/")[0]


def inside(key: Key, clock: Clock) -> bool:
    return clock.get(key[0], 0) > key[1]


def join(first: Clock, second: Clock) -> dict[str, int]:
    merged = dict(first)
    for log, size in second.items():
        if merged.get(log, 0) < size:
            merged[log] = size
    return merged


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """One change of a proposal: the document, the version it builds on (``""`` creates it), who its parties are
    afterwards.
    """

    name: str
    kind: str
    base: str
    parties: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Removal:
    """What a change of kind removal allows once it is agreed: one act on items of one entry, on one ground.

    ``target``: the entry with its leaf, `hled/us#12@<leaf>`.
    """

    what: str
    target: str
    items: frozenset[str]
    ground: str

    def allows(self, act: str, target: str, items: Iterable[str], ground: str) -> bool:
        return (self.what, self.target, self.ground) == (act, target, ground) and self.items.issuperset(items)


@dataclass(slots=True)
class ProposalFact:
    """A proposal that was valid when made; ``undoes`` are the proposals that it annuls once it is agreed.

    Endorsements and declines, by party, and withdrawals are places of valid acts. A party has more than one place only
    where it went on in another log without what the one before says after the cut.
    """

    log: str
    seq: int
    leaf: str
    named: frozenset[str]
    changes: tuple[ChangeFact, ...]
    removals: tuple[Removal, ...] = ()
    undoes: tuple[Key, ...] = ()
    endorsed: dict[str, list[Key]] = field(default_factory=dict)
    declined: dict[str, list[Key]] = field(default_factory=dict)
    withdrawn: list[Key] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.log, self.seq


@dataclass(frozen=True, slots=True)
class Succession:
    """A log whose genesis is valid and says that it goes on for others of its party, and how much of each it keeps."""

    log: str
    cuts: Mapping[str, int]
    roots: Mapping[str, str]

    @classmethod
    def of(cls, log: str, said: Iterable[Mapping[str, Any]]) -> "Succession":
        """From what its genesis says in ``succeeds``."""
        said = tuple(said)
        return cls(log, {cut["log"]: cut["size"] for cut in said}, {cut["log"]: cut["root"] for cut in said})

    def to_json(self) -> list[dict[str, Any]]:
        return [{"log": log, "root": self.roots[log], "size": size} for log, size in self.cuts.items()]

    @property
    def party(self) -> str:
        return party_of(self.log)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A revoke of keys at ``seq`` of a log: its entries from ``start`` up to there may be somebody else's."""

    log: str
    seq: int
    start: int

    @property
    def key(self) -> Key:
        return self.log, self.seq

    def covers(self, key: Key) -> bool:
        return key[0] == self.log and self.start <= key[1] < self.seq


class Facts:
    """The memory of the fold. All keys are (log, seq); ``clock`` of an entry is its causal past, itself excluded."""

    def __init__(self) -> None:
        self._clocks: dict[Key, Clock] = {}
        self._proposals: dict[Key, ProposalFact] = {}
        self._naming: dict[str, list[Key]] = {}
        self._dark: dict[str, list[Key]] = {}
        self._leaves: dict[Key, tuple[str, str]] = {}
        self._doubts: dict[str, list[Doubt]] = {}
        self.items = ItemFacts()
        self._undoing: dict[Key, list[Key]] = {}
        self._successions: dict[str, Succession] = {}
        self._recognised: dict[str, list[Key]] = {}
        self._speech: dict[str, int] = {}

    # -- writing ---------------------------------------------------------------------------------------------------

    def remember(self, key: Key, leaf: str, verdict: str, clock: Clock) -> None:
        self._clocks[key] = clock
        self._leaves[key] = (leaf, verdict)

    def add_proposal(self, fact: ProposalFact) -> None:
        self._proposals[fact.key] = fact
        for change in fact.changes:
            self._naming.setdefault(change.name, []).append(fact.key)
        for target in fact.undoes:
            self._undoing.setdefault(target, []).append(fact.key)

    def darken(self, key: Key, names: Iterable[str]) -> None:
        """``key`` names these documents in a way that this software does not understand."""
        for name in names:
            self._dark.setdefault(name, []).append(key)

    def add_doubt(self, doubt: Doubt) -> None:
        self._doubts.setdefault(doubt.log, []).append(doubt)

    def add_succession(self, fact: Succession) -> None:
        self._successions[fact.log] = fact

    def add_recognition(self, log: str, key: Key) -> None:
        """The valid act at ``key`` recognises the successor ``log``."""
        self._recognised.setdefault(log, []).append(key)

    def add_speech(self, key: Key) -> None:
        """The first entry of a successor that had all the recognition it needs in its past."""
        self._speech.setdefault(*key)

    # -- reading ---------------------------------------------------------------------------------------------------

    def clock(self, key: Key) -> Clock:
        return self._clocks[key]

    def leaf(self, key: Key) -> str | None:
        found = self._leaves.get(key)
        return found[0] if found else None

    def verdict(self, key: Key) -> str | None:
        found = self._leaves.get(key)
        return found[1] if found else None

    def proposal(self, key: Key) -> ProposalFact | None:
        return self._proposals.get(key)

    def proposals_on(self, name: str) -> tuple[ProposalFact, ...]:
        """Every valid proposal that changes the document, in no particular order."""
        facts = (self.proposal(key) for key in self._naming.get(name, ()))
        return tuple(fact for fact in facts if fact)

    def undoing(self, target: Key) -> tuple[ProposalFact, ...]:
        """Every valid proposal to annul the one at ``target``."""
        facts = (self.proposal(key) for key in self._undoing.get(target, ()))
        return tuple(fact for fact in facts if fact)

    def dark(self, name: str, clock: Clock) -> bool:
        """Whether something in this past names the document and was not understood."""
        return any(inside(key, clock) for key in self._dark.get(name, ()))

    def doubts(self, log: str) -> tuple[Doubt, ...]:
        """Every revoke of the log's keys that has been judged."""
        return tuple(self._doubts.get(log, ()))

    def successions(self) -> Mapping[str, Succession]:
        """The successors with a valid genesis, by log: hardly ever any."""
        return self._successions

    def recognitions(self, log: str) -> tuple[Key, ...]:
        return tuple(self._recognised.get(log, ()))

    def speech(self, log: str) -> int | None:
        """Where a successor first spoke with all the recognition that it needs."""
        return self._speech.get(log)
