"""Quotation marks in a CSV: whatever is well-formed comes back exactly, and one that is not closed costs one row."""

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bilateral.voices.intake import Columns, Taken, take
from bilateral.voices.intake.faults import NotATable
from bilateral.voices.intake.formats import CsvRows
from bilateral.voices.intake.take import open_staged

NASTY = st.text(alphabet='",;\n\r\t ab1', max_size=30)
PASTED = st.lists(st.sampled_from(["7,foo", "8,bar", '9,"baz"', "", "id,text", '"']), max_size=5).map("\n".join)
TEXT = NASTY | PASTED | st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)
DELIMITER = st.sampled_from([",", ";", "\t"])


def read(data: str) -> tuple[Taken, list[dict[str, Any]], list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        path, staged, aside = Path(folder, "a.csv"), Path(folder, "texts.arrow"), Path(folder, "aside.jsonl")
        path.write_bytes(data.encode())
        taken = take(path, Columns(), staged, aside)
        rows = open_staged(staged)[0].table.to_pylist()
        return taken, rows, [json.loads(line) for line in aside.read_text(encoding="utf-8").splitlines()]


def lines_of(texts: list[str], delimiter: str = ",", ids: bool = True, end: str = "\r\n", **options: Any) -> list[str]:
    """The heading and each row as csv.writer writes them."""
    made = []
    for row in [["id", "text"], *([f"s{n}", text] for n, text in enumerate(texts))]:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=end, **options).writerow(row if ids else row[1:])
        made.append(out.getvalue())
    return made


@given(st.lists(TEXT, min_size=1, max_size=6), DELIMITER, st.booleans(), st.sampled_from(["\r\n", "\n", "\r"]))
@example(["a,\n", "b"], ",", True, "\n")
@example(["1,foo\n2,bar\n3,baz", 'He said: "\n4,no"\n'], ",", True, "\n")
@example(["\n", ",", '"', "\n,\n"], ",", False, "\n")
def test_any_well_formed_csv_comes_back_exactly(texts: list[str], delimiter: str, ids: bool, end: str) -> None:
    delimiter = delimiter if ids else ","  # what one column has between its cells can't be told
    data = "".join(lines_of(texts, delimiter, ids, end, quoting=csv.QUOTE_MINIMAL if end == "\r\n" else csv.QUOTE_ALL))
    taken, rows, aside = read(data)
    assert [row["text"] for row in rows] == texts
    assert (taken.rows, taken.kept, taken.aside, aside) == (len(texts), len(texts), {}, [])


SAID = st.text(alphabet='", \nab1', max_size=30).map(lambda text: "x" + text + "y")
"""Begins and ends with a letter: what a quotation mark stands next to tells whether it opens or closes."""


@given(st.lists(SAID, min_size=2, max_size=6), st.data())
def test_one_open_quotation_mark_loses_at_most_its_row_and_says_so(texts: list[str], data: st.DataObject) -> None:
    lines = lines_of(texts, end="\n")
    place = data.draw(st.integers(1, len(lines) - 1))
    at = lines[place].index(",") + 1
    if lines[place][at] == '"' or data.draw(st.booleans()):  # a second mark at the same cell would only end it
        at = 0
    lines[place] = lines[place][:at] + '"' + lines[place][at:]
    taken, rows, aside = read("".join(lines))
    kept = {row["id"]: row["text"] for row in rows}
    wanted = {f"s{n}": text for n, text in enumerate(texts) if n != place - 1}
    assert wanted.items() <= kept.items()
    assert f"s{place - 1}" not in kept
    assert taken.kept + sum(taken.aside.values()) == taken.rows
    assert (aside[0]["row"], aside[0]["line"]) == (place, 1 + sum(line.count("\n") for line in lines[1:place]) + 1)
    if '"' not in lines[place][at + 1 :]:
        assert (taken.aside, kept) == ({"quote": 1}, wanted)


def test_the_lines_behind_an_open_mark_are_rows_of_their_own_to_the_end_of_the_file() -> None:
    taken, rows, aside = read('id,text\n1,Hi\n2,"Hello\n' + "".join(f"{n},Text {n}\n" for n in range(3, 5_000)))
    assert (taken.rows, taken.kept, taken.aside) == (4_999, 4_998, {"quote": 1})
    assert (rows[1]["id"], rows[-1]["id"]) == ("3", "4999")
    assert (aside[0]["line"], aside[0]["begins"]) == (3, '2,"Hello\n')


@pytest.mark.parametrize(
    "row",
    [
        '5,"\nBegins with a line end"\n',
        '5,", begins with a comma"\n',
        '5,"""Quoted"" at the start"\n',
        '5,"Several\n\nparagraphs, with a comma"\n',
        '5,an inch is 1" here\n',
    ],
)
def test_what_the_next_text_begins_with_does_not_matter(row: str) -> None:
    taken, rows, _ = read(f'id,text\n1,one\n2,"two\n3,three\n{row}6,six\n7,seven\n')
    assert [r["id"] for r in rows] == ["1", "3", "5", "6", "7"]
    assert taken.aside == {"quote": 1}


def test_lines_of_a_letter_that_have_a_comma_are_no_submissions() -> None:
    _, rows, aside = read('id,text\n1,one\n2,"Dear all,\nWell I think, no\n3,three\n4,"four"\n')
    assert [r["id"] for r in rows] == ["1", "3", "4"]
    assert [(line["line"], line["reason"]) for line in aside] == [(3, "quote"), (4, "quote")]


def test_a_mark_inside_a_text_that_is_not_doubled_sets_its_row_aside() -> None:
    _, rows, aside = read('id,text\n1,one\n2,"Dear all,\nthey said "well, no" to us\nBye"\n3,three\n')
    assert [r["id"] for r in rows] == ["1", "3"]
    assert [line["line"] for line in aside] == [3, 5]
    assert [r["text"] for r in read('id,text\n1,"abc"def\n')[1]] == ["abcdef"]


def test_marks_that_are_open_on_every_line_are_read_in_time_that_grows_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n" + 'a",",x\n' * 3_000, encoding="utf-8")
    rows = list(CsvRows(path, Columns(), longest=4_000).rows(path.open("rb"), b"id,text"))
    assert len(rows) == 3_000


def test_a_row_longer_than_rows_may_be_is_set_aside_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'id,text\n1,"Hi\n' + "2,Hello there\n" * 3_000 + "3," + "long " * 60_000 + "\n4,end\n", encoding="utf-8"
    )
    rows = list(CsvRows(path, Columns(), longest=20_000).rows(path.open("rb"), b"id,text"))
    assert [getattr(cells, "reason", None) for _, _, cells in rows] == ["quote", *[None] * 3_000, "too-long", None]
    assert rows[-1] == (3_003, 3_004, ["4", "end"])


def test_a_heading_that_never_ends_is_named_with_its_line() -> None:
    before = csv.field_size_limit()
    with pytest.raises(NotATable, match=r"a\.csv:1") as caught:
        read('id,"text\n1,Hi\n')
    assert "quotation mark" in caught.value.in_("en")
    assert csv.field_size_limit() == before


def test_a_blank_line_is_an_empty_text_in_one_column_and_counted_in_more() -> None:
    taken, rows, _ = read("text\nA\n\n\nB\n\n\n")
    assert [(row["id"], row["text"]) for row in rows] == [("1", "A"), ("2", ""), ("3", ""), ("4", "B")]
    taken, rows, aside = read("id,text\n1,A\n\n\n2,B\nx\n\n")
    assert (taken.rows, taken.notes, [row["id"] for row in rows]) == (3, {"blank": 2}, ["1", "2"])
    assert (aside[0]["row"], aside[0]["line"]) == (3, 6)
