"""Workbooks in and out: what a cell holds, what is broken, and files that are none or hostile."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bilateral.files import BadFile
from bilateral.files.ooxml import MAX_UNPACKED
from bilateral.files.workbook import BadWorkbook, BrokenCell, SheetOut, read_workbook, write_workbook
from bilateral.files.workbook.read import MAX_COLUMNS, MAX_ROWS
from bilateral.values import LANGS, Column, Rows, Text
from tests.files.redline.editor import packed, parts_of
from tests.files.workbook.builders import made

DAY = dt.date(2026, 11, 26)
MADE = made({"Plan": [["Id", "Due"], ["a", dt.date(2027, 1, 2)]]})


def read(data: bytes) -> dict[str, tuple[tuple[Any, ...], ...]]:
    return {table.name: table.cells for table in read_workbook("a.xlsx", data).tables}


def refused(data: bytes, said: str) -> BadWorkbook:
    with pytest.raises(BadWorkbook) as told:
        read_workbook("a.xlsx", data)
    for lang in LANGS:
        assert told.value.what.in_(lang)
        assert told.value.do.in_(lang)
    assert told.value.where.startswith("a.xlsx")
    assert said in told.value.what.en
    return told.value


def test_cells_keep_what_they_are() -> None:
    row = ["  words ", "", 3, 2.5, True, dt.date(2027, 1, 2), None, "007"]
    assert read(made({"A": [row]})) == {"A": (("words", None, 3, 2.5, True, dt.date(2027, 1, 2), None, "007"),)}


def test_merged_cells_stand_in_every_cell_that_they_cover() -> None:
    table = read_workbook("a.xlsx", made({"A": [["X", None, "Y"], [1, 2, None]]}, {"A": ["A1:B1", "C1:C2"]})).tables[0]
    assert table.cells == (("X", "X", "Y"), (1, 2, "Y"))
    assert table.wide == {(0, 0): 2, (0, 1): 2}


def test_formulas_and_errors_are_broken_and_never_empty() -> None:
    cells = read(made({"A": [["=1+1", "#REF!", "# of lanes"]]}))["A"][0]
    assert isinstance(cells[0], BrokenCell)
    assert cells[0].shown == "=1+1"
    assert isinstance(cells[1], BrokenCell)
    assert cells[2] == "# of lanes"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not such a file"),
        (b"id,due\n1,2", "not such a file"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old format"),
        (MADE[:-200], "damaged"),
        (packed({"xl/workbook.xml": b"<a/>"}), "damaged"),
        (packed({"word/document.xml": b"<a/>"}), "not such a file"),
        (packed({**parts_of(MADE), "xl/vbaProject.bin": b""}), "macros"),
        (packed({**parts_of(MADE), "xl/media/a.bin": bytes(MAX_UNPACKED)}), "unfold"),
        (b"PK" + bytes(50_000_000), "50,000,002 bytes"),
    ],
)
def test_a_workbook_that_isnt_one(data: bytes, said: str) -> None:
    refused(data, said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    parts = parts_of(MADE)
    laughs = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'
    parts["xl/sharedStrings.xml"] = laughs.encode(encoding)
    refused(packed(parts), "entities")


@pytest.mark.parametrize(("row", "column"), [(MAX_ROWS + 1, 1), (1, MAX_COLUMNS + 1)])
def test_a_sheet_that_reaches_too_far_is_refused_by_name(row: int, column: int) -> None:
    rows: list[list[Any]] = [[]] * (row - 1) + [[None] * (column - 1) + ["x"]]
    assert refused(made({"Far": rows}), "at most").where == "a.xlsx: Far"


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_a_fault_or_a_reading_never_a_crash(data: st.DataObject) -> None:
    parts = parts_of(MADE)
    part = data.draw(st.sampled_from(sorted(parts)))
    text = parts[part]
    at = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(at, min(len(text), at + 60)))
    parts[part] = text[:at] + data.draw(st.sampled_from([b"", b"9", b"\xff", text[at:end] * 2])) + text[end:]
    try:
        read_workbook("a.xlsx", packed(parts))
    except BadFile as fault:
        assert fault.what.es


# -- out -----------------------------------------------------------------------------------------------------------

COLUMNS = (
    Column("id", Text("Id", "Clave"), kind="code"),
    Column("due", Text("Due", "Vence"), Text("day", "día"), kind="date"),
    Column("n", Text("Lanes", "Carriles"), Text("lanes", "carriles"), kind="integer"),
)


def written(*rows: tuple[Any, ...]) -> bytes:
    sheet = SheetOut("Plan", Rows(COLUMNS, rows))
    return write_workbook(Text("The plan", "El plan"), Text("From us", "De nosotros"), DAY, [sheet])


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "'=1", "#REF!"])
def test_words_are_words_whatever_they_begin_with(words: str) -> None:
    data = written((words, None, None))
    assert b"<f>" not in b"".join(parts_of(data).values())
    assert read(data)["Plan"][1][0] == words.strip()


def test_days_are_days_numbers_numbers_and_the_unknown_empty() -> None:
    data = written(("a", dt.date(2027, 1, 2), 3), ("b\x07", None, None))
    assert read(data)["Plan"][1:] == (("a", dt.date(2027, 1, 2), 3), ("b\ufffd", None, None))


def test_the_first_sheet_tells_what_it_is_in_both_languages() -> None:
    about = [cell for row in next(iter(read(written()).values())) for cell in row if cell]
    for told in ("The plan", "El plan", "From us", "De nosotros", "November 26, 2026", "26 de noviembre de 2026"):
        assert told in about
    assert "Lanes · Carriles" in about
    assert "lanes · carriles" in about


def test_the_same_tables_give_the_same_bytes() -> None:
    assert written(("a", DAY, 1)) == written(("a", DAY, 1))


ROW = st.tuples(st.text(max_size=20), st.none() | st.dates(dt.date(1900, 3, 1)), st.none() | st.integers(-9, 9))


@settings(max_examples=40)
@given(st.lists(ROW))
def test_what_is_written_is_read_back(rows: list[tuple[Any, ...]]) -> None:
    found = read(written(*rows))["Plan"][1:]
    for (words, day, number), cells in zip(rows, found, strict=False):
        assert cells[1] == day
        assert cells[2] == number
        if words.isprintable():
            assert cells[0] == (words.strip() or None)


def test_another_program_reads_it_too() -> None:
    import io

    book = load_workbook(io.BytesIO(written(("a", DAY, 1))))
    assert book["Plan"]["B2"].number_format == "yyyy-mm-dd"
    assert book["Plan"].freeze_panes == "A2"
