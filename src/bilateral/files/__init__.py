"""Documents to text: .txt, .md, .html and .docx become numbered lines with their form, bounded and in plain words.

Not here (yet): tables in with quarantine, safe tables out; and never: what a document means.
"""

from bilateral.files.document import Document, Line, LineKind
from bilateral.files.faults import (
    EXTENSIONS,
    BadDocx,
    BadFile,
    BinaryFile,
    EmptyFile,
    FileTooLarge,
    UnknownExtension,
)
from bilateral.files.reading import MAX_BYTES, read_document

__all__ = [
    "EXTENSIONS",
    "MAX_BYTES",
    "BadDocx",
    "BadFile",
    "BinaryFile",
    "Document",
    "EmptyFile",
    "FileTooLarge",
    "Line",
    "LineKind",
    "UnknownExtension",
    "read_document",
]
