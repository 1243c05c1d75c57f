"""`write_redline`: documents with their changes and comments as the bytes of a .docx, the same for the same input."""

from bilateral.files.ooxml import pack
from bilateral.files.redline import parts
from bilateral.files.redline.faults import hidden_character
from bilateral.files.redline.identity import custom_xml
from bilateral.files.redline.shapes import Redline
from bilateral.files.redline.tables import document_xml, own_words
from bilateral.files.redline.xml import to_bytes, unwritable


def write_redline(redline: Redline) -> bytes:
    """A .docx that Word and LibreOffice open: both languages side by side, every change of words tracked.

    :raises BadRedline: a text, a name or a comment holds a character that the format can't hold.
    """
    if bad := unwritable(redline.author):
        raise hidden_character(redline.author, bad)
    own = own_words(redline)
    for said in own:
        if bad := unwritable(said):
            raise hidden_character(said, bad)
    date = redline.date.strftime("%Y-%m-%dT%H:%M:%SZ")
    return pack(
        (
            ("[Content_Types].xml", parts.content_types()),
            ("_rels/.rels", parts.relations(parts.PACKAGE)),
            ("word/document.xml", to_bytes(document_xml(redline))),
            ("word/_rels/document.xml.rels", parts.relations(parts.RELATED, "word/")),
            ("word/styles.xml", parts.styles_xml()),
            ("word/settings.xml", parts.settings_xml()),
            ("word/comments.xml", parts.comments_xml(redline.remarks)),
            ("word/commentsExtended.xml", parts.comments_extended_xml(redline.remarks)),
            (
                "docProps/core.xml",
                parts.core_xml(" · ".join(sheet.name for sheet in redline.sheets), redline.author, date),
            ),
            ("docProps/custom.xml", custom_xml(redline.sheets, own)),
        )
    )
