"""Text of submissions as a page may show it: what is screened as personal is masked, what is long is cut at a word.

Numbers and days in words, too.
"""

from datetime import date
from html import escape
from typing import Final

from bilateral.values import LANGS, Text, format_date
from bilateral.voices.screening import KINDS, personal

LONGEST: Final = 700
NAME: Final = 80
"""Characters of what a column says of a submission."""
_MASK: Final = Text("[{kind} left out]", "[se omite: {kind}]")


def masked(text: str, lang: str) -> str:
    """Plain text with the name of the kind in place of what may name or reach a person."""
    parts, at = [], 0
    for flag in personal(text):
        parts += [text[at : flag.start], _MASK.format(kind=KINDS[flag.kind].label).in_(lang)]
        at = flag.end
    return "".join([*parts, text[at:]])


def excerpt(text: str, lang: str, longest: int = LONGEST) -> str:
    """The beginning, masked, as HTML."""
    said = " ".join(masked(text, lang).split())
    if len(said) > longest:
        said = said[:longest].rsplit(" ", 1)[0] + " …"
    return escape(said)


def said(text: str, lang: str, spoken: str, longest: int = LONGEST) -> str:
    """The excerpt, marked (see there)."""
    return marked(excerpt(text, lang, longest), lang, spoken)


def marked(html: str, lang: str, spoken: str) -> str:
    """The same, told to be in another language than the page where it is; `spoken` is one of LANGUAGES."""
    return f'<span lang="{spoken}">{html}</span>' if spoken in LANGS and spoken != lang else html


def many(n: int, one: Text, several: Text) -> Text:
    """`one` or `several` with the number put in for {n}."""
    return (one if n == 1 else several).format(n=f"{n:,}")


def when(first: date, last: date) -> Text:
    """`on` a day, or `from` one `to` another."""
    a, b = (Text(format_date(day, "en"), format_date(day, "es")) for day in (first, last))
    if first == last:
        return Text("on {a}", "el {a}").format(a=a)
    return Text("from {a} to {b}", "del {a} al {b}").format(a=a, b=b)
