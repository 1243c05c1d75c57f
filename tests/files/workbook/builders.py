"""Workbooks as offices make them, with openpyxl."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook


def made(sheets: Mapping[str, Sequence[Sequence[Any]]], merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A .xlsx of these rows; ``merged`` are ranges (B1:C1) by sheet, whose value stands in their first cell."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for cells in (merged or {}).get(name, ()):
            page.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
