"""From what an official wrote to what will be signed: checks first, then bodies of digests and the sealed words beside
them.

Everything here happens when proposing and takes no part in verdicts. All faults are collected, so that a person mends
them in one go.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bilateral.dialogue.faults import Faults
from bilateral.dialogue.kind import FieldSpec, Kind, body_fault
from bilateral.dialogue.sealing import PROSE, Sealer, check_words, seal_content, texts_in
from bilateral.dialogue.value_types import ONGOING, VALUE_TYPES
from bilateral.record import seal
from bilateral.values import LANGS, BadInput, EntryRef, Fault, Name, Text
from bilateral.values.concordance import concordance
from bilateral.values.period import parse_date


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as an official wrote it. ``base`` is the version it builds on (``""`` creates it); ``parties`` who
    it binds.
    """

    kind: str
    name: str
    content: Mapping[str, Any]
    parties: tuple[str, ...]
    base: str = ""


@dataclass(frozen=True, slots=True)
class ActDraft:
    """A formal act before it is signed. ``text`` is the reason of a decline or a side's view; ``waiver`` the reason for
    which the concordance check does not apply; ``target`` the proposal answered."""

    act: str
    changes: tuple[Draft, ...] = ()
    target: EntryRef | None = None
    text: Mapping[str, str] | None = None
    waiver: Mapping[str, str] | None = None
    office: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """What goes into the entry: ``changes`` and ``body`` in their record form, ``items`` the new sealed texts with
    their ids.
    """

    changes: tuple[dict[str, Any], ...]
    body: dict[str, Any]
    items: tuple[tuple[str, seal.Sealed], ...] = field(default=())


Known = Callable[[str], Mapping[tuple[str, str], str]]
"""For a document's name, the digests that stand for its words in force: (language, words) to digest."""


def compose(act: ActDraft, kinds: Mapping[str, Kind], salt: Callable[[], bytes], known: Known) -> Composed:
    """Check and seal an act's words.

    :raises Faults: everything that is wrong with it, each with its place and what to do.
    """
    act = _tidied(act)
    faults = list(check(act, kinds))
    if faults:
        raise Faults.of(faults)
    items: list[tuple[str, seal.Sealed]] = []
    changes = []
    for index, draft in enumerate(act.changes):
        kind = kinds[draft.kind]
        sealer = Sealer(salt, known(draft.name) if draft.base else {})
        body = seal_content(kind.fields, draft.content, sealer, str(index))
        items += sealer.items
        changes.append(
            {
                "base": draft.base,
                "body": body,
                "kind": kind.tag,
                "name": draft.name,
                "parties": sorted(set(draft.parties)),
            }
        )
    body = {"visibility": "public"}
    sealer = Sealer(salt)
    for name, words in (("text", act.text), ("waiver", act.waiver)):
        if words:
            body[name] = sealer.text(name, words)  # type: ignore[assignment]
    return Composed(tuple(changes), body, tuple(items + sealer.items))


def check(act: ActDraft, kinds: Mapping[str, Kind]) -> Iterable[Fault]:
    """Everything that is wrong with an act's words and values, before anything is signed."""
    for index, draft in enumerate(act.changes):
        where = draft.name if len(act.changes) > 1 else ""
        yield from check_draft(draft, kinds, where or f"{index}", waived=act.waiver is not None)
    for place, words in (("text", act.text), ("waiver", act.waiver)):
        if words is not None:
            fault = check_words(_PROSE_SPEC, words, place)
            if fault:
                yield fault
    if act.act in ("decline", "position") and act.text is None:
        yield BadInput(
            what=Text("This act needs its reason in words.", "Este acto necesita su motivo por escrito."),
            where="text",
            do=Text("Say why, in both languages.", "Di por qué, en los dos idiomas."),
        )


_PROSE_SPEC = FieldSpec("text", "prose", Text("Text", "Texto"), Text("", ""), True)


def check_draft(draft: Draft, kinds: Mapping[str, Kind], where: str, *, waived: bool = False) -> Iterable[Fault]:
    """What is wrong with one document: unknown kind or field, missing or malformed values, words that don't say the
    same.
    """
    kind = kinds.get(draft.kind)
    if kind is None:
        yield BadInput(
            what=Text(f"There is no kind called {draft.kind}.", f"No existe el tipo {draft.kind}."),
            where=where,
            do=Text(f"Use one of: {', '.join(kinds)}.", f"Usa uno de: {', '.join(kinds)}."),
        )
        return
    Name.parse(draft.name)
    faults = list(_check_fields(kind.fields, draft.content, where))
    yield from faults
    if faults:
        return
    for kind_check in kind.checks:
        yield from kind_check(draft.content)
    body = seal_content(kind.fields, draft.content, Sealer(lambda: bytes(32)), "0")
    wrong = body_fault(kind.body, body)
    if wrong:
        yield BadInput(
            what=Text(
                f"This value is not of the form expected ({wrong}).",
                f"Este valor no tiene la forma esperada ({wrong}).",
            ),
            where=f"{where}.{wrong.partition(':')[0]}",
            do=Text(
                f"See 'bilateral act template {kind.name}' for the form.",
                f"Consulta la forma con 'bilateral act template {kind.name}'.",
            ),
        )
    if not waived:
        for place, text in texts_in(kind.fields, draft.content):
            yield from _discords(text, f"{where}.{place}")


def _check_fields(fields: Iterable[FieldSpec], content: Mapping[str, Any], where: str) -> Iterable[Fault]:
    fields = tuple(fields)
    names = [spec.name for spec in fields]
    for extra in sorted(set(content) - set(names)):
        yield BadInput(
            what=Text(f"There is no field called {extra}.", f"No existe el campo {extra}."),
            where=f"{where}.{extra}",
            do=Text(f"The fields are: {', '.join(names)}.", f"Los campos son: {', '.join(names)}."),
        )
    for spec in fields:
        value = content.get(spec.name)
        place = f"{where}.{spec.name}"
        if value in (None, ""):
            if spec.required and spec.type not in ("parts", "places", "sectors", "office_by_party"):
                yield BadInput(
                    what=Text(f"“{spec.label.en}” is missing.", f"Falta «{spec.label.es}»."),
                    where=place,
                    do=Text("Fill it in.", "Complétalo."),
                )
            continue
        if spec.type in PROSE:
            fault = check_words(spec, value, place)
            if fault:
                yield fault
        elif spec.type == "parts":
            for number, part in enumerate(value):
                yield from _check_fields(spec.parts or (), part, f"{place}.{part.get('id', number)}")
        else:
            yield from VALUE_TYPES[spec.type].check(value, place)


def _discords(text: Text, where: str) -> Iterable[Fault]:
    for discord in concordance(text):
        yield BadInput(
            what=discord.what,
            where=where,
            do=Text(
                "Correct one language, or give a reason why both are right (waiver).",
                "Corrige uno de los idiomas o da un motivo por el que ambos son correctos (dispensa).",
            ),
            code="concordance",
        )


# -- tidying: what a person types in many ways stands on the record in one ------------------------------------------


def _tidied(act: ActDraft) -> ActDraft:
    changes = tuple(
        Draft(d.kind, d.name, {k: tidy(v) for k, v in d.content.items()}, d.parties, d.base) for d in act.changes
    )
    return ActDraft(act.act, changes, act.target, _words(act.text), _words(act.waiver), act.office)


def _words(value: Mapping[str, str] | None) -> Mapping[str, str] | None:
    return None if value is None else {k: tidy(v) for k, v in value.items()}


def tidy(value: Any) -> Any:
    """NFC, line ends as one newline, no blanks at the ends; dates as ISO text. Structure is kept."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(value, Mapping):
        return {key: tidy(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [tidy(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def template(kind: Kind, parties: Iterable[str]) -> dict[str, Any]:
    """An empty authoring content of this kind, as `act template` prints it."""
    return {spec.name: _blank(spec, tuple(parties)) for spec in kind.fields}


def _blank(spec: FieldSpec, parties: tuple[str, ...]) -> Any:
    if spec.type in PROSE:
        return dict.fromkeys(LANGS, "")
    if spec.type == "parts":
        return [{part.name: _blank(part, parties) for part in spec.parts or ()}]
    if spec.type == "office_by_party":
        return dict.fromkeys(parties, "")
    if spec.type in ("places", "sectors"):
        return []
    return {"due": ONGOING, "number": 1, "flag": False}.get(spec.type, "" if spec.required else None)


def is_date(value: Any) -> bool:
    """Whether a due value is a date (not ongoing)."""
    return bool(value) and value != ONGOING and bool(parse_date(str(value)))
