"""From authoring content, before and now, to the rows of a redline.

A field of words is a row with a cell per language; another value is a row with one cell. Parts (milestones) give a row
for each of their fields, under ``milestones.ID.FIELD``: first those of the new text in its order, then those taken out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bilateral.dialogue.kind import FieldSpec, Kind
from bilateral.dialogue.redlining.written import write_value
from bilateral.dialogue.sealing import PROSE
from bilateral.dialogue.value_types import VALUE_TYPES
from bilateral.files.redline import Row, Sheet
from bilateral.values import LANGS, BadInput, Text


def sheet_of(kind: Kind, name: str, base: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Sheet:
    """One document of a redline.

    :param base: the version built on, '' for a new text; ``before`` is its content, empty for a new text.
    :raises BadInput: the content holds a field that the kind doesn't have, or a value of the wrong form.
    """
    rows = tuple(_rows(kind.fields, before, now, name, "", Text("", "")))
    title = next((row.now for row in rows if row.place == "title"), Text("", ""))
    return Sheet(name, kind.tag, kind.title, title, base, rows)


def label_of(kind: Kind, place: str) -> Text:
    """The words for a place of a document, as its row has them; the place itself where there is no such field."""
    head, _, rest = place.partition(".")
    spec = next((spec for spec in kind.fields if spec.name == head), None)
    if spec is None:
        return Text.same(place)
    part, _, name = rest.rpartition(".")
    inner = next((inner.label for inner in spec.parts or () if inner.name == name), None)
    if part and inner:
        return _over(spec, part) + inner
    return spec.label + f" {rest}" if rest else spec.label


def _over(spec: FieldSpec, part: str) -> Text:
    return spec.label + f" {part} · "


def _rows(
    fields: Sequence[FieldSpec], before: Mapping[str, Any], now: Mapping[str, Any], name: str, place: str, over: Text
) -> Iterator[Row]:
    known = {spec.name for spec in fields}
    for field in now:
        if field not in known:
            raise _unknown(f"{name}: {place}{field}", sorted(known))
    for spec in fields:
        where, label = f"{place}{spec.name}", over + spec.label
        old, new = before.get(spec.name), now.get(spec.name)
        _check_form(spec, new, f"{name}: {where}")
        if spec.type == "parts":
            yield from _part_rows(spec, old or (), new or (), name, where)
        elif spec.type in PROSE:
            yield Row(where, label, _both(old), _both(new))
        elif not (place and spec.name == "id"):  # a part's id is in the places of its rows
            then, here = (Text.same(write_value(spec, value)) for value in (old, new))
            yield Row(where, label, then, here, shared=True)


def _part_rows(spec: FieldSpec, before: Sequence[Any], now: Sequence[Any], name: str, where: str) -> Iterator[Row]:
    old, new = _by_id(before, name, where), _by_id(now, name, where)
    for part in [*new, *(gone for gone in old if gone not in new)]:
        inside = f"{where}.{part}."
        yield from _rows(spec.parts or (), old.get(part, {}), new.get(part, {}), name, inside, _over(spec, part))


def _by_id(parts: Sequence[Mapping[str, Any]], name: str, where: str) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for part in parts:
        identity = str(part.get("id") or "")
        if not identity or identity in found or set(identity) & set(". \n\t"):
            raise BadInput(
                Text("This has no id of its own.", "Esto no tiene una clave propia."),
                f"{name}: {where}.{identity}",
                Text("Give it one that no other has, such as m1.", "Asígnale una que ninguno otro tenga, como m1."),
            )
        found[identity] = part
    return found


def _both(value: Any) -> Text:
    return Text(*(str(value.get(lang) or "") for lang in LANGS)) if value else Text("", "")


def _check_form(spec: FieldSpec, value: Any, where: str) -> None:
    fits = VALUE_TYPES[spec.type].fits
    dated = spec.type in ("date", "due") and hasattr(value, "isoformat")  # YAML reads 2027-03-01 as a date
    if value in (None, "") or dated or fits(value):
        return
    raise BadInput(
        Text("This value is not of the form expected.", "Este valor no tiene la forma esperada."),
        where,
        Text("Write ", "Escribe ") + VALUE_TYPES[spec.type].form + ".",
    )


def _unknown(where: str, known: Sequence[str]) -> BadInput:
    return BadInput(
        Text("There is no such field.", "No existe ese campo."),
        where,
        Text("Use one of: {names}.", "Usa uno de: {names}.").format(names=", ".join(known)),
    )
