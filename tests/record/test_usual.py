"""The quick reading of an entry's usual shape is never laxer than looking at field after field, and gives the same."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import canonical, entry
from bilateral.record.entry import Entry
from bilateral.record.faults import EntryFault
from bilateral.record.usual import usual
from tests.record.test_entry import GOOD, HEX

USUAL: dict[str, Any] = {**GOOD.fields(), "changes": [], "refs": [], "act": "position"}
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 2**53 - 1, 2**53, 1.5, "", "x", "X", "a\nb", "hled/us", "hled/us\n", HEX, HEX.upper(),
    [], {}, [{}], [[]], {"visibility": "public"}, {"visibility": []}, "2026-01-02T03:04:05Z", "2026-02-30T03:04:05Z",
    "2026-01-02T24:00:00Z", "2026-01-02T23:59:60Z", "0000-01-02T03:04:05Z", "٢026-01-02T03:04:05Z",
    "A" * 86 + "==", "A" * 85 + "B==", "A" * 85 + "Q==", "A" * 88,
    [{"id": "a", "digest": HEX}], [{"id": "b", "digest": HEX}, {"id": "a", "digest": HEX}],
    [{"id": "a", "digest": HEX}, {"id": "b", "digest": HEX}], [{"id": "a.", "digest": HEX}],
    [{"log": "hled/mx", "root": HEX, "size": 1}], [{"log": "hled/mx", "root": HEX, "size": True}],
    {"leaf": HEX, "log": "hled/us", "seq": 1}, {"leaf": HEX, "log": "hled/us", "seq": True},
    {"leaf": HEX, "log": "hled", "seq": 1}, {"leaf": 1, "log": 1, "seq": 1},
]  # fmt: skip


def slow(value: dict[str, Any]) -> Entry | None:
    try:
        return entry._parse(value, b"{}", "")
    except EntryFault:
        return None


def agree(value: dict[str, Any]) -> bool:
    """Whether the quick way took it; what it takes, the slow way takes and reads in the same way."""
    found, whole = usual(value), slow(value)
    if found is None:
        return False
    assert whole is not None, "taken by the quick way and refused by the slow one"
    assert entry._whole(value, b"{}", found) == whole
    return True


def test_an_ordinary_entry_goes_the_quick_way() -> None:
    assert agree(USUAL)
    assert Entry.parse(canonical.encode(USUAL)).fields() == USUAL


@pytest.mark.parametrize("field", sorted(entry.FIELDS - {"v"}))
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: json.dumps(odd)[:40])
def test_one_field_of_any_shape(field: str, odd: Any) -> None:
    agree({**USUAL, field: odd})


LEAF = st.one_of(st.none(), st.booleans(), st.integers(-2, 2**53), st.sampled_from([v for v in ODD if type(v) is str]))
ANY = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "digest", "log", "root", "size", "leaf", "seq", "visibility"]), inner),
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(sorted(entry.FIELDS - {"v"})), st.one_of(st.sampled_from(ODD), ANY), max_size=4))
def test_several_fields_of_any_shape(changed: dict[str, Any]) -> None:
    agree({**USUAL, **changed})


@given(st.data())
def test_an_item_with_one_value_changed(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(["sealed", "seen", "target"]))
    good = [{"digest": HEX, "id": "a.b"}] if field == "sealed" else [{"log": "hled/mx", "root": HEX, "size": 3}]
    item: dict[str, Any] = dict({"leaf": HEX, "log": "hled/mx", "seq": 3} if field == "target" else good[0])
    item[data.draw(st.sampled_from([*item, "more"]))] = data.draw(st.one_of(LEAF, ANY))
    agree({**USUAL, field: item if field == "target" else [item]})
