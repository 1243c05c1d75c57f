"""What a workbook comes to: plain values in rows, counted as people count them, from 1."""

from dataclasses import dataclass, field
from typing import Any

from bilateral.values import Rows, Text


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell that shows no value: an error such as #REF!, or a formula whose result was never saved."""

    shown: str
    why: Text


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. ``cells[r][c]`` is None, str, int, float, bool, date, datetime, time or `BrokenCell`; a merged cell's
    value stands in all the cells that it covers. ``wide`` are the (row, column) places, from 0, that belong to a cell
    merged over several columns, with how many columns it has.
    """

    name: str
    cells: tuple[tuple[Any, ...], ...]
    wide: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Workbook:
    name: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A table on a sheet of its own; every heading stands in both languages."""

    name: str
    rows: Rows
    widths: tuple[int, ...] = ()
