"""Quotes are to the letter, one per campaign, without anything personal, from all kinds; and who is for and against."""

import numpy as np
import pytest

from bilateral.voices.quotes import OPPOSE, SUPPORT, UNCLEAR, choose_quotes, quotes_table, stance
from bilateral.voices.quotes.spans import sentences
from bilateral.voices.quotes.unmarked import BLOCK, NEAR, Unmarked
from bilateral.voices.screening import Flag, personal
from bilateral.voices.texts import Texts
from bilateral.voices.themes import Params, find_themes, shipped

CASES = [
    ("We support the new bridge.", "en", SUPPORT),
    ("We do not support the new bridge.", "en", OPPOSE),
    ("I don't agree with this toll.", "en", OPPOSE),
    ("We oppose the toll.", "en", OPPOSE),
    ("Not only do we support it, we would pay.", "en", SUPPORT),
    ("I am not against the bridge.", "en", SUPPORT),
    ("The bridge has four lanes.", "en", UNCLEAR),
    ("The trade agreement entered into force.", "en", UNCLEAR),
    ("Apoyamos el nuevo puente.", "es", SUPPORT),
    ("No apoyamos el nuevo puente.", "es", OPPOSE),
    ("No estoy de acuerdo con el peaje.", "es", OPPOSE),
    ("Estoy de acuerdo con el peaje.", "es", SUPPORT),
    ("Rechazamos el peaje.", "es", OPPOSE),
    ("No estamos en contra del puente.", "es", SUPPORT),
    ("De acuerdo con la ley, el puente tiene cuatro carriles.", "es", UNCLEAR),
    ("Por favor, abran a las seis.", "es", UNCLEAR),
    ("Sin duda apoyamos el puente.", "es", SUPPORT),
    ("Ich bin dagegen.", "other", UNCLEAR),
]


@pytest.mark.parametrize(("sentence", "lang", "expected"), CASES)
def test_for_and_against(sentence: str, lang: str, expected: str) -> None:
    assert stance(sentence, lang) == expected


def test_sentences_are_spans_of_the_text() -> None:
    text = "  First one. Dr. Pérez spoke!  \n\nLast line"
    assert [text[a:b] for a, b in sentences(text)] == ["First one.", "Dr. Pérez spoke!", "Last line"]


@pytest.mark.parametrize(
    "whole",
    [
        "Our office has the tel. 664 123 4567 in Tijuana.",
        "Vivimos en Blvd. Agua Caliente 10, Col. Centro, C.P. 22010.",
        "El Prof. Juan Pérez, p. ej., y la Lic. Ana R. Gómez vinieron.",
        "Acme, S.A. de C.V. y Frío del Norte, S. de R.L. de C.V., firman.",
        "Acme Inc. and Beta Ltd. signed on No. 4.",
        "The U.S. Customs and Border Protection, e.g. J. A. Smith, met on Ave. Juárez.",
        "Los aranceles de EE.UU. suben, y los de EE. UU. bajan.",
        "Cruces, filas, etc. y más.",
        "A las 6 a.m. abren; véase el art. 5, núm. 3, pág. 2.",
        "We waited (approx. 3 hours) on St. Joseph's day.",
    ],
)
def test_short_forms_end_no_sentence(whole: str) -> None:
    assert sentences(whole) == [(0, len(whole))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We carry fruit, flowers, etc.", "The lane is shut."),
        ("I work for Acme Inc.", "Trucks wait for hours."),
        ("We sell in the U.S.", "It is far."),
        ("Vendemos en EE.UU.", "Los camiones esperan."),
        ("Dijo que no.", "Pero esperamos."),
        ("Es de Acme, S.A. de C.V.", "Gracias por todo."),
        ("Abren a las 6 a.m.", "Después hay fila."),
        ("Prefiero el plan B.", "El otro es caro."),
        ("The office is on Fifth Ave.", "We went there."),
        ("Llámame por tel.", "Gracias."),
    ],
)
def test_short_forms_that_end_a_sentence_do(first: str, second: str) -> None:
    text = f"{first} {second}"
    assert [text[a:b] for a, b in sentences(text)] == [first, second]


@pytest.mark.parametrize("unit", ["no. ", "St. A. ", "etc. a ", ".", "\n ", '."'])
def test_sentences_of_hostile_texts_are_read_once(unit: str) -> None:
    found = sentences((unit * 300_000)[:300_000] + "x")
    assert all(a < b for a, b in found)


def test_a_part_is_unmarked_when_neither_the_body_nor_itself_marks_it() -> None:
    body = "Llamen al teléfono de la oficina:\r\n5512345678 es de todos los días. Otra oración sin nada dentro."
    parts = sentences(body)
    kept = [body[a:b] for a, b in parts if Unmarked(body, personal).holds(a, b)]
    assert kept == ["Llamen al teléfono de la oficina:", "Otra oración sin nada dentro."]
    assert not personal(body[parts[1][0] : parts[1][1]])  # alone it would have passed
    cut = "x" * 30 + "12345 ana@example.org"
    assert not Unmarked(cut, lambda said: [] if said == cut else personal(said)).holds(36, len(cut))


def test_marks_are_found_in_long_bodies_whatever_block_they_stand_in() -> None:
    screened = list[int]()

    def screen(text: str) -> list[Flag]:
        screened.append(len(text))
        return [Flag("x", n, n + 4) for n in range(len(text)) if text.startswith("MARK", n)]

    body = list("." * (5 * BLOCK))
    places = [0, BLOCK - 2, BLOCK + 2, 2 * BLOCK - 4, 3 * BLOCK + 7, 5 * BLOCK - 4]
    for n in places:
        body[n : n + 4] = "MARK"
    unmarked = Unmarked("".join(body), screen)
    for n in range(0, 5 * BLOCK - 20, 10):
        assert unmarked.holds(n, n + 20) == all(at >= n + 20 or at + 4 <= n for at in places)
    assert sum(size for size in screened if size > 20) <= 5 * (BLOCK + 2 * NEAR)


def test_quotes_are_verbatim_one_per_campaign_screened_and_spread() -> None:
    bodies, types, campaign = [], [], []
    for n in range(120):
        side = "We support" if n % 4 else "We oppose"
        bodies.append(
            f"Hello. {side} shorter waiting hours at bridge number {'abcdefghij'[n % 10]}{'klmnopqrstuv'[n // 10]} "
            "for trucks and lanes."
        )
        types.append("business" if n % 10 else "academia")
        campaign.append(0 if n < 40 else -1)
    bodies[41] += " Write to someone@example.org about trucks waiting hours at the bridge lanes."
    alone = np.full(120, -1, dtype=np.int32)
    texts = Texts.of(bodies, lang=["en"] * 120, type=list(types)).with_groups(
        alone, np.array(campaign, dtype=np.int32), alone
    )
    themes = find_themes(texts, Params(smallest=2, most_share=1.0), shipped(), 1)

    quotes = choose_quotes(texts, themes, personal)
    assert quotes and quotes_table(quotes).num_rows == len(quotes)
    where = {str(n + 1): n for n in range(120)}
    assert all(bodies[where[q.submission]][q.start : q.end] == q.text and "@" not in q.text for q in quotes)
    assert sum(where[q.submission] < 40 for q in quotes) <= 1
    assert {q.type for q in quotes} == {"business", "academia"}
    assert all(q.stance == OPPOSE for q in quotes if q.role == "dissenting")
