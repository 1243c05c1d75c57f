"""A small editor of .docx files, independent of our reader: accepts, rejects, types and deletes in the XML itself."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from bilateral.files.redline import Redline, Remark, Row, Sheet
from bilateral.values import Text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WHEN = datetime(2026, 11, 25, 12, tzinfo=UTC)


def redline(*rows: Row, remarks: Sequence[Remark] = (), name: str = "talks/us:a", base: str = "abc/0") -> Redline:
    sheet = Sheet(name, "action/1", Text("action", "acción"), Text("A", "A"), base, rows)
    return Redline((sheet,), "Ana", WHEN, tuple(remarks))


def words(place: str, base: Text, now: Text) -> Row:
    return Row(place, Text("What", "Qué"), base, now)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for path, data in parts.items():
            package.writestr(path, data)
    return out.getvalue()


def edited(data: bytes, change: Callable[[Any], object], part: str = "word/document.xml") -> bytes:
    """The file with one part's tree changed."""
    parts = parts_of(data)
    root = etree.fromstring(parts[part])
    change(root)
    parts[part] = etree.tostring(root)
    return packed(parts)


def changes(root: Any) -> list[Any]:
    """The tracked changes of words, in the order of the file."""
    return [node for node in root.iter(f"{W}ins", f"{W}del") if node.getparent().tag != f"{W}rPr"]


def settle(node: Any, *, accept: bool) -> None:
    """Accept or reject one tracked change, as ECMA-376 says what each means."""
    parent = node.getparent()
    if (node.tag == f"{W}ins") == accept:
        at = parent.index(node)
        for child in reversed(list(node)):
            parent.insert(at, child)
        for text in parent.iter(f"{W}delText"):
            if node.tag == f"{W}del" and next(text.iterancestors(f"{W}del"), None) is None:
                text.tag = f"{W}t"
    parent.remove(node)


def cell(root: Any, key: str, column: int) -> Any:
    """The cell of a row (by its grey key) and a column, 1 English or shared, 2 Spanish."""
    for row in root.iter(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        if "".join(cells[0].itertext()).endswith(key):
            return cells[column]
    raise AssertionError(key)


def run(text: str, tag: str = "t") -> Any:
    made = etree.Element(f"{W}r")
    etree.SubElement(made, f"{W}{tag}").text = text
    return made


def tracked(tag: str, *children: Any, author: str = "Luis") -> Any:
    said = {f"{W}id": "900", f"{W}author": author, f"{W}date": "2026-11-26T08:00:00Z"}
    node = etree.Element(f"{W}{tag}", said)
    node.extend(children)
    return node
