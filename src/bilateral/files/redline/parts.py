"""The other parts of the .docx: styles, settings that track every change, comments, properties, relations."""

from collections.abc import Sequence
from typing import Final

from lxml import etree

from bilateral.files.redline.faults import hidden_character
from bilateral.files.redline.runs import written
from bilateral.files.redline.shapes import Remark
from bilateral.files.redline.xml import W14, W15, Element, el, to_bytes, unwritable

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FONT: Final = "Liberation Sans"
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC: Final = "http://purl.org/dc/elements/1.1/"

RELATED: Final = (  # path, relation from the document, content type
    ("word/styles.xml", _OFFICE + "styles", _WORD + "styles+xml"),
    ("word/settings.xml", _OFFICE + "settings", _WORD + "settings+xml"),
    ("word/comments.xml", _OFFICE + "comments", _WORD + "comments+xml"),
    (
        "word/commentsExtended.xml",
        "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
        _WORD + "commentsExtended+xml",
    ),
)
PACKAGE: Final = (
    ("word/document.xml", _OFFICE + "officeDocument", _WORD + "document.main+xml"),
    (
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    (
        "docProps/custom.xml",
        _OFFICE + "custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
)


def content_types() -> bytes:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=ending, ContentType=kind)
    for path, _, kind in (*PACKAGE, *RELATED):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{path}", ContentType=kind)
    return to_bytes(root)


def relations(rows: Sequence[tuple[str, str, str]], folder: str = "") -> bytes:
    """What a part relates to; targets are told from ``folder``."""
    root = etree.Element(f"{{{_RELS}}}Relationships", nsmap={None: _RELS})
    for number, (path, kind, _) in enumerate(rows, 1):
        target = path.removeprefix(folder)
        etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return to_bytes(root)


def core_xml(title: str, author: str, date: str) -> bytes:
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    etree.SubElement(root, f"{{{_DC}}}title").text = title
    etree.SubElement(root, f"{{{_DC}}}creator").text = author
    terms, xsi = "http://purl.org/dc/terms/", "http://www.w3.org/2001/XMLSchema-instance"
    made = etree.SubElement(root, f"{{{terms}}}created", {f"{{{xsi}}}type": "dcterms:W3CDTF"}, nsmap={"dcterms": terms})
    made.text = date
    return to_bytes(root)


def settings_xml() -> bytes:
    level = el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15")
    return to_bytes(el("settings", el("zoom", percent="100"), el("trackRevisions"), el("compat", level)))


def styles_xml() -> bytes:
    fonts = el("rFonts", ascii=_FONT, hAnsi=_FONT, cs=_FONT, eastAsia=_FONT)
    default = el("rPr", fonts, el("sz", val="20"), el("lang", val="en-US"))
    room = el("pPr", el("spacing", before="0", after="60"))
    return to_bytes(
        el(
            "styles",
            el("docDefaults", el("rPrDefault", default), el("pPrDefault", room)),
            el("style", el("name", val="Normal"), type="paragraph", default="1", styleId="Normal"),
            _style("Title", "Title", 32, bold=True, colour="1B2A41"),
            _style("Heading1", "heading 1", 26, bold=True, colour="1B2A41", before=280, level=0),
            _style("Heading2", "heading 2", 22, bold=False, colour="1B2A41", level=1),
            _style("Note", "Bilateral Note", 18, colour="44546A"),
            _style("TableHead", "Bilateral Table Head", 18, bold=True),
            _style("FieldName", "Bilateral Field Name", 18, after=0),
            _style("FieldKey", "Bilateral Field Key", 13, colour="6B7785"),
            _style("Words", "Bilateral Words", 20, after=40),
            _style("CommentText", "annotation text", 20),
            el(
                "style",
                el("name", val="annotation reference"),
                el("rPr", el("sz", val="16")),
                type="character",
                styleId="CommentReference",
            ),
            _table_style(),
        )
    )


def _style(
    id: str,
    name: str,
    size: int,
    *,
    bold: bool = False,
    colour: str = "",
    before: int = 0,
    after: int = 60,
    level: int | None = None,
) -> Element:
    """A paragraph style; sizes in half points."""
    lines = el("pPr", el("spacing", before=str(before), after=str(after)))
    if level is not None:
        lines.insert(0, el("keepNext"))
        lines.append(el("outlineLvl", val=str(level)))
    letters = el("rPr", *([el("b")] if bold else []), *([el("color", val=colour)] if colour else []))
    letters.append(el("sz", val=str(size)))
    parts = (el("name", val=name), el("basedOn", val="Normal"), el("qFormat"), lines, letters)
    return el("style", *parts, type="paragraph", styleId=id)


def _table_style() -> Element:
    sides = (el(side, val="single", sz="4", space="0", color="B4BCC8") for side in _SIDES)
    room = el("tblCellMar", *(el(side, w="90", type="dxa") for side in ("left", "right")))
    look = el("tblPr", el("tblBorders", *sides), room)
    return el("style", el("name", val="Table Grid"), look, type="table", styleId="TableGrid")


_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def comments_xml(remarks: Sequence[Remark]) -> bytes:
    root = el("comments")
    for number, remark in enumerate(remarks):
        for text in (remark.text, remark.author):
            if bad := unwritable(text):
                raise hidden_character(remark.place, bad)
        letters = "".join(word[0] for word in remark.author.split())[:3]
        said = {"id": str(number), "author": remark.author, "initials": letters}
        comment = el("comment", **said, **({"date": remark.date} if remark.date else {}))
        paragraph = el("p", el("pPr", el("pStyle", val="CommentText")), el("r", *written(remark.text)))
        paragraph.set(f"{{{W14}}}paraId", para_id(number))
        comment.append(paragraph)
        root.append(comment)
    return to_bytes(root)


def comments_extended_xml(remarks: Sequence[Remark]) -> bytes:
    """Which comment answers which, and which are settled."""
    root = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
    for number, remark in enumerate(remarks):
        node = etree.SubElement(root, f"{{{W15}}}commentEx", {f"{{{W15}}}paraId": para_id(number)})
        node.set(f"{{{W15}}}done", "1" if remark.done else "0")
        if remark.reply_to is not None:
            node.set(f"{{{W15}}}paraIdParent", para_id(remark.reply_to))
    return to_bytes(root)


def para_id(number: int) -> str:
    return f"{number + 1:08X}"
