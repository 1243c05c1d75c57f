"""Rows of a mapped workbook to a draft: each is taken whole, or told with every reason why not.

A row is of the action that its id or title names; else it makes a new one. An empty cell says nothing: what an action
has stays. Milestones come from sheets of their own, after the actions.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bilateral.dialogue.plan_packages import LATER, short_title
from bilateral.dialogue.tracking import cells
from bilateral.dialogue.tracking.headings import IGNORE, NOT_IN_A_TRACKER, PROSE
from bilateral.dialogue.tracking.known import Known
from bilateral.dialogue.tracking.mapping import Mapping, SheetMap, headings_of, words
from bilateral.dialogue.value_text import ONGOING
from bilateral.files.workbook import Table, Workbook
from bilateral.values import LANGS, BadInput, Fault, Text

_NO_DUE: Final = Text("This new action has no date.", "Esta acción nueva no tiene fecha.")
_NO_PLACE: Final = Text("This new action is under no pillar.", "Esta acción nueva no está en ningún pilar.")
_NO_WORDS: Final = Text("This row says no action.", "Esta fila no dice ninguna acción.")
_TWICE: Final = Text("Another row is of the same action.", "Otra fila es de la misma acción.")
_NO_ACTION: Final = Text("There is no action “{raw}”.", "No existe la acción «{raw}».")
_CORRECT: Final = Text(
    "Correct the cell, or the mapping, and read the file again.",
    "Corrige la celda o el mapa y vuelve a leer el archivo.",
)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not taken: every reason, and all that stands in it by heading."""

    sheet: str
    row: int
    why: tuple[Fault, ...]
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A value that has no field: of a column that is ignored, a heading between rows, a status."""

    sheet: str
    row: int
    heading: str
    text: str


@dataclass(slots=True)
class Taken:
    """What a workbook came to. ``incomplete`` are texts that lack a language, as ``name: field.lang``."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    left: list[LeftOver] = field(default_factory=list)
    ignored: dict[str, int] = field(default_factory=dict)
    incomplete: list[str] = field(default_factory=list)


def take_rows(workbook: Workbook, mapping: Mapping, known: Known) -> Taken:
    """Every row of the workbook. Sheets that the mapping doesn't name, or ignores, are told with their rows."""
    taking = _Taking(mapping, known)
    sheets = [(table, mapping.sheets.get(table.name, SheetMap(IGNORE))) for table in workbook.tables]
    for kind in ("actions", "milestones"):
        for table, sheet in sheets:
            if sheet.kind == kind:
                taking.sheet(table, sheet)
    for table, sheet in sheets:
        if sheet.kind == IGNORE:
            taking.taken.ignored[table.name] = sum(any(value is not None for value in row) for row in table.cells)
    return taking.finish()


@dataclass(slots=True)
class _Taking:
    mapping: Mapping
    known: Known
    taken: Taken = field(default_factory=Taken)
    content: dict[str, dict[str, Any]] = field(default_factory=dict)
    section: str = ""

    def sheet(self, table: Table, sheet: SheetMap) -> None:
        heads = headings_of(table, sheet.headings)
        self.section = ""
        for at, row in enumerate(table.cells, 1):
            shown = {_heading(heads, c): value for c, value in enumerate(row) if value is not None}
            if at == sheet.headings or not any(value is not None for value in row):
                continue
            if at < sheet.headings:
                self._leave(table.name, at, [("", value) for value in dict.fromkeys(row) if value is not None])
            elif not self._is_section(table, at, row):
                self._row(table.name, at, sheet, shown)

    def _is_section(self, table: Table, at: int, row: tuple[Any, ...]) -> bool:
        """A row that is one merged cell is a heading between rows: the pillar of those below it, where it names one."""
        filled = [c for c, value in enumerate(row) if value is not None]
        if len({words(row[c]) for c in filled}) != 1 or not any((at - 1, c) in table.wide for c in filled):
            return False
        said = words(row[filled[0]])
        try:
            self.section = self.known.under(self.mapping.values.get("under", {}).get(said, said))
        except BadInput:
            self._leave(table.name, at, [("", said)])
        return True

    def _row(self, sheet: str, at: int, mapped: SheetMap, shown: dict[str, Any]) -> None:
        values: dict[str, Any] = {}
        why: list[Fault] = []
        left: dict[str, Any] = {}
        for heading, value in shown.items():
            target = mapped.columns.get(heading, IGNORE)
            if target in (IGNORE, "status"):
                left[heading] = value
            if target == IGNORE or cells.is_nothing(value):
                continue
            try:
                values[target] = cells.read(target, value, self.known, self.mapping.values.get(target, {}))
            except BadInput as fault:
                why.append(fault.at(heading))
        try:
            if not why and values:
                (self._action if mapped.kind == "actions" else self._milestone)(values)
        except BadInput as fault:
            why.append(fault)
        if why:
            told = {heading: words(value) for heading, value in shown.items()}
            self.taken.bad.append(BadRow(sheet, at, tuple(why), told))
        else:
            self._leave(sheet, at, left.items())

    def _leave(self, sheet: str, at: int, left: Iterable[tuple[str, Any]]) -> None:
        self.taken.left += [LeftOver(sheet, at, heading, words(value)) for heading, value in left]

    # -- actions ---------------------------------------------------------------------------------------------------

    def _action(self, values: dict[str, Any]) -> None:
        said = [values[key] for key in ("id", "title.en", "title.es") if values.get(key)]
        name = next(filter(None, map(self.known.action, said)), None)
        if name is None:
            self._new(values, said)
            return
        if name in self.content:
            raise BadInput(_TWICE, name, _CORRECT)
        self.content[name] = _over(dict(self.known.actions[name]), values)

    def _new(self, values: dict[str, Any], said: list[str]) -> None:
        values = {"under": self.section or None, **values} if self.section else values
        for lang in LANGS:  # a tracker often has one of the two
            title, text = values.get(f"title.{lang}"), values.get(f"text.{lang}")
            if title or text:
                values = {**values, f"title.{lang}": title or short_title(str(text)), f"text.{lang}": text or title}
        if not (values.get("title.en") or values.get("title.es")):
            raise BadInput(_NO_WORDS, do=_CORRECT)
        for key, lacking in (("under", _NO_PLACE), ("due", _NO_DUE)):
            if key == "due" and cells.is_ongoing(str(values.get("status", ""))):
                values = {"due": ONGOING, **values}
            if not values.get(key):
                raise BadInput(lacking, said[0] if said else "", _CORRECT)
        name = self._name(str(values.get("id") or values.get("title.en") or values["title.es"]))
        if name in self.content:
            raise BadInput(_TWICE, name, _CORRECT)
        blank: dict[str, Any] = dict.fromkeys(("under", "number", "title", "text", "end", "start", "due"))
        blank |= {"leads": {}, "milestones": [], "places": [], "sectors": [], "completed": None}
        blank |= dict.fromkeys(NOT_IN_A_TRACKER)
        content = _over(blank, values)
        content["end"] = content["end"] or LATER.to_dict()
        content["number"] = content["number"] or self._next_number(content["under"])
        self.content[name] = content

    def _name(self, raw: str) -> str:
        """A full name in this government's log: its id as written where it is one, else made from the words."""
        plain = unicodedata.normalize("NFKD", raw.rpartition(":")[2]).encode("ascii", "ignore").decode().lower()
        name = f"{self.known.origin}:{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:48].strip('-') or 'action'}"
        others = {*self.known.offices, *(each.name for each in self.known.above)}
        return f"{name}-action" if name in others else name

    def _next_number(self, under: str) -> int:
        all_ = {**self.known.actions, **self.content}.values()
        return max((int(each.get("number") or 0) for each in all_ if each.get("under") == under), default=0) + 1

    # -- milestones ------------------------------------------------------------------------------------------------

    def _milestone(self, values: dict[str, Any]) -> None:
        raw = str(values.get("action") or "")
        name = self.known.action(raw) or self._name(raw)
        held = self.content.get(name) or dict(self.known.actions.get(name) or {})
        if not held:
            raise BadInput(_NO_ACTION.format(raw=raw[:80]), do=_CORRECT)
        parts = [dict(part) for part in held.get("milestones") or ()]
        wanted = str(values.get("id") or "") or next((p["id"] for p in parts if _same_title(p, values)), "")
        part = next((p for p in parts if p["id"] == wanted), None)
        if part is None:
            ids = {p["id"] for p in parts}
            wanted = wanted or next(f"m{n}" for n in range(1, len(ids) + 2) if f"m{n}" not in ids)
            part = {"id": wanted, "party": None, "title": None, "due": None}
            parts.append(part)
        part.update(_over(part, {key: value for key, value in values.items() if key not in ("action", "id", "status")}))
        missing = [key for key in ("party", "title", "due") if not part[key]]
        if missing:
            what = Text("This milestone lacks: {names}.", "A este hito le falta: {names}.")
            raise BadInput(what.format(names=", ".join(missing)), name, _CORRECT)
        self.content[name] = {**held, "milestones": parts}

    def finish(self) -> Taken:
        for name, content in self.content.items():
            before = self.known.actions.get(name)
            if before is not None and dict(before) == content:
                self.taken.unchanged.append(name)
                continue
            (self.taken.created if before is None else self.taken.changed).append(name)
            self.taken.documents.append({"kind": "action", "name": name, "content": content})
            self.taken.incomplete += [f"{name}: {place}" for place in _one_sided(content)]
        return self.taken


def _heading(heads: Sequence[str], column: int) -> str:
    """A column's heading; one that has none goes by its letter, as spreadsheet programs call it."""
    if column < len(heads) and heads[column]:
        return heads[column]
    letters, at = "", column + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _over(content: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Content with what a row says put in."""
    out = dict(content)
    for target, value in values.items():
        name, _, end = target.partition(".")
        if name in PROSE:
            out[name] = {**(out.get(name) or dict.fromkeys(LANGS, "")), end: value}
        elif name == "leads":
            out[name] = {**(out.get(name) or {}), end: value}
        elif name in out and name not in ("id", "status"):
            out[name] = value
    return out


def _same_title(part: dict[str, Any], values: dict[str, Any]) -> bool:
    return any(values.get(f"title.{lang}") == part["title"].get(lang) for lang in LANGS if values.get(f"title.{lang}"))


def _one_sided(content: dict[str, Any]) -> Iterator[str]:
    places = [(name, content.get(name)) for name in PROSE]
    places += [(f"milestones.{part['id']}.title", part["title"]) for part in content.get("milestones") or ()]
    for place, both in places:
        yield from (f"{place}.{lang}" for lang in LANGS if both and not both.get(lang))
