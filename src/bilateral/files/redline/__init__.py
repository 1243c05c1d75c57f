"""Texts in both languages as a .docx with tracked changes, and back in as an editor saved it.

Words side by side in a table (field, English, Spanish), changes word by word with author and date, comments, and hidden
in the file which text it is and what it starts from. Not here: what the fields mean, and where texts come from.
"""

from bilateral.files.redline.faults import BadRedline, OtherText
from bilateral.files.redline.identity import digest
from bilateral.files.redline.read import read_redline
from bilateral.files.redline.shapes import (
    CellBack,
    Change,
    Outside,
    Redline,
    Remark,
    Returned,
    Row,
    Sheet,
    SheetBack,
)
from bilateral.files.redline.write import write_redline

__all__ = [
    "BadRedline",
    "CellBack",
    "Change",
    "OtherText",
    "Outside",
    "Redline",
    "Remark",
    "Returned",
    "Row",
    "Sheet",
    "SheetBack",
    "digest",
    "read_redline",
    "write_redline",
]
