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
    ``leaf`` is the target's; ``leans``: it points at other entries, which takes their logs to judge.
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
    leaf: str = ""
    leans: bool = False


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
        and not (entry.act == RELEASE and entry.refs)
    )
    if not good or {item.digest for item in entry.sealed} != promised(body):
        return None
    said = {name: body[name] for name in ("ground", "review", "backups") if name in fields}
    named = tuple(body["items"])
    leans = bool(entry.refs)
    return Naming(entry.act, entry.seq, target.seq, named, entry.office, by=by, leaf=target.leaf, leans=leans, **said)


def promised(body: Mapping[str, Any]) -> set[str]:
    """The digests that a body of the right form gives words or stand-ins by: just these its entry seals."""
    pairs = (body.get(name) or {} for name in ("text", "appeal"))
    return {digest for pair in pairs for digest in pair.values()} | {row["by"] for row in body.get("replacements", ())}


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
    """Item by item what stands in its place: one item each, none twice."""
    rows = entry.body["replacements"]
    if type(rows) is not list or not all(type(row) is dict and row.keys() == {"by", "item"} for row in rows):
        return None
    by = {row["item"]: row["by"] for row in rows if is_leaf(row["item"]) and is_leaf(row["by"])}
    if [row["item"] for row in rows] != entry.body["items"] or len(set(by.values())) != len(rows):
        return None
    return by
