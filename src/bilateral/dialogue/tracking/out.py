"""The plan's actions as a tracker: one sheet of actions, one of milestones, both languages side by side.

Headings and values are such that the same file can be read in again, with the mapping that is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bilateral.dialogue.value_text import ONGOING
from bilateral.files.workbook import SheetOut
from bilateral.values import LANGS, Column, Lang, Rows, Text

_LANG: Final = {"en": Text("English", "inglés"), "es": Text("Spanish", "español")}
_ONGOING: Final = Text("ongoing", "permanente")
_DAYS: Final = Text("day, or 'ongoing'", "día, o 'permanente'")
_PROSE: Final = (
    ("title", Text("Title", "Título"), 34),
    ("text", Text("What will be done", "Qué se hará"), 60),
    ("end", Text("How we will know it is done", "Cómo sabremos que se cumplió"), 44),
)


@dataclass(frozen=True, slots=True)
class TrackerAction:
    """An action as a tracker shows it: its full name, its content, how it stands in words."""

    name: str
    content: Mapping[str, Any]
    state: Text


def tracker_sheets(
    actions: Sequence[TrackerAction], titles: Mapping[str, Text], parties: Mapping[str, Text]
) -> tuple[SheetOut, SheetOut]:
    """The two sheets. ``titles``: what the documents that actions point at are called; ``parties``: the governments."""
    return (_actions(actions, titles, parties), _milestones(actions, parties))


def _actions(actions: Sequence[TrackerAction], titles: Mapping[str, Text], parties: Mapping[str, Text]) -> SheetOut:
    prose = [(name, lang, label + " (" + _LANG[lang] + ")", width) for name, label, width in _PROSE for lang in LANGS]
    columns = (
        Column("id", Text("Id", "Clave"), kind="code"),
        Column("under", Text("Under", "Dentro de")),
        Column("number", Text("Number", "Número"), kind="integer"),
        *(Column(f"{name}_{lang}", label) for name, lang, label, _ in prose),
        *(Column(f"lead_{code}", Text("Lead, ", "Responsable, ") + name) for code, name in parties.items()),
        Column("start", Text("Starts on", "Inicia el"), kind="date"),
        Column("due", Text("Due", "Fecha límite"), _DAYS, kind="date"),
        Column("completed", Text("Agreed complete on", "Cumplida de común acuerdo el"), kind="date"),
        Column("places", Text("Places", "Lugares"), Text("ISO 3166 codes", "claves ISO 3166"), kind="code"),
        Column("sectors", Text("Sectors", "Sectores"), Text("NAICS codes", "claves SCIAN"), kind="code"),
        Column("state", Text("State", "Estado")),
    )
    rows = tuple(
        (
            each.name,
            _pointed(each.content.get("under"), titles),
            each.content.get("number"),
            *(_words(each.content.get(name), lang) for name, lang, _, _ in prose),
            *(_pointed((each.content.get("leads") or {}).get(code), titles) for code in parties),
            _day(each.content.get("start")),
            _day(each.content.get("due")),
            _day(each.content.get("completed")),
            ", ".join(each.content.get("places") or ()) or None,
            ", ".join(each.content.get("sectors") or ()) or None,
            each.state,
        )
        for each in actions
    )
    widths = (26, 32, 9, *(width for *_, width in prose), *(34 for _ in parties), 12, 22, 14, 18, 14, 26)
    return SheetOut("Actions - Acciones", Rows(columns, rows), widths)


def _milestones(actions: Sequence[TrackerAction], parties: Mapping[str, Text]) -> SheetOut:
    columns = (
        Column("action", Text("Action", "Acción"), kind="code"),
        Column("id", Text("Id", "Clave"), kind="code"),
        Column("party", Text("Government", "Gobierno")),
        *(Column(f"title_{lang}", Text("Title", "Título") + " (" + _LANG[lang] + ")") for lang in LANGS),
        Column("due", Text("Due", "Fecha límite"), _DAYS, kind="date"),
    )
    rows = tuple(
        (
            each.name,
            part["id"],
            parties.get(part["party"], Text.same(part["party"])),
            *(_words(part["title"], lang) for lang in LANGS),
            _day(part["due"]),
        )
        for each in actions
        for part in each.content.get("milestones") or ()
    )
    return SheetOut("Milestones - Hitos", Rows(columns, rows), (26, 10, 30, 40, 40, 22))


def _words(value: Mapping[str, str] | None, lang: Lang) -> str | None:
    return (value or {}).get(lang) or None


def _pointed(name: str | None, titles: Mapping[str, Text]) -> str | None:
    """What it is called, in both languages, and its full name, by which it is found again."""
    if not name:
        return None
    title = titles.get(name)
    said = " · ".join(dict.fromkeys(title.in_(lang) for lang in LANGS)) if title else ""
    return f"{said} ({name})" if said else name


def _day(value: str | None) -> date | Text | None:
    if not value:
        return None
    return _ONGOING if value == ONGOING else date.fromisoformat(str(value))
