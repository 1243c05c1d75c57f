"""Screening: check digits against published keys, planted items, real and hostile text, columns and bursts."""

import csv
import datetime as dt

import numpy as np
import pyarrow as pa
import pytest

from bilateral.voices.grouping.params import Grouping
from bilateral.voices.grouping.tiers import grouped
from bilateral.voices.screening import KINDS, digits, flags, personal
from bilateral.voices.screening.bursts import bursts
from bilateral.voices.screening.screen import FLAGS, flag_column, screened
from bilateral.voices.texts import Texts
from tests.helpers import shared_data
from tests.voices.screening.planted import MAKERS, planted


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


def test_what_only_looks_like_it_is_not_flagged() -> None:
    for text in (
        "In 2021 trade reached 661,164,000,000 dollars, up 22.8 per cent from 538,065.",
        "Fracción 8708.29.99, del capítulo 87; véase el artículo 32.11 y el anexo 300-B.",
        "HEGG560427MVZRRL05 has the wrong check digit, and so does 4111 1111 1111 1112.",
        "We waited 2 hours and 45 minutes at 6 am & later; 3 of 4 lanes or 'more' were shut.",
        "El oficio 123-456-78 y la factura 000-12-3456 no son lo mismo.",
        "Choose a or b; I like it / I don't.",
        "La banqueta mide 1 metro y está junto a una calzada de 7 metros.",
    ):
        assert flags(text) == (), text


def test_where_two_overlap_the_stronger_stands_and_links_are_not_personal() -> None:
    text = "HEGG560427MVZRRL04 and ana@correo.example.org or https://example.org/x"
    assert [f.kind for f in flags(text)] == ["curp", "email", "link"]
    assert [f.kind for f in personal(text)] == ["curp", "email"]


def test_a_column_gives_what_its_texts_give_one_by_one() -> None:
    texts = [text for kind in MAKERS for text, _ in planted(kind, 40)] + ["", "Nothing here."] * 5
    rows = dict(screened(pa.chunked_array([texts[:100], texts[100:]], pa.large_string())))
    assert rows == {n: found for n, text in enumerate(texts) if (found := flags(text))}


def test_hostile_repetition_is_read_once() -> None:
    for unit in ("a@", "<", "9 ", "1-", "../", "%41", "' or ", "{{", "Calle A ", "x.", "(at) ", "tel ", "[at] a."):
        flags(unit * 20_000)


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
