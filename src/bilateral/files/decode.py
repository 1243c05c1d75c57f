"""Bytes to text: which encoding, is it text at all, and which characters can't stand in a text.

UTF-8 (with or without a byte order mark) and UTF-16 (with one) are read as such; anything else that is text is read as
Windows-1252 and a note says so. Not here: what the text's lines mean.
"""

import codecs
import re
import unicodedata
from collections.abc import Sequence

from bilateral.files.faults import binary_file
from bilateral.values import Text

_MAGIC: Sequence[tuple[bytes, Text]] = (
    (b"%PDF", Text("it is a PDF", "es un PDF")),
    (b"PK\x03\x04", Text("it is a ZIP or Office file", "es un archivo ZIP o de Office")),
    (
        b"\xd0\xcf\x11\xe0",
        Text("it is an old Office file (.doc, .xls)", "es un archivo antiguo de Office (.doc, .xls)"),
    ),
    (b"\x89PNG", Text("it is a PNG image", "es una imagen PNG")),
    (b"\xff\xd8\xff", Text("it is a JPEG image", "es una imagen JPEG")),
    (b"GIF8", Text("it is a GIF image", "es una imagen GIF")),
    (b"\x7fELF", Text("it is a program", "es un programa")),
    (b"\x1f\x8b", Text("it is compressed data", "son datos comprimidos")),
)
_BINARY = Text("it holds binary data", "contiene datos binarios")
_BAD_UTF16 = Text("it begins like UTF-16 but is cut or damaged", "empieza como UTF-16, pero está incompleto o dañado")
_CONTROL = frozenset(chr(c) for c in range(32)) - frozenset("\t\n\r\f\v\x1b")
_UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"\s+")
_NOTE_1252 = Text(
    "The file is not valid UTF-8; it was read as Windows-1252. Check accents and quotation marks.",
    "El archivo no es UTF-8 válido; se leyó como Windows-1252. Revisa los acentos y las comillas.",
)
_NOTE_DECLARED = Text(
    "The page is not valid UTF-8; it was read as {name}, as it declares.",
    "La página no es UTF-8 válido; se leyó como {name}, según declara.",
)


def decode(name: str, data: bytes, declared: str = "") -> tuple[str, str, tuple[Text, ...]]:
    """Text, encoding and notes of a file's bytes; a `BinaryFile` fault when they are not text."""
    if what := known_binary(data):
        raise binary_file(name, what)
    text, encoding, notes = _decode(name, data, declared)
    odd = sum(c in _CONTROL for c in text[:20_000])
    if "\0" in text or odd > max(2, len(text[:20_000]) // 100):
        raise binary_file(name, _BINARY)
    return text, encoding, notes


def known_binary(head: bytes) -> Text | None:
    """What a file is that begins like this, when that is known and no text: 'it is a PDF'."""
    return next((what for magic, what in _MAGIC if head.startswith(magic)), None)


def _decode(name: str, data: bytes, declared: str) -> tuple[str, str, tuple[Text, ...]]:
    if data.startswith(codecs.BOM_UTF8):
        data, encoding = data[3:], "utf-8-sig"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16"), "utf-16", ()
        except UnicodeDecodeError:
            raise binary_file(name, _BAD_UTF16) from None
    else:
        encoding = "utf-8"
    try:
        return data.decode("utf-8"), encoding, ()
    except UnicodeDecodeError:
        pass
    return _fall_back(name, data, declared)


def _fall_back(name: str, data: bytes, declared: str) -> tuple[str, str, tuple[Text, ...]]:
    try:
        codec = codecs.lookup(declared).name if declared else ""
        if codec and not codec.startswith("utf") and codec != "iso8859-1":  # browsers too read Latin-1 as Windows-1252
            return data.decode(codec), codec, (_NOTE_DECLARED.format(name=codec),)
    except (LookupError, UnicodeDecodeError, ValueError):
        pass
    try:
        return data.decode("cp1252"), "windows-1252", (_NOTE_1252,)
    except UnicodeDecodeError:
        raise binary_file(name, _BINARY) from None


def word_set(words: str) -> frozenset[str]:
    """A set of words written as one string: short to read, short to change."""
    return frozenset(words.split())


def clean(text: str) -> str:
    """One line's words: NFC, one space between words, no control, invisible or direction-changing characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _SPACES.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()
