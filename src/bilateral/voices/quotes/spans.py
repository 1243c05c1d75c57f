"""The sentences of a text, as spans: what stands at text[start:end] is a quote to the letter."""

import re
from typing import Final

from bilateral.voices.quotes.shortforms import ends_none

SHORTEST: Final = 30
LONGEST: Final = 320
_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'»”)]*+(?=\s|$)|\n\s*\n|\n")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the space around it."""
    found, first = [], 0
    for mark in _END.finditer(text):
        if mark.group() == "." and ends_none(text, mark.start()):
            continue
        found.append(_trim(text, first, mark.end()))
        first = mark.end()
    found.append(_trim(text, first, len(text)))
    return [(a, b) for a, b in found if b > a]


def quotable(text: str) -> list[tuple[int, int]]:
    """The sentences that are neither too short to say something nor too long to be read."""
    return [(a, b) for a, b in sentences(text) if SHORTEST <= b - a <= LONGEST]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())
