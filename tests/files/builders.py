"""Small files for tests: Word documents built paragraph by paragraph, and the damaged ones."""

import io
import zipfile
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from bilateral.files import Document, read_document


def word(*paragraphs: tuple[str, str]) -> Any:
    """A Word document of (style, text); style '**' is bold body text and '' is plain."""
    document = docx.Document()
    for style, text in paragraphs:
        if style == "**":
            document.add_paragraph().add_run(text).bold = True
        else:
            document.add_paragraph(text, style=style or None)
    return document


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read_word(*paragraphs: tuple[str, str]) -> Document:
    return read_document("plan.docx", saved(word(*paragraphs)))


def indent(paragraph: Any, points: int) -> None:
    paragraph.paragraph_format.left_indent = Pt(points)


def wrap_in(paragraph: Any, tag: str) -> None:
    """Put a paragraph's runs inside another element, as tracked insertions and content controls do."""
    outer = OxmlElement(tag)
    for run in list(paragraph._p.iter(qn("w:r"))):
        outer.append(run)
    paragraph._p.append(outer)


def repacked(data: bytes, **parts: bytes) -> bytes:
    """A package with some parts replaced or added; names have '/' written as '__'."""
    out = io.BytesIO()
    new = {name.replace("__", "/"): content for name, content in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for info in old.infolist():
            if info.filename not in new:
                package.writestr(info, old.read(info))
        for name, content in new.items():
            package.writestr(name, content)
    return out.getvalue()
