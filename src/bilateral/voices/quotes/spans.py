"""The sentences of a text, as spans: what stands at text[start:end] is a quote to the letter."""

import re
from typing import Final

SHORTEST: Final = 30
LONGEST: Final = 320
_END: Final = re.compile(r"[.!?…]+[\"'»”)]*(?=\s|$)|\n\s*\n|\n")
_SHORT_FORMS: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sr",
        "sra",
        "dra",
        "lic",
        "ing",
        "art",
        "no",
        "núm",
        "num",
        "u.s",
        "ee.uu",
        "e.g",
        "i.e",
        "etc",
        "vs",
        "st",
        "av",
    ]
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the space around it."""
    found, first = [], 0
    for mark in _END.finditer(text):
        before = text[first : mark.start()].rsplit(None, 1)
        if mark.group() == "." and before and before[-1].lower().lstrip("(¿¡") in _SHORT_FORMS:
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
