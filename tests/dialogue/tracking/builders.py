"""A small plan, and trackers of it as offices keep them."""

import datetime as dt
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from typing import Any

from bilateral.dialogue.tracking import (
    Above,
    Known,
    Mapping,
    Taken,
    guessed,
    take_rows,
)
from bilateral.files.workbook import read_workbook
from bilateral.values import Text
from tests.files.workbook.builders import made

PARTIES = {"us": Text("United States", "Estados Unidos"), "mx": Text("Mexico", "México")}
LANES: dict[str, Any] = {
    "under": "talks/us:trade",
    "number": 1,
    "title": {"en": "Shorter lines", "es": "Filas más cortas"},
    "text": {"en": "Open 2 lanes.", "es": "Abrir 2 carriles."},
    "end": {"en": "They are open.", "es": "Están abiertos."},
    "leads": {"us": "talks/us:cbp", "mx": "talks/mx:aduanas"},
    "start": None,
    "due": "2028-12-31",
    "milestones": [{"id": "m1", "party": "us", "title": {"en": "Lane 1", "es": "Carril 1"}, "due": "2027-06-30"}],
    "places": ["MX-BCN", "US-CA"],
    "sectors": [],
    "completed": None,
}
KNOWN = Known(
    "talks/us",
    PARTIES,
    {"talks/us:lanes": LANES},
    (
        Above("talks/us:trade", "pillar", 1, Text("Trade", "Comercio")),
        Above("talks/us:south", "pillar", 2, Text("The south", "El sur")),
        Above("talks/us:ports", "line", 1, Text("Ports", "Puertos")),
    ),
    {
        "talks/us:cbp": Text("Customs", "Aduanas de EE. UU."),
        "talks/us:dot": Text("Transport", "Transporte"),
        "talks/mx:aduanas": Text("Customs of Mexico", "Aduanas"),
    },
)


def took(
    sheets: Dict[str, Sequence[Sequence[Any]]],
    merged: Dict[str, Sequence[str]] | None = None,
    mapping: Mapping | None = None,
) -> Taken:
    book = read_workbook("a.xlsx", made(sheets, merged))
    return take_rows(book, mapping or guessed(book, PARTIES), KNOWN)


ROWS: list[list[Any]] = [
    ["Joint tracker", None, None, None, None, None, None],
    ["Pillar", "Action", "Acción", "United States", None, "Mexico", "Notes"],
    [None, None, None, "Lead", "Due", "Lead", None],
    [
        "Pillar II: The south",
        "Build a port",
        "Construir un puerto",
        "Transport",
        dt.date(2028, 1, 31),
        "Aduanas",
        "Ask",
    ],
    ["Comercio", "Shorter lines", None, "Customs", dt.date(2028, 12, 31), None, None],
    ["Trade", "Wider roads", "Caminos más anchos", "Nobody", "31/31/2028", None, "Lost?"],
]
MERGED = {"Plan": ["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "G2:G3"]}
