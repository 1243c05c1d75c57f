"""Pauses of the dialogue as their governments recorded them, and whether it is paused now."""

from collections.abc import Iterable
from datetime import date

from bilateral.node.models import Document
from bilateral.node.read.base import Desk, desk_for, text_of
from bilateral.node.read.plan import today
from bilateral.node.read.shapes import Viewer
from bilateral.node.read.slipped.facts import PauseFact
from bilateral.node.read.slipped.shapes import PauseView

MOST = 20


def pauses_now(viewer: Viewer) -> tuple[PauseView, ...]:
    """The pauses that last today: the dialogue is paused while there is one."""
    rows = list(Document.objects.filter(kind="pause", status="recorded"))
    day = today().isoformat()
    lasting = [row for row in rows if row.body["start"] <= day and (not row.body["end"] or day < row.body["end"])]
    return _views(lasting, desk_for(viewer))


def pause_views(facts: Iterable[PauseFact], desk: Desk) -> tuple[PauseView, ...]:
    """The newest pauses, the latest first."""
    names = [fact.name for fact in facts]
    return _views(list(Document.objects.filter(pk__in=names[-MOST:])) if names else [], desk)


def _views(rows: list[Document], desk: Desk) -> tuple[PauseView, ...]:
    held = desk.words(digest for row in rows for digest in (row.body.get("reason") or {}).values())
    found = [
        PauseView(
            link=desk.take(row),
            party=desk.party(row.parties[0]),
            start=date.fromisoformat(row.body["start"]),
            end=date.fromisoformat(row.body["end"]) if row.body["end"] else None,
            reason=text_of(row.body.get("reason"), held),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda view: (view.start, view.party.order), reverse=True))
