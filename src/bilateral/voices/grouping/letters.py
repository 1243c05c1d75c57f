"""Which characters make words when two texts are compared: case, accents and punctuation do not count.

A table from code point to what it counts as, for the compiled loops. Not here: cutting texts into words (kernels).
"""

import unicodedata
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

BREAK: Final = 0
"""Stands between words."""
SKIP: Final = 1
"""Counts as nothing: an accent of its own, an apostrophe, a soft hyphen, an invisible joiner."""
LONE: Final = 1 << 31
"""A character of a script that puts no spaces between words: a word by itself."""
LATIN_END: Final = 0x250
"""Letters from here on are of another script (or of phonetics), but for those that fold into Latin ones."""

_NOTHING = frozenset("'’‘ʼ`´\u00ad\u200b\u200c\u200d\u2060\ufeff")
_SPACELESS = ((0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))


@cache
def table() -> npt.NDArray[np.uint32]:
    """For each code point of the basic plane: BREAK, SKIP, or one or two folded characters (low and high 16 bits)."""
    made = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        if not 0xD800 <= code <= 0xDFFF:
            made[code] = _folded(chr(code))
    return made


def _folded(character: str) -> int:
    if character in _NOTHING or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return SKIP
    kept = [c for c in unicodedata.normalize("NFKD", character).casefold() if not unicodedata.combining(c)]
    if not kept or not any(c.isalnum() for c in kept):
        return BREAK
    letters = [ord(c) for c in kept if c.isalnum() and ord(c) < 0x10000]
    if not letters:
        return BREAK
    if any(first <= ord(character) <= last for first, last in _SPACELESS):
        return letters[0] | LONE
    second = letters[1] if len(letters) > 1 and letters[1] < 0x8000 else 0
    return letters[0] | second << 16
