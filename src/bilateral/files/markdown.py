"""Markdown to lines, by markdown-it-py: headings, lists, emphasis, tables, HTML inside.

Each physical line keeps its number and its indentation in the file, because people nest lists by fewer spaces than the
standard asks and use bullets that it doesn't know. Not here: joining wrapped paragraphs.
"""

from collections.abc import Iterable
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bilateral.files.decode import clean
from bilateral.files.document import Line
from bilateral.files.html import read_html
from bilateral.files.markers import Markers, assign_levels
from bilateral.files.text import is_caps, plain_line, split_lines, width

_PARSER = MarkdownIt("commonmark", {"maxNesting": 60}).enable("table")


def read_markdown(text: str) -> tuple[Line, ...]:
    """Every physical line of a Markdown text that has words, with its form, and the blank ones between."""
    raw = split_lines(text)
    reader = _Reader(raw, Markers(text))
    for token in _PARSER.parse("\n".join(raw)):
        reader.take(token)
    return assign_levels(reader.whole())


class _Reader:
    """Collects lines by number; what no token accounts for comes back as plain text, so that nothing is lost."""

    def __init__(self, raw: list[str], markers: Markers) -> None:
        self.raw, self.markers = raw, markers
        self.found: dict[int, list[Line]] = {}
        self.heading = 0
        self.items: list[tuple[int, str]] = []  # open list items: their first line, their marker until it is used
        self.ordered: list[int] = []  # open lists: the next number, or -1 for bullets

    def take(self, token: Token) -> None:
        kind = token.type
        first = token.map[0] if token.map else 0
        if kind == "heading_open":
            self.heading = int(token.tag[1])
        elif kind == "heading_close":
            self.heading = 0
        elif kind == "list_item_open":
            self.items.append((first, f"{token.info}{token.markup}"))
        elif kind == "list_item_close":
            self.items.pop()
        elif kind == "inline":
            self._inline(token, first)
        elif kind in ("code_block", "fence"):
            self._verbatim(token)
        elif kind == "html_block":
            self._html(token, first)
        elif kind == "hr":
            self._add(first, Line(first + 1, "", kind="rule", marker=clean(self.raw[first])))

    def whole(self) -> Iterable[Line]:
        """The lines in order; blanks in between; lines that no token gave (link definitions) as plain text."""
        for at, raw in enumerate(self.raw):
            if at in self.found:
                yield from self.found[at]
            else:
                yield plain_line(at + 1, raw, self.markers)

    def _add(self, at: int, line: Line) -> None:
        self.found.setdefault(at, []).append(line)

    def _covered(self, token: Token) -> None:
        for at in range(*(token.map or (0, 0))):
            self.found.setdefault(at, [])

    def _inline(self, token: Token, first: int) -> None:
        for offset, (text, style, lead) in enumerate(_segments(token.children or [])):
            at = min(first + offset, len(self.raw) - 1)
            self._segment(at, text, style, lead)
        self._covered(token)

    def _segment(self, at: int, text: str, style: str, lead: int) -> None:
        marker, indent = "", width(self.raw[at])
        if self.items and self.items[-1][1] and not self.heading:
            start, marker = self.items[-1]
            self.items[-1] = (start, "")
            indent += _nested(self.raw[at], marker) if start == at else 0
            if start != at:
                indent = width(self.raw[start])
        elif not self.heading:
            marker, text = self.markers.split(text)
            marker = clean(marker)
        text = clean(text)
        if not text:
            return
        style = f"{style} caps".strip() if is_caps(text) else style
        if self.heading:
            self._add(at, Line(at + 1, text, self.heading, "heading", "", style))
        else:
            kind = "item" if marker else "text"
            self._add(at, Line(at + 1, text, 1 if marker else 0, kind, marker, style, indent, lead))  # type: ignore[arg-type]

    def _verbatim(self, token: Token) -> None:
        """Code: in a plan it is a list indented by four spaces, so it is read as plain text."""
        for at in range(*(token.map or (0, 0))):
            self._add(at, plain_line(at + 1, self.raw[at], self.markers))

    def _html(self, token: Token, first: int) -> None:
        for line in read_html(token.content)[0]:
            if line.text:
                self._add(first, replace(line, number=first + 1))
        self._covered(token)


def _nested(raw: str, marker: str) -> int:
    """Extra columns of an item that opens on its parent's line ('- - x'): rare, and one column apart is enough."""
    return 2 if raw.strip().count(marker + " ") > 1 and raw.strip().startswith(f"{marker} {marker}") else 0


def _segments(children: list[Token]) -> list[tuple[str, str, int]]:
    """The lines inside a paragraph: text without signs, "bold" when all is, and the length of a bold start."""
    out: list[tuple[str, str, int]] = []
    plain, strong, bold, lead, open_lead = "", 0, 0, 0, True

    def close() -> None:
        nonlocal plain, bold, lead, open_lead
        whole = bool(plain.strip()) and bold == len(plain.replace(" ", ""))
        out.append((plain, "bold" if whole else "", 0 if whole else lead))
        plain, bold, lead, open_lead = "", 0, 0, True

    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            close()
        elif child.type == "strong_open":
            strong += 1
        elif child.type == "strong_close":
            strong -= 1
        elif words := _words(child):
            plain += words
            if strong:
                bold += len(words.replace(" ", ""))
                lead = len(plain) if open_lead else lead
            else:
                bold += sum(not c.isalnum() and c != " " for c in words) if not any(map(str.isalnum, words)) else 0
                open_lead = open_lead and not any(map(str.isalnum, words))
    close()
    return out


def _words(child: Token) -> str:
    if child.type == "image":
        return child.content
    return "" if child.type == "html_inline" else child.content
