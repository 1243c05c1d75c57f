"""`read_document`: the one door for files that hold text, whatever their format.

Checks size, emptiness and type first, so that no reader meets a file that it can't bound. Files are bytes here: nobody
opens a path, and nothing depends on where the bytes came from.
"""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

from bilateral.files.decode import decode
from bilateral.files.document import Document, Line
from bilateral.files.faults import empty_file, too_large, unknown_extension
from bilateral.files.text import read_text
from bilateral.values import Text

MAX_BYTES = 10_000_000
FORMATS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
}


def read_document(name: str, data: bytes, limit: int = MAX_BYTES) -> Document:
    """A file's bytes as a `Document`; the name's ending says the format. Faults are `BadInput`s that say what to do."""
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if extension not in FORMATS:
        raise unknown_extension(name, extension)
    if len(data) > limit:
        raise too_large(name, len(data), limit)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise empty_file(name)
    return _READERS[FORMATS[extension]](name, data)


# -- one a format; each loads its library when it is first needed ---------------------------------------------------


def _docx(name: str, data: bytes) -> Document:
    from bilateral.files.docx import read_docx

    lines, notes = read_docx(name, data)
    return _made(name, "docx", lines, notes, "")


def _html(name: str, data: bytes) -> Document:
    from bilateral.files.html import declared_charset, read_html

    text, encoding, notes = decode(name, data, declared_charset(data))
    lines, more = read_html(text)
    return _made(name, "html", lines, notes + more, encoding)


def _markdown(name: str, data: bytes) -> Document:
    from bilateral.files.markdown import read_markdown

    text, encoding, notes = decode(name, data, "")
    return _made(name, "md", read_markdown(text), notes, encoding)


def _plain(name: str, data: bytes) -> Document:
    text, encoding, notes = decode(name, data, "")
    return _made(name, "txt", read_text(text), notes, encoding)


_READERS: Final[Mapping[str, Callable[[str, bytes], Document]]] = {
    "docx": _docx,
    "html": _html,
    "md": _markdown,
    "txt": _plain,
}


def _made(name: str, form: str, lines: tuple[Line, ...], notes: tuple[Text, ...], encoding: str) -> Document:
    if not any(line.text or line.marker for line in lines):
        raise empty_file(name)
    return Document(name, form, lines, notes, encoding, "paragraph" if form == "docx" else "line")
