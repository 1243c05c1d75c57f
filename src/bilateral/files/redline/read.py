"""`read_redline`: a .docx that an editor saved, back to fields, open changes, comments, and what stands elsewhere.

A row is known by the grey key at the end of its first cell. Nothing is passed over in silence: words outside of the
fields, rows that are new, twice there or gone, pictures and notes are all told. Not here: whether the text in force is
still the one that the file starts from (`same.py`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from bilateral.files.ooxml import Package, Unsound, open_package
from bilateral.files.redline import faults
from bilateral.files.redline.identity import FORM, Identity, Written, read_identity, short
from bilateral.files.redline.pieces import Piece, Scribe, cell_of, plain
from bilateral.files.redline.remarks import Anchors, read_remarks
from bilateral.files.redline.shapes import BOTH, CellBack, Outside, Returned, SheetBack
from bilateral.files.redline.xml import w
from bilateral.values import LANGS, Text

MAX_BYTES: Final = 10_000_000
_KEY: Final = re.compile(r"([1-9][0-9]{0,2})\.(\S{1,200})")
_BODY: Final = Text("outside the tables", "fuera de las tablas")
_ROW: Final = Text("a row that is none of the fields", "una fila que no es ninguno de los campos")
_TWIN: Final = Text("a second row of {place}", "una segunda fila de {place}")
_NAME: Final = Text("the name of {place}", "el nombre de {place}")
_OBJECT: Final = Text("{what}, in {place}", "{what}, en {place}")
_PARTS: Final = {
    "header": Text("a page header", "un encabezado de página"),
    "footer": Text("a page footer", "un pie de página"),
    "footnotes": Text("a footnote", "una nota al pie"),
    "endnotes": Text("an endnote", "una nota al final"),
}


def read_redline(name: str, data: bytes, limit: int = MAX_BYTES) -> Returned:
    """What came back in a .docx; ``name`` is how faults call the file.

    :raises BadRedline: it is too big, is none, could harm, doesn't say what it is of, or its columns were changed.
    """
    if len(data) > limit:
        raise faults.too_big(name, len(data), limit)
    try:
        package = open_package(data, "word/document.xml")
        main = package.main() or "word/document.xml"
        document = package.xml(main)
        identity = read_identity(package.xml(package.related("", "custom-properties") or "docProps/custom.xml"))
        if identity is None or document is None:
            raise faults.no_identity(name)
        if identity.form != FORM:
            raise faults.newer(name, identity.form)
        reader = _Reader(name, identity)
        reader.body(document)
        reader.elsewhere(package, main, document)
        comments = package.xml(package.related(main, "comments"))
        extended = package.xml(package.related(main, "commentsExtended"))
    except Unsound as error:
        raise faults.unreadable(name, error.why) from None
    if not reader.cells:
        raise faults.no_rows(name)
    sheets = tuple(reader.sheet(number, told) for number, told in enumerate(identity.documents, 1))
    return Returned(sheets, read_remarks(comments, extended, reader.anchors), tuple(reader.outside))


@dataclass(slots=True)
class _Reader:
    name: str
    identity: Identity
    cells: dict[str, dict[str, CellBack]] = field(default_factory=dict)
    outside: list[Outside] = field(default_factory=list)
    anchors: Anchors = field(default_factory=Anchors)
    scribe: Scribe = field(default_factory=Scribe)

    def sheet(self, number: int, told: Written) -> SheetBack:
        """One document, from the rows that were found of it."""
        cells, missing = {}, []
        for place, lang in told.digests:
            held = self.cells.get(f"{number}.{place}")
            if held is None:
                missing.append(place)
            else:
                cells[place, lang] = held[lang]
        return SheetBack(told.name, told.kind, told.base, told.digests, cells, tuple(dict.fromkeys(missing)))

    def body(self, document: Any) -> None:
        for node in _parts_of(document.find(w("body"))):
            if node.tag == w("tr"):
                self._row(node)
            else:
                self._stray(_BODY, list(self.scribe.block([node])))

    def _row(self, row: Any) -> None:
        cells = [cell for cell in _parts_of(row, "tc") if cell.tag == w("tc")]
        first = list(self.scribe.block(cells[0])) if cells else []
        lines = plain(first).split("\n")
        key, place = self._known(lines[-1].strip())
        if not key:
            self._stray(_ROW, [*first, *(p for cell in cells[1:] for p in (Piece("\n"), *self.scribe.block(cell)))])
            return
        langs = self._langs(key, cells)
        number = int(key.partition(".")[0]) - 1
        where = Text.same(f"{self.identity.documents[number].name}: {place}")
        self._stray(_NAME.format(place=where), first, number, place)
        found: dict[str, CellBack] = {}
        for lang, cell in zip(langs, cells[1:], strict=True):
            pieces = list(self.scribe.block(cell))
            pointed, objects = self.scribe.take()
            self.outside += [Outside(_OBJECT.format(place=where, what=each), "") for each in objects]
            if key in self.cells:
                self._tell(_TWIN.format(place=where), plain(pieces))
                continue
            self.anchors.note(number, place, lang, pieces, pointed)
            found[lang] = cell_of(pieces)
        self.cells.setdefault(key, found)

    def _known(self, last: str) -> tuple[str, str]:
        """A row's key and place, where its first cell ends with one of ours."""
        match = _KEY.fullmatch(last)
        if match is None or int(match[1]) > len(self.identity.documents):
            return "", ""
        places = {place for place, _ in self.identity.documents[int(match[1]) - 1].digests}
        return (last, match[2]) if match[2] in places else ("", "")

    def _langs(self, key: str, cells: list[Any]) -> tuple[str, ...]:
        """The languages of the cells after the first. :raises BadRedline: there aren't as many cells."""
        number, _, place = key.partition(".")
        shared = (place, BOTH) in self.identity.documents[int(number) - 1].digests
        langs: tuple[str, ...] = (BOTH,) if shared else LANGS
        if len(cells) != len(langs) + 1:
            raise faults.columns_changed(self.name, key)
        return langs

    def _stray(self, where: Text, pieces: list[Piece], sheet: int = 0, place: str = "") -> None:
        """Words outside of the fields: told, paragraph by paragraph, unless they are our own."""
        pointed, objects = self.scribe.take()
        self.anchors.note(sheet, place, BOTH, pieces, pointed)
        self._tell(where, plain(pieces))
        self.outside += [Outside(_OBJECT.format(place=where, what=each), "") for each in objects]

    def _tell(self, where: Text, words: str) -> None:
        for line in words.split("\n"):
            if line.strip() and short(line) not in self.identity.own:
                self.outside.append(Outside(where, line.strip()))

    def elsewhere(self, package: Package, main: str, document: Any) -> None:
        """Headers, footers, notes and the words of boxes in the text."""
        for path in sorted(package.parts):
            stem = re.sub(r"[0-9]*\.xml$", "", path.rsplit("/", 1)[-1])
            if stem in _PARTS and path.startswith(main.rpartition("/")[0]):
                self._tell(_PARTS[stem], plain(Scribe().block(package.xml(path))))
        for box in document.iter(w("txbxContent")):
            if not any(isinstance(up.tag, str) and up.tag.endswith("}Fallback") for up in box.iterancestors()):
                self._tell(Text("a text box", "un cuadro de texto"), plain(Scribe().block(box)))


def _parts_of(container: Any, wanted: str = "tr") -> Iterator[Any]:
    """The rows of tables, and what stands between them, with whatever wraps them opened."""
    leaves = {w("p"), w("commentRangeStart"), w("commentRangeEnd"), w("altChunk"), w(wanted)}
    for node in () if container is None else container:
        if node.tag in leaves:
            yield node
        elif isinstance(node.tag, str):
            yield from _parts_of(node, wanted)
