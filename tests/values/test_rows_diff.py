"""Tables that leave the house, and word diffs."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.values import LANGS, Column, Period, Rows, Span, Text, diff, diff_words, word_diff
from bilateral.values.diff import _common

WAIT = Column("wait", Text("Wait", "Espera"), Text("minutes", "minutos"), "number")
PORT = Column("port", Text("Port", "Cruce"))


def table(*rows: tuple[object, ...]) -> Rows:
    return Rows((PORT, WAIT), rows, Text("Waits", "Esperas"), Text("CBP", "CBP"), date(2027, 3, 5))


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_has_headings_with_units_in_one_language() -> None:
    rows = table((Text("bridge", "puente"), Decimal("12.50")), ("Nogales, «DeConcini»", None), ("x", -3))
    assert read(rows.to_csv("es")) == [
        ["Cruce", "Espera (minutos)"],
        ["puente", "12.50"],
        ["Nogales, «DeConcini»", ""],
        ["x", "-3"],
    ]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "＝1", "|calc", "%0A"]
)
def test_no_text_becomes_a_formula(cell: str) -> None:
    assert read(table((cell, 1)).to_csv("en"))[1][0] == "'" + cell


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.integers())
def test_csv_reads_back_but_for_the_guard(text: str, number: int) -> None:
    cell, value = read(table((text, number)).to_csv("en"))[1]
    assert cell in (text, "'" + text) and int(value) == number
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_json_says_unit_source_and_date_and_keeps_unknown_unknown() -> None:
    rows = table((Text("bridge", "puente"), None), ("x", Decimal("12.50")), (Period.quarter(2027, 1), True))
    data = json.loads(json.dumps(rows.to_json()))
    assert data["columns"][1]["unit"] == {"en": "minutes", "es": "minutos"} and data["columns"][0]["unit"] is None
    assert (data["source"]["es"], data["date"], data["title"]["en"]) == ("CBP", "2027-03-05", "Waits")
    assert data["rows"] == [[{"en": "bridge", "es": "puente"}, None], ["x", "12.50"], ["2027-Q1", True]]


def test_a_table_is_as_wide_as_its_columns_and_finite() -> None:
    with pytest.raises(ValueError, match="row 0"):
        table(("only one",))
    with pytest.raises(ValueError, match="differ"):
        Rows((PORT, PORT), ())
    for write in (lambda r: r.to_csv("en"), lambda r: r.to_json()):
        with pytest.raises(ValueError, match="unknown"):
            write(table(("x", float("nan"))))


def test_rows_are_read_by_name() -> None:
    assert list(table(("x", 1))) == [{"port": "x", "wait": 1}] and len(table(("x", 1))) == 1


def test_flags_are_words() -> None:
    assert [read(table((True, False)).to_csv(lang))[1] for lang in LANGS] == [["yes", "no"], ["sí", "no"]]


def joined(spans: tuple[Span, ...], without: str) -> str:
    return "".join(span.text for span in spans if span.kind != without)


words = st.lists(st.sampled_from(["the", "wait", "port", "a", "12", ",", " ", " ", "\n", "été", "."]), max_size=60).map(
    "".join
)


@given(st.one_of(words, st.text()), st.one_of(words, st.text()))
def test_joining_the_spans_gives_back_both_texts(a: str, b: str) -> None:
    spans = word_diff(a, b)
    assert joined(spans, "added") == a and joined(spans, "removed") == b
    assert all(span.text for span in spans)
    assert all(x.kind != y.kind for x, y in pairwise(spans))


def longest_common(a: str, b: str) -> int:
    """How many words a longest common subsequence has, by the definition."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = row[:]
        for j, y in enumerate(b, 1):
            row[j] = before[j - 1] + 1 if x == y else max(before[j], row[j - 1])
    return row[-1]


@given(st.text("abcd", max_size=80), st.text("abcd", max_size=80))
def test_the_exact_method_keeps_a_longest_common_subsequence(a: str, b: str) -> None:
    pairs = list(_common(a, b))
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(x < y and v < w for (x, v), (y, w) in pairwise(pairs))
    assert len(pairs) == longest_common(a, b)


@given(words)
def test_equal_texts_differ_in_nothing(a: str) -> None:
    assert word_diff(a, a) == ((Span("same", a),) if a else ())


def test_changes_are_told_word_by_word() -> None:
    assert diff_words("The wait is 5 minutes, now.", "The average wait is 12 minutes now.") == (
        Span("same", "The "),
        Span("added", "average "),
        Span("same", "wait is "),
        Span("removed", "5"),
        Span("added", "12"),
        Span("same", " minutes"),
        Span("removed", ","),
        Span("same", " now."),
    )


def test_a_space_between_two_changed_words_goes_with_them() -> None:
    assert word_diff("an old bridge here", "a new span here") == (
        Span("removed", "an old bridge"),
        Span("added", "a new span"),
        Span("same", " here"),
    )


def test_the_largest_text_keeps_what_did_not_change() -> None:
    vocabulary = ["the", "of", "and", "wait", "lane", "port", "border", "truck", "to", "in"]
    before = [vocabulary[(n * n + n // 7) % 10] for n in range(11_000)]
    after = [f"new{n}" if n % 100 == 50 else word for n, word in enumerate(before)]
    spans = word_diff(" ".join(before), " ".join(after))
    assert sum(span.kind == "added" for span in spans) == 110
    assert sum(len(span.text.split()) for span in spans if span.kind == "same") == 11_000 - 110


def test_the_largest_texts_with_nothing_in_common_are_told_whole() -> None:
    a, b = "x y " * 8_000, "y x z " * 6_000
    spans = word_diff(a, b)
    assert joined(spans, "added") == a and joined(spans, "removed") == b


tokens = st.lists(st.sampled_from("abc"), max_size=25)


@given(tokens, tokens)
def test_both_methods_keep_a_longest_common_subsequence(a: list[str], b: list[str]) -> None:
    found = [sorted(method(a, b)) for method in (diff._common, diff._few_changes)]
    assert len(found[0]) == len(found[1])
    for pairs in found:
        assert all(a[i] == b[j] for i, j in pairs)
        assert all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(pairs))
