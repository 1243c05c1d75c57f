"""Offices: those of one government for those who work for it; which were abolished, and what one leads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from bilateral.dialogue.seals.words import NOT_RELEASED
from bilateral.node.models import Document, Link, Log
from bilateral.node.read.base import Desk
from bilateral.node.read.shapes import DocumentLink
from bilateral.node.viewer import Viewer
from bilateral.values import Text
from bilateral.values.ref import party_of


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office to choose: its full name, the id by which acts and roles name it, and its title."""

    name: str
    id: str
    title: Text


def offices(viewer: Viewer) -> tuple[OfficeView, ...]:
    """The offices of the viewer's own government, by title; none for the public."""
    if viewer.party is None:
        return ()
    logs = [log for log in Log.objects.values_list("pk", flat=True) if party_of(log) == viewer.party]
    own = reduce(or_, (Q(name__startswith=f"{log}:") for log in logs), Q(pk__in=()))
    rows = Document.objects.filter(own, kind="office").order_by("title_en", "name")
    return tuple(
        OfficeView(name, name.rpartition(":")[2], Text(en or NOT_RELEASED.en, es or NOT_RELEASED.es))
        for name, en, es in rows.values_list("name", "title_en", "title_es")
    )


def ends_of(names: Iterable[str]) -> dict[str, tuple[date, str]]:
    """For those of these offices that were abolished: from when, and which office has their work now, if one has."""
    rows = Document.objects.filter(pk__in=list(names), kind="office").values_list("name", "body")
    return {
        name: (date.fromisoformat(body["ended"]), body.get("moved_to") or "")
        for name, body in rows
        if body.get("ended")
    }


def led_by(name: str, desk: Desk) -> tuple[DocumentLink, ...]:
    """The actions whose text in force names this office as a lead."""
    led = Link.objects.filter(rel="leads", target=name).values("source")
    rows = Document.objects.filter(name__in=led, status="agreed").defer("body", "parties").order_by("rank", "name")
    return desk.take_all(rows[:200])
