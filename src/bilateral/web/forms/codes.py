"""Places, sectors and documents as people type them and as they are stored."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language

from bilateral.node.read.shapes import DocumentLink
from bilateral.values import Fault, Name, Text
from bilateral.values.codes import PLACES, SECTORS

__all__ = ["PLACES", "SECTORS", "labels", "language", "link_to", "place_names", "places", "sector_choices"]


def language() -> str:
    return get_language() or "en"


def labels(table: Any, codes: Iterable[str] | None) -> tuple[tuple[str, Text], ...]:
    return tuple((code, table.label(code) if table.known(code) else Text.same(code)) for code in codes or ())


def places(typed: Iterable[str]) -> list[str]:
    """Codes from names or codes as typed.

    :raises UnknownCode: one of them is no place, with the nearest that is.
    """
    return sorted({PLACES.lookup(words).code for words in typed})


def place_names() -> list[str]:
    """Every place by its name in the page's language, for the browser to complete."""
    return sorted(place.label.in_(language()) for place in PLACES)


def sector_choices() -> list[tuple[str, Text]]:
    return [(sector.code, sector.label) for sector in SECTORS]


def link_to(name: str, known: Mapping[str, DocumentLink]) -> DocumentLink:
    """The document that a typed name points at; one that isn't known here is shown by its name."""
    if name in known:
        return known[name]
    try:
        parsed = Name.parse(name)
    except Fault:
        parsed = Name("unknown/unknown", "unknown")
    return DocumentLink(parsed, "", Text("", ""), Text.same(name), "not_assessed", missing=True)
