"""Numbers of pillars as people write them: 2, II, two, second, 2nd, segundo, 2.º; English and Spanish."""

import unicodedata

from bilateral.files.markers import roman_value

_EN = "one two three four five six seven eight nine ten eleven twelve"
_EN_ORDINAL = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ES = "uno dos tres cuatro cinco seis siete ocho nueve diez once doce"
_ES_ORDINAL = "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo"
WORDS: dict[str, int] = {}
for _row in (_EN, _EN_ORDINAL, _ES, _ES_ORDINAL):
    WORDS.update((_word, _at) for _at, _word in enumerate(_row.split(), 1))
WORDS.update((_word[:-1] + "a", _at) for _at, _word in enumerate(_ES_ORDINAL.split(), 1))
WORDS.update(primer=1, tercer=3, una=1)
ORDINALS = frozenset(_EN_ORDINAL.split()) | {w for w in WORDS if w.rstrip("oa") + "o" in _ES_ORDINAL.split()}
ORDINALS |= {"primer", "tercer"}


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(words.split())


def fold(text: str) -> str:
    """Lower case without accents, for comparing words."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def numeral(text: str) -> int | None:
    """The value of a number as written, or None."""
    core = fold(text).strip(" .:()º°ª-–—#")
    digits = core.rstrip("abcdefghijklmnopqrstuvwxyz.º°ª")
    if digits.isdecimal():
        return int(digits)
    return WORDS.get(core) or roman_value(core) or None
