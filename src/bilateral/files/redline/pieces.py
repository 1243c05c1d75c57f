"""A cell's words as pieces: each with who added it and who removed it, where that is still open, and which comments
hold on to it.

Everything that can hold words inside a paragraph is read: insertions, deletions, moves, content controls, links. What
can't be words (pictures, notes) is told. Formatting is nobody's words and is passed over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from bilateral.files.redline.shapes import CellBack, Change
from bilateral.files.redline.xml import Element, w
from bilateral.values import Text

_DATE: Final = re.compile(r"[1-9]\d{3}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:\d\d)?")
_ADDED: Final = {w("ins"), w("moveTo")}
_REMOVED: Final = {w("del"), w("moveFrom")}
_PASSED: Final = {
    w("pPr"),
    w("rPr"),
    w("instrText"),
    w("delInstrText"),
    w("tcPr"),
    w("sdtPr"),
    w("sdtEndPr"),
    w("trPr"),
}
_LETTERS: Final = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_OBJECTS: Final = {
    w("drawing"): Text("a picture or a box", "una imagen o un cuadro"),
    w("pict"): Text("a picture or a box", "una imagen o un cuadro"),
    w("object"): Text("an embedded object", "un objeto incrustado"),
    w("sym"): Text("a symbol of a special font", "un símbolo de una fuente especial"),
    w("footnoteReference"): Text("a footnote", "una nota al pie"),
    w("endnoteReference"): Text("an endnote", "una nota al final"),
    w("tbl"): Text("a table inside the cell", "una tabla dentro de la celda"),
    w("numPr"): Text("automatic numbering", "numeración automática"),
    w("altChunk"): Text("an embedded file", "un archivo incrustado"),
}


def date_of(node: Element) -> str:
    """When a change or a comment was made, as the editor's program wrote it; '' where it is no date."""
    raw = node.get(w("date"), "")
    return raw if _DATE.fullmatch(raw) else ""


@dataclass(frozen=True, slots=True)
class Mark:
    author: str
    date: str

    @classmethod
    def of(cls, node: Element) -> "Mark":
        return cls(node.get(w("author"), ""), date_of(node))


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    added: Mark | None = None
    removed: Mark | None = None
    comments: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scribe:
    """Reads paragraphs in the order of the file; comments may run on from one cell into the next."""

    active: set[str] = field(default_factory=set)
    pointed: set[str] = field(default_factory=set)
    """Comments that point at a place without holding on to words, in what was read since the last `take`."""
    objects: list[Text] = field(default_factory=list)

    def block(self, container: Element) -> Iterator[Piece]:
        """The words of a cell, or of anything else that holds paragraphs."""
        end: Piece | None = None
        for node in _blocks(container):
            if node.tag in _OBJECTS:
                self.objects.append(_OBJECTS[node.tag])
                continue
            if end is not None:
                yield end
            if node.tag == w("p"):
                if node.find(f"{w('pPr')}/{w('numPr')}") is not None:
                    self.objects.append(_OBJECTS[w("numPr")])
                yield from self._inside(node, None, None)
                end = self._line_end(node)
            else:
                self._comment(node)
                end = None

    def take(self) -> tuple[set[str], list[Text]]:
        """What was pointed at and which objects were met since the last time."""
        met = (self.pointed, self.objects)
        self.pointed, self.objects = set(), []
        return met

    def _line_end(self, paragraph: Element) -> Piece:
        """The end of a paragraph is a letter too: it can be added and removed."""
        marks: dict[str, Mark] = {}
        for node in paragraph.iterfind(f"{w('pPr')}/{w('rPr')}/*"):
            if node.tag in _ADDED:
                marks["added"] = Mark.of(node)
            elif node.tag in _REMOVED:
                marks["removed"] = Mark.of(node)
        return Piece("\n", marks.get("added"), marks.get("removed"), frozenset(self.active))

    def _inside(self, parent: Element, added: Mark | None, removed: Mark | None) -> Iterator[Piece]:
        for node in parent:
            tag = node.tag
            if tag in _PASSED or not isinstance(tag, str):
                continue
            if self._comment(node):
                continue
            if tag in (w("t"), w("delText")):
                yield Piece(node.text or "", added, removed, frozenset(self.active))
            elif tag in _LETTERS:
                yield Piece(_LETTERS[tag], added, removed, frozenset(self.active))
            elif tag in _OBJECTS:
                self.objects.append(_OBJECTS[tag])
            elif tag.endswith("}AlternateContent"):
                self.objects.append(_OBJECTS[w("drawing")])
            elif tag in _ADDED:
                yield from self._inside(node, Mark.of(node), removed)
            elif tag in _REMOVED:
                yield from self._inside(node, added, Mark.of(node))
            else:
                yield from self._inside(node, added, removed)

    def _comment(self, node: Element) -> bool:
        number = node.get(w("id"), "") if isinstance(node.tag, str) else ""
        if node.tag == w("commentRangeStart"):
            self.active.add(number)
            self.pointed.add(number)
        elif node.tag == w("commentRangeEnd"):
            self.active.discard(number)
        elif node.tag == w("commentReference"):
            self.pointed.add(number)
        else:
            return False
        return True


def _blocks(container: Element) -> Iterator[Element]:
    """Paragraphs, and what can stand between them, with content controls opened."""
    for node in container:
        if node.tag in (w("p"), w("commentRangeStart"), w("commentRangeEnd")) or node.tag in _OBJECTS:
            yield node
        elif isinstance(node.tag, str) and node.tag not in _PASSED:
            yield from _blocks(node)


def cell_of(pieces: Iterable[Piece]) -> CellBack:
    """What the pieces come to: all open changes accepted, none of them, and each of them."""
    held = list(pieces)
    changes: list[Change] = []
    before: tuple[Mark | None, Mark | None] = (None, None)
    for piece in held:
        marks = (piece.added, piece.removed)
        mark = piece.removed or piece.added
        if mark is not None and marks == before:
            last = changes[-1]
            changes[-1] = Change(last.kind, last.text + piece.text, last.author, last.date)
        elif mark is not None:
            changes.append(Change("removed" if piece.removed else "added", piece.text, mark.author, mark.date))
        before = marks
    accepted = "".join(piece.text for piece in held if piece.removed is None)
    rejected = "".join(piece.text for piece in held if piece.added is None)
    return CellBack(accepted.strip(), rejected.strip(), tuple(change for change in changes if change.text))


def plain(pieces: Iterable[Piece]) -> str:
    """The words with all open changes accepted."""
    return "".join(piece.text for piece in pieces if piece.removed is None).strip()
