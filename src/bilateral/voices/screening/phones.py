"""Telephone numbers: by their shape, or by a word that says so before any figures.

A row of ten figures alone is none: it may be a folio. Nor are tariff codes, dates, years and amounts, even behind the
word: 'phones 8517.13.00', 'call for 10 000 000 pesos'.
"""

import re
from itertools import pairwise
from typing import Final

from bilateral.voices.screening.pattern import DIGIT, Spans, pattern

_SEVEN: Final = (DIGIT, r"[0-9](?:[^0-9]{0,4}[0-9]){6}")
_NOUNS: Final = (*_SEVEN, "(?i)tel|tfno|tlf|phone|cel|what|wasap|guasap|wsp|m[oó]v|mob|fax|number|n[uú]mero")
_VERBS: Final = (*_SEVEN, "(?i)call|text|d.al|contac|contác|reach|r.ng|llam|llám|m[aá]r[cq]|comun|escr")
_EXT: Final = r"(?:,?\s?(?:ext|extensi[oó]n|x)\.?\s?[0-9]{1,6}(?![0-9]))?"
_BEFORE: Final = r"(?<![\w+-])(?<![0-9][.,/])(?<!\b[0-9]{3} )"
_TRUNK: Final = r"(?:(?:1|01|044|045)[ .-])?"
_BIG: Final = r"(?:55|56|33|81)"
"""Areas of two figures: Mexico City, Guadalajara, Monterrey."""
_AFTER: Final = r"(?![\w-])"
_NO_MORE: Final = r"(?![\w-])(?![ .][0-9])"

_NOUN: Final = (
    r"(?<!\w)(?:tel(?:[eé]fonos?|s|efono)?|tfno|tlfn?o?|phones?(?:\s(?:number|no\.?))?|telephones?|cel(?:ulare?s?|s)?|"
    r"cells?(?:phones?)?|what'?s(?:\s?app?)?|wh?atsapp|wasap|guasap|wsp|m[oó]vil(?:es)?|mobiles?|fax|"
    r"(?:my|our)\s(?:\w{1,9}\s)?numbers?\s(?:is|are)|"
    r"(?:mi|mis|nuestros?)\sn[uú]meros?\s(?:de\s(?:contacto|casa|oficina|trabajo)\s)?(?:es|son))(?!\w)"
)
_VERB: Final = (
    r"(?<!\w)(?:call|text|dial|contact|reach|ring|ll[aá]m(?:a|e|en|ar|as|ame|eme|enme|arme|anos|enos|ennos|arnos|enle)|"
    r"m[aá]rc(?:a|ar|ame|anos)|m[aá]rqu(?:e|en|eme|enos)|comun[ií](?:ca|car|cate|carse|quese|quense)(?:\scon\w{0,5})?|"
    r"contacto|cont[aá]ct(?:a|e|ame|eme|anos|enos|ar)|escr[ií]b(?:e|a|an|ir|eme|ame|enos|anos))(?!\w)"
    r"(?:\s(?:me|us|him|her|them|at|on|now|today|directly|al|a|los|n[uú]meros?|the|this|number|office|este|hoy)(?!\w)){0,4}"
)
_SEP: Final = r"(?: ?[()] ?| ?[/–-] ?|[ \u00a0.‐‑])?"
_FIGURES: Final = rf"[+(]{{0,2}}([0-9](?:{_SEP}[0-9]){{6,14}})(?![0-9])"
_ROW: Final = r"[0-9][0-9 \u00a0().\-/‐‑–]{5}"
_SAID: Final = re.compile(_FIGURES)
_AND: Final = re.compile(rf"\s?(?:[,;/]|\b[yoe]\b|\band\b|\bor\b)\s?{_FIGURES}")
_TAIL: Final = re.compile(_EXT, re.I)
_ALSO: Final = 5
"""Numbers after the first that one word may tell."""

_UNIT: Final = re.compile(
    r"\s?(?:%|(?:de\s)?(?:pesos|d[oó]lares|euros|usd|mxn|mdp|mdd)\b|dollars\b|millones\b|million\b|billion\b|mil\b|km\b|kg\b|"
    r"kilos?\b|ton(?:s|elada|eladas|nes)?\b|units\b|unidades\b|piezas\b|personas\b|people\b|trucks?\b|camiones\b|"
    r"veh[ií]c|empleos\b|jobs\b|workers\b|trabajador|a[ñn]os\b|years\b|barr[ei]l|semanas\b|meses\b|months\b|habitantes|pasajeros|passengers|cruces\b|crossings|cars\b|autos\b|times\b|veces\b)",
    re.I,
)
_MONEY: Final = re.compile(r"(?:[$€£]|\b(?:USD|MXN|MN))\s?$")
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_NEVER: Final = re.compile(
    rf"{_YEAR}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12][0-9]|3[01])(?![0-9])|[0-9]{{1,2}}([-./])[0-9]{{1,2}}\1{_YEAR}(?![0-9])|"
    rf"{_YEAR} ?[-/‐‑–] ?{_YEAR}(?![0-9])|{_YEAR}(?: {_YEAR})+(?![0-9])|"  # dates and years
    r"[0-9]{4}\.[0-9]{2}(?:\.[0-9]{2,4}){0,2}(?![0-9])|"  # tariff codes
    r"[1-9][0-9]?(?:([ \u00a0.])[0-9]{3})(?:\2[0-9]{3})+(?![ \u00a0.]?[0-9])|[0-9]{1,5}0{5,}(?![0-9])"  # amounts
)
_THOUSANDS: Final = re.compile(r"[0-9]{3}(?:([ \u00a0.])[0-9]{3})(?:\1[0-9]{3})+")
_WORDS_BETWEEN: Final = re.compile(r"[^\W\d_]{2}")
_LEADS: Final = re.compile(r"(?:\b(?:es|son|is|are|al|at|no|n[uú]m)\.?|:)\s*$", re.I)
SPOKEN: Final = 9
"""Figures in one row that are a number although words stand between it and the 'phone' before it."""
_LONGER: Final = (10, 11, 12, 13)


def _plain(text: str, start: int, end: int) -> bool:
    """Whether what stands around the figures lets them be a telephone number."""
    return not _UNIT.match(text, end) and not _MONEY.search(text[max(0, start - 5) : start])


def _shaped(match: re.Match[str]) -> Spans:
    if _plain(match.string, match.start(), match.end()) and not _NEVER.match(match[0]):
        yield match.span()


def _pairs(match: re.Match[str]) -> Spans:
    """Figures by twos: rising ones are a list of lanes, articles or years."""
    pairs = re.findall("[0-9]{2}", match[0])[-5:]
    if any(a >= b for a, b in pairwise(pairs)):
        yield from _shaped(match)


def _figures(found: re.Match[str], near: bool) -> tuple[int, int] | None:
    """The number without the bracket or plus sign it may begin with, unless the figures say something else.

    `near`: nothing but marks between the word and the figures, or a word or colon that leads to them.
    """
    start, end = found.span(1)
    said, text = found[1], found.string
    if _NEVER.match(said) or not _plain(text, start, end):
        return None
    if not near and (_THOUSANDS.fullmatch(said) or (said.isdigit() and len(said) < SPOKEN)):
        return None
    while start > 0 and text[start - 1] in "+(":
        start -= 1
    tail = _TAIL.match(text, end)
    return start, tail.end() if tail else end


def _told(match: re.Match[str]) -> Spans:
    """After a noun: the number, and those that follow it with a comma or an 'and'."""
    said = _SAID.match(match.string, match.end())
    near = not _WORDS_BETWEEN.search(match["gap"]) or bool(_LEADS.search(match["gap"]))
    for _ in range(_ALSO):
        span = _figures(said, near) if said else None
        if not span:
            return
        yield span
        said = _AND.match(match.string, span[1])


def _asked(match: re.Match[str]) -> Spans:
    """After a verb: what has the figures of a whole number."""
    said = _SAID.match(match.string, match.end())
    if said:
        figures = sum(c.isdigit() for c in said[1])
        if (figures in _LONGER or (figures == 7 and not said[1].isdigit())) and (span := _figures(said, False)):
            yield span


PHONES: Final = (
    pattern(
        "phone",
        _SEVEN,
        r"(?<![\w+])(?:\(?\+[0-9]{1,3}\)?|00(?:52|1)(?=[ .-]))[ .-]?(?:1[ .-]?)?",
        r"\(?[0-9]{2,3}\)?(?:[ .-]?[0-9]{2,4}){2,4}",
        _EXT + _AFTER,
        spans=_shaped,
    ),
    pattern(
        "phone",
        _SEVEN,
        rf"{_BEFORE}{_TRUNK}(?:\([2-9][0-9]{{2}}\)[ .-]?|[2-9][0-9]{{2}}[ .-])[0-9]{{3}}[ .-][0-9]{{4}}",
        _EXT + _AFTER,
        spans=_shaped,
    ),
    pattern(
        "phone",
        _SEVEN,
        rf"{_BEFORE}{_TRUNK}(?:\({_BIG}\)[ .-]?|{_BIG}[ .-])[0-9]{{4}}[ .-]?[0-9]{{4}}",
        _EXT + _AFTER,
        spans=_shaped,
    ),
    pattern("phone", _SEVEN, rf"{_BEFORE}{_TRUNK}\([2-9][0-9]{{2}}\)[ .-]?[0-9]{{7}}", _EXT + _AFTER, spans=_shaped),
    pattern(
        "phone",
        _SEVEN,
        rf"{_BEFORE}(?<![0-9][ ]){_TRUNK}(?:\({_BIG}\)|{_BIG})(?:[ .-][0-9]{{2}}){{4}}",
        _EXT + _NO_MORE,
        spans=_pairs,
    ),
    pattern(
        "phone",
        _SEVEN,
        rf"{_BEFORE}(?<![0-9][ ]){_TRUNK}(?:\([2-9][0-9]{{2}}\)[ .-]?|[2-9][0-9]{{2}}[ .-])",
        r"[0-9]{3}(?:[ .-][0-9]{2}){2}",
        _EXT + _NO_MORE,
        spans=_shaped,
    ),
    pattern(
        "phone",
        _NOUNS,
        rf"{_NOUN}(?P<gap>[^0-9\n]{{0,20}}+(?:\n[^0-9\n]{{0,10}}+)?+)(?={_ROW})",
        spans=_told,
    ),
    pattern("phone", _VERBS, rf"{_VERB}[^\S\n]?:?[^\S\n]?(?=[+(]{{0,2}}{_ROW})", spans=_asked),
)
