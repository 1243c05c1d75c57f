"""How a kind of document is declared, once: bodies, who acts, labels. Every surface is generated from this declaration.

A kind is ``name/version``. A released body schema is frozen for ever; a new one gets the next number. Nothing here is a
metaclass, a signal or an inheritance between kinds.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from bilateral.dialogue.value_types import Marker
from bilateral.values import Fault, Text

_EMPTY = Text("", "")


class Body(BaseModel):
    """A document's body on the record: identifiers, codes, numbers, dates and digests of prose. Every field is always
    present.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Part(Body):
    """An embedded piece with a stable id, such as a milestone."""


def field(label: Text, hint: Text = _EMPTY, *, choices: Mapping[str, Text] | None = None) -> Any:
    """A body's field with its label (and hint, and the names of its choices) in both languages."""
    extra: dict[str, Any] = {"label": _pair(label), "hint": _pair(hint)}
    if choices:
        extra["choices"] = {value: _pair(text) for value, text in choices.items()}
    return Field(json_schema_extra=extra)


def _pair(text: Text) -> dict[str, str]:
    return {"en": text.en, "es": text.es}


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What the surfaces need to know of one field. ``parts`` are the fields of an embedded piece; ``kinds`` what a name
    points at.
    """

    name: str
    type: str
    label: Text
    hint: Text
    required: bool
    choices: tuple[tuple[str, Text], ...] | None = None
    parts: tuple["FieldSpec", ...] | None = None
    kinds: tuple[str, ...] = ()


def specs_of(model: type[BaseModel]) -> tuple[FieldSpec, ...]:
    """The fields of a body in their declared order."""
    return tuple(_spec(name, info) for name, info in model.model_fields.items())


def _spec(name: str, info: FieldInfo) -> FieldSpec:
    annotation: Any = info.annotation
    metadata, required = list(info.metadata), True
    if get_origin(annotation) in (Union, types.UnionType) and type(None) in get_args(annotation):
        required = False
        annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
    while hasattr(annotation, "__metadata__"):
        metadata += annotation.__metadata__
        annotation = annotation.__origin__
    extra: dict[str, Any] = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    label, hint = _text(extra.get("label"), name), _text(extra.get("hint"), "")
    marker = next((item for item in metadata if isinstance(item, Marker)), None)
    if marker:
        return FieldSpec(name, marker.type, label, hint, required, kinds=marker.kinds)
    if get_origin(annotation) is Literal:
        names = extra.get("choices")
        choices = tuple((value, _text((names or {}).get(value), value)) for value in get_args(annotation))
        return FieldSpec(name, "choice", label, hint, required, choices=choices)
    if get_origin(annotation) is tuple and issubclass(get_args(annotation)[0], Part):
        return FieldSpec(name, "parts", label, hint, required, parts=specs_of(get_args(annotation)[0]))
    raise TypeError(f"field {name!r} has no value type")


def _text(pair: Any, fallback: str) -> Text:
    return Text(pair["en"], pair["es"]) if pair else Text(fallback, fallback)


@dataclass(frozen=True)
class Kind:
    """One row of the table of kinds.

    ``joint``: changing it takes every named party (at least two); otherwise it belongs to the party that records it.
    ``parent``: the field that names the document above it. ``undoes``: the field that names an agreed proposal, which
    this document annuls once it is agreed itself. ``by_hand``: people write one in a form; else a page of its own makes
    it. ``checks`` look at authoring content when proposing and
    never take part in a verdict.
    """

    name: str
    bodies: Mapping[int, type[Body]]
    joint: bool
    title: Text
    plural: Text
    about: Text
    parent: str | None = None
    order: str | None = None
    undoes: str | None = None
    by_hand: bool = True
    checks: tuple[Callable[[Mapping[str, Any]], Iterable[Fault]], ...] = ()

    @property
    def version(self) -> int:
        """The newest version: what is written today."""
        return max(self.bodies)

    @property
    def tag(self) -> str:
        return f"{self.name}/{self.version}"

    @property
    def body(self) -> type[Body]:
        return self.bodies[self.version]

    @cached_property
    def fields(self) -> tuple[FieldSpec, ...]:
        return specs_of(self.body)

    def fields_of(self, version: int) -> tuple[FieldSpec, ...]:
        return self.fields if version == self.version else specs_of(self.bodies[version])


def body_faults(model: type[Body], body: Mapping[str, Any]) -> tuple[tuple[tuple[int | str, ...], str], ...]:
    """Every place where ``body`` is not of this schema, with the schema's reason; none when it is.

    Lists arrive as JSON arrays, so they are read as tuples first; everything else is strict.
    """
    try:
        model.model_validate(_tuples(body))
    except ValidationError as error:
        return tuple((tuple(each["loc"]), each["msg"]) for each in error.errors(include_url=False))
    return ()


def body_fault(model: type[Body], body: Mapping[str, Any]) -> str | None:
    """Why ``body`` is not of this schema, as ``place: reason``, or None when it is."""
    for loc, reason in body_faults(model, body):
        return f"{'.'.join(map(str, loc))}: {reason}"
    return None


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, Mapping):
        return {key: _tuples(item) for key, item in value.items()}
    return value


def split_tag(tag: str) -> tuple[str, int] | None:
    """``action/1`` as (``action``, 1), or None when it isn't a tag."""
    name, slash, version = tag.partition("/")
    if not slash or not name or not version.isdecimal() or str(int(version)) != version:
        return None
    return name, int(version)
