"""WordprocessingML's names, and elements made in one line. What each element means is in ECMA-376, part 1, 17."""

from typing import Any, Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NSMAP: Final = {"w": W, "w14": W14, "w15": W15}
Element = Any


def w(tag: str) -> str:
    return f"{{{W}}}{tag}"


def el(tag: str, *children: Element, **attributes: str) -> Element:
    """``<w:tag w:name="...">``; an attribute may end in '_' where its name is Python's."""
    node = etree.Element(w(tag), {w(name.rstrip("_")): value for name, value in attributes.items()}, nsmap=_NSMAP)
    node.extend(children)
    return node


def words(tag: str, text: str) -> Element:
    """Characters as they are: ``t``, or ``delText`` inside a deletion."""
    node = el(tag)
    node.text = text
    node.set(_SPACE, "preserve")
    return node


def unwritable(text: str) -> str:
    """The first character that XML can't hold; '' where all can be written."""
    return next(
        (
            c
            for c in text
            if not ("\u0020" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000" or c in "\t\n")
        ),
        "",
    )


def to_bytes(root: Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
