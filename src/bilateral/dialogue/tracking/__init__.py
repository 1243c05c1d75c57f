"""Spreadsheets that offices keep of their actions: columns to fields, rows to a draft, and the plan as a tracker.

What a row says is taken whole or told with the reason; nothing is passed over. Not here: the workbook itself
(files.workbook), which documents exist (node).
"""

from bilateral.dialogue.tracking.known import Above, Known
from bilateral.dialogue.tracking.mapping import Mapping, SheetMap, guessed, read_mapping
from bilateral.dialogue.tracking.out import TrackerAction, tracker_sheets
from bilateral.dialogue.tracking.taking import Taken, take_rows

__all__ = [
    "Above",
    "Known",
    "Mapping",
    "SheetMap",
    "Taken",
    "TrackerAction",
    "guessed",
    "read_mapping",
    "take_rows",
    "tracker_sheets",
]
