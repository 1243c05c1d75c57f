"""The facts that a text states in figures or fixed forms: found, and written in one way whatever the language.

Here: `facts(text, lang)`, which the concordance check compares. Not here: the comparison (concordance), and meaning:
whether the words between the numbers agree is for people.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from bilateral.values.amounts import quantities
from bilateral.values.dates import MONTHS
from bilateral.values.numerals import any_of, roman
from bilateral.values.text import LANGS, Lang

FactKind = Literal["reference", "date", "period", "time", "amount", "percent", "number"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What is stated (`key`, the same in both languages) and how it is written. A soft one is a number in words."""

    kind: FactKind
    key: str
    written: str
    soft: bool = False


_LOOKALIKES: Final = str.maketrans("ſıİ", "siI")  # letters that match others when case is ignored
Found = Iterator[tuple[re.Match[str], str]]
_MONTH: Final[dict[Lang, dict[str, int]]] = {
    lang: {word: n for n, name in enumerate(MONTHS[lang], 1) for word in (name.lower(), name[:3].lower())}
    for lang in LANGS
}
_NTH: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "primer": 1,
    "segundo": 2,
    "tercer": 3,
    "cuarto": 4,
    "1er": 1,
    "2o": 2,
    "3er": 3,
    "4o": 4,
    "1.er": 1,
    "2.º": 2,
    "2º": 2,
    "3.er": 3,
    "4.º": 4,
    "4º": 4,
}
# Each begins only where a word does, so that no long run of letters is read twice.
_REFERENCE: Final = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'«»“”]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w/-])[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)+(?::[a-z0-9][a-z0-9-]*|\#\d+)"
    r"|(?<![\w/-])(?=[\w/-]{0,60}\d)[A-Z][A-Z0-9]+(?:[-/][A-Z0-9]+){2,}\b"
)
_IN_LANGUAGE: Final = re.compile(r"/(?:en|es)(?:[-_][A-Za-z]{2})?(?=/|$)")
_ISO: Final = re.compile(r"\b(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>[0-3]\d))?\b(?!-?\d)")
_SLASHED: Final = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_EN, _ES = any_of(_MONTH["en"]), any_of(_MONTH["es"])
_YEAR_EN, _YEAR_ES = r"(?:,?\s(?:of\s)?(?P<y>\d{4})\b)", r"(?:,?\s(?:del?\s)?(?P<y>\d{4})\b)"
# case counts in English: the month May and March, but what may be done and who will march
_DAY: Final[dict[Lang, tuple[re.Pattern[str], ...]]] = {
    "en": (
        re.compile(rf"\b(?i:(?P<m>{_EN}))\b\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR_EN}?"),
        re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?=[A-Z])(?i:(?P<m>{_EN}))\b\.?{_YEAR_EN}?"),
        re.compile(rf"\b(?=[A-Z])(?i:(?P<m>{_EN}))\b\.?{_YEAR_EN}"),
    ),
    "es": (
        re.compile(rf"\b(?P<d>\d{{1,2}}|primero)(?:\.?[ºo°]\.?|\.?er)?\sde\s(?P<m>{_ES})\b{_YEAR_ES}?", re.I),
        re.compile(rf"\b(?P<d>\d{{1,2}})[\s-](?P<m>{_ES})\b\.?[\s-](?P<y>\d{{4}})\b", re.I),
        re.compile(rf"\b(?P<m>{_ES})\b\.?{_YEAR_ES}", re.I),
    ),
}
_PART: Final = re.compile(
    rf"\b(?P<n>{any_of(_NTH)})\s(?P<w>quarter|trimestre|half(?=\sof\b|\s\d{{4}})|semestre)\b(?:\s?,?\s(?:of\s|del?\s)?(?P<y>\d{{4}})\b)?",
    re.I,
)
_PART_SHORT: Final = re.compile(
    r"\b(?P<y>\d{4})-?(?P<w>[QTHS])(?P<n>[1-4])\b|\b(?:(?P<w2>[QTHS])(?P<n2>[1-4])|(?P<n3>[1-4])(?P<w3>[QTS]))(?:\s(?:of\s|de\s)?(?P<y2>\d{4}))?\b"
)
_CLOCK: Final = re.compile(
    r"\b(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?:\s?(?P<x>[ap])\.?\s?m\b\.?)?|\b(?P<h2>1[0-2]|[1-9])\s?(?P<x2>[ap])\.?\s?m\b\.?",
    re.I,
)
_HEADS: Final = (
    r"pillars?|pilar(?:es)?|ejes?|annex(?:es)?|anexos?|chapters?|capítulos?|titles?|títulos?|parts?|partes?|phases?"
    r"|fases?|articles?|artículos?|sections?|secci(?:ón|ones)|rounds?|rondas?|volumes?|vol[uú]men(?:es)?"
)
_HEADED: Final = re.compile(
    rf"\b(?i:{_HEADS})\s(?P<list>[IVX]+\b(?:(?:,\s|,?\s(?:and|y|e|to|through|a|al|o|or)\s|[-–])[IVX]+\b)*)"
)
_LONE: Final = re.compile(r"(?<![\w.-])[IVX]{2,}(?![\w-])")


def facts(text: str, lang: Lang) -> tuple[Fact, ...]:
    """All facts of a text, kind after kind; what one kind has read, no later one reads again."""
    text = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    plain = re.sub(r"[^\S\u00a0\u202f]", " ", text)  # the two that group digits stay
    found: list[Fact] = []
    steps: tuple[tuple[FactKind, Callable[[str, Lang], Found]], ...] = (
        ("reference", _references),
        ("date", _dates),
        ("period", _parts),
        ("time", _clock),
    )
    for kind, step in steps:
        for match, key in list(step(plain, lang)):
            found.append(Fact(kind, key, text[match.start() : match.end()]))
            plain = plain[: match.start()] + "¦" * (match.end() - match.start()) + plain[match.end() :]
    for start, written in _romans(plain):
        found.append(Fact("number", str(roman(written)), written))
        plain = plain[:start] + "¦" * len(written) + plain[start + len(written) :]
    for q in quantities(plain, lang):
        found.append(Fact(q.kind, q.key, text[q.start : q.end], q.soft))
    return tuple(found)


def _references(text: str, lang: Lang) -> Found:
    """Addresses, document names, numbers of standards; a page's address is the same in either language's edition."""
    for match in _REFERENCE.finditer(text):
        bare = match[0].rstrip(".,;:!?)]")
        exact = re.compile(re.escape(bare)).match(text, match.start())
        if exact:
            yield exact, _IN_LANGUAGE.sub("/*", bare)


def _dates(text: str, lang: Lang) -> Found:
    taken = [False] * len(text)
    for match in _each((_ISO, *_DAY[lang]), text, taken):
        part = match.groupdict()
        month = part["m"] if part["m"].isdigit() else f"{_MONTH[lang][part['m'].lower()]:02}"
        day = {"": "", "primero": "-01"}.get(part.get("d") or "", f"-{part.get('d') or '':0>2}")
        yield match, f"{part.get('y') or '-'}-{month}{day}"
    for match in _each((_SLASHED,), text, taken):
        first, second, year = map(int, match.groups())
        month_first = (lang == "en" or second > 12) and first <= 12
        month_, day_ = (first, second) if month_first else (second, first)
        yield match, f"{year}-{month_:02}-{day_:02}"


def _each(patterns: tuple[re.Pattern[str], ...], text: str, taken: list[bool]) -> Iterator[re.Match[str]]:
    """Matches of the patterns in turn, none overlapping an earlier one."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                yield match


def _parts(text: str, lang: Lang) -> Found:
    """Quarters and halves of a year."""
    for match in _each((_PART, _PART_SHORT), text, [False] * len(text)):
        part = {name.rstrip("23"): value for name, value in match.groupdict().items() if value}
        letter = "Q" if part["w"][0].lower() in "qt" else "H"
        number = _NTH.get(part["n"].lower()) or int(part["n"])
        if letter == "Q" or number <= 2:
            yield match, f"{part.get('y', '')}-{letter}{number}".lstrip("-")


def _clock(text: str, lang: Lang) -> Found:
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["h"] or match["h2"]), match["m"] or "00"
        half = (match["x"] or match["x2"] or "").lower()
        hour = hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour
        yield match, f"{hour:02}:{minute}"


def _romans(text: str) -> Iterator[tuple[int, str]]:
    """Roman numerals: any after a word such as Pillar, and elsewhere those of two letters or more."""
    spots = {m.start(): m[0] for m in _LONE.finditer(text)}
    for head in _HEADED.finditer(text):
        spots |= {head.start("list") + m.start(): m[0] for m in re.finditer(r"\b[IVX]+\b", head["list"])}
    return ((start, word) for start, word in sorted(spots.items()) if roman(word) is not None)
