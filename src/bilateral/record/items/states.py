"""The states of sealed items: which act leads from which to which, and where a log's items stand at its end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bilateral.record.entry import Entry
from bilateral.record.items.naming import Naming

SEALED, PUBLIC, WITHHELD, ERASED = STATES = ("sealed", "public", "withheld", "erased")
_FROM: Final[dict[str, tuple[str, ...]]] = {
    "release": (SEALED, WITHHELD),
    "withhold": (SEALED, PUBLIC, WITHHELD),  # from withheld: the review came to the same end, with a new date
    "redact": (SEALED, PUBLIC, WITHHELD),
    "erase": (SEALED, PUBLIC, WITHHELD),
}
_TO: Final = {"release": PUBLIC, "withhold": WITHHELD, "redact": WITHHELD, "erase": ERASED}


def begins(entry: Entry) -> str:
    """The state in which an entry's items begin."""
    return PUBLIC if entry.public else SEALED


def after(act: str, state: str) -> str | None:
    """The state after an act, or None where the state does not allow it. Erased is final."""
    return _TO[act] if state in _FROM[act] else None


@dataclass(frozen=True, slots=True)
class Item:
    """An item whose state an act has changed: where it is listed, its state, the act that brought it there.

    ``by``: the item that stands in its place, if one does. ``joint``: it may be a text of a proposal that more than one
    party makes, or of what replaced one, or an act points at other entries; whether that has its effect takes more than
    this log to know.
    """

    seq: int
    digest: str
    state: str
    act: Naming
    by: str = ""
    joint: bool = False


class States:
    """A log's items at its end, from the acts that name them. A digest that two entries list is two items."""

    def __init__(self) -> None:
        self.items: dict[tuple[int, str], Item] = {}
        self._stand_in: set[tuple[int, str]] = set()

    def take(self, acts: Iterable[Naming], entry_at: Callable[[int], Entry | None]) -> None:
        """Apply acts in order. One that names an item not listed there, or not in such a state, changes nothing."""
        for act in acts:
            entry = entry_at(act.target)
            listed = {item.digest for item in entry.sealed} if entry else set()
            if entry is None or entry.leaf != act.leaf or not listed.issuperset(act.items):
                continue
            held = [self.items.get((act.target, digest)) for digest in act.items]
            to = [after(act.act, item.state if item else begins(entry)) for item in held]
            if None not in to:
                for digest, state, before in zip(act.items, to, held, strict=True):
                    self._put(entry, digest, state or "", act, before)

    def _put(self, entry: Entry, digest: str, state: str, act: Naming, before: Item | None) -> None:
        by = _by(act, digest, before)
        joint = act.leans or bool(before and before.joint) or _joint(entry) or (entry.seq, digest) in self._stand_in
        self.items[entry.seq, digest] = Item(entry.seq, digest, state, act, by, joint)
        if joint and by:
            self._stand_in.add((act.seq, by))


def _joint(entry: Entry) -> bool:
    """Whether a proposal may be more than its author's: it names others, or builds on a version that may have."""
    own = [entry.log.split("/")[1]]
    return any(change["base"] or change["parties"] != own for change in entry.changes)


def _by(act: Naming, digest: str, before: Item | None) -> str:
    """What stands in an item's place: given by a redaction, kept when it is erased, gone when released or withheld."""
    if act.act == "redact":
        replaced: Mapping[str, str] = act.by or {}
        return replaced[digest]
    return before.by if act.act == "erase" and before else ""
