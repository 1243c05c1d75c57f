"""Screening: check digits against published keys, planted items, real and hostile text, columns and bursts."""

import csv
import datetime as dt
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from bilateral.voices.grouping.params import Grouping
from bilateral.voices.grouping.tiers import grouped
from bilateral.voices.screening import KINDS, digits, flags, personal
from bilateral.voices.screening.bursts import bursts
from bilateral.voices.screening.patterns import PATTERNS
from bilateral.voices.screening.screen import FLAGS, flag_column, screened
from bilateral.voices.texts import Texts
from tests.helpers import shared_data
from tests.voices.screening.planted import MAKERS, planted

HOSTILE = (
    "a@",
    "<",
    "9 ",
    "1-",
    "../",
    "%41",
    "' or ",
    "{{",
    "Calle A ",
    "x.",
    "(at) ",
    "tel ",
    "[at] a.",
    "999 ",
    "4111 ",
    "4111-1111 ",
    "DE89 ",
    "DE89 3704 ",
    "0321 8000 ",
    "GODE 561231 ",
    "HEGG560427 MVZ",
    "664 123 ",
    "55 12 ",
    "(664)",
    "+52 ",
    "tel\n",
    "tel: (",
    "tel 664 123 4567 y ",
    "call me at ",
    "mi número es ",
    "calle de ",
    "CALLE REFORMA ",
    "av reforma, ",
    "123 main ",
    "1 2 3 MAIN ",
    "Col. Roma ",
    "lote 5 ",
    "El Paso, TX ",
    "colonia roma ",
    "c.p. ",
    "juan arroba x punto ",
    "juan at x dot ",
    "-'",
    "a'",
    "a@b.",
    "acuerdo.es ",
    "aa.aa.",
    "calle s/n",
    "a@b.co ",
)  # fmt: skip


@pytest.mark.parametrize(
    ("check", "known"),
    [
        (digits.curp_ok, "HEGG560427MVZRRL04"),  # the sample of RENAPO's instructions
        (digits.rfc_ok, "GODE561231GR8"),  # the sample of SAT's instructions
        (digits.rfc_ok, "SAT970701NN3"),  # SAT's own
        (digits.clabe_ok, "032180000118359719"),
        (digits.card_ok, "4111111111111111"),
        (digits.card_ok, "378282246310005"),
        (digits.iban_ok, "GB82WEST12345698765432"),
        (digits.iban_ok, "DE89370400440532013000"),
    ],
)
def test_published_keys_hold_and_break_with_any_changed_digit(check: object, known: str) -> None:
    assert callable(check)
    assert check(known)
    for place in [n for n, c in enumerate(known) if c.isdigit()][-3:]:
        assert not check(known[:place] + str((int(known[place]) + 1) % 10) + known[place + 1 :])


@pytest.mark.parametrize("kind", MAKERS)
def test_planted_items_are_found_where_they_stand(kind: str) -> None:
    pairs = planted(kind, 300)
    missed = [
        (text, item)
        for text, item in pairs
        if not any(f.kind == kind and text[f.start : f.end].strip("(.,)") in item + "." for f in flags(text))
    ]
    assert len(missed) <= 3, missed[:5]


def test_kinds_are_said_in_both_languages_and_every_maker_has_one() -> None:
    assert set(KINDS) == {*MAKERS, "burst"}
    assert all(kind.label.complete for kind in KINDS.values())


@pytest.mark.parametrize(
    "text",
    [
        "In 2021 trade reached 661,164,000,000 dollars, up 22.8 per cent from 538,065.",
        "Fracción 8708.29.99, del capítulo 87; véase el artículo 32.11 y el anexo 300-B.",
        "HEGG560427MVZRRL05 has the wrong check digit, and so does 4111 1111 1111 1112.",
        "4111 1111 1111 1112 12/27 and DE88 3704 0044 0532 0130 00 para el pago do not hold.",
        "Sizes 500 600 700 800 900 1000 1095 1200 1400 1440 1600 and 774534 776132 776187 776012.",
        "We waited 2 hours and 45 minutes at 6 am & later; 3 of 4 lanes or 'more' were shut.",
        "El oficio 123-456-78 y la factura 000-12-3456 no son lo mismo.",
        "Choose a or b; I like it / I don't.",
        "La banqueta mide 1 metro y está junto a una calzada de 7 metros.",
        "The tariff on phones, 8517.13.00, and on cars: call 8703.23.01.00.",
        "Teléfonos: 8517.13.00 y 8517.14.00. Mobile 2019-2024.",
        "Please call by 2026-11-25, tel 25.11.2026, phone 11/25/2026.",
        "We call for 10 000 000 pesos, call for 1,500,000, for 10000000 and for 1.500.000.",
        "Teléfono: 10 000 000 de pesos; celulares 1 234 567 890; móviles 664 123 4567 pesos.",
        "El folio 5512345678 y el pedimento 26 47 3000 6001234.",
        "Artículos 33 34 35 36 37, y 55 56 57 58 59 también.",
        "Virtual text\n  4402  9.0.0131",
        "In 2008 Wall Street fell, and the 2008 Wall Street crash hurt; by 2020 Main Street was closed.",
        "El acuerdo.Es bueno para el comercio.En México no me gusta.es muy caro el acuerdo.Us.",
        "calle de 7 metros, la calle tiene 20 metros, la calle con 3 carriles, avenida de 6 carriles, carretera 57",
        "50 cars on the street, a 4 lane road, IT IS A 2 WAY STREET, 2 people drive, 3 trucks per lane",
        "LA CALLE TIENE 20 METROS Y LA AVENIDA MIDE 30. IN 10000 CASES.",
        "En la calle hay más de 300 coches cada 15 minutos; el paseo de 2 horas; la avenida del año 1950 mil veces.",
        "Colonia Roma y departamento 5 del ministerio; el apartado 123 y la unidad 7.",
        "Una arroba de maíz y punto. Nos vemos at the bridge on the dot.",
        "La calle lleva 10 semanas cerrada y la avenida estuvo 15 noches sin luz; carretera tijuana tecate 40 baches.",
        "5 major road projects, 3 international highway crossings, 20 busy street vendors, 2 dirt road",
        "TRUCKS, OR 10000 CARS. Camiones, Son 10000 al día. MAQUILADORAS, IN 10000 CASES",
        "Phone imports rose from 1234567 to 2345678 units. What a total of 1234567! Celulares en México: 1.234.567",
        "folio del 120101 101 y la nota ABC 201231 101",
    ],
)
def test_what_only_looks_like_it_is_not_flagged(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in flags(text)] == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("4111 1111 1111 1111 12/27 123", "card", ["4111 1111 1111 1111"]),
        ("123 4111 1111 1111 1111 123 5500-0000-0000-0004", "card", ["4111 1111 1111 1111", "5500-0000-0000-0004"]),
        ("DE89 3704 0044 0532 0130 00 para el pago", "iban", ["DE89 3704 0044 0532 0130 00"]),
        ("PAGO DE12 ES91 2100 0418 4502 0005 1332 GRACIAS", "iban", ["ES91 2100 0418 4502 0005 1332"]),
        ("de89370400440532013000", "iban", ["de89370400440532013000"]),
        ("CLABE 0321 8000 0118 3597 19 sucursal 12", "clabe", ["0321 8000 0118 3597 19"]),
        ("002-010-07777777777-1", "clabe", ["002-010-07777777777-1"]),
        ("RFC GODE 561231 GR8.", "rfc", ["GODE 561231 GR8"]),
        ("HEGG 560427 MVZRRL 04", "curp", ["HEGG 560427 MVZRRL 04"]),
        ("Tels. 664 123 4567 y 664 123 4568", "phone", ["664 123 4567", "664 123 4568"]),
        ("Tel. 664 123 4567 ext. 123.", "phone", ["664 123 4567 ext. 123"]),
        ("o'neil@example.com, 'ana@example.com'", "email", ["o'neil@example.com", "ana@example.com"]),
        ("nombre arroba correo punto com", "email", ["nombre arroba correo punto com"]),
        ("calle reforma 123, col. centro, C.P. 22010", "address", ["calle reforma 123, col. centro, C.P. 22010"]),
        ("vivo en calle reforma 123 y 123 main street", "address", ["calle reforma 123", "123 main street"]),
        ("El teléfono gratuito es 1234567", "phone", ["1234567"]),
        ("visita elpais.es para ver", "link", ["elpais.es"]),
    ],
)
def test_what_is_flagged_is_the_thing_and_no_more(text: str, kind: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in flags(text) if f.kind == kind] == found


@pytest.mark.parametrize(
    "text", ["HEGG560427MV\u212aRRL04", "HEGG56042\u0663MVZRRL04", "GODE56123\u0661GR8", "\u017fSN 123"]
)
def test_letters_and_figures_of_other_scripts_break_nothing(text: str) -> None:
    assert flags(text) == ()


def test_a_text_in_which_a_pattern_matches_has_its_hints() -> None:
    texts = [text for kind in MAKERS for text, _ in planted(kind, 300)]
    texts += [text.upper() for text in texts] + [text.replace(" ", "\u00a0") for text in texts]
    column, seen = pa.array(texts), set()
    hinted = {
        hint: pc.match_substring_regex(column, hint).to_pylist() for pattern in PATTERNS for hint in pattern.hints
    }
    for pattern in PATTERNS:
        for n, text in enumerate(texts):
            if pattern.expression.search(text):
                seen.add(pattern)
                for hint in pattern.hints:
                    assert hinted[hint][n] and re.search(hint, text), (hint, text)
    assert seen == set(PATTERNS)  # every pattern has a text here


def test_where_two_overlap_the_stronger_stands_and_links_are_not_personal() -> None:
    text = "HEGG560427MVZRRL04 and ana@correo.example.org or https://example.org/x"
    assert [f.kind for f in flags(text)] == ["curp", "email", "link"]
    assert [f.kind for f in personal(text)] == ["curp", "email"]


def test_a_column_gives_what_its_texts_give_one_by_one() -> None:
    texts = [text for kind in MAKERS for text, _ in planted(kind, 40)] + ["", "Nothing here."] * 5
    rows = dict(screened(pa.chunked_array([texts[:100], texts[100:]], pa.large_string())))
    assert rows == {n: found for n, text in enumerate(texts) if (found := flags(text))}


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_is_read_once(unit: str) -> None:
    flags(unit * (200_000 // len(unit)) + "4.5 arroba (at) st calle s/n col. @ 12345678 tel")


def test_real_texts_get_few_flags() -> None:
    with shared_data("voices", "decide_madrid_comments.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    for path in sorted(shared_data("voices", "polis").glob("*/comments.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts += [row["comment-body"] for row in csv.DictReader(file)]
    found = screened(pa.array(texts, pa.large_string()))
    assert len(found) / len(texts) < 0.003


def test_bursts_are_many_of_one_campaign_within_a_minute() -> None:
    letter = (
        "We ask that the bridge be open to freight before dawn, for growers load at night and cannot wait until eight."
    )
    start = dt.datetime(2021, 9, 9, 12, tzinfo=dt.UTC)
    times: list[object] = [start + dt.timedelta(seconds=2 * n) for n in range(25)]
    times += [start + dt.timedelta(hours=n) for n in range(1, 26)] + [None]
    texts = grouped(Texts.of([letter] * 51, time=times), Grouping())
    assert bursts(texts).tolist() == [True] * 25 + [False] * 26
    assert not bursts(Texts.of([letter] * 51, time=times)).any()


def test_the_column_of_flags_has_spans_and_bursts_without() -> None:
    rows = screened(pa.array(["x", "ana@example.org", "y"], pa.large_string()))
    column = flag_column(rows, np.array([False, True, True]))
    assert column.type == FLAGS
    assert column.to_pylist() == [
        [],
        [{"kind": "email", "start": 0, "end": 15}, {"kind": "burst", "start": None, "end": None}],
        [{"kind": "burst", "start": None, "end": None}],
    ]
