"""Plain text to lines: markers and indentation, underlined and '#' headings, lines wholly in bold or capitals.

Not here: joining wrapped lines. Every physical line keeps its number.
"""

import re
from dataclasses import replace

from bilateral.files.decode import clean
from bilateral.files.document import Line
from bilateral.files.markers import Markers, assign_levels

TAB = 4
_RULE = re.compile(r"[\s\-–—_=*#~.·•+|<>/\\]{2,}$|[-–—_=*#~•]$")
_HASH = re.compile(r"(#{1,6})\s+(?=\S)(.*?)\s*#*$")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LETTERS = re.compile(r"[^\W\d_]")


def read_text(text: str) -> tuple[Line, ...]:
    """Every physical line of a plain text, with its form."""
    raw = split_lines(text)
    markers = Markers(text)
    lines = [plain_line(number, line, markers) for number, line in enumerate(raw, 1)]
    return assign_levels(_underlined(lines, raw))


def split_lines(text: str) -> list[str]:
    """Physical lines as an editor counts them: LF, CR LF or CR ends a line, and nothing else does."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def width(raw: str) -> int:
    """The column where a line's text begins, tabs counting to the next stop."""
    spaces = raw[: len(raw) - len(raw.lstrip())].expandtabs(TAB)
    return len(spaces)


def plain_line(number: int, raw: str, markers: Markers) -> Line:
    """One physical line of plain text."""
    indent, body = width(raw), raw.strip()
    text = clean(body)
    if not text:
        return Line(number, "", kind="blank")
    if not _LETTERS.search(body) and _RULE.fullmatch(body):
        return Line(number, "", kind="rule", marker=text)
    if found := _HASH.match(body):
        inner, style, _ = bold_of(clean(found.group(2)))
        return Line(number, inner, len(found.group(1)), "heading", style=_look(inner, style))
    marker, rest = markers.split(body)
    inner, style, lead = bold_of(clean(rest))
    kind = "item" if marker else "text"
    if not inner:
        return Line(number, "", kind="rule", marker=text)
    return Line(number, inner, 1 if marker else 0, kind, clean(marker), _look(inner, style), indent, lead)  # type: ignore[arg-type]


def bold_of(text: str) -> tuple[str, str, int]:
    """The text without ** or __ signs, "bold" when all of it was inside them, and the length of a bold start."""
    if "**" not in text and "__" not in text:
        return text, "", 0
    found = _BOLD.match(text)
    plain = _BOLD.sub(r"\2", text)
    if not found:
        return plain, "", 0
    if not text[found.end() :].strip(" :.-–—"):
        return plain, "bold", 0
    return plain, "", len(found.group(2))


def _look(text: str, style: str) -> str:
    return f"{style} caps".strip() if is_caps(text) else style


def is_caps(text: str) -> bool:
    """Whether a line is written in capitals: at least four letters, none of them small."""
    return text == text.upper() and sum(c.isalpha() for c in text) >= 4


def _underlined(lines: list[Line], raw: list[str]) -> list[Line]:
    """A text line with a row of = or - of about its length beneath is a heading."""
    for at in range(1, len(lines)):
        above, rule = lines[at - 1], raw[at].strip()
        if lines[at].kind != "rule" or above.kind != "text" or len(set(rule)) != 1 or rule[0] not in "=-~":
            continue
        alone = at == 1 or lines[at - 2].kind in ("blank", "rule", "heading")
        if alone and len(above.text) <= 120 and len(rule) >= 3 and len(rule) >= 0.6 * len(above.text):
            lines[at - 1] = replace(above, kind="heading", level=1 if rule[0] == "=" else 2)
    return lines
