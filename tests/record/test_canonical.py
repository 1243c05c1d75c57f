"""Canonical bytes: equal to RFC 8785 inside the profile, refused outside it."""

import json
import unicodedata
from contextlib import suppress

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import canonical
from bilateral.record.faults import CanonicalFault
from bilateral.values import Fault
from tests.helpers import ROOT
from tests.record.strategies import objects


@given(objects)
def test_equals_rfc_8785(value: dict[str, object]) -> None:
    data = canonical.encode(value, limit=None)
    assert data == rfc8785.dumps(value)
    assert canonical.decode(data, limit=len(data)) == value


@given(st.binary(max_size=200))
def test_bytes_are_refused_or_canonical(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except CanonicalFault:
        return
    assert canonical.encode(value) == data


@given(objects, st.data())
def test_any_changed_byte_is_refused_or_another_value(value: dict[str, object], data: st.DataObject) -> None:
    whole = canonical.encode(value, limit=None)
    at, flip = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255))
    changed = whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :]
    with suppress(CanonicalFault):
        assert canonical.decode(changed, limit=1 << 20) != value


@given(st.characters())
def test_characters_are_those_of_the_page(char: str) -> None:
    """The rule in words against the table, for the versions of Unicode where both say the same."""
    allowed = char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    if unicodedata.unidata_version != canonical.UNICODE and allowed:
        return  # a later Unicode may have assigned it since
    try:
        canonical.check_text(f"a{char}" if unicodedata.combining(char) == 0 else char)
        found = True
    except Fault as fault:
        found = fault.code == "not-nfc"
    assert found == allowed


def test_the_whole_table_is_the_rule_applied_to_unicode_14() -> None:
    if unicodedata.unidata_version != canonical.UNICODE:
        pytest.skip(f"this Python has Unicode {unicodedata.unidata_version}; the table is of {canonical.UNICODE}")
    spans = (ROOT / "src/bilateral/record/data" / canonical.TABLE).read_text(encoding="ascii").split()
    listed = set()
    for span in spans:
        low, _, high = span.partition("-")
        listed |= set(range(int(low, 16), int(high or low, 16) + 1))
    refused = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    assert listed == {c for c in range(0x110000) if c == 10 or unicodedata.category(chr(c)) not in refused}


@pytest.mark.parametrize(
    ("value", "code", "where"),
    [
        ({"a": [0, {"b": 1.0}]}, "bad-type", "a[1].b"),
        ({"a": b"x"}, "bad-type", "a"),
        ({"a": {1: 2}}, "bad-key", "a"),
        ({"\ud800": 1}, "bad-key", ""),
        ({"a": 2**53}, "int-too-big", "a"),
        ({"a": -(2**53)}, "int-too-big", "a"),
        ({"a": "\ud800"}, "bad-character", "a"),
        ({"a": "x\u202ey"}, "bad-character", "a"),
        ({"a": "n\u0303"}, "not-nfc", "a"),
        ({"a": "x" * canonical.MAX_ENTRY}, "too-long", ""),
    ],
)
def test_what_is_wrong_is_said_with_its_place(value: object, code: str, where: str) -> None:
    with pytest.raises(CanonicalFault) as caught:
        canonical.encode(value)
    assert (caught.value.code, caught.value.where) == (code, where)


strays = st.one_of(
    st.text(st.characters(), max_size=4),
    st.sampled_from(["\ud800", "\x7f", "", "é"]),
    st.floats(),
    st.binary(max_size=2),
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), strays),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.tuples(inner),
        st.dictionaries(st.one_of(st.text(max_size=2), strays.filter(lambda key: key == key)), inner, max_size=3),
    ),
    max_leaves=12,
)


def nested(value: object, depth: int) -> object:
    for _ in range(depth):
        value = {"a": value}
    return value


@given(anything, st.integers(0, canonical.MAX_DEPTH + 1))
def test_writing_refuses_what_the_check_refuses(value: object, depth: int) -> None:
    """`encode` looks closely only where something may be wrong: that must never change what it says."""
    given_value = nested(value, depth)
    try:
        canonical.check(given_value)
        said = None
    except CanonicalFault as fault:
        said = (fault.code, fault.where)
    try:
        assert canonical.encode(given_value) == canonical.write(given_value)
        found = None
    except CanonicalFault as fault:
        found = (fault.code, fault.where)
    assert found == said


def test_subclasses_are_refused() -> None:
    class Words(str):
        __slots__ = ()

    with pytest.raises(CanonicalFault):
        canonical.encode({"a": Words("x")})


def test_the_limit_is_exact() -> None:
    fits = {"a": "x" * (canonical.MAX_ENTRY - 8)}
    data = canonical.encode(fits)
    assert len(data) == canonical.MAX_ENTRY and canonical.decode(data) == fits
    longer = b'{"a":"' + b"x" * (canonical.MAX_ENTRY - 7) + b'"}'
    with pytest.raises(CanonicalFault, match="61441"):
        canonical.decode(longer)


def test_hostile_json_is_refused_without_harm() -> None:
    for data in (b"[" * 50_000, b'{"a":' * 10_000, b"\xff\xfe", b"", b"null", b"{}\x00", json.dumps({"a": 1}).encode()):
        with pytest.raises(CanonicalFault):
            canonical.decode(data)
