"""Ways of breaking bytes: bits, pieces, lines, numbers, JSON values, base 64, growth; all drawn from a given chance."""

import json
import random
import re
from collections.abc import Callable
from typing import Any

NUMBERS = (b"-1", b"-0", b"00", b"1e999", b"1.0", b"9007199254740992", b"9223372036854775808", b"9" * 400, b"NaN", b"")
PIECES = (
    b"\0", b"\n", b"\r\n", b"\n\n", b" ", b"\t", b"\x7f", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf",
    "—".encode(), "\u202e".encode(), "\u2028".encode(), "e\u0301".encode(), "\U0010ffff".encode(), "ñ".encode(),
    b'"', b"\\", b"\\u0000", b"\\ud800", b"{", b"}", b"[", b"]", b",", b":", b"null", b"+", b"=", b"/", b"..", b"../",
    b"\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\xff", b"index ", b"extra ", b"tile/", b".p/", b"x999/",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**53 - 1, 2**53, -(2**63), 10**400, 1.5, "", "x", "\n", "ñ", "e\u0301",
    "\u202e", "\0", "0" * 64, "f" * 64, "A" * 88, "hled/us", "hled/mx", "../..", "x" * 70_000, [], {}, [[]],
    {"": 0}, {"a": {}}, [None] * 99,
)  # fmt: skip


def bits(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 8)) if data else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((0, 1, 2, 4, 32, 64, 256, 4096)))


def cut(data: bytes, chance: random.Random) -> bytes:
    start, stop = _span(data, chance)
    return data[:start] if chance.randrange(3) == 0 else data[:start] + data[stop:]


def insert(data: bytes, chance: random.Random) -> bytes:
    start, stop = _span(data, chance)
    return data[:start] + chance.choice(PIECES) + data[chance.choice((start, stop)) :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """A piece over and over: how deep, how many, how long."""
    start, stop = _span(data, chance)
    piece = data[start:stop] or chance.choice(PIECES)
    return data[:start] + piece * chance.choice((2, 17, 300, 5000)) + data[start:]


def move(data: bytes, chance: random.Random) -> bytes:
    start, stop = _span(data, chance)
    rest = data[:start] + data[stop:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:stop] + rest[at:]


def lines(data: bytes, chance: random.Random) -> bytes:
    parts = data.split(b"\n")
    i, j = chance.randrange(len(parts)), chance.randrange(len(parts))
    kind = chance.randrange(4)
    if kind == 0:
        parts[i], parts[j] = parts[j], parts[i]
    elif kind == 1:
        parts.insert(j, parts[i])
    elif kind == 2:
        del parts[i]
    else:
        parts[i] = chance.choice(PIECES) + parts[i]
    return b"\n".join(parts)


def number(data: bytes, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"[0-9]+", data))
    if not found:
        return insert(data, chance)
    at = chance.choice(found)
    return data[: at.start()] + chance.choice(NUMBERS) + data[at.end() :]


def value(data: bytes, chance: random.Random) -> bytes:
    """JSON that still is canonical, with one of its values another: it gets past the first gate."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return insert(data, chance)
    places = list(_places(whole))
    if not places:
        return insert(data, chance)
    holder, key = chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0 and isinstance(holder, dict):
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[chance.choice(("a", "v", "zz", "sig", "ñ", "", "visibility"))] = chance.choice(VALUES)
    else:
        holder[key] = chance.choice(VALUES)
    return json.dumps(whole, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _places(inside: Any) -> list[tuple[Any, Any]]:
    found, todo = [], [inside]
    while todo:
        one = todo.pop()
        here = list(one.items()) if isinstance(one, dict) else list(enumerate(one)) if isinstance(one, list) else []
        found += [(one, key) for key, _ in here]
        todo += [below for _, below in here]
    return found


def letter(data: bytes, chance: random.Random) -> bytes:
    """One letter of base 64 or hexadecimal for another: spare bits, case, padding."""
    found = list(re.finditer(rb"[A-Za-z0-9+/=]{20,}", data))
    if not found:
        return bits(data, chance)
    at = chance.choice(found)
    i = chance.choice((at.end() - 1, at.end() - 2, chance.randrange(at.start(), at.end())))
    return data[:i] + bytes([chance.choice(b"ABQgw019af+/=-_ ")]) + data[i + 1 :]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    bits, cut, insert, repeat, move, lines, number, value, value, letter,
)  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to four ways in a row; what grew past a megabyte is cut."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
        data = chance.choice(WAYS)(data, chance)[: 1 << 20]
    return data
