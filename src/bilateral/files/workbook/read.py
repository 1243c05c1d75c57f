"""`read_workbook`: a .xlsx to plain tables, bounded before anything unfolds; formulas are never computed.

A formula stands for the result that the spreadsheet program saved with it; where it saved none, or an error, the cell
is broken and says so: it is never taken for an empty one.
"""

import io
import warnings
from datetime import datetime, time
from typing import Any, Final

from bilateral.files.ooxml import Package, Unsound, check_declared, open_package
from bilateral.files.workbook.faults import too_big, too_far, unreadable
from bilateral.files.workbook.shapes import BrokenCell, Table, Workbook
from bilateral.values import Text

MAX_BYTES: Final = 10_000_000
MIDNIGHT: Final = time()
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
_DAMAGED: Final = Text("it is damaged, or not a workbook inside", "está dañado o por dentro no es un libro")
_ERROR: Final = Text("the cell shows an error", "la celda muestra un error")
_NO_RESULT: Final = Text("the formula's result was never saved", "no se guardó el resultado de la fórmula")


def read_workbook(name: str, data: bytes, limit: int = MAX_BYTES) -> Workbook:
    """The sheets of a .xlsx in their order, hidden ones too, without charts.

    :raises BadWorkbook: it is too big, is none, could harm, is damaged, or a sheet reaches too far.
    """
    if len(data) > limit:
        raise too_big(name, len(data), limit)
    try:
        package = open_package(data, "xl/workbook.xml")
        check_declared(package)
    except Unsound as error:
        raise unreadable(name, error.why) from None
    values = _loaded(name, data, values=True)
    formulas = _loaded(name, data, values=False) if _has_formulas(package) else None
    tables = []
    for sheet in values.worksheets:
        if sheet.max_row > MAX_ROWS or sheet.max_column > MAX_COLUMNS:
            raise too_far(name, sheet.title, sheet.max_row, sheet.max_column, MAX_ROWS, MAX_COLUMNS)
        tables.append(_table(sheet, formulas[sheet.title] if formulas else None))
    return Workbook(name, tuple(tables))


def _has_formulas(package: Package) -> bool:
    sheets = (part for path, part in package.parts.items() if path.startswith("xl/worksheets/"))
    return any(b"<f>" in part or b"<f " in part or b"<f/>" in part for part in sheets)


def _loaded(name: str, data: bytes, *, values: bool) -> Any:
    from openpyxl import load_workbook  # takes a third of a second, which every command would pay

    try:
        with warnings.catch_warnings():  # about what it drops when writing; we only read
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except Exception:
        # Its reader meets broken files with whatever exception comes up on the way: KeyError, TypeError, its own.
        raise unreadable(name, _DAMAGED) from None


def _table(sheet: Any, formulas: Any) -> Table:
    rows = [[_value(cell, formulas, r, c) for c, cell in enumerate(row)] for r, row in enumerate(sheet.iter_rows())]
    wide: dict[tuple[int, int], int] = {}
    for merged in sheet.merged_cells.ranges:
        top, left = merged.min_row - 1, merged.min_col - 1
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for r in range(top, min(merged.max_row, len(rows))):
            for c in range(left, min(merged.max_col, len(rows[r]))):
                rows[r][c] = rows[top][left]
                if merged.max_col > merged.min_col:
                    wide[r, c] = merged.max_col - merged.min_col + 1
    return Table(sheet.title, tuple(map(tuple, rows)), wide, sheet.sheet_state != "visible")


def _value(cell: Any, formulas: Any, r: int, c: int) -> Any:
    value = cell.value
    if cell.data_type == "e":  # the same letters typed as words are words
        return BrokenCell(str(value), _ERROR)
    if value is None and formulas is not None:
        formula = formulas.cell(r + 1, c + 1).value
        if formula is not None:
            return BrokenCell(str(getattr(formula, "text", formula))[:200], _NO_RESULT)
    if isinstance(value, datetime) and value.time() == MIDNIGHT:
        return value.date()  # the format has moments only; a day is the moment in which it begins
    return value.strip() or None if isinstance(value, str) else value
