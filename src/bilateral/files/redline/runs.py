"""One cell's words as runs: what stayed, what was removed and added, and where comments begin and end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from bilateral.files.redline.shapes import Remark
from bilateral.files.redline.xml import Element, el, words
from bilateral.values import Span, word_diff

_LANG: Final = {"en": "en-US", "es": "es-MX"}


@dataclass(slots=True)
class Pen:
    """Who makes the changes and when (ISO 8601, UTC); numbers every tracked change of the file."""

    author: str
    date: str
    numbers: Iterator[int]

    def tracked(self, tag: str, runs: Iterable[Element]) -> Element:
        return el(tag, *runs, id=str(next(self.numbers)), author=self.author, date=self.date)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A comment in this cell, by its number in the file."""

    number: int
    remark: Remark


@dataclass(slots=True)
class _Places:
    """Where comments begin and end, in letters of the new words."""

    begin: dict[int, list[int]] = field(default_factory=dict)
    end: dict[int, list[int]] = field(default_factory=dict)


def runs_of(base: str, now: str, lang: str, pen: Pen, anchored: Sequence[Anchored]) -> list[Element]:
    """The runs of one cell. ``lang`` '' is a value that no spelling checker should look at."""
    places, last = _Places(), len(now)
    for each in anchored:
        found = now.find(each.remark.quote) if each.remark.quote else -1
        begin, end = (found, found + len(each.remark.quote)) if found >= 0 else (0, last)
        places.begin.setdefault(begin, []).append(each.number)
        places.end.setdefault(end, []).append(each.number)
    cuts = sorted({*places.begin, *places.end})
    out: list[Element] = []
    at = 0
    for span in word_diff(base, now) if lang else _whole(base, now):
        if not span.text:
            continue
        if span.kind == "removed":
            out.append(pen.tracked("del", [_run(span.text, lang, "delText")]))
            continue
        for piece in _cut(span, at, cuts):
            out += _marks(places, at, before=True)
            run = _run(piece, lang, "t")
            out.append(pen.tracked("ins", [run]) if span.kind == "added" else run)
            at += len(piece)
            out += _marks(places, at, before=False)
    if not at:
        out = [*_marks(places, 0, before=True), *out, *_marks(places, 0, before=False)]
    return out


def _whole(base: str, now: str) -> tuple[Span, ...]:
    """A value is replaced whole: half a date is no date."""
    return (Span("same", now),) if base == now else (Span("removed", base), Span("added", now))


def _cut(span: Span, at: int, cuts: Sequence[int]) -> Iterator[str]:
    """A span in pieces, so that a comment can begin or end inside it."""
    inside = [cut - at for cut in cuts if at < cut < at + len(span.text)]
    for start, end in zip([0, *inside], [*inside, len(span.text)], strict=True):
        yield span.text[start:end]


def _marks(places: _Places, at: int, *, before: bool) -> Iterator[Element]:
    """Each comment begins before the first letter that it is about, and ends after the last."""
    for number in (places.begin if before else places.end).pop(at, ()):
        if before:
            yield el("commentRangeStart", id=str(number))
        else:
            yield el("commentRangeEnd", id=str(number))
            look = el("rPr", el("rStyle", val="CommentReference"))
            yield el("r", look, el("commentReference", id=str(number)))


def _run(text: str, lang: str, tag: str) -> Element:
    look = el("lang", val=_LANG[lang]) if lang else el("noProof")
    return el("r", el("rPr", look), *written(text, tag))


def written(text: str, tag: str = "t") -> Iterator[Element]:
    """Text with its line breaks and tabs as elements."""
    for n, line in enumerate(text.split("\n")):
        if n:
            yield el("br")
        for m, piece in enumerate(line.split("\t")):
            if m:
                yield el("tab")
            if piece:
                yield words(tag, piece)
