"""Numbers, percentages and amounts of money in running text, written in one way whatever the language.

Here: `quantities(text, lang)`, part of what the concordance check compares. Not here: dates and references (facts),
strict reading of one amount (money).

A number in words is soft: `three offices` may stand for `3 dependencias`. One in words is an article and is no number,
unless a scale or a unit follows (`un millón`, `uno por ciento`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from bilateral.values.numerals import SCALES, any_of, words_pattern, words_value
from bilateral.values.text import LANGS, Lang

QuantityKind = Literal["number", "percent", "amount"]


@dataclass(frozen=True, slots=True)
class Quantity:
    kind: QuantityKind
    value: Decimal
    unit: str  # "", "%", "pp", a currency, or "$" for one that is not said
    start: int
    end: int
    soft: bool = False

    @property
    def key(self) -> str:
        return f"{self.value.normalize():f} {self.unit}".rstrip()


_COMMA: Final[dict[Lang, str]] = {"en": "", "es": r"|\d+,\d{1,2}(?![\d,])"}  # 3,5 is three and a half only in Spanish
_START: Final[dict[Lang, re.Pattern[str]]] = {
    lang: re.compile(
        rf"(?P<figure>(?<![\w.])(?:(?<![)%¦])[-−])?"
        rf"(?:\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?!\d)(?:\.\d+)?{_COMMA[lang]}|\d+(?:\.\d+)?))"
        rf"|\b(?:(?P<half>half\sa|medio)(?=\s(?:{any_of(SCALES[lang])})\b)"
        rf"|(?P<words>{words_pattern(lang)})\b"
        rf"|(?P<alone>an?(?=\s(?:{any_of(SCALES[lang])})\b)|mil\b))",
        re.I,
    )
    for lang in LANGS
}
_SCALE: Final[dict[Lang, re.Pattern[str]]] = {
    lang: re.compile(rf"[\s-](?P<scale>{any_of(SCALES[lang])})\b", re.I) for lang in LANGS
}
_REST: Final = re.compile(r"\s(\d{1,3})\b(?![.,]\d)")  # 2 mil 500
_SHORT: Final = re.compile(r"(?P<scale>[MBK])\b|\s?(?P<word>bn|mn)\b", re.I)
_TAIL: Final = re.compile(r"(?:st|nd|rd|th|er|ra|\.?[ºª°]|\.?[oa]\b)", re.I)
_PERCENT: Final = re.compile(r"\s?%|\sper\s?cent\b|\spor\sciento\b", re.I)
_POINTS: Final = re.compile(r"\spercentage\spoints?\b|\spuntos?\sporcentual(?:es)?\b", re.I)
_AFTER: Final = tuple(
    (currency, re.compile(rf"[\s-]?(?:de\s)?(?:{pattern})(?!\w)", re.I))
    for currency, pattern in (
        ("CAD", r"Canadian\sdollars?|dólares\scanadienses|CAD"),
        ("USD", r"(?:U\.?S\.?\s)?dollars?|dólar(?:es)?|USD"),
        ("MXN", r"(?:Mexican\s)?pesos?|MXN|M\.\s?N\."),
        ("EUR", r"euros?|EUR"),
    )
)
_BEFORE: Final = tuple(
    (currency, re.compile(rf"(?:{pattern})\s?$"))
    for currency, pattern in (
        ("USD", r"\bUSD?\s?\$|\bU\.S\.\s?\$|\bUSD"),
        ("MXN", r"\bMXN\s?\$?|\bMX\$|\bMex\$"),
        ("CAD", r"\bCAD?\s?\$|\bC\$|\bCAD"),
        ("EUR", r"€|\bEUR"),
        ("$", r"\$"),
    )
)
_RANGE: Final = re.compile(r"\s?(?:to|a|al|[-–—])\s?(?:[A-Z]{0,3}\$|€)?\s?", re.I)
_SHORT_SCALES: Final = {"m": 6, "b": 9, "k": 3, "bn": 9, "mn": 6}


def quantities(text: str, lang: Lang) -> tuple[Quantity, ...]:
    """All of them in order. `3 to 5 percent` gives two percentages, as `3%-5%` does."""
    found = list(_scan(text, lang))
    for n in range(len(found) - 2, -1, -1):
        one, after = found[n], found[n + 1]
        if one.kind == "number" and after.kind != "number" and _RANGE.fullmatch(text, one.end, after.start):
            found[n] = replace(one, kind=after.kind, unit=after.unit, soft=False)
    return tuple(found)


def _scan(text: str, lang: Lang) -> Iterator[Quantity]:
    at = 0
    while match := _START[lang].search(text, at):
        at = match.end()
        value, soft = _value(match, lang)
        value, end, scale = _scaled(value, text, match, lang)
        if match["figure"] and end == match.end():
            tail = _TAIL.match(text, end)
            end = tail.end() if tail and not text[tail.end() : tail.end() + 1].isalnum() else end
            if text[end : end + 1].isalpha():  # 5G, 1990s: a name, not a number
                continue
        unit, end = _unit(text, match.start(), end, scale, lang)
        at = max(at, end)
        if value == 1 and soft and not scale and not unit:
            continue
        kind: QuantityKind = "number" if not unit else "percent" if unit in ("%", "pp") else "amount"
        yield Quantity(kind, value, unit, match.start(), end, soft and not unit and SCALES[lang].get(scale, 0) < 6)


def _value(match: re.Match[str], lang: Lang) -> tuple[Decimal, bool]:
    if figure := match["figure"]:
        plain = figure.replace("−", "-")
        if lang == "es" and re.fullmatch(r"-?\d+,\d{1,2}", plain):
            return Decimal(plain.replace(",", ".")), False
        return Decimal(re.sub(r"[,\u00a0\u202f]", "", plain)), False
    if match["half"]:
        return Decimal("0.5"), False
    if match["alone"]:
        return Decimal(1000 if match["alone"].lower() == "mil" else 1), True
    return Decimal(words_value(match["words"], lang)), True


def _scaled(value: Decimal, text: str, match: re.Match[str], lang: Lang) -> tuple[Decimal, int, str]:
    """The value with the scales that follow it (`2 mil 500 millones`), where they end, and the last of them."""
    end, scale = match.end(), ""
    if match["figure"] and (short := _SHORT.match(text, end)):
        name = (short["scale"] or short["word"]).lower()
        return value.scaleb(_SHORT_SCALES[name]), short.end(), "million"
    if (match["alone"] or "").lower() == "mil" and (rest := _REST.match(text, end)):
        value, end = value + int(rest[1]), rest.end()
    while found := _SCALE[lang].match(text, end):
        scale, end = " ".join(found["scale"].lower().split()), found.end()
        value = value.scaleb(SCALES[lang][scale])
        if scale != "mil":
            break
        if rest := _REST.match(text, end):
            value, end = value + int(rest[1]), rest.end()
    return value, end, scale


def _unit(text: str, start: int, end: int, scale: str, lang: Lang) -> tuple[str, int]:
    if scale in ("mdd", "mdp"):
        return ("USD" if scale == "mdd" else "MXN"), end
    for unit, pattern in (("%", _PERCENT), ("pp", _POINTS), *_AFTER):
        if after := pattern.match(text, end):
            return unit, after.end()
    head = text[max(0, start - 8) : start]
    for unit, pattern in _BEFORE:
        if pattern.search(head):
            return ("USD" if unit == "$" and lang == "en" else unit), end
    return "", end
