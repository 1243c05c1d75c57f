"""`write_workbook`: tables as a .xlsx, with a first sheet that says what they are, of when, from where, in which units.

Words are always written as words, whatever they begin with: nothing becomes a formula. Days are days, numbers numbers;
an unknown value is an empty cell. The same tables and date give the same bytes.
"""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any, Final

from bilateral.files.ooxml import pack
from bilateral.files.workbook.shapes import SheetOut
from bilateral.values import LANGS, Column, Text, format_date

ABOUT_SHEET: Final = "About - Acerca de"
_SHEET: Final = Text("Sheet", "Hoja")
_COLUMN: Final = Text("Column", "Columna")
_UNIT: Final = Text("Unit", "Unidad")
_SOURCE: Final = Text("Source", "Fuente")
_DATE: Final = Text("Date", "Fecha")
_ROWS: Final = Text("Rows", "Filas")
_KINDS: Final[dict[str, Text]] = {
    "text": Text("words", "texto"),
    "code": Text("code", "clave"),
    "integer": Text("whole number", "número entero"),
    "number": Text("number", "número"),
    "percent": Text("percent", "por ciento"),
    "money": Text("amount", "monto"),
    "date": Text("day (year-month-day)", "día (año-mes-día)"),
    "period": Text("period", "periodo"),
    "flag": Text("yes or no", "sí o no"),
}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MODIFIED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FONT: Final = "Calibri"  # what the library writes for plain cells
_PAPER: Final = 190  # letters that fit beside each other on a page
_HIGHEST: Final = 409  # points, the most that the format allows
_LONGEST: Final = 32_767  # letters in a cell


def both(text: Text) -> str:
    """Words in both languages on one line; once where they are the same."""
    return " · ".join(dict.fromkeys(text.in_(lang) for lang in LANGS))


def write_workbook(title: Text, source: Text, date: dt.date, sheets: Sequence[SheetOut]) -> bytes:
    """The bytes of a .xlsx with one sheet a table, after the one that tells what they are."""
    from openpyxl import Workbook

    book = Workbook()
    about = book.active
    about.title = ABOUT_SHEET
    _fill_about(about, title, source, date, sheets)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name[:31]), sheet)
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue(), date)


def _fill_about(page: Any, title: Text, source: Text, date: dt.date, sheets: Sequence[SheetOut]) -> None:
    from openpyxl.styles import Font

    for lang in LANGS:
        _put(page, page.max_row + (lang != LANGS[0]), 1, title.in_(lang)).font = Font(name=_FONT, bold=True, size=14)
    rows = [(_SOURCE, source.in_(lang)) for lang in LANGS] + [(_DATE, format_date(date, lang)) for lang in LANGS]
    at = 4
    for label, words in rows:
        _put(page, at, 1, both(label)).font = Font(name=_FONT, bold=True)
        _put(page, at, 2, words)
        at += 1
    heads = (_SHEET, _COLUMN, Text("In it", "Contenido"), _UNIT, _ROWS)
    for c, head in enumerate(heads, 1):
        _put(page, at + 1, c, both(head)).font = Font(name=_FONT, bold=True)
    at += 2
    for sheet in sheets:
        for column in sheet.rows.columns:
            _about_column(page, at, sheet, column)
            at += 1
    for letter, width in zip("ABCDE", (22, 84, 42, 42, 14), strict=True):
        page.column_dimensions[letter].width = width
    _fit(page, 1)


def _about_column(page: Any, at: int, sheet: SheetOut, column: Column) -> None:
    unit = both(column.unit) if column.unit else ""
    said = (sheet.name, both(column.label), both(_KINDS[column.kind]), unit, len(sheet.rows))
    for c, value in enumerate(said, 1):
        _put(page, at, c, value)


def _fill(page: Any, sheet: SheetOut) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for c, column in enumerate(sheet.rows.columns, 1):
        head = _put(page, 1, c, both(column.label))
        head.font, head.fill = Font(name=_FONT, bold=True), PatternFill("solid", fgColor="F1F3F6")
        head.alignment = Alignment(wrap_text=True, vertical="top")
        width = sheet.widths[c - 1] if c <= len(sheet.widths) else 18
        page.column_dimensions[get_column_letter(c)].width = width
    for r, row in enumerate(sheet.rows.rows, 2):
        for c, value in enumerate(row, 1):
            _put(page, r, c, value).alignment = Alignment(wrap_text=True, vertical="top")
    for row in page.iter_rows():
        _raise(page, row)
    page.print_title_rows = "1:1"
    page.print_title_cols = "A:A"
    _fit(page, -(-sum(d.width for d in page.column_dimensions.values()) // _PAPER))
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _raise(page: Any, row: Sequence[Any]) -> None:
    """A row as high as its words need: not every program works that out when it opens a file."""
    lines = 1
    for cell in row:
        width = max(4, page.column_dimensions[cell.column_letter].width - 2)
        said = cell.value.split("\n") if isinstance(cell.value, str) else [""]
        lines = max(lines, sum(int(-(-len(part) // width)) or 1 for part in said))
    page.row_dimensions[row[0].row].height = min(_HIGHEST, 15 * lines)


def _fit(page: Any, pages: int) -> None:
    """On paper: on its side, and as many pages wide as it takes to be read."""
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = int(pages), 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _put(page: Any, row: int, column: int, value: Any) -> Any:
    cell = page.cell(row, column)
    if isinstance(value, Text):
        value = both(value)
    if isinstance(value, str):
        cell.value = _CONTROL.sub("\ufffd", value)[:_LONGEST]
        cell.data_type = "s"  # '=1+1' is three letters, an equals sign or not
        cell.quotePrefix = value[:1] in tuple("=+-@")
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"
    return cell


def _timeless(data: bytes, date: dt.date) -> bytes:
    """The package without the moment of its making."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(info.filename, package.read(info)) for info in package.infolist()]
    moment = f"{date.isoformat()}T00:00:00Z".encode()
    return pack((path, _MODIFIED.sub(rb"\g<1>" + moment, part) if "core" in path else part) for path, part in parts)
