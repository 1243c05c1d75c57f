"""Which text a redline is of and what it starts from, hidden in the file's custom properties (docProps/custom.xml).

    bilateral.form            the form of the file, 1
    bilateral.document.N      JSON of name, kind and base; N counts from 1
    bilateral.field.N.PLACE.L two digests, of the words built on and of the words written; L is en, es or both
    bilateral.own             digests of the paragraphs outside of the tables that we wrote ourselves

Word processors keep custom properties, which people see under the file's properties. The digests tell a reader what was
written without another copy of the words; they are of what the same file shows.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from bilateral.files.redline.shapes import BOTH, Sheet
from bilateral.files.redline.xml import to_bytes
from bilateral.values import LANGS

FORM: Final = "1"
_PREFIX: Final = "bilateral."
_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FMTID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MOST_DOCUMENTS: Final = 500


@dataclass(frozen=True, slots=True)
class Written:
    """What the file says of one document."""

    name: str
    kind: str
    base: str
    digests: Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Identity:
    form: str
    documents: tuple[Written, ...]
    own: frozenset[str]


def digest(words: str) -> str:
    """SHA-256 of words as both sides of a round trip see them: NFC, with no blanks at the ends."""
    plain = unicodedata.normalize("NFC", words).strip()
    return hashlib.sha256(b"bilateral/redline/v1\n" + plain.encode("utf-8", "surrogatepass")).hexdigest()


def short(words: str) -> str:
    """Enough of a digest to know our own paragraph by, whatever its blanks."""
    return digest(" ".join(words.split()))[:16]


def custom_xml(sheets: Iterable[Sheet], own: Iterable[str]) -> bytes:
    """The part with everything that `read_identity` reads. ``own``: the words of our own paragraphs."""
    rows: list[tuple[str, str]] = [("form", FORM), ("own", " ".join(sorted({short(words) for words in own})))]
    for number, sheet in enumerate(sheets, 1):
        told = {"name": sheet.name, "kind": sheet.kind, "base": sheet.base}
        rows.append((f"document.{number}", json.dumps(told, ensure_ascii=False)))
        for row in sheet.rows:
            for lang in ("both",) if row.shared else LANGS:
                pair = (digest(text.in_(LANGS[0] if row.shared else lang)) for text in (row.base, row.now))
                rows.append((f"field.{number}.{row.place}.{lang}", " ".join(pair)))
    root = etree.Element(f"{{{_NS}}}Properties", nsmap={None: _NS, "vt": _VT})
    for pid, (key, value) in enumerate(rows, 2):
        node = etree.SubElement(root, f"{{{_NS}}}property", fmtid=_FMTID, pid=str(pid), name=_PREFIX + key)
        etree.SubElement(node, f"{{{_VT}}}lpwstr").text = value
    return to_bytes(root)


def read_identity(root: Any) -> Identity | None:
    """What the custom properties say; None where they say nothing of a redline or contradict themselves."""
    if root is None:
        return None
    held: dict[str, str] = {}
    for node in root.iter(f"{{{_NS}}}property"):
        if node.get("name", "").startswith(_PREFIX):
            held[node.get("name").removeprefix(_PREFIX)] = "".join(node.itertext())
    if "form" not in held or held["form"] != FORM:
        return Identity(held["form"], (), frozenset()) if "form" in held else None
    documents: list[Written] = []
    while (told := held.get(f"document.{len(documents) + 1}")) is not None and len(documents) < _MOST_DOCUMENTS:
        found = _document(told, f"field.{len(documents) + 1}.", held)
        if found is None:
            return None
        documents.append(found)
    return Identity(FORM, tuple(documents), frozenset(held.get("own", "").split())) if documents else None


def _document(told: str, prefix: str, held: Mapping[str, str]) -> Written | None:
    try:
        value = json.loads(told)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("name", "kind", "base")):
        return None
    digests: dict[tuple[str, str], tuple[str, str]] = {}
    for key, pair in held.items():
        if key.startswith(prefix):
            place, _, lang = key.removeprefix(prefix).rpartition(".")
            before, _, now = pair.partition(" ")
            digests[place, BOTH if lang == "both" else lang] = (before, now)
    return Written(value["name"], value["kind"], value["base"], digests) if digests else None
