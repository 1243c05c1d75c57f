"""Dates and periods read back in both languages, and take the forms that people write."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.values import (
    LANGS,
    MONTHS,
    BadPeriod,
    Period,
    format_date,
    format_datetime,
    parse_date,
    parse_datetime,
)

days = st.dates(date(1000, 1, 1), date(9999, 12, 31))
years = st.integers(1000, 9999)
whole = st.one_of(
    days.map(Period.day),
    st.builds(Period.month, years, st.integers(1, 12)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.half, years, st.integers(1, 2)),
    years.map(Period.year),
    st.just(Period.ongoing()),
)
ranges = st.one_of(
    st.tuples(days, days).map(lambda ends: Period(*sorted(ends))),
    st.tuples(whole, whole)
    .filter(lambda ends: all(p.start for p in ends))
    .map(lambda ends: Period(min(p.start for p in ends if p.start), max(p.end for p in ends if p.end))),
)


@given(st.one_of(whole, ranges))
def test_periods_read_back_from_iso_and_from_both_languages(period: Period) -> None:
    assert Period.parse(str(period)) == period
    for lang in LANGS:
        assert Period.parse(period.format(lang)) == period


@given(days)
def test_dates_read_back(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    for lang in LANGS:
        assert parse_date(format_date(day, lang)) == day


@pytest.mark.parametrize(
    "written",
    [
        *("March 1, 2027", "march 1 2027", "Mar. 1st, 2027", "1 March 2027", "1 de marzo de 2027"),
        *("1.º de marzo de 2027", "1o. de marzo del 2027", "primero de marzo de 2027", "1-mar-2027"),
        *("2027-03-01", " 1 DE MARZO DE 2027 "),
    ],
)
def test_usual_written_days(written: str) -> None:
    assert parse_date(written) == date(2027, 3, 1)


@pytest.mark.parametrize(
    "written, iso",
    [
        ("Q1 2027", "2027-Q1"),
        ("2027Q1", "2027-Q1"),
        ("1T 2027", "2027-Q1"),
        ("2027-T1", "2027-Q1"),
        ("the first quarter of 2027", "2027-Q1"),
        ("1er trimestre de 2027", "2027-Q1"),
        ("cuarto trimestre del 2027", "2027-Q4"),
        ("H2 2027", "2027-H2"),
        ("2S 2027", "2027-H2"),
        ("segundo semestre de 2027", "2027-H2"),
        ("03/2027", "2027-03"),
        ("marzo 2027", "2027-03"),
        ("setiembre de 2027", "2027-09"),
        ("25/03/2027", "2027-03-25"),
        ("2026–2027", "2026-01-01/2027-12-31"),
        ("January to March 2027", "2027-Q1"),
        ("de enero a mayo de 2027", "2027-01-01/2027-05-31"),
        ("from January 2026 to May 2027", "2026-01-01/2027-05-31"),
        ("del 5 de marzo de 2027 al 9 de abril de 2027", "2027-03-05/2027-04-09"),
        ("2027-Q1/2027-Q2", "2027-H1"),
        ("Ongoing", "ongoing"),
        ("permanente", "ongoing"),
    ],
)
def test_usual_written_periods(written: str, iso: str) -> None:
    assert str(Period.parse(written)) == iso


def test_what_periods_are_called() -> None:
    texts = [Period.parse(iso).text() for iso in ("2027-Q1", "2027-H2", "2027-03", "2027", "2026-01-15/2027-03-05")]
    assert [t.en for t in texts] == [
        "first quarter of 2027",
        "second half of 2027",
        "March 2027",
        "2027",
        "January 15, 2026 to March 5, 2027",
    ]
    assert [t.es for t in texts] == [
        "primer trimestre de 2027",
        "segundo semestre de 2027",
        "marzo de 2027",
        "2027",
        "del 15 de enero de 2026 al 5 de marzo de 2027",
    ]


@pytest.mark.parametrize(
    "raw", ["", "soon", "2027-13", "2027-02-30", "0000", "Q5 2027", "third half of 2027", "2027-03-05/2027-03-01", "５"]
)
def test_what_is_no_period_is_refused_in_both_languages(raw: str) -> None:
    with pytest.raises(BadPeriod) as caught:
        Period.parse(raw, where="due")
    assert caught.value.what.complete and caught.value.do.complete


@pytest.mark.parametrize("raw", ["03/05/2027", "31/31/2027", "2027-02-29", "29 de febrero de 2027", "", "0001-01-01"])
def test_what_is_no_one_day_is_refused(raw: str) -> None:
    with pytest.raises(BadPeriod):
        parse_date(raw)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(raw: str) -> None:
    try:
        assert Period.parse(Period.parse(raw).format("es")) == Period.parse(raw)
    except BadPeriod as fault:
        assert fault.what.complete


def test_ongoing_comes_last_and_holds_every_day() -> None:
    due = [Period.ongoing(), Period.year(2027), Period.quarter(2027, 1), Period.day(date(2027, 3, 31))]
    assert [str(p) for p in sorted(due)] == ["2027-Q1", "2027-03-31", "2027", "ongoing"]
    assert date(1999, 1, 1) in Period.ongoing()
    assert date(2027, 4, 1) not in Period.quarter(2027, 1)


def test_moments_are_always_told_in_utc() -> None:
    at = datetime(2027, 3, 5, 8, 30, 5, tzinfo=timezone(timedelta(hours=-6)))
    assert format_datetime(at, "en") == "March 5, 2027, 14:30 UTC"
    assert format_datetime(at, "es", seconds=True) == "5 de marzo de 2027, 14:30:05 UTC"
    assert parse_datetime("2027-03-05T14:30:05Z") == at
    with pytest.raises(ValueError, match="time zone"):
        format_datetime(datetime(2027, 3, 5), "en")  # noqa: DTZ001


@pytest.mark.parametrize(
    "raw",
    ["2027-03-05", "2027-03-05T14:30:05", "2027-03-05t14:30:05Z", "2027-03-05T24:00:00Z", "２027-03-05T14:30:05Z"],
)
def test_moments_are_read_strictly(raw: str) -> None:
    with pytest.raises(BadPeriod):
        parse_datetime(raw)


def test_month_names_are_those_of_cldr() -> None:
    from babel.dates import get_month_names

    for lang, locale in (("en", "en_US"), ("es", "es_MX")):
        assert MONTHS[lang] == tuple(get_month_names("wide", locale=locale).values())  # type: ignore[index]
    assert datetime(2027, 3, 5, tzinfo=UTC).tzinfo is UTC
