"""Which columns of which sheets hold what: guessed from a workbook, or read from a small file that a person corrected.

sheets:
  Actions:
    kind: actions            # or milestones, or ignore
    headings: 3              # the row with the headings, counted from 1
    columns:
      "United States / Lead": leads.us
      Comments: ignore
values:                      # words of the sheet that stand for others
  leads.us: {"CBP, field office": "hled/us:cbp"}
"""

import collections.abc
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bilateral.dialogue.tracking.headings import IGNORE, SheetKind, guess, targets
from bilateral.files.workbook import ABOUT_SHEET, BrokenCell, Table, Workbook
from bilateral.values import BadInput, Text
from bilateral.values.codes import fold

_LOOKED_AT: Final = 20  # rows from the top in which headings are looked for
_MOST_ABOVE: Final = 2  # rows of merged headings over the row of headings
_MILESTONE: Final = ("milestone", "hito")
_KINDS: Final[tuple[SheetKind, ...]] = ("actions", "milestones", "ignore")


@dataclass(frozen=True, slots=True)
class SheetMap:
    """``headings`` is the row with the headings, from 1; ``columns`` gives each heading's target."""

    kind: SheetKind
    headings: int = 1
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    sheets: dict[str, SheetMap]
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The form of the file."""
        told: dict[str, Any] = {}
        for name, sheet in self.sheets.items():
            whole = {"kind": sheet.kind, "headings": sheet.headings, "columns": dict(sheet.columns)}
            told[name] = {"kind": IGNORE} if sheet.kind == IGNORE else whole
        return {"sheets": told, "values": self.values}


def headings_of(table: Table, row: int) -> list[str]:
    """The headings in a row (from 1), with the merged ones above: ``United States / Lead``. Twins get numbers."""
    at = row - 1
    if not 0 <= at < len(table.cells):
        return []
    filled = sum(value is not None for value in table.cells[at])
    found: list[str] = []
    for c, value in enumerate(table.cells[at]):
        parts = [words(value)] if value is not None else []
        for r in range(at - 1, max(-1, at - 1 - _MOST_ABOVE), -1):
            above = words(table.cells[r][c]) if table.cells[r][c] is not None else ""
            if above and 1 < table.wide.get((r, c), 0) < filled and above not in parts:
                parts.insert(0, above)
        found.append(" / ".join(parts))
    seen: dict[str, int] = {}
    for c, heading in enumerate(found):
        seen[heading] = seen.get(heading, 0) + 1
        if heading and seen[heading] > 1:
            found[c] = f"{heading} ({seen[heading]})"
    return found


def words(value: Any) -> str:
    """A cell as one line of words."""
    if isinstance(value, BrokenCell):
        return value.shown
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return " ".join(str(value).split())


def guessed(workbook: Workbook, parties: collections.abc.Mapping[str, Text]) -> Mapping:
    """The mapping that the headings suggest; a sheet without any that are known is ignored."""
    ours = (ABOUT_SHEET,)  # the first sheet of the trackers that we write
    return Mapping(
        {t.name: SheetMap(IGNORE) if t.name in ours else _guessed_sheet(t, parties) for t in workbook.tables}
    )


def _guessed_sheet(table: Table, parties: collections.abc.Mapping[str, Text]) -> SheetMap:
    named = any(word in fold(table.name) for word in _MILESTONE)
    kinds: tuple[SheetKind, ...] = ("milestones",) if named else ("actions",)
    best, most = SheetMap(IGNORE), 1
    for kind in kinds:
        for row in range(1, min(_LOOKED_AT, len(table.cells)) + 1):
            columns: dict[str, str] = {}
            for heading in filter(None, headings_of(table, row)):
                target = guess(heading, kind, parties)
                columns[heading] = IGNORE if target in columns.values() else target
            known = sum(target != IGNORE for target in columns.values())
            if known > most or (known == most > 1):
                best, most = SheetMap(kind, row, columns), known
    return best


def read_mapping(value: Any, workbook: Workbook, parties: Sequence[str], where: str) -> Mapping:
    """A mapping from what its file holds.

    :raises BadInput: it names sheets, headings or targets that there aren't; each says which there are.
    """
    sheets = _dict(value.get("sheets"), f"{where}: sheets")
    _only(value, ("sheets", "values"), where)
    tables = {table.name: table for table in workbook.tables}
    found: dict[str, SheetMap] = {}
    for name, told in sheets.items():
        place = f"{where}: sheets.{name}"
        if name not in tables:
            raise _unknown(place, list(tables))
        told = _dict(told, place)
        _only(told, ("kind", "headings", "columns"), place)
        kind = told.get("kind", "actions")
        if kind not in _KINDS:
            raise _unknown(f"{place}.kind", _KINDS)
        row = told.get("headings", 1)
        if not isinstance(row, int) or isinstance(row, bool):
            raise _unknown(f"{place}.headings", ["1", "2", "3"])
        columns = {key: str(to) for key, to in _dict(told.get("columns") or {}, f"{place}.columns").items()}
        known = headings_of(tables[name], row)
        for heading, target in columns.items():
            if heading not in known:
                raise _unknown(f"{place}.columns.{heading}", [each for each in known if each])
            if target not in targets(kind, parties):
                raise _unknown(f"{place}.columns.{heading}: {target}", targets(kind, parties))
        _check_twice(columns, f"{place}.columns")
        found[name] = SheetMap(kind, row, columns)
    values = {
        key: {str(k): str(v) for k, v in _dict(pairs, f"{where}: values.{key}").items()}
        for key, pairs in _dict(value.get("values") or {}, f"{where}: values").items()
    }
    return Mapping(found, values)


def _check_twice(columns: dict[str, str], where: str) -> None:
    taken = [target for target in columns.values() if target != IGNORE]
    for target in taken:
        if taken.count(target) > 1:
            raise BadInput(
                Text("Two columns hold the same field.", "Dos columnas tienen el mismo campo."),
                f"{where}: {target}",
                Text("Ignore one of them.", "Ignora una de ellas (ignore)."),
            )


def _dict(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(
            Text("This part of the mapping has no entries.", "Esta parte del mapa no tiene entradas."),
            where,
            Text(
                "Let 'bilateral tracker read FILE --map NEW' write one, and correct that.",
                "Deja que 'bilateral tracker read ARCHIVO --map NUEVO' genere uno y corrígelo.",
            ),
        )
    return value


def _only(value: dict[str, Any], known: Sequence[str], where: str) -> None:
    for key in value:
        if key not in known:
            raise _unknown(f"{where}: {key}", known)


def _unknown(where: str, known: Sequence[str]) -> BadInput:
    return BadInput(
        Text("The mapping names something that there isn't.", "El mapa nombra algo que no existe."),
        where,
        Text("Use one of: {names}.", "Usa uno de: {names}.").format(names=", ".join(known)),
    )
