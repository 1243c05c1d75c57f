"""Workbooks (.xlsx): sheets in, bounded, with merged cells opened; tables out, with nothing that would run.

Not here: what the columns mean (dialogue.tracking).
"""

from bilateral.files.workbook.faults import BadWorkbook
from bilateral.files.workbook.read import read_workbook
from bilateral.files.workbook.shapes import BrokenCell, SheetOut, Table, Workbook
from bilateral.files.workbook.write import ABOUT_SHEET, write_workbook

__all__ = [
    "ABOUT_SHEET",
    "BadWorkbook",
    "BrokenCell",
    "SheetOut",
    "Table",
    "Workbook",
    "read_workbook",
    "write_workbook",
]
