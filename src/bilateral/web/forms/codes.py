"""Places, sectors and documents as people type them and as they are stored."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils.translation import get_language

from bilateral.node.read.shapes import DocumentLink
from bilateral.values import LANGS, BadInput, Fault, Name, Text
from bilateral.values.codes import PLACES, SECTORS

__all__ = ["PLACES", "SECTORS", "labels", "language", "link_to", "place_names", "places", "sector_choices"]


def language() -> str:
    return get_language() or "en"


def labels(table: Any, codes: Iterable[str] | None) -> tuple[tuple[str, Text], ...]:
    return tuple((code, table.label(code) if table.known(code) else Text.same(code)) for code in codes or ())


@cache
def _places_by_name() -> Mapping[str, str]:
    """Codes by name in either language and by code, folded. A name that two places share goes to neither."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for code in PLACES:
        for words in {PLACES.label(code).in_(lang).casefold() for lang in LANGS}:
            if words in found:
                twice.add(words)
            found[words] = code
    return {words: code for words, code in found.items() if words not in twice} | {c.casefold(): c for c in PLACES}


def places(typed: Iterable[str]) -> list[str]:
    """Codes from names or codes as typed."""
    known, found = _places_by_name(), []
    for words in typed:
        code = known.get(words.casefold())
        if code is None:
            raise BadInput(
                what=Text("“{words}” is not a known place.", "«{words}» no es un lugar conocido.").format(words=words[:60]),
                do=Text(
                    "Write the name of a country or of a state, or its code, such as MX-TAM.",
                    "Escribe el nombre de un país o de una entidad, o su clave, por ejemplo MX-TAM.",
                ),
            )
        found.append(code)
    return sorted(set(found))


def place_names() -> list[str]:
    """Every place by its name in the page's language, for the browser to complete."""
    return sorted(PLACES.label(code).in_(language()) for code in PLACES)


def sector_choices() -> list[tuple[str, Text]]:
    return [(code, SECTORS.label(code)) for code in SECTORS]


def link_to(name: str, known: Mapping[str, DocumentLink]) -> DocumentLink:
    """The document that a typed name points at; one that isn't known here is shown by its name."""
    if name in known:
        return known[name]
    try:
        parsed = Name.parse(name)
    except Fault:
        parsed = Name("unknown/unknown", "unknown")
    return DocumentLink(parsed, "", Text("", ""), Text.same(name), "not_assessed", missing=True)
