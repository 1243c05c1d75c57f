"""One control per value type: what it reads from a sent form, how that becomes authoring content, and back for showing.

The table has the same rows as `bilateral.dialogue.value_types.VALUE_TYPES`; a test requires it. A row's HTML is
`templates/forms/values/<type>.html`. What is right or wrong about a document is decided in `dialogue`; here is only
what can be seen in one control alone: a date that is none, a number with letters in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.value_types import ONGOING
from bilateral.node.read.entry_shapes import EntryLink
from bilateral.node.read.shapes import DocumentLink, Due
from bilateral.values import LANGS, BadInput, EntryRef, Fault, Text
from bilateral.values.period import parse_date
from bilateral.values.ref import parse_place
from bilateral.web.forms import codes

Raw = Any
BLANK_ROWS = 2


@dataclass(frozen=True, slots=True)
class World:
    """What the controls may offer: the governments, and documents to point at, by kind."""

    parties: tuple[Any, ...]
    links: Mapping[str, DocumentLink]

    def of(self, *kinds: str) -> list[DocumentLink]:
        return [link for link in self.links.values() if not kinds or link.kind in kinds]


@dataclass(frozen=True, slots=True)
class Control:
    """Four ways: ``collect`` what was typed, ``parse`` it into content, ``fill`` it from a value, ``show`` content."""

    collect: Callable[[Mapping[str, Any], str, FieldSpec, World], Raw]
    parse: Callable[[Raw, FieldSpec], Any]
    fill: Callable[[Any, FieldSpec], Raw]
    show: Callable[[Any, FieldSpec, World], Any]


def _one(data: Mapping[str, Any], key: str, *_: Any) -> str:
    return str(data.get(key, "")).strip()


def _many(data: Any, key: str) -> list[str]:
    return [item.strip() for item in data.getlist(key) if item.strip()]


# -- words ---------------------------------------------------------------------------------------------------------

_NAMES = {"en": Text("English", "inglés"), "es": Text("Spanish", "español")}


def _collect_text(data: Mapping[str, Any], key: str, *_: Any) -> dict[str, str]:
    return {lang: _one(data, f"{key}.{lang}").replace("\r\n", "\n") for lang in LANGS}


def _parse_text(raw: dict[str, str], spec: FieldSpec) -> dict[str, str] | None:
    if not any(raw.values()):
        return None
    for lang in LANGS:
        if not raw[lang]:
            raise BadInput(
                what=Text("“{field}” has no text in {language}.", "«{field}» no tiene texto en {language}.").format(
                    field=spec.label, language=_NAMES[lang]
                ),
                where=lang,
                do=Text("Write it in both languages.", "Escríbelo en los dos idiomas."),
            )
    return raw


def _fill_text(value: Text | None, spec: FieldSpec) -> dict[str, str]:
    return value.to_dict() if value else dict.fromkeys(LANGS, "")


def _show_text(content: dict[str, str] | None, *_: Any) -> Text | None:
    return Text.from_dict(content) if content else None


_WORDS = Control(_collect_text, _parse_text, _fill_text, _show_text)


# -- dates and numbers ---------------------------------------------------------------------------------------------


def _day(raw: str) -> str | None:
    return parse_date(raw).isoformat() if raw else None


def _collect_due(data: Mapping[str, Any], key: str, *_: Any) -> dict[str, str]:
    return {"how": _one(data, f"{key}.how") or "date", "date": _one(data, f"{key}.date")}


def _parse_due(raw: dict[str, str], spec: FieldSpec) -> str | None:
    return ONGOING if raw["how"] == ONGOING else _day(raw["date"])


def _fill_due(value: Due | None, spec: FieldSpec) -> dict[str, str]:
    if value is None:
        return {"how": "date", "date": ""}
    return {"how": ONGOING if value.ongoing else "date", "date": value.date.isoformat() if value.date else ""}


def _show_due(content: str | None, *_: Any) -> Due:
    return Due(None, content == ONGOING) if content in (None, ONGOING) else Due(date.fromisoformat(str(content)))


def _parse_number(raw: str, spec: FieldSpec) -> int | None:
    if not raw:
        return None
    if not raw.removeprefix("-").isdecimal() or len(raw) > 15:
        raise BadInput(
            what=Text("“{raw}” is not a whole number.", "«{raw}» no es un número entero.").format(raw=raw[:40]),
            do=Text("Write digits only, such as 3.", "Escribe sólo dígitos, por ejemplo 3."),
        )
    return int(raw)


# -- choices and names ---------------------------------------------------------------------------------------------


def _fill_choice(value: Text | None, spec: FieldSpec) -> str:
    if value is None:
        return ""
    return next((code for code, text in spec.choices or () if text == value), value.en)


def _show_choice(content: str | None, spec: FieldSpec, world: World) -> Text | None:
    return dict(spec.choices or ()).get(content or "", Text.same(content)) if content else None


def _fill_name(value: DocumentLink | None, spec: FieldSpec) -> str:
    return str(value.name) if value else ""


def _show_name(content: str | None, spec: FieldSpec, world: World) -> DocumentLink | None:
    return codes.link_to(content, world.links) if content else None


def _collect_offices(data: Mapping[str, Any], key: str, spec: FieldSpec, world: World) -> dict[str, str]:
    return {party.code: _one(data, f"{key}.{party.code}") for party in world.parties}


def _parse_offices(raw: dict[str, str], spec: FieldSpec) -> dict[str, str]:
    return {party: name for party, name in raw.items() if name}


def _show_entry(content: str | None, *_: Any) -> EntryLink | None:
    """A typed place as a link: the form has no record at hand, so it shows the place."""
    place = (content or "").partition("@")[0]
    try:
        log, seq = parse_place(place)
    except Fault:
        return None
    return EntryLink(EntryRef(log, seq, "0" * 64), Text("", ""), missing=True)


# -- parts: filled in by form.py, which knows the fields inside ------------------------------------------------------


def _nothing(*_: Any) -> Any:
    raise AssertionError("parts are read field by field")


def _plain(raw: str, spec: FieldSpec) -> str | None:
    return raw or None


def _shown(content: Any, *_: Any) -> Any:
    return content


CONTROLS: dict[str, Control] = {
    "id": Control(_one, _plain, lambda value, spec: str(value or ""), _shown),
    "digest": Control(_one, _plain, lambda value, spec: str(value or ""), _shown),
    "title": _WORDS,
    "prose": _WORDS,
    "date": Control(
        _one,
        lambda raw, spec: _day(raw),
        lambda value, spec: value.isoformat() if value else "",
        lambda content, *_: date.fromisoformat(content) if content else None,
    ),
    "due": Control(_collect_due, _parse_due, _fill_due, _show_due),
    "number": Control(_one, _parse_number, lambda value, spec: "" if value is None else str(value), _shown),
    "choice": Control(_one, _plain, _fill_choice, _show_choice),
    "party": Control(_one, _plain, lambda value, spec: value or "", _shown),
    "name": Control(_one, _plain, _fill_name, _show_name),
    "entry": Control(_one, _plain, lambda value, spec: value.ref.short if value else "", _show_entry),
    "office_by_party": Control(
        _collect_offices,
        _parse_offices,
        lambda value, spec: {party: str(link.name) for party, link in (value or {}).items()},
        lambda content, spec, world: {p: codes.link_to(name, world.links) for p, name in (content or {}).items()},
    ),
    "places": Control(
        lambda data, key, *_: _many(data, key),
        lambda raw, spec: codes.places(raw),
        lambda value, spec: [label.in_(codes.language()) for _, label in value or ()],
        lambda content, *_: codes.labels(codes.PLACES, content),
    ),
    "sectors": Control(
        lambda data, key, *_: _many(data, key),
        lambda raw, spec: sorted(set(raw)),
        lambda value, spec: [code for code, _ in value or ()],
        lambda content, *_: codes.labels(codes.SECTORS, content),
    ),
    "items": Control(
        lambda data, key, *_: _many(data, key),
        lambda raw, spec: sorted(set(raw)),
        lambda value, spec: list(value or ()),
        _shown,
    ),
    "parts": Control(_nothing, _nothing, _nothing, _nothing),
    "link": Control(_one, _plain, lambda value, spec: value or "", _shown),
    "flag": Control(_one, lambda raw, spec: raw == "yes", lambda value, spec: "yes" if value else "", _shown),
}
