"""Four writers of canonical JSON on the same values: ours, rfc8785, orjson with sorted keys, npm's canonicalize."""

import json
import random
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import orjson
import pytest
import rfc8785

from bilateral.record import canonical
from tests import machine

MANY = 4000
LETTERS = 'abzAZ019 ~!"\\/{}[]:,\nñáéíóúüÑß€漢字ᄀक्षا😀🏗𝔘﷐\U0001f9ff'
DEEP: Any = []
for _ in range(canonical.MAX_DEPTH - 2):
    DEEP = [DEEP]

# What writers of JSON have been wrong about, as far as the profile lets it in.
EDGES: list[dict[str, Any]] = [
    {},
    {"a": {}, "b": [], "c": "", "d": None, "e": True, "f": False},
    {"n": [0, 1, -1, canonical.MAX_INT, -canonical.MAX_INT, 10**15, 2**31, 2**32, -(2**31) - 1]},
    # Keys: by UTF-16 unit, not by case, length or number; names that mean something to JavaScript.
    {k: i for i, k in enumerate(("b", "a", "aa", "B", "A", "10", "9", "1", "-1", "~", " ", "!", '"', "\\", "_", "/"))},
    {"__proto__": 1, "constructor": 2, "toJSON": "x", "length": 0, "hasOwnProperty": {"__proto__": {"a": 1}}},
    {" ": 0, "  ": 1},
    # Strings: the two escapes that must be, the newline, and everything that must not be escaped.
    {"s": '\n"\\/ \u00a0' + "</script>&'<>"},
    {"s": ["é", "ñ", "Å", "ÅÅ", "한국", "क्षि", "\u0301", "﷽", "ﬁ"]},
    {"s": ["\uffdc", "\U00010000", "😀", "\U0001f1f2\U0001f1fd", "𝒳", "\U000e0100"]},
    {"deep": DEEP},
    {"long": "x" * 50_000},
    {"wide": {f"k{i}": i for i in range(1000)}},
]


def allowed(value: Any) -> bool:
    try:
        canonical.encode(value, limit=None)
    except canonical.CanonicalFault:
        return False
    return True


def text(chance: random.Random) -> str:
    return unicodedata.normalize("NFC", "".join(chance.choices(LETTERS, k=chance.randrange(12))))


def value(chance: random.Random, depth: int = 0) -> Any:
    kind = chance.randrange(8 if depth < 5 else 5)
    if kind == 0:
        return chance.choice((None, True, False))
    if kind == 1:
        return chance.randint(-canonical.MAX_INT, canonical.MAX_INT)
    if kind == 2:
        return chance.randint(-300, 300)
    if kind < 5:
        return text(chance)
    if kind == 5:
        return [value(chance, depth + 1) for _ in range(chance.randrange(5))]
    return thing(chance, depth + 1)


def thing(chance: random.Random, depth: int = 0) -> dict[str, Any]:
    names = ("".join(chance.choices('aAbB019~ "\\_-.', k=chance.randrange(1, 5))) for _ in range(chance.randrange(6)))
    return {name: value(chance, depth + 1) for name in names}


def values() -> list[dict[str, Any]]:
    chance = random.Random(8785)
    made = (thing(chance) for _ in range(MANY))
    found = [*EDGES, *(v for v in made if allowed(v))]
    assert len(found) > MANY // 2
    return found


def test_the_edges_are_inside_the_profile() -> None:
    for edge in EDGES:
        canonical.encode(edge, limit=None)


def test_beside_rfc8785_and_orjson() -> None:
    for v in values():
        ours = canonical.encode(v, limit=None)
        assert ours == rfc8785.dumps(v) == orjson.dumps(v, option=orjson.OPT_SORT_KEYS)
        assert canonical.decode(ours, limit=len(ours)) == v


@pytest.mark.node
def test_beside_canonicalize() -> None:
    """JavaScript reads each value from another writing of it (unsorted, escaped to ASCII) and must write our bytes."""
    found = values()
    lines = "".join(json.dumps(v) + "\n" for v in found)
    program = Path(__file__).with_name("canonicalize.mjs")
    done = subprocess.run(
        [str(machine.node_program()), str(program)], input=lines.encode(), capture_output=True, check=True
    )
    # A newline in a string is always escaped, so a line of output is one value.
    written = done.stdout.split(b"\n")[:-1]
    assert len(written) == len(found)
    for v, theirs in zip(found, written, strict=True):
        assert canonical.encode(v, limit=None) == theirs


@pytest.mark.parametrize(
    "outside",
    [
        {"a": 1.0},
        {"a": -0.0},
        {"a": 1e30},
        {"a": 2**53},
        {"ñ": 1},
        {"": 1},
        {"a\nb": 1},
        {"a": "\u0000"},
        {"a": "\t"},
        {"a": "\u007f"},
        {"a": "e\u0301"},
        {"a": "\u212b"},
        {"a": "\u202e"},
        {"a": "\u2028"},
        {"a": "\ufeff"},
        {"a": "\ue000"},
        {"a": "\U0001fae8"},
        {"a": [DEEP]},
    ],
)
def test_what_only_some_can_write_is_outside_the_profile(outside: dict[str, Any]) -> None:
    """Fractions, big numbers, invisible and unassigned characters (U+1FAE8 is Unicode 15): refused, not rounded."""
    assert not allowed(outside)
