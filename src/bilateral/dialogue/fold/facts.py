"""What the fold remembers of the entries that it has judged: clocks, proposals with their endorsements, and who named
what.

`Facts` keeps it in memory; the node loads the same facts from its tables on demand by overriding the ``load_`` methods.
Facts only grow; every question about them is asked "as of" a clock, so that later arrivals cannot change an earlier
answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bilateral.dialogue.fold.item_facts import ItemFacts

Clock = Mapping[str, int]
"""For each log, how many of its entries are in a past."""

Key = tuple[str, int]
"""An entry's place: log and sequence number."""


def party_of(log: str) -> str:
    """The party code of a log's origin: ``hled/us`` is ``us``."""
    return log.split("/")[1]


def origin_of(log: str, party: str) -> str:
    """The origin of ``party``'s log in the dialogue that ``log`` belongs to."""
    return f"{log.split('/')[0]}/{party}"


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
    """A proposal that was valid when made. Endorsements, declines and the withdrawal are places of valid acts."""

    log: str
    seq: int
    leaf: str
    named: frozenset[str]
    changes: tuple[ChangeFact, ...]
    endorsed: dict[str, int] = field(default_factory=dict)
    declined: dict[str, int] = field(default_factory=dict)
    withdrawn: int | None = None
    removals: tuple[Removal, ...] = ()

    @property
    def key(self) -> Key:
        return self.log, self.seq

    def endorsers(self, clock: Clock) -> set[str]:
        """The parties whose endorsement lies inside ``clock``."""
        return {party for party, seq in self.endorsed.items() if inside((origin_of(self.log, party), seq), clock)}

    def endorsements(self, clock: Clock) -> tuple[Key, ...]:
        """The places of the endorsements inside ``clock``, the proposal's own among them."""
        places = sorted((origin_of(self.log, party), seq) for party, seq in self.endorsed.items())
        return tuple(place for place in places if inside(place, clock))

    def agreed(self, clock: Clock) -> bool:
        return self.endorsers(clock) >= self.named

    def withdrawn_in(self, clock: Clock) -> bool:
        return self.withdrawn is not None and inside((self.log, self.withdrawn), clock)

    def declined_in(self, clock: Clock) -> bool:
        return any(inside((origin_of(self.log, party), seq), clock) for party, seq in self.declined.items())


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

    # -- writing ---------------------------------------------------------------------------------------------------

    def remember(self, key: Key, leaf: str, verdict: str, clock: Clock) -> None:
        self._clocks[key] = clock
        self._leaves[key] = (leaf, verdict)

    def add_proposal(self, fact: ProposalFact) -> None:
        self._proposals[fact.key] = fact
        for change in fact.changes:
            self._naming.setdefault(change.name, []).append(fact.key)

    def darken(self, key: Key, names: Iterable[str]) -> None:
        """``key`` names these documents in a way that this software does not understand."""
        for name in names:
            self._dark.setdefault(name, []).append(key)

    def add_doubt(self, doubt: Doubt) -> None:
        self._doubts.setdefault(doubt.log, []).append(doubt)

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

    def dark(self, name: str, clock: Clock) -> bool:
        """Whether something in this past names the document and was not understood."""
        return any(inside(key, clock) for key in self._dark.get(name, ()))

    def doubts(self, log: str) -> tuple[Doubt, ...]:
        """Every revoke of the log's keys that has been judged."""
        return tuple(self._doubts.get(log, ()))
