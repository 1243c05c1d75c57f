"""Number words of both languages and roman numerals, as values. For the concordance check; not a general reader."""

import re
from typing import Final

from bilateral.values.text import Lang

_EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
_ES_20 = "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
_HUNDREDS = [
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]

_SMALL: Final[dict[Lang, dict[str, int]]] = {
    "en": {word: n for n, word in enumerate(f"{_EN} eighteen nineteen".split())},
    "es": {word: n for n, word in enumerate(f"{_ES} dieciocho diecinueve {_ES_20}".split())}
    | {"un": 1, "una": 1, "veintiún": 21, "veintiuna": 21},
}
_TENS: Final[dict[Lang, dict[str, int]]] = {
    "en": {
        w: 20 + 10 * n
        for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
    },
    "es": {
        w: 30 + 10 * n
        for n, w in enumerate(["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"])
    },
}
_HUNDRED: Final[dict[Lang, dict[str, int]]] = {
    "en": {"hundred": 100},
    "es": {word: 200 + 100 * n for n, word in enumerate(_HUNDREDS)}
    | {word[:-2] + "as": 200 + 100 * n for n, word in enumerate(_HUNDREDS)}
    | {"cien": 100, "ciento": 100},
}
# a Spanish billón is a million millions; a thousand millions is mil millones; mdd and mdp say the currency too
SCALES: Final[dict[Lang, dict[str, int]]] = {
    "en": {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "bn": 9, "mn": 6},
    "es": {"mil": 3, "mil millones": 9, "millón": 6, "millones": 6, "billón": 12, "billones": 12, "mdd": 6, "mdp": 6},
}
_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_LETTERS: Final = {"I": 1, "V": 5, "X": 10}


def any_of(words: dict[str, int]) -> str:
    """A pattern for any of some words, the longest first; spaces match any white space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


def words_pattern(lang: Lang) -> str:
    """A pattern for a number in words below a thousand: `twenty-five`, `ciento treinta y cinco`."""
    small, tens, hundred = any_of(_SMALL[lang]), any_of(_TENS[lang]), any_of(_HUNDRED[lang])
    joint = r"[\s-]" if lang == "en" else r"\sy\s"
    below = rf"(?:(?:{tens})(?:{joint}(?:{small}))?|(?:{small}))"
    if lang == "en":
        return rf"(?:(?:(?:{small})\s)?(?:{hundred})(?:\s(?:and\s)?{below})?|{below})"
    return rf"(?:(?:{hundred})(?:\s{below})?|{below})"


def words_value(text: str, lang: Lang) -> int:
    """The value of what `words_pattern` matched."""
    total = 0
    for word in re.split(r"[\s-]+", text.lower()):
        if lang == "en" and word == "hundred":
            total = max(total, 1) * 100
        else:
            total += next((table[word] for table in (_SMALL[lang], _TENS[lang], _HUNDRED[lang]) if word in table), 0)
    return total


def roman(text: str) -> int | None:
    """Upper-case roman numerals up to 39, as documents number their parts; larger ones are rather initials."""
    if not _ROMAN.fullmatch(text):
        return None
    values = [_LETTERS[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
