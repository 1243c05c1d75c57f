"""A form over a kind's fields: bound to what was sent or filled from a document, and checked by `dialogue`."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from bilateral.dialogue.compose import Draft, check_draft
from bilateral.dialogue.kind import FieldSpec, Kind
from bilateral.dialogue.kinds import KINDS
from bilateral.node.read.shapes import FieldView
from bilateral.values import BadInput, Fault, Name
from bilateral.web.forms import codes
from bilateral.web.forms.controls import BLANK_ROWS, CONTROLS, World

MOST_PARTS = 60


@dataclass(slots=True)
class Field:
    """One field on a page: its declaration and place, what was typed, what it became, what is wrong with it."""

    spec: FieldSpec
    key: str
    raw: Any
    world: World
    parts: list[list["Field"]] = field(default_factory=list)
    content: Any = None
    faults: list[Fault] = field(default_factory=list)
    discords: list[Fault] = field(default_factory=list)

    @property
    def id(self) -> str:
        return "f-" + self.key.replace(".", "-")

    @property
    def template(self) -> str:
        return f"forms/values/{self.spec.type}.html"

    @property
    def links(self) -> list[Any]:
        return self.world.of(*self.spec.kinds)

    @property
    def sector_choices(self) -> list[Any]:
        return codes.sector_choices()

    @property
    def rows(self) -> list[str]:
        """What is typed in a list, and room for more."""
        return [*self.raw, *[""] * BLANK_ROWS]

    def view(self) -> FieldView:
        """The field as a page shows it."""
        if self.spec.type == "parts":
            shown: Any = tuple(tuple(inner.view() for inner in part) for part in self.parts)
        else:
            shown = CONTROLS[self.spec.type].show(self.content, self.spec, self.world)
        return FieldView(self.spec.name, self.spec.label, self.spec.type, shown)


@dataclass(slots=True)
class Form:
    kind: Kind
    fields: list[Field]
    world: World
    name: Name | None = None
    checked: bool = False

    @property
    def content(self) -> dict[str, Any]:
        return _content(self.fields)

    @property
    def all_fields(self) -> list[Field]:
        return list(_walk(self.fields))

    @property
    def faults(self) -> list[tuple[Field, Fault]]:
        return [(f, fault) for f in self.all_fields for fault in f.faults]

    @property
    def discords(self) -> list[tuple[Field, Fault]]:
        return [(f, fault) for f in self.all_fields for fault in f.discords]

    @property
    def id(self) -> str:
        """The identifier of a new document, from its title in English."""
        title = next((f.raw["en"] for f in self.fields if f.spec.type == "title"), "")
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or self.kind.name

    @property
    def views(self) -> tuple[FieldView, ...]:
        return tuple(f.view() for f in self.fields)

    def check(self) -> None:
        """Everything that is wrong, each beside its field: what can't be read first, then what `dialogue` says."""
        self.checked = True
        for item in _walk(self.fields):
            _parse(item)
        if self.faults:
            return
        parties = tuple(party.code for party in self.world.parties)
        name = str(self.name) if self.name else f"{self.world.parties[0].origin}:{self.id}"
        for fault in check_draft(Draft(self.kind.name, name, self.content, parties), KINDS, ""):
            target = self._field_at(fault.where)
            (target.discords if fault.code == "concordance" else target.faults).append(fault)

    def _field_at(self, where: str) -> Field:
        """The field at a place such as ``.milestones.m1.title.en``; the first field when the place isn't one."""
        steps = [step for step in where.split(".") if step]
        fields, found = self.fields, self.fields[0]
        while steps:
            found = next((f for f in fields if f.spec.name == steps[0]), found)
            if not found.parts or len(steps) < 2:
                break
            part = next((p for p in found.parts if _id(p) == steps[1]), None)
            if part is None:
                break
            fields, steps = part, steps[2:]
        return found


def _id(part: list[Field]) -> str:
    return next((f.content or "" for f in part if f.spec.name == "id"), "")


def _walk(fields: Iterable[Field]) -> Iterable[Field]:
    for item in fields:
        yield item
        for part in item.parts:
            yield from _walk(part)


def _parse(item: Field) -> None:
    if item.spec.type == "parts":
        return
    try:
        item.content = CONTROLS[item.spec.type].parse(item.raw, item.spec)
    except BadInput as fault:
        item.faults.append(fault)


def _content(fields: Iterable[Field]) -> dict[str, Any]:
    return {f.spec.name: [_content(part) for part in f.parts] if f.spec.type == "parts" else f.content for f in fields}


# -- from what was sent, from a document ---------------------------------------------------------------------------


def bound(kind: Kind, data: QueryDict, world: World, name: Name | None = None) -> Form:
    """The form as it was sent. ``add=FIELD`` adds a part, ``drop=FIELD.N`` takes one out."""
    return Form(kind, [_bound(spec, spec.name, data, world) for spec in kind.fields], world, name)


def _bound(spec: FieldSpec, key: str, data: QueryDict, world: World) -> Field:
    if spec.type != "parts":
        return Field(spec, key, CONTROLS[spec.type].collect(data, key, spec, world), world)
    sent = data.get(f"{key}.count", "0")
    numbers = list(range(min(int(sent), MOST_PARTS) if sent.isdecimal() and len(sent) < 4 else 0))
    numbers = [n for n in numbers if data.get("drop") != f"{key}.{n}"]
    parts = [[_bound(inner, f"{key}.{n}.{inner.name}", data, world) for inner in spec.parts or ()] for n in numbers]
    found = Field(spec, key, None, world, parts)
    if data.get("add") == key:
        parts.append(_blank_part(spec, key, len(parts), world))
    _renumber(found)
    _name_parts(found)
    return found


def _renumber(found: Field) -> None:
    """Parts count from 0 again after one was taken out."""
    for n, part in enumerate(found.parts):
        for inner in part:
            inner.key = f"{found.key}.{n}.{inner.spec.name}"


def _name_parts(found: Field) -> None:
    """A part without an id gets the first free one: m1, m2, ..."""
    taken = {inner.raw for part in found.parts for inner in part if inner.spec.name == "id"}
    for part in found.parts:
        for inner in part:
            if inner.spec.name == "id" and not inner.raw:
                inner.raw = next(f"m{n}" for n in range(1, MOST_PARTS + 2) if f"m{n}" not in taken)
                taken.add(inner.raw)


def _blank_part(spec: FieldSpec, key: str, n: int, world: World) -> list[Field]:
    empty = QueryDict()
    return [_bound(inner, f"{key}.{n}.{inner.name}", empty, world) for inner in spec.parts or ()]


def views_of(specs: Iterable[FieldSpec], content: Mapping[str, Any], world: World) -> tuple[FieldView, ...]:
    """Authoring content as pages show it, whether or not it is on the record."""
    found = []
    for spec in specs:
        value = content.get(spec.name)
        if spec.type == "parts":
            shown: Any = tuple(views_of(spec.parts or (), part, world) for part in value or ())
        else:
            shown = CONTROLS[spec.type].show(value, spec, world)
        found.append(FieldView(spec.name, spec.label, spec.type, shown))
    return tuple(found)


def prefilled(kind: Kind, views: Iterable[FieldView], world: World, name: Name | None) -> Form:
    """A form that starts from a document's fields as they are read; empty where it has none."""
    values = {view.name: view.value for view in views}
    return Form(kind, [_filled(spec, spec.name, values, world) for spec in kind.fields], world, name)


def _filled(spec: FieldSpec, key: str, values: Mapping[str, Any], world: World) -> Field:
    value = values.get(spec.name)
    if spec.type != "parts":
        return Field(spec, key, CONTROLS[spec.type].fill(value, spec), world)
    parts = []
    for n, part in enumerate(value or ()):
        inside = {view.name: view.value for view in part}
        parts.append([_filled(inner, f"{key}.{n}.{inner.name}", inside, world) for inner in spec.parts or ()])
    return Field(spec, key, None, world, parts)
