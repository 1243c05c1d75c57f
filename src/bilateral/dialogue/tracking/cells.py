"""One cell to a value of authoring content, or a fault that says why not."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from bilateral.dialogue.tracking.known import Known
from bilateral.dialogue.tracking.mapping import words
from bilateral.dialogue.value_text import ONGOING, number
from bilateral.files.workbook import BrokenCell
from bilateral.values import BadInput, Text, parse_date
from bilateral.values.codes import PLACES, SECTORS, Codes, fold

_ONGOING: Final = {"ongoing", "permanente", "ongoing · permanente", "continuous", "continuo", "continua"}
_NOTHING: Final = {"-", "–", "—", "n/a", "na", "n.a.", "n/d", "tbd", "s/d"}
_SPLIT: Final = re.compile(r"[,;\n]")


def text(value: Any) -> str:
    """Words with their line breaks. :raises BadInput: the cell shows no value."""
    if isinstance(value, BrokenCell):
        raise BadInput(value.why, value.shown, Text("Type the value in its place.", "Escribe el valor en su lugar."))
    if isinstance(value, str):
        lines = (" ".join(line.split()) for line in value.replace("\r\n", "\n").split("\n"))
        return "\n".join(lines).strip()
    return words(value)


def day(value: Any) -> str:
    """:raises BadInput: it isn't a day."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise BadInput(
            Text("This is a number, not a day.", "Esto es un número, no un día."),
            words(value),
            Text(
                "Give the cell a date format, or write 2027-03-05.",
                "Da formato de fecha a la celda o escribe 2027-03-05.",
            ),
        )
    return parse_date(text(value)).isoformat()


def due(value: Any) -> str:
    if isinstance(value, str) and is_ongoing(value):
        return ONGOING
    return day(value)


def is_ongoing(raw: str) -> bool:
    return fold(raw) in _ONGOING


def is_nothing(value: Any) -> bool:
    """An empty cell, or one of the signs that people write for 'nothing'."""
    return value is None or (isinstance(value, str) and fold(value) in _NOTHING)


def codes(value: Any, table: Codes) -> list[str]:
    """Codes or names, with commas between. :raises UnknownCode: one of them is neither."""
    found = {table.lookup(part.strip()).code for part in _SPLIT.split(text(value)) if part.strip()}
    return sorted(found)


def read(target: str, value: Any, known: Known, stands_for: Mapping[str, str]) -> Any:
    """The value of a column's target. ``stands_for``: words that stand for others, from the mapping.

    :raises BadInput: the cell can't be read as that.
    """
    raw = text(value)
    if raw in stands_for:
        value = raw = stands_for[raw]
    field, _, end = target.partition(".")
    if field == "leads":
        return known.office(raw, end)
    if field in ("start", "completed", "due"):
        return due(value) if field == "due" else day(value)
    if field in ("places", "sectors"):
        return codes(value, PLACES if field == "places" else SECTORS)
    if field == "number":
        return number(raw.rstrip("."))
    if field in ("under", "party"):
        return known.under(raw) if field == "under" else known.party(raw)
    return raw
