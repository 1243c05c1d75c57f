"""The signs in front of list items, and how deep an item stands by its indentation and its sign.

Here: `Markers` (finds the marker at the start of a line) and `assign_levels`. Bullets of many kinds, 1. 1.1 1) (1) 1.-
a) (i) IV. and the word processors' "o". A lone letter or Roman numeral counts only as the first of its row or after its
predecessor, so that 'J. Biden' and 'U. S.' stay text. Not here: what an item means.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from bilateral.files.document import Line

_TIGHT = "•◦▪▫‣⁃∙●○■□◆◇►▶➢➤✓✔\uf0b7\uf0a7\uf0d8\uf076"  # can't begin a word: need no space after them
_LOOSE = "·–—*+»›→➔➜⇒✅👉🔹🔸-"
_BULLET = re.compile(rf"([{_TIGHT}])\s*(?=\S)|([{re.escape(_LOOSE)}])\s+(?=\S)")
_DECIMAL = re.compile(
    r"(\(\d{1,3}(?:\.\d{1,3}){0,4}\)"
    r"|\d{1,3}(?:\.\d{1,3}){0,4}\s?(?:\.-|[.)º°]\)?|(?=\t))"
    r"|\d{1,3}(?:\.\d{1,3}){1,4}(?=\s+[^\W\d_a-z])"
    r"|\d{1,2}\s[–—-](?=\s+[^\W\d_a-z]))(?:\s+(?=\S)|(?=[^\W\d_a-z]))"
)
_TIGHT_DASH = re.compile(r"([-–—])(?=[^\W\d_a-z][^\W\d_]*[a-z ])")
_LETTER = re.compile(r"(\([a-zA-Z]\)|[a-zA-Z](?:\.-|[.)]))\s+(?=\S)")
_ROMAN = re.compile(r"(\((?:[ivxl]{1,6}|[IVXL]{1,6})\)|(?:[ivxl]{1,6}|[IVXL]{1,6})(?:\.-|[.)]))\s+(?=\S)")
_WORD_O = re.compile(r"(o)(?:\t\s*|\s+)(?=[^\W\d_a-z¿¡]|[“\"¿¡])")
_DASHES = frozenset("-–—")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def roman_value(text: str) -> int:
    """The value of a Roman numeral up to 89, or 0 when the text isn't one written properly."""
    total, low = 0, text.lower()
    if not low or not set(low) <= _ROMAN_VALUES.keys():
        return 0
    for here, after in zip(low, [*low[1:], ""], strict=True):
        value = _ROMAN_VALUES.get(here, 0)
        total += -value if value < _ROMAN_VALUES.get(after, 0) else value
    return total if roman(total) == low else 0


def roman(value: int) -> str:
    """A small number as a lower-case Roman numeral."""
    out = ""
    for size, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while value >= size:
            out, value = out + sign, value - size
    return out


class Markers:
    """Finds markers line by line, remembering which letters and Roman numerals it has seen in this document."""

    def __init__(self, text: str = "") -> None:
        text = text.replace("\xa0", " ")
        self._seen: set[tuple[str, int]] = set()
        # "o" is a word of Spanish: it is a bullet only where several lines begin with it and a capital, or with a tab.
        self._tight_dash = len(re.findall(r"(?m)^[ \t]*[-–—][^\W\d_a-z]", text)) >= 2
        self._word_o = len(re.findall(r"(?m)^[ \t]*o[ \t]+[^\W\d_a-z]", text)) >= 2 or "o\t" in text

    def split(self, line: str) -> tuple[str, str]:
        """The marker at the start of a line (without its spaces) and the rest; ("", line) when there is none."""
        if (found := _BULLET.match(line)) or (found := _DECIMAL.match(line)):
            marker = found.group(0).strip()
            return marker, line[found.end() :]
        if self._tight_dash and (found := _TIGHT_DASH.match(line)):
            return found.group(1), line[found.end() :]
        if self._word_o and (found := _WORD_O.match(line)):
            return "o", line[found.end() :]
        for pattern, form, value_of in (
            (_LETTER, "letter", lambda s: ord(s.lower()) - 96),
            (_ROMAN, "roman", roman_value),
        ):
            found = pattern.match(line)
            if found and self._follows(form, found.group(1), value_of(found.group(1).strip("().-"))):
                return found.group(1), line[found.end() :]
        return "", line

    def _follows(self, form: str, marker: str, value: int) -> bool:
        case = form + ("A" if marker.strip("().-").isupper() else "a")
        if value == 1 or (value > 1 and (case, value - 1) in self._seen):
            self._seen.add((case, value))
            return True
        return False


def marker_class(marker: str) -> str:
    """Markers of one class are siblings: dashes of any length, numbers of one depth, letters, Roman numerals."""
    core = marker.strip("().-º° \t–—") if marker[:1].isdigit() or marker[:1] == "(" else marker.rstrip(".)-")
    wrap = "(" if marker.startswith("(") else ")" if marker.endswith(")") else "."
    if core[:1].isdigit():
        depth = core.count(".") + 1
        return f"n{depth}" if depth > 1 else f"n1{wrap}"
    if core and core.isalpha() and core != "o":
        return ("R" if len(core) > 1 else "L") + ("A" if core.isupper() else "a") + wrap
    return "-" if marker in _DASHES else marker


def _same_class(above: str, here: str) -> bool:
    # 'h) i) j)' are letters and '(i) (ii)' Roman: a lone letter may belong to either row.
    return above == here or (above[:1] in "RL" and here[:1] in "RL" and above[1:] == here[1:])


def assign_levels(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The same lines with the depth of each item worked out: deeper indentation, or a new sign at the same place."""
    out: list[Line] = []
    stack: list[tuple[int, str]] = []
    fresh = True
    for line in lines:
        if line.kind in ("heading", "rule") or (line.kind == "text" and fresh and stack and line.indent <= stack[0][0]):
            stack.clear()
        elif line.kind == "item":
            _place(stack, line.indent, marker_class(line.marker))
            line = replace(line, level=len(stack))
        fresh = line.kind != "text" and line.kind != "item"
        out.append(line)
    return tuple(out)


def assign_levels_of_typed(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Bullets typed by hand get their level from their indentation; those of the numbering keep theirs."""
    if not any("typed" in line.style.split() for line in lines):
        return lines
    typed = assign_levels(lines)
    return tuple(new if new.has("typed") else old for new, old in zip(typed, lines, strict=True))


def _place(stack: list[tuple[int, str]], indent: int, sign: str) -> None:
    """Pop to where this item belongs and push it: siblings share a class and stand at most one column apart."""
    for depth in range(len(stack) - 1, -1, -1):
        at, above = stack[depth]
        if _same_class(above, sign) and abs(at - indent) <= 1:
            del stack[depth:]
            break
    else:
        while stack and stack[-1][0] > indent:
            stack.pop()
        if sign[:1] == "n" and sign[1:2] > "1":  # 1.1 may follow 1.1.1 at the same place
            while stack and stack[-1][1][:1] == "n" and stack[-1][1][1:2] > sign[1:2] and stack[-1][0] >= indent:
                stack.pop()
    stack.append((indent, sign))
