"""The marks that a word processor puts in front of list items: bullets, 1.1, a), 'Pillar I:'.

They stand nowhere in the text of a .docx: the numbering definitions say how to count. Here: `Numbering`, which counts
along. Not here: paragraphs and their words.
"""

from typing import Any

from docx.oxml.ns import qn

from bilateral.files.markers import roman

_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "": "•"}


class Numbering:
    """Counts list items the way a word processor would."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {int(lvl.get(qn("w:ilvl"), "0")): _level(lvl) for lvl in abstract.iter(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for num in root.iter(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            self._abstract[num.get(qn("w:numId"), "")] = link.get(qn("w:val"), "") if link is not None else ""

    def marker(self, p: Any, style: Any) -> tuple[str, int]:
        """The mark and the level (1, 2, ...) of a paragraph; ("", 0) when it is no list item."""
        num, level = _reference(p)
        named = 0
        for _ in range(10):
            if num or style is None:
                break
            num, level = _reference(style.element)
            named = _level_in_name(style.name)
            style = getattr(style, "base_style", None)
        if not num or num == "0":
            return "", 0
        abstract = self._abstract.get(num, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return "•", max(level + 1, named)
        return self._count(abstract, level, levels), max(level + 1, named)

    def _count(self, abstract: str, level: int, levels: dict[int, tuple[str, str, int]]) -> str:
        form, pattern, start = levels[level]
        if form == "bullet":
            return _BULLETS.get(pattern, pattern)
        if form == "none":
            return ""
        self._counts[abstract, level] = self._counts.get((abstract, level), start - 1) + 1
        for deeper in [key for key in self._counts if key[0] == abstract and key[1] > level]:
            del self._counts[deeper]
        for at in range(level + 1):
            own, _, first = levels.get(at, ("decimal", "", 1))
            pattern = pattern.replace(f"%{at + 1}", _number(self._counts.get((abstract, at), first), own))
        return pattern.strip()


def _reference(element: Any) -> tuple[str, int]:
    node = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if node is None:
        return "", 0
    num, level = node.find(qn("w:numId")), node.find(qn("w:ilvl"))
    return (
        num.get(qn("w:val"), "") if num is not None else "",
        int(level.get(qn("w:val"), "0")) if level is not None else 0,
    )


def _level(lvl: Any) -> tuple[str, str, int]:
    form, text, start = (lvl.find(qn(f"w:{name}")) for name in ("numFmt", "lvlText", "start"))
    return (
        form.get(qn("w:val"), "decimal") if form is not None else "decimal",
        text.get(qn("w:val"), "") if text is not None else "",
        int(start.get(qn("w:val"), "1")) if start is not None else 1,
    )


def _level_in_name(name: str) -> int:
    """'List Bullet 2' stands at the second level although its numbering says the first."""
    last = name.split()[-1] if name else ""
    return int(last) if name.lower().startswith("list ") and last.isdecimal() else 1


def _number(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        text = chr(97 + (value - 1) % 26)
    elif form in ("lowerRoman", "upperRoman"):
        text = roman(value % 90)
    else:
        return str(value)
    return text.upper() if form.startswith("upper") else text
