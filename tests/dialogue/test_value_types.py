"""The table of value types: what each reads from a short line, and shows as one, in both languages."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.dialogue.value_types import VALUE_TYPES, ValueType
from bilateral.values import BadInput, Text

READ: list[tuple[str, str, Any, str, str]] = [
    ("title", "en: Ports | es: Puertos", {"en": "Ports", "es": "Puertos"}, "Ports", "Puertos"),
    ("title", "es: Puertos | en: Ports", {"en": "Ports", "es": "Puertos"}, "Ports", "Puertos"),
    ("prose", "en: A | B: c | es: A | D", {"en": "A | B: c", "es": "A | D"}, "A | B: c", "A | D"),
    ("prose", '{en: "One: two", es: Uno}', {"en": "One: two", "es": "Uno"}, "One: two", "Uno"),
    ("date", "March 1, 2026", "2026-03-01", "March 1, 2026", "1 de marzo de 2026"),
    ("date", "1 de marzo de 2026", "2026-03-01", "March 1, 2026", "1 de marzo de 2026"),
    ("due", "2026-03-01", "2026-03-01", "March 1, 2026", "1 de marzo de 2026"),
    ("due", " Permanente ", "ongoing", "ongoing", "permanente"),
    ("number", " 12 ", 12, "12", "12"),
    ("choice", " road ", "road", "road", "road"),
    ("id", " m1 ", "m1", "m1", "m1"),
    ("party", "us ", "us", "us", "us"),
    ("name", " t/us:x", "t/us:x", "t/us:x", "t/us:x"),
    ("entry", " t/us#12", "t/us#12", "t/us#12", "t/us#12"),
    (
        "office_by_party",
        "us: t/us:cbp, mx: t/mx:anam",
        {"us": "t/us:cbp", "mx": "t/mx:anam"},
        "mx: t/mx:anam, us: t/us:cbp",
        "mx: t/mx:anam, us: t/us:cbp",
    ),
    ("places", "MX-BCN, US-CA,", ["MX-BCN", "US-CA"], "MX-BCN, US-CA", "MX-BCN, US-CA"),
    ("sectors", "31-33", ["31-33"], "31-33", "31-33"),
    (
        "items",
        f"{'ab' * 32}, {'cd' * 32}",
        ["ab" * 32, "cd" * 32],
        "ababab…abab, cdcdcd…cdcd",
        "ababab…abab, cdcdcd…cdcd",
    ),
    ("digest", f" {'ab' * 32} ", "ab" * 32, "ab" * 32, "ab" * 32),
    ("parts", "[{id: m1}, {id: m2}]", [{"id": "m1"}, {"id": "m2"}], "2", "2"),
    ("link", " https://example.org", "https://example.org", "https://example.org", "https://example.org"),
    ("flag", "Sí", True, "yes", "sí"),
    ("flag", "no", False, "no", "no"),
]


def test_every_type_is_read_here() -> None:
    assert {row[0] for row in READ} == set(VALUE_TYPES)


@pytest.mark.parametrize(("name", "raw", "value", "en", "es"), READ)
def test_what_is_typed_is_read_fits_and_shows(name: str, raw: str, value: Any, en: str, es: str) -> None:
    row = VALUE_TYPES[name]
    assert row.parse(raw) == value
    assert row.fits(value)
    assert row.column(value, "en") == en
    assert row.column(value, "es") == es


@pytest.mark.parametrize("row", VALUE_TYPES.values(), ids=lambda row: row.name)
def test_a_row_is_whole(row: ValueType) -> None:
    assert VALUE_TYPES[row.name] is row
    assert row.form.complete
    assert not row.fits(object())


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("title", "Ports", "both languages"),
        ("title", "en: Ports", "both languages"),
        ("title", "{en: Ports}", "both languages"),
        ("title", "{en: [", "not readable YAML"),
        ("date", "someday", "date|day"),
        ("due", "later", "date|day"),
        ("number", "3.5", "not a whole number"),
        ("number", "-1", "not a whole number"),
        ("number", "٣", "not a whole number"),
        ("parts", "[", "not readable YAML"),
        ("flag", "perhaps", "neither yes nor no"),
        ("flag", "", "neither yes nor no"),
    ],
)
def test_what_cannot_be_read_is_told_in_both_languages(name: str, raw: str, what: str) -> None:
    with pytest.raises(BadInput, match=what) as caught:
        VALUE_TYPES[name].parse(raw)
    assert caught.value.what.complete
    assert caught.value.do.complete
    assert caught.value.what.en != caught.value.what.es


@given(st.sampled_from(sorted(VALUE_TYPES)), st.text(max_size=60))
def test_nothing_that_is_typed_breaks_a_parser(name: str, raw: str) -> None:
    try:
        VALUE_TYPES[name].parse(raw)
    except BadInput as fault:
        assert fault.do


def test_columns_take_what_reads_give() -> None:
    assert VALUE_TYPES["title"].column(Text("A", "B"), "es") == "B"
    assert VALUE_TYPES["date"].column(date(2026, 3, 1), "es") == "1 de marzo de 2026"
    assert VALUE_TYPES["due"].column("", "en") == ""


def test_unknown_codes_are_looked_up_when_proposing_only() -> None:
    for name, bad in (("places", "MX-XXX"), ("sectors", "99999")):
        (fault,) = VALUE_TYPES[name].check([bad], "0.x")
        assert (fault.where, bad in fault.what.es) == ("0.x", True)
