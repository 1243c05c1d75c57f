"""The concordance check: silent on faithful translations, loud on changed facts, never lost on any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.values import Money, Period, Text, concordance, format_date
from bilateral.values.facts import facts
from bilateral.values.numerals import roman

CONCORDANT = [
    ("Invest $1 million by March 5, 2027.", "Invertir un millón de dólares a más tardar el 5 de marzo de 2027."),
    ("Waits fall by 3.5 percent in the first quarter of 2027.", "La espera baja 3.5 % en el primer trimestre de 2027."),
    ("a cut of 3.5%", "una reducción de 3.5 por ciento"),
    ("a rise of 3.5 percentage points", "un alza de 3,5 puntos porcentuales"),
    ("3,500 trucks in three offices", "3,500 camiones en 3 dependencias"),
    ("Pillars I, II and IV; Pillar III", "Pilares I, II y IV; Pilar III"),
    ("Annex IV, Chapter 7", "Anexo IV, capítulo 7"),
    ("US$2.5 billion", "2 mil 500 millones de dólares"),
    ("2.5 billion pesos", "2,500 millones de pesos"),
    ("12 trillion pesos", "12 billones de pesos"),
    ("USD 5M and half a million people", "5 mdd y medio millón de personas"),
    ("two-way trade", "comercio bilateral"),
    ("one report per year, in one of the two offices", "un informe por año, en una de las dos dependencias"),
    ("We may agree by May 2027", "Podemos acordarlo a más tardar en mayo de 2027"),
    ("We march on May 5", "Marchamos el 5 de mayo"),
    ("See https://example.org/en/plan.", "Véase https://example.org/es/plan."),
    ("write to a.b@example.org about hled/us:i-1", "escribe a a.b@example.org sobre hled/us:i-1"),
    ("in Q3 2027 and H1 2028", "en el tercer trimestre de 2027 y el primer semestre de 2028"),
    ("at 2:30 p.m.", "a las 14:30 horas"),
    ("20 to 30 percent", "de 20% a 30%"),
    ("$2 to $3 million", "de 2 a 3 millones de dólares"),
    ("NOM-051-SCFI/SSA1-2010 and COVID-19", "la NOM-051-SCFI/SSA1-2010 y el COVID-19"),
    ("in the 21st century", "en el siglo XXI"),
    ("on March 1, 2027", "el 1.º de marzo de 2027"),
    ("a 30-year deal for 25 ports within 90 days", "acuerdo a 30 años para veinticinco puertos en noventa días"),
    ("one hundred twenty ports, a thousand firms", "ciento veinte puertos, mil empresas"),
    ("the fourth meeting", "la cuarta reunión"),
    ("03/05/2027", "05/03/2027"),
    ("in 2026, 2027 and 2028; 2021–2022", "en 2026, 2027 y 2028; 2021-2022"),
    ("a fall of -3.5%", "una caída de −3.5 %"),
    ("5G networks, the G20, the 1990s", "redes 5G, el G20, los años noventa"),
]
DISCORDANT = [
    ("Invest $1 million", "Invertir dos millones de dólares"),
    ("by March 5, 2027", "a más tardar el 5 de mayo de 2027"),
    ("in March 2027", "en marzo de 2028"),
    ("3.5%", "35 por ciento"),
    ("3 percent", "3 puntos porcentuales"),
    ("-3.5%", "3.5%"),
    ("three offices", "cuatro dependencias"),
    ("Pillar II", "Pilar III"),
    ("2.5 billion pesos", "2.5 billones de pesos"),
    ("5 million dollars", "5 millones de pesos"),
    ("12 ports", "los puertos"),
    ("12 and 12", "12 y 13"),
    ("12 and 12", "12"),
    ("Q3 2027", "segundo trimestre de 2027"),
    ("at 2:30 p.m.", "a las 2:30"),
    ("See hled/us:i-1", "Véase hled/us:i-2"),
    ("https://example.org/x", "https://example.org/y"),
]


@pytest.mark.parametrize("en, es", CONCORDANT)
def test_faithful_translations_pass(en: str, es: str) -> None:
    assert concordance(Text(en, es)) == (), (facts(en, "en"), facts(es, "es"))


@pytest.mark.parametrize("en, es", DISCORDANT)
def test_changed_facts_are_found_and_told_in_both_languages(en: str, es: str) -> None:
    found = concordance(Text(en, es), where="summary")
    assert found
    for discord in found:
        assert discord.what.complete and discord.where == "summary" and (discord.en or discord.es)
        assert all(written in en for written in discord.en) and all(written in es for written in discord.es)
        assert all(written in discord.what.es for written in (*discord.en, *discord.es))


def test_a_discord_says_what_stands_only_on_one_side() -> None:
    (found,) = concordance(Text("12 and 12 ports", "13 puertos"))
    assert found.what.en == "Numbers differ: only in English: 12 (×2); only in Spanish: 13."
    assert found.what.es == "Los números no coinciden: sólo en inglés: 12 (×2); sólo en español: 13."
    assert (found.en, found.es) == (("12", "12"), ("13",))


def test_a_text_that_lacks_a_language_is_not_compared() -> None:
    assert concordance(Text("12 ports", "  ")) == ()


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_dates_as_we_write_them_agree_exactly_when_they_are_the_same_day(one: date, other: date) -> None:
    text = Text(f"by {format_date(one, 'en')}.", f"a más tardar el {format_date(other, 'es')}.")
    assert (concordance(text) == ()) == (one == other)


@given(st.integers(1900, 2200), st.integers(1, 4), st.integers(1, 12))
def test_periods_as_we_write_them_agree(year: int, quarter: int, month: int) -> None:
    for period in (Period.quarter(year, quarter), Period.half(year, 1 + quarter % 2), Period.month(year, month)):
        assert concordance(Text(f"in {period.format('en')}", f"en {period.format('es')}")) == ()


@given(st.decimals(1, 10**12, places=2), st.sampled_from(["USD", "MXN", "CAD", "EUR"]))
def test_amounts_as_we_write_them_agree_with_words(amount: object, currency: str) -> None:
    money = Money.parse(f"{amount:f} {currency}")
    found = [f for f in facts(f"It costs {money.format('en')}.", "en") if f.kind == "amount"]
    assert concordance(Text(f"It costs {money.format('en')}.", f"Cuesta {currency} {money.amount:,.2f}.")) == ()
    assert len(found) == 1


@given(st.text(), st.text())
def test_no_text_is_too_strange(en: str, es: str) -> None:
    concordance(Text(en, es))


PIECES = (
    "1 2,500 3.5 un mil millones millón million billion of de y and to a % percent por ciento pesos $ US$ Q1 2027 March"
    " marzo May 5 st º - – , . / : p.m. Pillar II I half medio veinte treinta hundred auguſt ı 10:30 @ x"
)
pieces = st.lists(st.sampled_from(PIECES.split()), max_size=14)


@given(pieces, st.sampled_from(["", " ", "-"]))
def test_no_mix_of_facts_is_too_strange(words: list[str], joint: str) -> None:
    text = joint.join(words)
    assert all(discord.what.complete for discord in concordance(Text(text, text)))


@pytest.mark.parametrize(
    "text", ["a" * 60_000, "a-" * 30_000, "1," * 30_000, "1,000," * 10_000, "A/" * 30_000, "I, " * 20_000]
)
def test_long_runs_are_read_once(text: str) -> None:
    concordance(Text(text, text))


def test_roman_numerals() -> None:
    written = ["I", "II", "IV", "V", "VI", "IX", "X", "XIV", "XXI", "XXXIX"]
    assert [roman(w) for w in written] == [1, 2, 4, 5, 6, 9, 10, 14, 21, 39]
    assert [roman(w) for w in ("", "IIII", "VX", "XL", "MX", "iv")] == [None] * 6
