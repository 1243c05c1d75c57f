"""What is wrong with what an official wrote, all of it at once: each fault with its place and what to do.

The checks run when proposing and take no part in verdicts, so they may look at tables that change (places, sectors,
which documents exist). Not here: sealing (compose.py), and the rules of the record (fold).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from bilateral.dialogue.drafts import ActDraft, Draft
from bilateral.dialogue.kind import FieldSpec, Kind, body_faults
from bilateral.dialogue.sealing import (
    PROSE,
    LeafOf,
    Sealer,
    check_words,
    seal_content,
    strays,
    texts_in,
    whole_reference,
)
from bilateral.dialogue.seals.checks import check_items, check_sealed
from bilateral.dialogue.value_types import VALUE_TYPES
from bilateral.values import BadInput, EntryRef, Fault, Name, Text
from bilateral.values.concordance import concordance

KindOf = Callable[[str], str | None]
"""The kind of a document that exists (in force or proposed), or None where there is none of that name."""

LISTS = ("parts", "places", "sectors", "items", "office_by_party")
_SAID = FieldSpec("text", "prose", Text("Text", "Texto"), Text("", ""), True)


def check(
    act: ActDraft,
    kinds: Mapping[str, Kind],
    kind_of: KindOf | None = None,
    parties: Collection[str] = (),
    leaf_of: LeafOf | None = None,
) -> Iterator[Fault]:
    """Everything that is wrong with an act's words and values, before anything is signed.

    :param parties: the governments whose records are held; none of them means that this isn't looked at.
    :param leaf_of: finds entries; without it, entries pointed at are not looked up.
    """
    created = {draft.name: draft.kind for draft in act.changes}

    def known(name: str) -> str | None:
        return created.get(name) or (kind_of(name) if kind_of else "")

    for index, draft in enumerate(act.changes):
        where = draft.name if len(act.changes) > 1 else str(index)
        if parties:
            yield from _strangers(draft.parties, parties, where)
        yield from check_draft(draft, kinds, where, waived=act.waiver is not None, kind_of=kind_of and known)
        if draft.kind in kinds:
            yield from map(_stray, strays(kinds[draft.kind].fields, draft.content, where))
        if leaf_of and draft.kind in kinds:
            yield from _absent(kinds[draft.kind].fields, draft.content, leaf_of, where)
    if act.on:
        yield from check_items(act.act, act.on)
    if act.sealed:
        yield from check_sealed(act)
    for place, words in (("text", act.text), ("waiver", act.waiver)):
        if words is not None and (fault := check_words(_SAID, words, place)):
            yield fault
    if act.act in ("decline", "position", "withhold", "redact", "erase") and act.text is None:
        yield BadInput(
            what=Text("This act needs its reason in words.", "Este acto necesita su motivo por escrito."),
            where="text",
            do=Text("Say why, in both languages.", "Di por qué, en los dos idiomas."),
        )


def _stray(place: str) -> Fault:
    return BadInput(
        what=Text(
            "This stands for a text that is not shown; it is no text itself.",
            "Esto está en lugar de un texto que no se muestra; no es un texto.",
        ),
        where=place,
        do=Text("Write words, or leave the document's text as it is.", "Escribe palabras o deja el texto como está."),
    )


def _strangers(bound: Iterable[str], parties: Collection[str], where: str) -> Iterator[Fault]:
    for code in sorted(set(bound) - set(parties)):
        yield BadInput(
            what=Text(
                f"There is no government called {code} here.", f"Aquí no hay ningún gobierno con la clave {code}."
            ),
            where=f"{where}.parties",
            do=Text(
                f"Bring its record in first, or use: {', '.join(sorted(parties))}.",
                f"Trae antes su registro o usa: {', '.join(sorted(parties))}.",
            ),
        )


def check_draft(
    draft: Draft, kinds: Mapping[str, Kind], where: str, *, waived: bool = False, kind_of: KindOf | None = None
) -> Iterator[Fault]:
    """What is wrong with one document: unknown kind or field, missing or malformed values, words that don't say the
    same in both languages, names that point at nothing.
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
    faults = [*_fields(kind.fields, draft.content, where)]
    bad = {fault.where.removeprefix(f"{where}.").split(".")[0] for fault in faults}
    sound = {name: value for name, value in draft.content.items() if name not in bad}
    faults += _form(kind, sound, where)
    if not faults:
        faults += [fault for rule in kind.checks for fault in rule(draft.content)]
        faults += _parties(kind.fields, draft.content, draft.parties, where)
        faults += _pointed(kind.fields, draft.content, kind_of, where) if kind_of else ()
    yield from faults
    if not waived:
        for place, text in texts_in(kind.fields, sound):
            yield from _discords(text, f"{where}.{place}")


def _fields(fields: Iterable[FieldSpec], content: Mapping[str, Any], where: str) -> Iterator[Fault]:
    """Fields that there are not, fields that are missing, values that are not even of the right structure."""
    fields = tuple(fields)
    names = [spec.name for spec in fields]
    for extra in sorted(map(str, set(content) - set(names))):
        yield BadInput(
            what=Text(f"There is no field called {extra}.", f"No existe el campo {extra}."),
            where=f"{where}.{extra}",
            do=Text(f"The fields are: {', '.join(names)}.", f"Los campos son: {', '.join(names)}."),
        )
    for spec in fields:
        value, place = content.get(spec.name), f"{where}.{spec.name}"
        if value is None or value == "":
            if spec.required and spec.type not in LISTS:
                yield _missing(spec, place)
        elif spec.type in PROSE:
            if fault := check_words(spec, value, place):
                yield fault
        elif not VALUE_TYPES[spec.type].fits(value):
            yield _malformed(spec, place)
        elif spec.type == "parts":
            for number, part in enumerate(value):
                yield from _fields(spec.parts or (), part, f"{place}.{part.get('id') or number}")
        else:
            yield from VALUE_TYPES[spec.type].check(value, place)


def _missing(spec: FieldSpec, where: str) -> Fault:
    return BadInput(
        what=Text(f"“{spec.label.en}” is missing.", f"Falta «{spec.label.es}»."),
        where=where,
        do=Text("Fill it in.", "Complétalo."),
    )


def _malformed(spec: FieldSpec, where: str) -> Fault:
    form = VALUE_TYPES[spec.type].form
    if spec.choices:
        form = Text.same(", ".join(value for value, _ in spec.choices))
    return BadInput(
        what=Text(f"“{spec.label.en}” is not of the form expected.", f"«{spec.label.es}» no tiene la forma esperada."),
        where=where,
        do=Text("Write ", "Escribe ") + form + ".",
    )


def _absent(fields: Iterable[FieldSpec], content: Mapping[str, Any], leaf_of: LeafOf, where: str) -> Iterator[Fault]:
    """Entries pointed at that aren't held, or that aren't the ones that their leaf says."""
    for spec in fields:
        value, place = content.get(spec.name), f"{where}.{spec.name}"
        if spec.type == "parts" and VALUE_TYPES["parts"].fits(value):
            for number, part in enumerate(value or ()):
                yield from _absent(spec.parts or (), part, leaf_of, f"{place}.{part.get('id') or number}")
        elif spec.type == "entry" and isinstance(value, str) and value:
            whole = whole_reference(value, leaf_of)
            try:
                ref = EntryRef.parse(whole)
            except Fault:
                held = not _is_place(value)  # what is no place at all was told with the field's form
            else:
                held = leaf_of(ref.log, ref.seq) == ref.leaf
            if not held:
                yield BadInput(
                    what=Text("This node does not hold that entry.", "Este nodo no tiene ese asiento."),
                    where=place,
                    do=Text(
                        "Check the place, or bring the other record in first: bilateral record pull.",
                        "Revisa el lugar o trae primero el otro registro: bilateral record pull.",
                    ),
                )


def _is_place(value: str) -> bool:
    return whole_reference(value, lambda log, seq: "0" * 64) != value


def _form(kind: Kind, content: Mapping[str, Any], where: str) -> Iterator[Fault]:
    """Values that the kind's schema does not take, one fault a field. What isn't in ``content`` isn't looked at."""
    sealer = Sealer(lambda: bytes(32), leaf_of=lambda log, seq: "0" * 64)
    body = seal_content(kind.fields, content, sealer, "0")
    told = set()
    for loc, _ in body_faults(kind.body, body):
        if loc[0] not in content:
            continue
        spec, place = _spec_at(kind.fields, content, loc)
        if spec and place not in told:
            told.add(place)
            yield _malformed(spec, f"{where}.{place}")


def _spec_at(
    fields: Iterable[FieldSpec], content: Mapping[str, Any], loc: tuple[int | str, ...]
) -> tuple[FieldSpec | None, str]:
    """The field that a schema's complaint is about, and its place in the words of whoever wrote it."""
    spec = next((spec for spec in fields if spec.name == loc[0]), None)
    if spec is None or spec.type != "parts" or len(loc) < 3:
        return spec, str(loc[0])
    part = content[spec.name][int(loc[1])]
    inner, place = _spec_at(spec.parts or (), part, loc[2:])
    return inner, f"{spec.name}.{part.get('id') or loc[1]}.{place}"


# -- what a document says of governments and of other documents -----------------------------------------------------


def _parties(
    fields: Iterable[FieldSpec], content: Mapping[str, Any], parties: tuple[str, ...], where: str
) -> Iterator[Fault]:
    """Governments named inside a document are among those that it binds."""
    for spec in fields:
        value, place = content.get(spec.name), f"{where}.{spec.name}"
        if spec.type == "parts":
            for part in value or ():
                yield from _parties(spec.parts or (), part, parties, f"{place}.{part['id']}")
        elif spec.type in ("party", "office_by_party"):
            named = [value] if spec.type == "party" and value else list(value or ())
            for code in named:
                if code not in parties:
                    yield BadInput(
                        what=Text(f"{code} is not a party to this text.", f"{code} no es parte de este texto."),
                        where=place,
                        do=Text(f"Use one of: {', '.join(parties)}.", f"Usa una de: {', '.join(parties)}."),
                    )


def _pointed(fields: Iterable[FieldSpec], content: Mapping[str, Any], kind_of: KindOf, where: str) -> Iterator[Fault]:
    """Names point at documents that exist, or that the same proposal creates, and of a kind that fits."""
    for spec in fields:
        value = content.get(spec.name)
        if not value or spec.type not in ("name", "office_by_party"):
            continue
        for name in [value] if spec.type == "name" else value.values():
            kind = kind_of(name)
            if kind is None:
                yield BadInput(
                    what=Text(f"There is no document called {name}.", f"No existe el documento {name}."),
                    where=f"{where}.{spec.name}",
                    do=Text(
                        "Check the name, or propose that document first or in the same package.",
                        "Revisa el nombre o propón antes ese documento, o en el mismo paquete.",
                    ),
                )
            elif spec.kinds and kind not in spec.kinds:
                kinds = ", ".join(spec.kinds)
                yield BadInput(
                    what=Text(f"{name} is of another kind ({kind}).", f"{name} es de otro tipo ({kind})."),
                    where=f"{where}.{spec.name}",
                    do=Text(f"Name a document of: {kinds}.", f"Indica un documento de: {kinds}."),
                )


def _discords(text: Text, where: str) -> Iterator[Fault]:
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
