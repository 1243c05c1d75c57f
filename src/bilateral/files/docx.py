"""Word documents to lines: headings, list levels from the numbering, tables cell by cell, headers as furniture.

The paragraphs are read from the XML itself, so that inserted revisions, content controls and text boxes are not lost,
which python-docx's own `text` leaves out. A packed file that would unfold too far is refused unopened.
Not here: what the lines mean.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from bilateral.files.decode import clean
from bilateral.files.document import Line, LineKind
from bilateral.files.docx_numbering import Numbering
from bilateral.files.faults import bad_docx
from bilateral.files.markers import Markers, assign_levels_of_typed
from bilateral.files.ooxml import Unsound, check_package
from bilateral.files.text import is_caps
from bilateral.values import Text

_DAMAGED = Text("it is damaged or cut short", "está dañado o incompleto")
_TABLE = Text("Tables were read cell by cell, row by row.", "Las tablas se leyeron celda por celda, fila por fila.")


def read_docx(name: str, data: bytes) -> tuple[tuple[Line, ...], tuple[Text, ...]]:
    """The paragraphs of a Word document, numbered in reading order, and notes."""
    try:
        check_package(data, "word/document.xml")
    except Unsound as error:
        raise bad_docx(name, error.why) from None
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        reader = _Reader(document)
        lines = [line for p in _paragraphs(body) for line in reader.paragraph(p)]
        for section in document.sections:
            for part, label in ((section.header, "header"), (section.footer, "footer")):
                if not part.is_linked_to_previous:
                    lines += [line for p in _paragraphs(part._element) for line in reader.furniture(p, label)]
    except (KeyError, ValueError, AttributeError, OSError, TypeError, NotImplementedError, SyntaxError):
        raise bad_docx(name, _DAMAGED) from None
    except (zipfile.BadZipFile, OpcError, EOFError):
        raise bad_docx(name, _DAMAGED) from None
    notes = (_TABLE,) if body.find(f".//{qn('w:tbl')}") is not None else ()
    return assign_levels_of_typed(tuple(lines)), notes


def _paragraphs(root: Any) -> Iterator[Any]:
    """Every paragraph in reading order, without the fallback copies of drawings."""
    for p in root.iter(qn("w:p")):
        if not any(parent.tag.endswith("}Fallback") for parent in p.iterancestors()):
            yield p


class _Reader:
    def __init__(self, document: Any) -> None:
        self.styles = {style.style_id: style for style in document.styles}
        self.numbering = Numbering(document)
        self.markers = Markers()
        self.number = 0

    def furniture(self, p: Any, label: str) -> Iterator[Line]:
        self.number += 1
        for text, _, _ in _texts(p):
            if text:
                yield Line(self.number, text, furniture=label)

    def paragraph(self, p: Any) -> Iterator[Line]:
        """The lines of a paragraph (several where it holds line breaks), then a blank one unless it is a list item."""
        self.number += 1
        style = self._style(p)
        marker, level = self.numbering.marker(p, style)
        heading = _heading(style)
        item = False
        for at, (text, bold, lead) in enumerate(_texts(p)):
            if not text:
                continue
            line = self._line(text, bold, lead, heading, marker if at == 0 else "", level, _indent(p))
            item = line.kind == "item"
            yield line
        if not item:
            yield Line(self.number, "", kind="blank")

    def _style(self, p: Any) -> Any:
        node = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.styles.get(node.get(qn("w:val"))) if node is not None else None

    def _line(self, text: str, bold: bool, lead: int, heading: int, marker: str, level: int, indent: int) -> Line:
        look = [word for word, is_so in (("bold", bold), ("caps", is_caps(text))) if is_so]
        if heading:
            look += ["title"] if heading == 9 else []
            return Line(self.number, text, 1 if heading == 9 else heading, "heading", marker, " ".join(look), 0, lead)
        kind: LineKind = "item" if marker else "text"
        if not marker:
            marker, rest = self.markers.split(text)
            if marker:
                kind, text, level = "item", clean(rest), 1
                look.append("typed")
        return Line(self.number, text, level if marker else 0, kind, clean(marker), " ".join(look), indent, lead)


def _heading(style: Any) -> int:
    """The level of a heading style, followed to the style that it is based on; 9 for a document's title."""
    for _ in range(10):
        if style is None or style.type != 1:
            return 0
        words = style.name.lower().split()
        if words and words[0] == "title":
            return 9
        if len(words) == 2 and words[0] in ("heading", "título", "titulo") and words[1].isdecimal():
            return min(8, int(words[1]))
        style = style.base_style
    return 0


def _indent(p: Any) -> int:
    """The left indentation in columns: a twentieth of a point, 120 of them to a column."""
    node = p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    if node is None:
        return 0
    raw = node.get(qn("w:left")) or node.get(qn("w:start")) or "0"
    return max(0, int(raw) // 120) if raw.lstrip("-").isdecimal() else 0


def _texts(p: Any) -> list[tuple[str, bool, int]]:
    """The paragraph's lines: words, whether all are in bold, and the length of a bold start."""
    out: list[list[tuple[str, bool]]] = [[]]
    for run in p.iter(qn("w:r")):
        if next(run.iterancestors(qn("w:p"))) is not p:
            continue  # a text box inside this paragraph has paragraphs of its own
        bold = _is_bold(run)
        for node in run:
            if node.tag == qn("w:t"):
                out[-1].append((node.text or "", bold))
            elif node.tag == qn("w:tab"):
                out[-1].append(("\t", bold))
            elif node.tag == qn("w:noBreakHyphen"):
                out[-1].append(("-", bold))
            elif node.tag in (qn("w:br"), qn("w:cr")):
                out.append([])
    return [_joined(parts) for parts in out]


def _is_bold(run: Any) -> bool:
    node = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return node is not None and node.get(qn("w:val"), "1") not in ("0", "false", "off")


def _joined(parts: list[tuple[str, bool]]) -> tuple[str, bool, int]:
    whole = "".join(text for text, _ in parts).strip()
    text = whole if "\t" in whole else clean(whole)
    bold = bool(text) and all(bold for words, bold in parts if any(map(str.isalnum, words)))
    lead = ""
    for words, is_bold in parts:
        if not is_bold and any(map(str.isalnum, words)):
            break
        lead += words
    return text, bold, 0 if bold else len(clean(lead))
