"""What the fold remembers of sealed items: who lists them, their states, what stands for what, what was confirmed.

Everything here follows from one log's own prefix, so it needs no clock: an entry is judged when its log has been
judged up to it and no further.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bilateral.record.entry import Entry
from bilateral.record.items import Naming, after, begins

Key = tuple[str, int]
DARK = "dark"
"""The state of an item that an act not assessed here has named: what it is can't be known yet."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The items that an entry lists, and the state in which they begin. Packed: every entry has one."""

    packed: bytes
    state: str

    @classmethod
    def of(cls, entry: Entry) -> "Listed":
        return cls(b"".join(bytes.fromhex(item.digest) for item in entry.sealed), begins(entry))

    def __contains__(self, digest: str) -> bool:
        wanted = bytes.fromhex(digest)
        return any(self.packed[at : at + 32] == wanted for at in range(0, len(self.packed), 32))


@dataclass(frozen=True, slots=True)
class ItemFact:
    """An item whose state an act has changed. ``act`` is that act's position in the log, ``by`` what stands for it."""

    log: str
    seq: int
    digest: str
    state: str
    act: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A valid redact: the entry whose items it replaced, and for each new item the one that it stands for."""

    target: Key
    by: Mapping[str, str]


class ItemFacts:
    """In memory. The node loads the same from its tables on demand, and writes ``changed`` back."""

    def __init__(self) -> None:
        self._listed: dict[Key, Listed] = {}
        self._items: dict[tuple[str, int, str], ItemFact] = {}
        self._redactions: dict[Key, Redaction] = {}
        self._erasures: dict[Key, frozenset[str]] = {}
        self._confirmed: set[tuple[Key, str]] = set()
        self.changed: dict[tuple[str, int, str], ItemFact] = {}

    # -- writing ---------------------------------------------------------------------------------------------------

    def enter(self, entry: Entry) -> None:
        """Remember what an entry lists."""
        if entry.sealed:
            self._listed[entry.log, entry.seq] = Listed.of(entry)

    def apply(self, log: str, act: Naming) -> None:
        """A valid act has its effect."""
        key = (log, act.target)
        for digest in act.items:
            before = self.item(key, digest)
            by = (act.by or {}).get(digest, "") or (before.by if before and act.act == "erase" else "")
            state = after(act.act, self.state(key, digest))
            assert state is not None, "a valid act has items in a state that allows it"
            self._put(ItemFact(log, act.target, digest, state, act.seq, by))
        if act.act == "redact":
            self._redactions[log, act.seq] = Redaction(key, {new: old for old, new in (act.by or {}).items()})
        elif act.act == "erase":
            self._erasures[log, act.seq] = frozenset(act.items)

    def darken_items(self, log: str, act: Naming) -> None:
        """An act that is not assessed names these items."""
        for digest in act.items:
            self._put(ItemFact(log, act.target, digest, DARK, act.seq))

    def confirm(self, erasure: Key, log: str) -> None:
        self._confirmed.add((erasure, log))

    def _put(self, fact: ItemFact) -> None:
        place = (fact.log, fact.seq, fact.digest)
        self._items[place] = self.changed[place] = fact

    # -- reading ---------------------------------------------------------------------------------------------------

    def listed(self, key: Key) -> Listed | None:
        return self._listed.get(key)

    def item(self, key: Key, digest: str) -> ItemFact | None:
        return self._items.get((*key, digest))

    def state(self, key: Key, digest: str) -> str:
        """The item's state now; it must be listed there."""
        fact, listed = self.item(key, digest), self.listed(key)
        if fact is not None:
            return fact.state
        assert listed is not None, "only items that are listed are asked about"
        return listed.state

    def redaction(self, key: Key) -> Redaction | None:
        return self._redactions.get(key)

    def erasure(self, key: Key) -> frozenset[str] | None:
        """The items that a valid erase names."""
        return self._erasures.get(key)

    def confirmed(self, erasure: Key, log: str) -> bool:
        return (erasure, log) in self._confirmed

    def told(self) -> dict[str, list[list[str | int]]]:
        """The items whose state an act has changed, by the entry that lists them: digest, state, act, what stands."""
        found: dict[str, list[list[str | int]]] = {}
        for fact in sorted(self.changed.values(), key=lambda f: (f.log, f.seq, f.digest)):
            found.setdefault(f"{fact.log}#{fact.seq}", []).append([fact.digest, fact.state, fact.act, fact.by])
        return found

    def root(self, key: Key, digests: Iterable[str]) -> Key:
        """The entry whose text it is: where some of these items stand for others, the one that lists those."""
        wanted = set(digests)
        while redaction := self.redaction(key):
            stood_for = {redaction.by[digest] for digest in wanted if digest in redaction.by}
            if not stood_for:
                break
            key, wanted = redaction.target, stood_for
        return key
