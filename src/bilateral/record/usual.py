"""Nearly every entry has the usual shape: read here in one go, half the time of looking at field after field.

Whatever is not as usual gives None, and `entry` looks at it closely and names what is wrong, if anything is. So this
may be stricter than the rules (a test holds that it is never laxer) and has no faults of its own.
"""

import re
from binascii import a2b_base64
from datetime import datetime
from typing import Any, Final, NamedTuple

from bilateral.record.shape import ITEM, VISIBILITY, SealedItem, Seen
from bilateral.values import EntryRef, Fault
from bilateral.values.ref import MAX_SEQ, SEGMENT

_ORIGIN: Final = rf"{SEGMENT}(?:/{SEGMENT}){{1,3}}"
_HEAD: Final = re.compile(
    rf"{_ORIGIN}\n(?:[0-9a-f]{{64}})?\n[a-z][a-z0-9-]{{0,63}}\n(?:{SEGMENT})?\n[0-9a-f]{{32}}\n"
    r"[0-9]{4}-[01][0-9]-[0-3][0-9]T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z\n"
    r"[A-Za-z0-9+/]{85}[AQgw]=="  # 64 bytes in base 64, of which the last digit holds four bits that must be zero
)
_LOG_AND_HASH: Final = re.compile(rf"{_ORIGIN}\n[0-9a-f]{{64}}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class Usual(NamedTuple):
    """Those fields of an entry that aren't taken as they are."""

    target: EntryRef | None
    seen: tuple[Seen, ...]
    sealed: tuple[SealedItem, ...]
    sig: bytes


def usual(value: dict[str, Any]) -> Usual | None:
    """:param value: an object with exactly the fields of an entry, read from canonical bytes."""
    log, prev, act, office = value["log"], value["prev"], value["act"], value["office"]
    signer, time, sig, seq = value["signer"], value["time"], value["sig"], value["seq"]
    if not (type(log) is type(prev) is type(act) is type(office) is type(signer) is type(time) is type(sig) is str):
        return None
    if _HEAD.fullmatch(f"{log}\n{prev}\n{act}\n{office}\n{signer}\n{time}\n{sig}") is None or not _is_day(time):
        return None
    if type(seq) is not int or not 0 <= seq <= MAX_SEQ or (not seq) != (not prev):
        return None
    if value["changes"] != [] or value["refs"] != [] or value["attachments"] != [] or value["approvals"] != []:
        return None
    seen, sealed = _seen(value["seen"], log), _sealed(value["sealed"])
    if seen is None or sealed is None or not _is_body(value["body"], promised=bool(sealed)):
        return None
    target = value["target"]
    if target is not None and (target := _target(target)) is None:
        return None
    return Usual(target, seen, sealed, a2b_base64(sig))


def _is_day(time: str) -> bool:
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return False
    return True


def _is_body(body: Any, *, promised: bool) -> bool:
    if type(body) is not dict:
        return False
    return body.get("visibility") in VISIBILITY if promised or "visibility" in body else True


def _seen(value: Any, own: str) -> tuple[Seen, ...] | None:
    if value == []:
        return ()
    if type(value) is not list:
        return None
    found, last = [], ""
    for item in value:
        if type(item) is not dict or len(item) != 3:
            return None
        log, root, size = item.get("log"), item.get("root"), item.get("size")
        if not (type(log) is type(root) is str and type(size) is int and 1 <= size <= MAX_SEQ):
            return None
        if log <= last or log == own or _LOG_AND_HASH.fullmatch(f"{log}\n{root}") is None:
            return None
        found.append(Seen(log, root, size))
        last = log
    return tuple(found)


def _sealed(value: Any) -> tuple[SealedItem, ...] | None:
    if value == []:
        return ()
    if type(value) is not list:
        return None
    found, digests, last = [], set(), ""
    for item in value:
        if type(item) is not dict or len(item) != 2:
            return None
        name, digest = item.get("id"), item.get("digest")
        if not (type(name) is type(digest) is str and name > last):
            return None
        if ITEM.fullmatch(name) is None or _HASH.fullmatch(digest) is None:
            return None
        found.append(SealedItem(name, digest))
        digests.add(digest)
        last = name
    return tuple(found) if len(digests) == len(found) else None


def _target(value: Any) -> EntryRef | None:
    if type(value) is not dict or len(value) != 3:
        return None
    log, seq, leaf = value.get("log"), value.get("seq"), value.get("leaf")
    try:
        return EntryRef(log, seq, leaf)  # type: ignore[arg-type]  # it looks at each
    except Fault:
        return None
