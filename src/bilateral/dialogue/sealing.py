"""Between what people write and what stands on the record: prose out of bodies into sealed items, and back for showing.

Authoring content holds words, ``{"en": ..., "es": ...}``; a body on the record holds digests in the same places. What
didn't change keeps its digest, so that a reader can prove that it didn't.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.seals.words import is_stand_in
from bilateral.record import seal
from bilateral.values import LANGS, BadInput, Fault, Text
from bilateral.values.ref import parse_place

PROSE = ("title", "prose")
LIMITS = {"title": 300, "prose": 20_000}
LeafOf = Callable[[str, int], str | None]
"""The leaf of the entry at a place, or None where none is held."""


class Kept(str):
    """Stands in authoring content for a text that is not shown: the digest in force, which is carried on as it is."""

    __slots__ = ()


@dataclass(slots=True)
class Sealer:
    """Seals texts with salts from ``salt`` (32 fresh random bytes a call, given by the node).

    ``held`` are the words of the version built on, by digest: a text that stands unchanged in its place keeps its
    digest. ``leaf_of`` completes places of entries. ``items`` collects what is new: (id, sealed).
    """

    salt: Callable[[], bytes]
    held: Mapping[str, str] = field(default_factory=dict)
    leaf_of: LeafOf = lambda log, seq: None
    items: list[tuple[str, seal.Sealed]] = field(default_factory=list)

    def text(self, place: str, words: Mapping[str, str], before: Mapping[str, str] | None = None) -> dict[str, str]:
        """The digests of one text, one per language; new ones are kept under ``place.lang``."""
        digests: dict[str, str] = {}
        for lang in LANGS:
            old = before.get(lang) if before else None
            if isinstance(words[lang], Kept):
                digests[lang] = str(words[lang])
                continue
            if old is not None and self.held.get(old) == words[lang]:
                digests[lang] = old
                continue
            digests[lang] = self.one(f"{place}.{lang}", words[lang], lang)
        return digests

    def one(self, place: str, words: str, lang: str) -> str:
        """The digest of one new text of one language."""
        sealed = seal.seal_text(words, lang, self.salt())
        self.items.append((place, sealed))
        return sealed.digest


def seal_content(
    fields: Sequence[FieldSpec],
    content: Mapping[str, Any],
    sealer: Sealer,
    place: str,
    before: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The body that stands on the record for this authoring content. Every field present, absent ones null or empty.

    :param before: the body built on; parts are compared with the ones of the same id.
    """
    old = before or {}
    return {
        spec.name: _seal(spec, content.get(spec.name), sealer, f"{place}.{spec.name}", old.get(spec.name))
        for spec in fields
    }


def _seal(spec: FieldSpec, value: Any, sealer: Sealer, place: str, before: Any) -> Any:
    if spec.type == "parts":
        old = {part.get("id"): part for part in before or ()}
        return [
            seal_content(spec.parts or (), part, sealer, f"{place}.{part['id']}", old.get(part["id"]))
            for part in value or ()
        ]
    if spec.type in ("places", "sectors", "items"):
        return sorted(set(value or ()))
    if spec.type == "office_by_party":
        return dict(value or {})
    if value is None or value == "":
        return None
    if spec.type == "entry":
        return whole_reference(value, sealer.leaf_of)
    return sealer.text(place, value, before) if spec.type in PROSE else value


def whole_reference(value: str, leaf_of: LeafOf) -> str:
    """A place as a person types it, ``hled/us#12``, with the leaf that binds it; as it is where that can't be done."""
    try:
        leaf = leaf_of(*parse_place(value))
    except Fault:
        return value
    return f"{value}@{leaf}" if leaf else value


def open_content(fields: Sequence[FieldSpec], body: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """Authoring content from a body and the words by digest; a text that isn't held is empty, one that is held in
    neither language None.
    """
    content: dict[str, Any] = {}
    for spec in fields:
        value = body.get(spec.name)
        if spec.type == "parts":
            content[spec.name] = [open_content(spec.parts or (), part, words) for part in value or ()]
        elif spec.type in PROSE:
            held = {lang: words.get(value[lang], "") for lang in LANGS} if value else {}
            content[spec.name] = held if any(held.values()) else None
        else:
            content[spec.name] = value
    return content


def keep_hidden(
    fields: Sequence[FieldSpec], content: Mapping[str, Any], body: Mapping[str, Any], hidden: frozenset[str]
) -> dict[str, Any]:
    """Authoring content in which a text not shown, and left empty or as what stands for it, is carried on."""
    return {
        **content,
        **{spec.name: kept for spec in fields if (kept := _keep(spec, content, body, hidden)) is not None},
    }


def _keep(spec: FieldSpec, content: Mapping[str, Any], body: Mapping[str, Any], hidden: frozenset[str]) -> Any:
    """The field's value with what is carried on in it; None where nothing is."""
    value, before = content.get(spec.name), body.get(spec.name)
    if spec.type == "parts" and isinstance(value, (list, tuple)):
        old = {part.get("id"): part for part in before or ()}
        return [
            keep_hidden(spec.parts or (), part, old.get(part.get("id"), {}), hidden)
            if isinstance(part, Mapping)
            else part
            for part in value
        ]
    if spec.type not in PROSE or not before or not hidden.intersection(before.values()):
        return None
    words = value if isinstance(value, Mapping) else {}
    if value not in (None, "") and not isinstance(value, Mapping):
        return None
    left = (lang for lang, digest in before.items() if digest in hidden and _is_left(words.get(lang)))
    return {**words, **{lang: Kept(before[lang]) for lang in left}}


def _is_left(words: Any) -> bool:
    return words in (None, "") or (isinstance(words, str) and is_stand_in(words))


def strays(fields: Sequence[FieldSpec], content: Mapping[str, Any], place: str) -> Iterator[str]:
    """Where authoring content holds what stands for a text that is not shown, as if it were a text."""
    for spec in fields:
        value, where = content.get(spec.name), f"{place}.{spec.name}"
        if spec.type == "parts" and isinstance(value, (list, tuple)):
            for part in value:
                if isinstance(part, Mapping):
                    yield from strays(spec.parts or (), part, f"{where}.{part.get('id', '?')}")
        elif spec.type in PROSE and isinstance(value, Mapping):
            yield from (
                f"{where}.{lang}" for lang, said in value.items() if isinstance(said, str) and is_stand_in(said)
            )


def digests_in(value: Any) -> Iterator[str]:
    """Every digest of prose in a body, wherever it stands."""
    if isinstance(value, Mapping):
        if set(value) == set(LANGS) and all(isinstance(v, str) and len(v) == 64 for v in value.values()):
            yield from value.values()
        else:
            for item in value.values():
                yield from digests_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from digests_in(item)


def texts_in(fields: Sequence[FieldSpec], content: Mapping[str, Any], place: str = "") -> Iterator[tuple[str, Text]]:
    """Every bilingual text of authoring content with its place, for the concordance check."""
    for spec in fields:
        value = content.get(spec.name)
        where = f"{place}.{spec.name}" if place else spec.name
        if spec.type == "parts":
            for part in value or ():
                yield from texts_in(spec.parts or (), part, f"{where}.{part.get('id', '?')}")
        elif spec.type in PROSE and isinstance(value, Mapping) and set(value) == set(LANGS):
            if any(isinstance(words, Kept) or is_stand_in(str(words)) for words in value.values()):
                continue  # what isn't shown can't be compared
            yield where, Text(str(value["en"]), str(value["es"]))


def check_words(spec: FieldSpec, value: Any, where: str) -> Fault | None:
    """What is wrong with one authored text: both languages, neither empty nor too long, no characters the record
    refuses.
    """
    if (
        not isinstance(value, Mapping)
        or set(value) != set(LANGS)
        or not all(isinstance(v, str) for v in value.values())
    ):
        return BadInput(
            what=Text("This text needs English and Spanish.", "Este texto necesita inglés y español."),
            where=where,
            do=Text("Write both, under 'en' and 'es'.", "Escribe los dos, en 'en' y en 'es'."),
        )
    for lang in LANGS:
        fault = _check_one(spec, value[lang], f"{where}.{lang}")
        if fault:
            return fault
    return None


def _check_one(spec: FieldSpec, words: str, where: str) -> Fault | None:
    if not words.strip():
        return BadInput(
            what=Text("This text is empty in one language.", "Este texto está vacío en un idioma."),
            where=where,
            do=Text("Write it in this language too.", "Escríbelo también en este idioma."),
        )
    limit = LIMITS[spec.type]
    if len(words) > limit:
        return BadInput(
            what=Text(f"This text is longer than {limit} characters.", f"Este texto pasa de {limit} caracteres."),
            where=where,
            do=Text("Shorten it.", "Acórtalo."),
        )
    if spec.type == "title" and "\n" in words:
        return BadInput(
            what=Text("A title is a single line.", "Un título es una sola línea."),
            where=where,
            do=Text("Take the line breaks out.", "Quita los saltos de línea."),
        )
    hidden = None if words.isprintable() else next((c for c in words if is_hidden(c)), None)
    if hidden:
        code = f"U+{ord(hidden):04X}"
        return BadInput(
            what=Text(f"This text holds a hidden character, {code}.", f"Este texto tiene un carácter oculto, {code}."),
            where=where,
            do=Text("Take it out, or type the words anew.", "Quítalo o vuelve a escribir el texto."),
        )
    return None


def is_hidden(character: str) -> bool:
    """Whether a character could make a text look other than it is: controls (but newline), direction and format marks,
    private ones, odd line ends. Joiners and the soft hyphen belong to how words are written.
    """
    if character.isprintable() or character in "\n\u00ad\u200c\u200d":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
