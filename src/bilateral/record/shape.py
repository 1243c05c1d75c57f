"""The shapes of an entry's fields (spec/entry.md), checked one by one with the place in every fault.

Here: grammars and the small frozen values that an entry is made of. Not here: canonical bytes and signatures
(entry.py), the order of a log (log.py), what acts mean (dialogue).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, TypeVar

from bilateral.record.canonical import MAX_INT
from bilateral.record.faults import EntryFault
from bilateral.values import EntryRef, Fault, Name, is_id, is_leaf, is_origin

T = TypeVar("T")
WORD: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
TIME: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z")
ITEM: Final = re.compile(r"(?=.{1,200}\Z)[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)*")
BASE: Final = re.compile(r"(?:[0-9a-f]{64}/(?:0|[1-9][0-9]{0,4}))?")
KIND: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}/[1-9][0-9]{0,4}")
CHANGE: Final = frozenset(("base", "body", "kind", "name", "parties"))
VISIBILITY: Final = ("public", "sealed")


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """The other log's head that the signer had taken in: its first `size` entries, with that root (hex)."""

    log: str
    root: str
    size: int


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A reference to an entry with its relation in one word: `answers`, `reports`."""

    rel: str
    log: str
    seq: int
    leaf: str

    @property
    def ref(self) -> EntryRef:
        return EntryRef(self.log, self.seq, self.leaf)


@dataclass(frozen=True, slots=True, order=True)
class SealedItem:
    """A text or file new in this entry: where it belongs, and the digest that promises it."""

    id: str
    digest: str


def need(good: bool, where: str) -> None:
    if not good:
        raise EntryFault.of("entry-shape", where)


def matches(pattern: re.Pattern[str], value: Any) -> bool:
    return type(value) is str and pattern.fullmatch(value) is not None


def is_time(value: Any) -> bool:
    """A UTC time to the second on a real day, `2026-03-01T15:04:05Z`."""
    match = TIME.fullmatch(value) if type(value) is str else None
    if match is None:
        return False
    try:
        datetime(*map(int, match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001  # only to know if it exists
    except ValueError:
        return False
    return True


def is_count(value: Any, low: int = 0) -> bool:
    return type(value) is int and low <= value <= MAX_INT


def exactly(value: Any, keys: Iterable[str], where: str) -> dict[str, Any]:
    need(type(value) is dict and value.keys() == set(keys), where)
    return dict(value)


def items(value: Any, where: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    need(type(value) is list, where)
    if not value:
        return ()
    return tuple(read(item, f"{where}[{i}]") for i, item in enumerate(value))


def ascending(keys: list[str], where: str) -> None:
    need(all(a < b for a, b in pairwise(keys)), where)


def target(value: Any, where: str) -> EntryRef | None:
    if value is None:
        return None
    try:
        return EntryRef.from_json(value, where)
    except Fault as fault:
        raise EntryFault.of("entry-shape", where) from fault


def seen(value: Any, where: str) -> Seen:
    item = exactly(value, ("log", "root", "size"), where)
    need(is_origin(item["log"]) and is_leaf(item["root"]) and is_count(item["size"], 1), where)
    return Seen(item["log"], item["root"], item["size"])


def link(value: Any, where: str) -> Link:
    item = exactly(value, ("leaf", "log", "rel", "seq"), where)
    need(matches(WORD, item["rel"]) and is_origin(item["log"]), where)
    need(is_count(item["seq"]) and is_leaf(item["leaf"]), where)
    return Link(item["rel"], item["log"], item["seq"], item["leaf"])


def sealed(value: Any, where: str) -> SealedItem:
    item = exactly(value, ("digest", "id"), where)
    need(matches(ITEM, item["id"]) and is_leaf(item["digest"]), where)
    return SealedItem(item["id"], item["digest"])


def change(value: Any, where: str) -> dict[str, Any]:
    """The frame of a change; what its body holds is its kind's affair."""
    item = exactly(value, CHANGE, where)
    need(matches(BASE, item["base"]) and matches(KIND, item["kind"]) and type(item["body"]) is dict, where)
    need(type(item["parties"]) is list and all(is_id(party) for party in item["parties"]), where)
    try:
        need(type(item["name"]) is str, where)
        Name.parse(item["name"])
    except Fault as fault:
        raise EntryFault.of("entry-shape", f"{where}.name") from fault
    return item


def plain_object(value: Any, where: str) -> dict[str, Any]:
    need(type(value) is dict, where)
    return dict(value)
