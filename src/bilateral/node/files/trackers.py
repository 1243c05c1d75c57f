"""The plan of this node as a tracker, and what a tracker that comes in can point at; a fixed number of queries."""

from collections.abc import Sequence
from datetime import date

from bilateral.dialogue.sealing import digests_in, open_content
from bilateral.dialogue.tracking import Above, Known, TrackerAction, tracker_sheets
from bilateral.files.workbook import write_workbook
from bilateral.node.home import Home
from bilateral.node.models import Document
from bilateral.node.read.base import desk_for, words
from bilateral.node.read.changes import fields_of
from bilateral.node.read.plan import SHOWN, cards_of
from bilateral.node.read.shapes import PUBLIC, Viewer
from bilateral.values import Text

_TITLE = Text("Actions of the plan", "Acciones del plan")
_SOURCE = Text(
    "The record of the dialogue “{dialogue}”: {names}, as this node holds it. What is agreed is what was signed; this "
    "file is a copy.",
    "El registro del diálogo «{dialogue}»: {names}, como lo tiene este nodo. Lo acordado es lo firmado; este "
    "archivo es una copia.",
)


def known(home: Home, party: str, viewer: Viewer = PUBLIC) -> Known:
    """What a tracker's words can point at. ``party``: the government in whose log new actions are created."""
    rows = _rows("action", "pillar", "line", "office")
    contents = _contents([row for row in rows if row.kind == "action"], viewer)
    return Known(
        home.origin(party),
        {each.code: each.name for each in desk_for(viewer).parties.values()},
        contents,
        tuple(Above(row.name, row.kind, row.rank, _title(row)) for row in rows if row.kind in ("pillar", "line")),
        {row.name: _title(row) for row in rows if row.kind == "office"},
    )


def tracker(home: Home, day: date, viewer: Viewer = PUBLIC) -> tuple[bytes, int]:
    """The bytes of a .xlsx with every action of the plan as it is on ``day``, and how many there are."""
    rows = _rows("action")
    others = _rows("pillar", "line", "office")
    desk = desk_for(viewer)
    contents = _contents(rows, viewer)
    cards = cards_of(rows, desk)
    made = [
        TrackerAction(row.name, contents[row.name], card.state_words) for row, card in zip(rows, cards, strict=True)
    ]
    names = {each.code: each.name for each in desk.parties.values()}
    sheets = tracker_sheets(made, {row.name: _title(row) for row in others}, names)
    source = _SOURCE.format(dialogue=home.dialogue, names=Text.join(", ", names.values()))
    return write_workbook(_TITLE, source, day, sheets), len(made)


def _rows(*kinds: str) -> list[Document]:
    """By their place in the plan: the parent's, then their own."""
    rows = Document.objects.filter(kind__in=kinds, status__in=SHOWN)
    return list(rows.order_by("parent", "rank", "name"))


def _contents(rows: Sequence[Document], viewer: Viewer) -> dict[str, dict[str, object]]:
    held = words((digest for row in rows for digest in digests_in(row.body)), viewer)
    return {row.name: open_content(fields_of(f"{row.kind}/{row.version}"), row.body, held) for row in rows}


def _title(row: Document) -> Text:
    return Text(row.title_en, row.title_es)
