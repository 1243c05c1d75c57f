"""Acts that name sealed items: what an entry of this form says, read from its own bytes.

Strict, so that an auditor who knows nothing of the dialogue's rules tells the same acts apart as the fold does (a test
compares the two). Not here: which state allows an act (states.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from bilateral.record.entry import Entry
from bilateral.record.items.grounds import GROUNDS
from bilateral.values import is_leaf

RELEASE: Final = "release"
FIELDS: Final[dict[str, frozenset[str]]] = {
    "release": frozenset(("items", "text", "visibility")),
    "withhold": frozenset(("appeal", "ground", "items", "review", "text", "visibility")),
    "redact": frozenset(("appeal", "ground", "items", "replacements", "review", "text", "visibility")),
    "erase": frozenset(("backups", "ground", "items", "text", "visibility")),
}
ACTS: Final = tuple(FIELDS)


@dataclass(frozen=True, slots=True)
class Naming:
    """An act on items that an earlier entry of the same log lists.

    ``by`` maps an item to the one that replaces it; ``review`` and ``backups`` are days; what an act lacks is empty.
    """

    act: str
    seq: int
    target: int
    items: tuple[str, ...]
    office: str = ""
    ground: str = ""
    review: str = ""
    backups: str = ""
    by: Mapping[str, str] | None = None


def naming(entry: Entry) -> Naming | None:
    """What an act of this room says; None for any other act, and for one that is not of its form."""
    fields, body, target = FIELDS.get(entry.act), entry.body, entry.target
    if fields is None or target is None or target.log != entry.log or target.seq >= entry.seq:
        return None
    if body.keys() != fields or body["visibility"] != "public" or not is_items(body["items"]):
        return None
    by = _replacements(entry) if entry.act == "redact" else None
    good = (
        (entry.office or entry.act == RELEASE)
        and (_is_pair(body["text"]) or (entry.act == RELEASE and body["text"] is None))
        and ("ground" not in fields or (type(body["ground"]) is str and body["ground"] in GROUNDS))
        and ("appeal" not in fields or _is_pair(body["appeal"]))
        and all(is_day(body[name]) for name in ("review", "backups") if name in fields)
        and (entry.act != "redact" or by is not None)
    )
    if not good:
        return None
    said = {name: body[name] for name in ("ground", "review", "backups") if name in fields}
    return Naming(entry.act, entry.seq, target.seq, tuple(body["items"]), entry.office, by=by, **said)


def is_items(value: Any) -> bool:
    """Digests, at least one, in strictly ascending order."""
    return type(value) is list and bool(value) and all(map(is_leaf, value)) and all(a < b for a, b in pairwise(value))


def is_day(value: Any) -> bool:
    """A real day, ``2026-03-01``."""
    try:
        return type(value) is str and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_pair(value: Any) -> bool:
    return type(value) is dict and value.keys() == {"en", "es"} and all(map(is_leaf, value.values()))


def _replacements(entry: Entry) -> dict[str, str] | None:
    """Item by item what stands in its place: one new item each, listed by this entry, none twice."""
    rows, own = entry.body["replacements"], {item.digest for item in entry.sealed}
    if type(rows) is not list or not all(type(row) is dict and row.keys() == {"by", "item"} for row in rows):
        return None
    by = {row["item"]: row["by"] for row in rows if is_leaf(row["item"]) and row["by"] in own}
    if [row["item"] for row in rows] != entry.body["items"] or len(set(by.values())) != len(rows):
        return None
    return by
