"""Canonical bytes: RFC 8785 (JCS) under the profile of spec/entry.md.

Here: the profile's check, `encode`, and `decode` that accepts only bytes equal to their own canonical form. Not here:
what the fields mean. orjson with sorted keys gives JCS bytes for every value inside the profile (ASCII keys sort alike
by byte and by UTF-16 unit, there are no floats and no control characters but newline); a test holds it to `rfc8785`.
"""

import re
import unicodedata
from importlib.resources import files
from typing import Any, Final

import orjson

from bilateral.record.faults import CanonicalFault

MAX_ENTRY: Final = 60 * 1024
MAX_INT: Final = 2**53 - 1
MAX_DEPTH: Final = 16
UNICODE: Final = "14.0.0"
TABLE: Final = f"unicode-{UNICODE}.txt"


def _outside_table() -> re.Pattern[str]:
    """Matches the first character that the profile doesn't allow: anything outside the frozen table of ranges."""
    parts = []
    for span in files("bilateral.record").joinpath("data", TABLE).read_text(encoding="ascii").split():
        low, _, high = span.partition("-")
        parts.append(f"\\U{int(low, 16):08x}-\\U{int(high or low, 16):08x}")
    return re.compile(f"[^{''.join(parts)}]")


_OUTSIDE: Final = _outside_table()
_OUTSIDE_ASCII: Final = re.compile(r"[^\n -~]")
_KEY: Final = re.compile(r"[ -~]+")
_PLAIN: Final = bytes(code for code in range(32, 127) if code != ord("\\"))


def check_text(value: str, where: str = "") -> None:
    """Visible characters, spaces and newlines of Unicode 14.0, normalised (NFC)."""
    if value.isascii():
        bad = _OUTSIDE_ASCII.search(value)
    else:
        bad = _OUTSIDE.search(value)
        # Only characters of the table reach normalisation, and for those Unicode promises never to change it.
        if bad is None and not unicodedata.is_normalized("NFC", value):
            raise CanonicalFault.of("not-nfc", where)
    if bad is not None:
        raise CanonicalFault.of("bad-character", where, character=f"U+{ord(bad.group()):04X}")


def check(value: Any, where: str = "", depth: int = 0) -> None:
    """That a value is inside the profile; `where` in the fault is the path to what isn't."""
    kind = type(value)
    if kind is str:
        check_text(value, where)
    elif kind is int:
        if not -MAX_INT <= value <= MAX_INT:
            raise CanonicalFault.of("int-too-big", where)
    elif kind is dict or kind is list or kind is tuple:
        if depth >= MAX_DEPTH:
            raise CanonicalFault.of("too-deep", where)
        if kind is dict:
            for key, item in value.items():
                if type(key) is not str or _KEY.fullmatch(key) is None:
                    raise CanonicalFault.of("bad-key", where)
                check(item, f"{where}.{key}" if where else key, depth + 1)
        else:
            for i, item in enumerate(value):
                check(item, f"{where}[{i}]", depth + 1)
    elif value is not None and kind is not bool:
        raise CanonicalFault.of("bad-type", where, type=kind.__name__)


def write(value: Any) -> bytes:
    """The bytes of a value already known to be inside the profile."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def encode(value: Any, limit: int | None = MAX_ENTRY) -> bytes:
    """The one way of writing a value of the profile; `limit` in bytes (None: no limit)."""
    data = write(value) if _is_writable(value, MAX_DEPTH) else b"\\"
    if not _is_plain(data):  # something to look at closely, or to refuse with its place
        check(value)
        data = write(value)
    if limit is not None and len(data) > limit:
        raise CanonicalFault.of("too-long", size=len(data), limit=limit)
    return data


def _is_writable(value: Any, levels: int) -> bool:
    """What `check` would look at besides control characters, for a value from anywhere in ASCII."""
    kind = type(value)
    if kind is dict:
        for key in value:
            if type(key) is not str or not key or not key.isascii():
                return False
        value = value.values()
    elif kind is not list and kind is not tuple:
        return False
    for item in value:
        kind = type(item)
        if kind is str:
            if not item.isascii():
                return False
        elif item is None or kind is bool:
            continue
        elif kind is int:
            if not -MAX_INT <= item <= MAX_INT:
                return False
        elif not (levels > 1 and _is_writable(item, levels - 1)):
            return False
    return True


def decode(data: bytes, limit: int = MAX_ENTRY) -> dict[str, Any]:
    """The object that these bytes write, if they are the one way of writing it."""
    if len(data) > limit:
        raise CanonicalFault.of("too-long", size=len(data), limit=limit)
    try:
        value = orjson.loads(data)
    except ValueError as error:
        raise CanonicalFault.of("not-json") from error
    if type(value) is not dict:
        raise CanonicalFault.of("not-object")
    if not (_is_plain(data) and _is_inside(value, MAX_DEPTH)):
        check(value)
    # A duplicate key, a space, an escape or another order can't survive this comparison.
    if write(value) != data:
        raise CanonicalFault.of("not-canonical")
    return value


def _is_plain(data: bytes) -> bool:
    """Printable ASCII without an escape: then so is every key and every string, and `check_text` would find nothing."""
    return not data.translate(None, _PLAIN)


def _is_inside(value: Any, levels: int) -> bool:
    """What `check` would look at besides characters, for a value read from JSON: numbers, empty keys, nesting."""
    if not levels:
        return False
    if type(value) is dict:
        if "" in value:
            return False
        value = value.values()
    for item in value:
        kind = type(item)
        if kind is str or item is None or kind is bool:
            continue
        if kind is int:
            if not -MAX_INT <= item <= MAX_INT:
                return False
        elif kind is float or not _is_inside(item, levels - 1):
            return False
    return True
