"""Amounts of money, and the tables of codes."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.values import CURRENCIES, LANGS, PLACES, SECTORS, BadMoney, Codes, Money, UnknownCode

amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False, allow_infinity=False)
money = st.builds(Money, amounts, st.sampled_from(sorted(CURRENCIES)))


@given(money)
def test_money_reads_back_in_both_languages(value: Money) -> None:
    assert Money.from_json(value.to_json()) == value
    for lang in LANGS:
        assert Money.parse(value.format(lang)) == value


@pytest.mark.parametrize(
    "written, amount, currency",
    [
        ("US$1,234.50", "1234.50", "USD"),
        ("1 234 USD", None, ""),
        ("$1,234.50 MXN", "1234.50", "MXN"),
        ("1.5 million U.S. dollars", "1500000", "USD"),
        ("2 mil millones de pesos mexicanos", "2000000000", "MXN"),
        ("3 billones de pesos mexicanos", "3000000000000", "MXN"),
        ("5 M.N.", "5", "MXN"),
    ],
)
def test_usual_written_amounts(written: str, amount: str | None, currency: str) -> None:
    if amount is None:
        with pytest.raises(BadMoney):
            Money.parse(written)
    else:
        assert Money.parse(written) == Money(Decimal(amount), currency)


@pytest.mark.parametrize("raw", ["", "$5", "5", "USD", "1.234,50 USD", "1e5 USD", "5 USD MXN", "NaN USD", "12,34 USD"])
def test_what_is_no_amount_is_refused_in_both_languages(raw: str) -> None:
    with pytest.raises(BadMoney) as caught:
        Money.parse(raw, where="budget")
    assert caught.value.what.complete and caught.value.do.complete and caught.value.where == "budget"


def test_money_is_never_a_float() -> None:
    with pytest.raises(TypeError):
        Money(1.5, "USD")  # type: ignore[arg-type]
    for bad in (Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 18):
        with pytest.raises(BadMoney):
            Money(bad, "USD")


def test_no_currency_has_a_floating_number_of_decimals() -> None:
    assert Money(Decimal(5), "JPY").format("es") == "5\u00a0JPY"
    assert str(Money(Decimal("1234.5"), "MXN")) == "1,234.50 MXN"
    assert str(Money(Decimal("0.125"), "MXN")) == "0.125 MXN"


def test_places_are_the_region_and_its_states() -> None:
    countries = [row.code for row in PLACES if not row.parent]
    assert set(countries) == {"USA", "MEX", "CAN", "GTM", "SLV", "HND", "NIC", "CRI", "PAN", "BLZ"}
    assert [len(PLACES.children(code)) for code in ("USA", "MEX", "CAN")] == [57, 32, 13]
    assert PLACES.label("MX-CHP").es == "Chiapas"
    assert (PLACES.label("US-NM").en, PLACES.label("US-NM").es) == ("New Mexico", "Nuevo México")
    assert all(re.fullmatch(r"[A-Z]{3}|[A-Z]{2}-[A-Z]{2,3}", row.code) for row in PLACES)


def test_sectors_are_the_twenty() -> None:
    assert len(SECTORS) == 20
    assert SECTORS.lookup("43") is SECTORS.lookup("Comercio al por mayor") is SECTORS.lookup("42")
    assert SECTORS.lookup("33").code == "31-33"
    assert not SECTORS.known("33")


@pytest.mark.parametrize("table", [PLACES, SECTORS], ids=["places", "sectors"])
def test_every_row_has_both_names_and_is_found_by_each(table: Codes) -> None:
    for row in table:
        assert row.label.complete and table.known(row.code) and row.code in table
        assert not row.parent or table.known(row.parent)
        for lang in LANGS:
            assert row in table.search(row.label.in_(lang), limit=99)
            assert table.lookup(row.label.in_(lang).upper()).label.in_(lang) == row.label.in_(lang)
    assert table.title.complete and table.note.complete


def test_searching_folds_accents_and_puts_the_nearest_first() -> None:
    assert [row.code for row in PLACES.search("mexico")][:2] == ["MEX", "MX-CMX"]
    assert PLACES.search("nuevo leon")[0].code == "MX-NLE"
    assert PLACES.search("") == PLACES.search("zzz") == ()


def test_an_unknown_code_names_the_nearest_known() -> None:
    with pytest.raises(UnknownCode) as caught:
        PLACES.lookup("Chiapaz", where="places")
    assert "MX-CHP" in caught.value.do.en and "MX-CHP" in caught.value.do.es
    with pytest.raises(UnknownCode):
        SECTORS.label("99")
    assert not PLACES.known("mex")
