"""A body's fields made ready to show, and how two bodies differ, field by field, with words compared in both
languages.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.sealing import PROSE
from bilateral.dialogue.value_types import ONGOING
from bilateral.node.read.base import text_of
from bilateral.node.read.entry_shapes import EntryLink
from bilateral.node.read.shapes import DocumentLink, Due, FieldDiff, FieldView
from bilateral.values import LANGS, Text
from bilateral.values.codes import PLACES, SECTORS
from bilateral.values.diff import word_diff

TABLES = {"places": PLACES, "sectors": SECTORS}
Linked = Mapping[str, DocumentLink | EntryLink]
"""What bodies point at: documents by name, entries by their full written form."""


def names_in(fields: Sequence[FieldSpec], body: Mapping[str, Any]) -> set[str]:
    """Every document name that a body points at."""
    found: set[str] = set()
    for spec in fields:
        value = body.get(spec.name)
        if spec.type == "name" and value:
            found.add(value)
        elif spec.type == "office_by_party":
            found |= set((value or {}).values())
    return found


def entries_in(fields: Sequence[FieldSpec], body: Mapping[str, Any]) -> set[str]:
    """Every entry that a body points at, in its full written form."""
    found: set[str] = set()
    for spec in fields:
        value = body.get(spec.name)
        if spec.type == "entry" and value:
            found.add(value)
        elif spec.type == "parts":
            found |= {ref for part in value or () for ref in entries_in(spec.parts or (), part)}
    return found


def views(
    fields: Sequence[FieldSpec], body: Mapping[str, Any], held: Mapping[str, str], linked: Linked
) -> tuple[FieldView, ...]:
    return tuple(FieldView(s.name, s.label, s.type, show(s, body.get(s.name), held, linked)) for s in fields)


def show(spec: FieldSpec, value: Any, held: Mapping[str, str], linked: Linked) -> Any:
    """A value of the record as pages show it; None where nothing is stated."""
    if spec.type == "parts":
        return tuple(views(spec.parts or (), part, held, linked) for part in value or ())
    if spec.type == "office_by_party":
        return {party: linked[name] for party, name in sorted((value or {}).items())}
    if spec.type in TABLES:
        table = TABLES[spec.type]
        return tuple((code, table.label(code) if table.known(code) else Text.same(code)) for code in value or ())
    if value is None:
        return None
    if spec.type in PROSE:
        return text_of(value, held)
    if spec.type in ("name", "entry"):
        return linked[value]
    if spec.type == "due":
        return due(value)
    if spec.type == "date":
        return date.fromisoformat(value)
    if spec.type == "choice":
        return dict(spec.choices or ()).get(value, Text.same(str(value)))
    return value


def due(value: str | None) -> Due:
    if value is None:
        return Due(None)
    return Due(None, ongoing=True) if value == ONGOING else Due(date.fromisoformat(value))


def diffs(before: Sequence[FieldView], after: Sequence[FieldView]) -> tuple[FieldDiff, ...]:
    """The fields that differ. A part (a milestone) is compared with the one of the same id, in its own lines."""
    old = {view.name: view for view in before}
    found: list[FieldDiff] = []
    for view in after:
        was = old.get(view.name)
        if was is not None and was.value == view.value:
            continue
        if view.type == "parts":
            found += _part_diffs(view, was.value if was else ())
        else:
            found.append(_diff(view.name, view.label, view, was.value if was else None))
    return tuple(found)


def _diff(name: str, label: Text, view: FieldView, before: Any) -> FieldDiff:
    words: dict[str, tuple[Any, ...]] | None = None
    if view.type in PROSE:
        old = before if isinstance(before, Text) else Text("", "")
        new = view.value if isinstance(view.value, Text) else Text("", "")
        words = {lang: word_diff(old.in_(lang), new.in_(lang)) for lang in LANGS}
    return FieldDiff(name, label, view.type, before, view.value, words)


def _part_diffs(view: FieldView, before: Iterable[tuple[FieldView, ...]]) -> list[FieldDiff]:
    old, new = _by_id(before), _by_id(view.value)
    found = []
    for part_id in list(new) + [gone for gone in old if gone not in new]:
        then, now = old.get(part_id, {}), new.get(part_id, {})
        for name in now or then:
            shown = now.get(name) or FieldView(name, then[name].label, then[name].type, None)
            was = then[name].value if name in then else None
            if was != shown.value:
                label = view.label + " · " + part_id + " · " + shown.label
                found.append(_diff(f"{view.name}.{part_id}.{name}", label, shown, was))
    return found


def _by_id(parts: Iterable[tuple[FieldView, ...]]) -> dict[str, dict[str, FieldView]]:
    found = {}
    for part in parts or ():
        fields = {view.name: view for view in part}
        found[str(fields["id"].value)] = fields
    return found
