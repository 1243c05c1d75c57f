"""Bars and days as static SVG, numbers beside them as text. Blue is the United States, green Mexico, grey others.

Widths are shares of the room there is, so that a phone and a desk both get letters of full size. Colours are classes of
the page's style. Every number stands in the text too; the pictures are hidden from screen readers.
"""

from collections.abc import Sequence
from html import escape

from bilateral.voices.report.facts import Split

Row = tuple[str, Sequence[int]]
"""A label, as HTML, and the parts of its bar."""
CLASSES = ("us", "mx", "rest")


def bars(rows: Sequence[Row], heading: str, value: str, caption: str, *, one_colour: bool = False) -> str:
    """A table with a bar a row: label, bar, number. `heading` and `value` name the columns."""
    most = max((sum(parts) for _, parts in rows), default=0) or 1
    lines = [
        f'<tr><th scope="row">{label}</th><td class="bar">{_bar(parts, most, one_colour)}</td>'
        f'<td class="num">{sum(parts):,}</td></tr>'
        for label, parts in rows
    ]
    head = f'<tr><th scope="col">{escape(heading)}</th><td></td><th scope="col" class="num">{escape(value)}</th></tr>'
    body = "".join(lines)
    return f'<table class="bars"><caption>{escape(caption)}</caption><thead>{head}</thead><tbody>{body}</tbody></table>'


def _bar(parts: Sequence[int], most: int, one_colour: bool) -> str:
    drawn, at = [], 0.0
    for name, part in zip(("ink",) if one_colour else CLASSES, parts, strict=True):
        share = 100 * part / most
        if part:
            drawn.append(f'<rect class="{name}" x="{at:.2f}%" width="{max(share, 0.3):.2f}%" height="16"/>')
        at += share
    return f'<svg width="100%" height="16" aria-hidden="true" focusable="false">{"".join(drawn)}</svg>'


def days(counts: dict[str, int], caption: str, table: str) -> str:
    """A column a day; the first, the fullest and the last are named. `table` stands behind."""
    import datetime as dt

    if len(counts) < 2:
        return ""
    first, last = (dt.date.fromisoformat(day) for day in (min(counts), max(counts)))
    span = (last - first).days + 1
    most = max(counts.values())
    fullest = max(counts, key=lambda day: (counts[day], day))
    columns = []
    for day, n in sorted(counts.items()):
        at = (dt.date.fromisoformat(day) - first).days
        high = 100 * n / most
        columns.append(f'<rect class="ink" x="{at}" y="{100 - high:.2f}" width="0.84" height="{high:.2f}"/>')
    picture = (
        f'<svg class="days" viewBox="0 0 {span} 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{''.join(columns)}</svg>"
    )
    named = [f"<span>{first}: {counts[min(counts)]:,}</span>"]
    if fullest not in (min(counts), max(counts)):
        named.append(f"<span>{fullest}: {counts[fullest]:,}</span>")
    named.append(f"<span>{last}: {counts[max(counts)]:,}</span>")
    return (
        f'<figure><figcaption>{escape(caption)}</figcaption>{picture}<p class="ends num">{"".join(named)}</p></figure>'
        f"{table}"
    )


def parts_of(split: Split | None, total: int, known: bool) -> Sequence[int]:
    """A bar's parts by country; all grey where no country is known."""
    return split if split and known else (0, 0, total)
