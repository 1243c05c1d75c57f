"""Text of submissions as a page may show it: what is screened as personal is masked, what is long is cut at a word."""

from html import escape
from typing import Final

from bilateral.values import Text
from bilateral.voices.screening import KINDS, personal

LONGEST: Final = 700
_MASK: Final = Text("[{kind} left out]", "[se omite: {kind}]")


def masked(text: str, lang: str) -> str:
    """Plain text with the name of the kind in place of what may name or reach a person."""
    parts, at = [], 0
    for flag in personal(text):
        parts += [text[at : flag.start], _MASK.format(kind=KINDS[flag.kind].label).in_(lang)]
        at = flag.end
    return "".join([*parts, text[at:]])


def excerpt(text: str, lang: str, longest: int = LONGEST) -> str:
    """The beginning, masked, as HTML."""
    said = " ".join(masked(text, lang).split())
    if len(said) > longest:
        said = said[:longest].rsplit(" ", 1)[0] + " …"
    return escape(said)
