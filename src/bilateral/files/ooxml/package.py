"""The zip around an office file: bounded before anything of it unfolds, and read part by part.

Why a file can't be taken is told as `Unsound`, whose words complete "can't be read: ..."; each format's reader makes
its own fault of it. Nothing outside of the file is ever fetched, whatever its links say.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from bilateral.values import Text

MAX_UNPACKED: Final = 60_000_000
MAX_PARTS: Final = 3_000
_RELATED: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: no clock here, so the same bytes every time
_DECLARED: Final = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_LEGACY: Final = Text(
    "it is protected by a password, or is of an old format", "está protegido con contraseña o es de un formato antiguo"
)
_LOCKED: Final = Text("it is protected by a password", "está protegido con contraseña")
_NOT_PACKED: Final = Text("it is not such a file inside", "por dentro no es un archivo de ese tipo")
_DAMAGED: Final = Text("it is damaged or cut short", "está dañado o incompleto")
_TWICE: Final = Text("it holds two parts of the same name", "contiene dos partes con el mismo nombre")
_MACROS: Final = Text(
    "it holds macros, which are programs; nothing that could run is taken",
    "contiene macros, que son programas; no se admite nada que pueda ejecutarse",
)
_ENTITIES: Final = Text(
    "its XML declares entities, which no office program writes",
    "su XML declara entidades, cosa que ningún programa de oficina hace",
)
_STRICT: Final = Text(
    "it was saved in the 'strict' form of the format", "se guardó en la variante «estricta» del formato"
)
_BOMB: Final = Text(
    "it would unfold to more than {n} million bytes", "al desempaquetarlo ocuparía más de {n} millones de bytes"
)


class Unsound(Exception):
    """Why a packed file can't be read; ``why`` completes 'can't be read: ...' in both languages."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True)
class Package:
    """A packed file's parts by their path."""

    parts: Mapping[str, bytes]

    def xml(self, path: str) -> Any:
        """A part's root element, or None where there is no such part. :raises Unsound: it isn't sound XML."""
        data = self.parts.get(path)
        return None if data is None else parse(data)

    def related(self, path: str, kind: str) -> str:
        """The path of the first part that ``path`` ('' for the package) names as of this kind; '' where there is none.

        :param kind: the last step of the relation's type, such as ``comments``.
        """
        folder, name = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        for row in () if root is None else root.iter(_RELATED):
            if row.get("Type", "").rsplit("/", 1)[-1] == kind and row.get("TargetMode") != "External":
                target = row.get("Target", "")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return ""

    def main(self) -> str:
        """The path of the part that holds the document itself."""
        return self.related("", "officeDocument")


def check_package(data: bytes, main: str) -> None:
    """Look at the list of parts alone. :raises Unsound: it isn't such a file, is protected, or unfolds too far."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unsound(_LEGACY)
    if not data.startswith(b"PK"):
        raise Unsound(_NOT_PACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unsound(_DAMAGED) from None
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Unsound(_BOMB.format(n=MAX_UNPACKED // 1_000_000))
    if any(part.flag_bits & 1 for part in parts):
        raise Unsound(_LOCKED)
    if not any(part.filename == main for part in parts):
        raise Unsound(_NOT_PACKED)


def open_package(data: bytes, main: str) -> Package:
    """A packed file whole. :raises Unsound: besides what `check_package` finds: macros, twin parts, damage."""
    check_package(data, main)
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for info in package.infolist():
                if info.filename in parts:
                    raise Unsound(_TWICE)
                parts[info.filename] = package.read(info)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError, EOFError):
        raise Unsound(_DAMAGED) from None
    if any("vbaproject" in path.lower() for path in parts) or b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise Unsound(_MACROS)
    return Package(parts)


def check_declared(package: Package) -> None:
    """For readers that aren't ours: no XML part may declare anything. :raises Unsound: one does."""
    for path, data in package.parts.items():
        if path.lower().endswith((".xml", ".rels", ".vml")) and any(word in data for word in _DECLARED):
            raise Unsound(_ENTITIES)


def parse(data: bytes) -> Any:
    """XML with nothing declared, nothing expanded, nothing fetched. :raises Unsound: it is broken or declares."""
    if any(word in data for word in _DECLARED):
        raise Unsound(_ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unsound(_DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:  # in whatever encoding the declaration was hidden
        raise Unsound(_ENTITIES)
    if "purl.oclc.org/ooxml" in root.tag:
        raise Unsound(_STRICT)
    return root


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Parts as a packed file, always the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, data in parts:
            info = zipfile.ZipInfo(path, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, data)
    return out.getvalue()
