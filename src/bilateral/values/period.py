"""Periods: read and written in both languages.

Here: `Period` (a day, month, quarter, half, year, any range of days, or ongoing). Not here: the clock; what is due or
late (dialogue).
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self

from bilateral.values.dates import (
    MONTH,
    MONTH_NUMBER,
    MONTHS,
    YEAR,
    bad_period,
    format_date,
    format_datetime,
    parse_date,
    parse_datetime,
    plain,
    read_day,
)
from bilateral.values.text import Text

__all__ = ["MONTHS", "ONGOING", "Period", "format_date", "format_datetime", "parse_date", "parse_datetime"]

ONGOING: Final = "ongoing"
Kind = Literal["day", "month", "quarter", "half", "year", "range", "ongoing"]

_ONGOING_WORDS = frozenset(
    ("ongoing", "continuous", "continuing", "permanent", "permanente", "continuo", "continua", "en curso")
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ORDINALS |= {"primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4}
_ORDINALS |= {"1er": 1, "1o": 1, "2o": 2, "3er": 3, "3o": 3, "4o": 4} | {str(n): n for n in range(1, 5)}
_ORDINAL_EN, _ORDINAL_ES = ("first", "second", "third", "fourth"), ("primer", "segundo", "tercer", "cuarto")

_MONTHS = tuple(
    re.compile(p)
    for p in (r"(?P<year>\d{4})-(?P<month>\d{2})", rf"{MONTH}(?:,? | del? ){YEAR}", rf"(?P<month>\d{{1,2}})/{YEAR}")
)
_NTH = rf"(?P<n>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_OF = r"(?: of | del? |,? )"
_QUARTERS = tuple(
    re.compile(p)
    for p in (
        rf"{YEAR}-?[qt](?P<n>[1-4])",
        rf"(?:[qt](?P<n>[1-4])|(?P<m>[1-4])[qt])[ -]{YEAR}",
        rf"{_NTH} (?:quarter|trimestre){_OF}{YEAR}",
    )
)
_HALVES = tuple(
    re.compile(p)
    for p in (
        rf"{YEAR}-?[hs](?P<n>[12])",
        rf"(?:[hs](?P<n>[12])|(?P<m>[12])[hs])[ -]{YEAR}",
        rf"{_NTH} (?:half|semestre){_OF}{YEAR}",
    )
)
_RANGE = re.compile(
    r"(?:from |between |del? |entre (?:el )?)?(?P<a>.+?)"
    r"(?: ?/ ?| ?[–—] ?| - | to | through | until | al? | hasta (?:el )?| and | y (?:el )?)(?P<b>.+)"
)
_DO_PERIOD = Text(
    "Write a day, a month, a quarter, a half, a year, a range or 'ongoing', as in 2027-03, Q1 2027 or March 2027.",
    "Escribe un día, un mes, un trimestre, un semestre, un año, un intervalo o «permanente», como en 2027-03, "
    "primer trimestre de 2027 o marzo de 2027.",
)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days from `start` to `end`, both included; without both it is ongoing. Its kind follows from its days."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("a period has both ends or, when it is ongoing, none")
        if self.start and self.end and (self.end < self.start or self.start.year < 1000):
            what = Text("'{value}' ends before it begins.", "«{value}» termina antes de empezar.")
            raise bad_period(
                what, f"{self.start}/{self.end}", Text("Put the earlier day first.", "Pon primero el día anterior."), ""
            )

    @classmethod
    def day(cls, day: date) -> Self:
        return cls(day, day)

    @classmethod
    def months(cls, year: int, first: int, count: int) -> Self:
        """`count` whole months of a year, from month `first`."""
        last = first + count - 1
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        return cls.months(year, month, 1)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        return cls.months(year, 3 * quarter - 2, 3)

    @classmethod
    def half(cls, year: int, half: int) -> Self:
        return cls.months(year, 6 * half - 5, 6)

    @classmethod
    def year(cls, year: int) -> Self:
        return cls.months(year, 1, 12)

    @classmethod
    def ongoing(cls) -> Self:
        return cls(None, None)

    @classmethod
    def parse(cls, value: str, where: str = "") -> "Period":
        """ISO or in words, in either language."""
        period = _read_period(plain(value)) if isinstance(value, str) else None
        if period is None:
            raise bad_period(
                Text("'{value}' is not a period.", "«{value}» no es un periodo."), value, _DO_PERIOD, where
            )
        return period

    @property
    def whole_months(self) -> bool:
        if self.start is None or self.end is None or self.start.day != 1:
            return False
        return self.end.day == calendar.monthrange(self.end.year, self.end.month)[1]

    @property
    def kind(self) -> Kind:
        if self.start is None or self.end is None:
            return "ongoing"
        if self.start == self.end:
            return "day"
        if self.whole_months and self.start.year == self.end.year:
            length = self.end.month - self.start.month + 1
            if length in (1, 3, 6, 12) and (self.start.month - 1) % length == 0:
                kinds: dict[int, Kind] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
                return kinds[length]
        return "range"

    def __contains__(self, day: date) -> bool:
        return self.start is None or self.end is None or self.start <= day <= self.end

    def __lt__(self, other: "Period") -> bool:
        """By end, then by start; ongoing comes last."""
        return (self.end or date.max, self.start or date.max) < (other.end or date.max, other.start or date.max)

    def __str__(self) -> str:
        """The ISO form, which is the one to store."""
        if self.start is None or self.end is None:
            return ONGOING
        number = self.start.month
        return {
            "day": f"{self.start}",
            "month": f"{self.start:%Y-%m}",
            "quarter": f"{self.start.year}-Q{(number + 2) // 3}",
            "half": f"{self.start.year}-H{(number + 5) // 6}",
            "year": f"{self.start.year}",
        }.get(self.kind, f"{self.start}/{self.end}")

    def text(self) -> Text:
        return _words(self)

    def format(self, lang: str) -> str:
        return _words(self).in_(lang)


def _words(period: Period) -> Text:
    start, end, kind = period.start, period.end, period.kind
    if start is None or end is None:
        return Text("ongoing", "permanente")
    if kind == "year":
        return Text.same(str(start.year))
    if kind == "month":
        month = start.month - 1
        return Text(f"{MONTHS['en'][month]} {start.year}", f"{MONTHS['es'][month]} de {start.year}")
    if kind in ("quarter", "half"):
        size, en, es = (3, "quarter", "trimestre") if kind == "quarter" else (6, "half", "semestre")
        nth = (start.month - 1) // size
        return Text(f"{_ORDINAL_EN[nth]} {en} of {start.year}", f"{_ORDINAL_ES[nth]} {es} de {start.year}")
    if kind == "day":
        return Text(format_date(start, "en"), format_date(start, "es"))
    if period.whole_months and start.month == 1 and end.month == 12:
        return Text(f"{start.year} to {end.year}", f"{start.year} a {end.year}")
    if period.whole_months:
        first, last = Period.month(start.year, start.month).text(), Period.month(end.year, end.month).text()
        return Text(f"{first.en} to {last.en}", f"{first.es} a {last.es}")
    first, last = Period.day(start).text(), Period.day(end).text()
    return Text(f"{first.en} to {last.en}", f"del {first.es} al {last.es}")


def _read_period(words: str) -> Period | None:
    if words in _ONGOING_WORDS:
        return Period.ongoing()
    simple = _read_simple(words)
    if simple is not None or not (match := _RANGE.fullmatch(words)):
        return simple
    last = _read_simple(match["b"])
    if last is None or last.end is None:
        return None
    first = _read_simple(match["a"]) or _read_simple(f"{match['a']} {last.end.year}")  # January to March 2027
    return Period(first.start, last.end) if first is not None else None


def _read_simple(words: str) -> Period | None:
    if day := read_day(words):
        return Period.day(day)
    if re.fullmatch(r"[1-9]\d{3}", words, re.ASCII):
        return Period.year(int(words))
    for pattern in _MONTHS:
        if match := pattern.fullmatch(words):
            name = match["month"]
            number = int(name) if name.isdigit() else MONTH_NUMBER[name]
            return (
                Period.month(int(match["year"]), number) if 1 <= number <= 12 and int(match["year"]) >= 1000 else None
            )
    for patterns, most, build in ((_QUARTERS, 4, Period.quarter), (_HALVES, 2, Period.half)):
        for pattern in patterns:
            if match := pattern.fullmatch(words):
                groups = match.groupdict()
                nth = _ORDINALS[groups["n"] or groups["m"] or "1"]
                return build(int(match["year"]), nth) if nth <= most and int(match["year"]) >= 1000 else None
    return None
