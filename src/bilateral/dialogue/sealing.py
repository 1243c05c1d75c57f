"""Between what people write and what stands on the record: prose out of bodies into sealed items, and back for showing.

Authoring content holds words, ``{"en": ..., "es": ...}``; a body on the record holds digests in the same places. What
didn't change keeps its digest, so that a reader can prove that it didn't.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bilateral.dialogue.kind import FieldSpec
from bilateral.record import seal
from bilateral.values import LANGS, BadInput, Fault, Text

PROSE = ("title", "prose")
LIMITS = {"title": 300, "prose": 20_000}


@dataclass(slots=True)
class Sealer:
    """Seals texts with salts from ``salt`` (32 fresh random bytes a call, given by the node).

    ``known`` maps (language, words) to the digest that already stands for them in the version built on. ``items``
    collects what is new: (id, sealed).
    """

    salt: Callable[[], bytes]
    known: Mapping[tuple[str, str], str] = field(default_factory=dict)
    items: list[tuple[str, seal.Sealed]] = field(default_factory=list)

    def text(self, place: str, words: Mapping[str, str]) -> dict[str, str]:
        """The digests of one text, one per language; new ones are kept under ``place.lang``."""
        digests = {}
        for lang in LANGS:
            known = self.known.get((lang, words[lang]))
            if known is None:
                sealed = seal.seal(words[lang].encode(), {"lang": lang, "type": "text/plain"}, self.salt())
                self.items.append((f"{place}.{lang}", sealed))
                known = sealed.digest
            digests[lang] = known
        return digests


def seal_content(fields: Sequence[FieldSpec], content: Mapping[str, Any], sealer: Sealer, place: str) -> dict[str, Any]:
    """The body that stands on the record for this authoring content. Every field present, absent ones null or empty."""
    body: dict[str, Any] = {}
    for spec in fields:
        value = content.get(spec.name)
        body[spec.name] = _seal(spec, value, sealer, f"{place}.{spec.name}")
    return body


def _seal(spec: FieldSpec, value: Any, sealer: Sealer, place: str) -> Any:
    if spec.type == "parts":
        parts = value or ()
        return [seal_content(spec.parts or (), part, sealer, f"{place}.{part['id']}") for part in parts]
    if spec.type in ("places", "sectors"):
        return sorted(set(value or ()))
    if spec.type == "office_by_party":
        return dict(value or {})
    if value in (None, ""):
        return None
    return sealer.text(place, value) if spec.type in PROSE else value


def open_content(fields: Sequence[FieldSpec], body: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """Authoring content from a body and the words by digest; a text that isn't held becomes None."""
    content: dict[str, Any] = {}
    for spec in fields:
        value = body.get(spec.name)
        if spec.type == "parts":
            content[spec.name] = [open_content(spec.parts or (), part, words) for part in value or ()]
        elif spec.type in PROSE:
            held = value is not None and all(value[lang] in words for lang in LANGS)
            content[spec.name] = {lang: words[value[lang]] for lang in LANGS} if value and held else None
        else:
            content[spec.name] = value
    return content


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
    limit = LIMITS[spec.type]
    for lang in LANGS:
        words = value[lang]
        if not words.strip():
            return BadInput(
                what=Text("This text is empty in one language.", "Este texto está vacío en un idioma."),
                where=f"{where}.{lang}",
                do=Text("Write it in this language too.", "Escríbelo también en este idioma."),
            )
        if len(words) > limit:
            return BadInput(
                what=Text(f"This text is longer than {limit} characters.", f"Este texto pasa de {limit} caracteres."),
                where=f"{where}.{lang}",
                do=Text("Shorten it.", "Acórtalo."),
            )
    return None
