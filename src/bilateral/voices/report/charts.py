"""Bars and times as static SVG, numbers beside them as text. Blue is the United States, green Mexico, grey others.

Widths are shares of the room there is, so that a phone and a desk both get letters of full size. Colours are classes of
the page's style. Every number stands in the text too; the pictures are hidden from screen readers.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

from bilateral.values import Period, Text
from bilateral.voices.report.facts import Split

Row = tuple[str, Sequence[int]]
"""A label, as HTML, and the parts of its bar: one number, or one for each of SIDES."""
SIDES: Final = (
    ("us", Text("United States", "Estados Unidos")),
    ("mx", Text("Mexico", "México")),
    ("rest", Text("others", "otros")),
)
_REST: Final = Text("others, or no country given", "otros, o sin país declarado")
_HIDDEN: Final = 'aria-hidden="true" focusable="false"'
_DAYS, _WEEKS, _FEW = 92, 730, 8
"""Days that are shown one by one, days that are shown by weeks (more by months), columns below which bars do."""
_BY: Final = {
    "day": Text("Submissions by day (UTC)", "Aportaciones por día (UTC)"),
    "week": Text("Submissions by week from Monday (UTC)", "Aportaciones por semana a partir del lunes (UTC)"),
    "month": Text("Submissions by month (UTC)", "Aportaciones por mes (UTC)"),
}
_UNIT: Final = {
    "day": Text("Day", "Día"),
    "week": Text("Week from", "Semana del"),
    "month": Text("Month", "Mes"),
}
_MOST: Final = Text("Most: {n:,} ({when}).", "El máximo: {n:,} ({when}).")
_NUMBERS: Final = Text("All numbers of this chart", "Todos los números de esta gráfica")


def bars(rows: Sequence[Row], heading: str, value: str, caption: str, sides: str = "") -> str:
    """A table with a bar a row: label, bar, number. `heading` and `value` name the columns; `sides` is the language in
    which the parts by country are named, '' for bars without parts.
    """
    most = max((sum(parts) for _, parts in rows), default=0) or 1
    lines = [
        f'<tr><th scope="row">{label}{_parts(parts, sides)}</th><td class="bar">{_bar(parts, most, sides)}</td>'
        f'<td class="num">{sum(parts):,}</td></tr>'
        for label, parts in rows
    ]
    head = f'<tr><th scope="col">{escape(heading)}</th><td></td><th scope="col" class="num">{escape(value)}</th></tr>'
    body, told = "".join(lines), escape(caption) + (_key(sides) if sides else "")
    return f'<table class="bars"><caption>{told}</caption><thead>{head}</thead><tbody>{body}</tbody></table>'


def _key(lang: str) -> str:
    square = f'<svg {_HIDDEN} width="12" height="12"><rect class="{{}}" width="12" height="12"/></svg>'
    named = [*SIDES[:2], (SIDES[2][0], _REST)]
    told = "".join(f"<span>{square.format(name)}{words.in_(lang)}</span> " for name, words in named)
    return f'<span class="key">{told}</span>'


def _parts(parts: Sequence[int], lang: str) -> str:
    if not lang:
        return ""
    told = [f"{words.in_(lang)}\u00a0{n:,}" for (_, words), n in zip(SIDES, parts, strict=True) if n]
    return f'<span class="parts">{" · ".join(told)}</span>'


def _bar(parts: Sequence[int], most: int, sides: str) -> str:
    drawn, at = [], 0.0
    for name, part in zip([name for name, _ in SIDES] if sides else ("ink",), parts, strict=True):
        share = 100 * part / most
        if part:
            drawn.append(f'<rect class="{name}" x="{at:.2f}%" width="{max(share, 0.3):.2f}%" height="16"/>')
        at += share
    return f'<svg {_HIDDEN} width="100%" height="16">{"".join(drawn)}</svg>'


def parts_of(split: Split | None, total: int, known: bool) -> Sequence[int]:
    """A bar's parts by country, one where no country is known. `total` where the split is not."""
    return (split or (0, 0, total)) if known else (total,)


def over_time(days: dict[str, int], value: str, lang: str) -> str:
    """Submissions by day, week or month, as many columns as can be told apart, and all numbers as a table behind. A few
    columns are bars; a single one is nothing to compare.
    """
    if not days:
        return ""
    unit = _unit([dt.date.fromisoformat(day) for day in (min(days), max(days))])
    counts = Counter[dt.date]()
    for day, n in days.items():
        counts[_start(dt.date.fromisoformat(day), unit)] += n
    first, last = min(counts), max(counts)
    rows = [(_name(start, unit).in_(lang), (n,)) for start, n in sorted(counts.items())]
    place = {start: _place(first, start, unit) for start in counts}
    if len(counts) < 2:
        return ""
    if place[last] < _FEW:
        return bars(rows, _UNIT[unit].in_(lang), value, _BY[unit].in_(lang))
    most = max(counts.values())
    fullest = min(start for start, n in counts.items() if n == most)
    columns = [
        f'<rect class="ink" x="{place[start]}" y="{100 - high:.2f}" width="0.84" height="{high:.2f}"/>'
        for start, n in sorted(counts.items())
        for high in (100 * n / most,)
    ]
    box = f'viewBox="0 0 {place[last] + 1} 100" preserveAspectRatio="none"'
    picture = f'<svg class="days" {box} {_HIDDEN}>{"".join(columns)}</svg>'
    ends = "".join(f"<span>{_name(start, unit).in_(lang)}</span>" for start in (first, last))
    told = _MOST.format(n=most, when=_name(fullest, unit)).in_(lang)
    table = bars(rows, _UNIT[unit].in_(lang), value, _BY[unit].in_(lang))
    return (
        f'<figure><figcaption>{_BY[unit].in_(lang)}</figcaption>{picture}<p class="ends num">{ends}</p><p>{told}</p>'
        f"<details><summary>{_NUMBERS.in_(lang)}</summary>{table}</details></figure>"
    )


def _unit(ends: list[dt.date]) -> str:
    span = (ends[1] - ends[0]).days + 1
    return "day" if span <= _DAYS else "week" if span <= _WEEKS else "month"


def _start(day: dt.date, unit: str) -> dt.date:
    if unit == "month":
        return day.replace(day=1)
    return day - dt.timedelta(days=day.weekday()) if unit == "week" else day


def _place(first: dt.date, start: dt.date, unit: str) -> int:
    if unit == "month":
        return 12 * (start.year - first.year) + start.month - first.month
    return (start - first).days // (7 if unit == "week" else 1)


def _name(start: dt.date, unit: str) -> Text:
    return (Period.month(start.year, start.month) if unit == "month" else Period.day(start)).text()
