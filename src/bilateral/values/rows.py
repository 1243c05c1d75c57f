"""Tables as they leave the house: columns with labels and units, rows, where they come from and of when they are.

Here: `Column`, `Rows`, CSV that a spreadsheet cannot be tricked with, JSON that says unit, source and date. Not here:
reading tables (files), pages (web). An unknown cell is None: empty in CSV, null in JSON, never zero.
"""

import csv
import datetime as dt
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from bilateral.values.text import EMPTY, Lang, Text

ColumnKind = Literal["text", "code", "integer", "number", "percent", "money", "date", "period", "flag"]
Cell = Any  # str, Text, int, float, Decimal, bool, date, datetime, or a value that str() writes, or None
_FORMULA = frozenset("=+-@|%＝＋－＠")
_FLAG = {True: Text("yes", "sí"), False: Text("no", "no")}


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is for programs and stays the same in both languages."""

    name: str
    label: Text
    unit: Text | None = None
    kind: ColumnKind = "text"

    def heading(self, lang: str) -> str:
        return f"{self.label.in_(lang)} ({self.unit.in_(lang)})" if self.unit else self.label.in_(lang)

    def to_json(self) -> dict[str, Any]:
        unit = self.unit.to_dict() if self.unit else None
        return {"name": self.name, "label": self.label.to_dict(), "unit": unit, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Rows:
    """A table. `source` says who published it, `date` of when it is (None when it has no date of its own)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Text = EMPTY
    source: Text = EMPTY
    date: dt.date | None = None

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"column names must differ: {names}")
        for number, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        names = [column.name for column in self.columns]
        return (dict(zip(names, row, strict=True)) for row in self.rows)

    def to_csv(self, lang: Lang) -> str:
        """RFC 4180, headings in one language. A text that a spreadsheet would run as a formula gets an apostrophe."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([_safe(column.heading(lang)) for column in self.columns])
        writer.writerows([_csv_cell(cell, lang) for cell in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> dict[str, Any]:
        """JSON values only; decimals are strings so that nothing is rounded on the way."""
        return {
            "title": self.title.to_dict(),
            "source": self.source.to_dict(),
            "date": self.date.isoformat() if self.date else None,
            "columns": [column.to_json() for column in self.columns],
            "rows": [[_json_cell(cell) for cell in row] for row in self.rows],
        }


def _safe(text: str) -> str:
    """Also behind leading spaces, which some spreadsheets drop before they look."""
    head = text.lstrip()[:1]
    return f"'{text}" if (head in _FORMULA and head) or text[:1] in ("\t", "\r", "\n") else text


def _csv_cell(cell: Cell, lang: Lang) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _FLAG[cell].in_(lang)
    if isinstance(cell, int | float | Decimal):
        return _number(cell)
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return _safe(cell.in_(lang) if isinstance(cell, Text) else str(cell))


def _json_cell(cell: Cell) -> Any:
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, float):
        _number(cell)
        return cell
    if isinstance(cell, Decimal):
        return _number(cell)
    if isinstance(cell, Text):
        return cell.to_dict()
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def _number(value: int | float | Decimal) -> str:
    if not isinstance(value, int) and not math.isfinite(value):
        raise ValueError("a number that is not finite is unknown: write None")
    return format(value, "f") if isinstance(value, Decimal) else str(value)
