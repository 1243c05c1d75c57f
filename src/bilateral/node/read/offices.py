"""The offices of one government, for those who work for it."""

from bilateral.node.models import Document
from bilateral.node.read.base import link
from bilateral.node.read.shapes import DocumentLink
from bilateral.node.viewer import Viewer
from bilateral.values import Name
from bilateral.values.ref import party_of


def offices(viewer: Viewer) -> tuple[DocumentLink, ...]:
    """The offices of the viewer's own government, by title; none for the public."""
    if viewer.party is None:
        return ()
    rows = Document.objects.filter(kind="office").defer("body", "parties").order_by("title_en", "name")
    return tuple(link(row) for row in rows if party_of(Name.parse(row.name).origin) == viewer.party)
