"""The reports on actions: one query for any number of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, Subquery

from bilateral.dialogue.kinds.report import STATES
from bilateral.dialogue.slipped import Said
from bilateral.node.models import Document, Version
from bilateral.node.read.base import Desk
from bilateral.node.read.reports.shapes import ReportView
from bilateral.values import Text

NEWEST = 50


def rows_on(names: Iterable[str]) -> dict[str, list[Document]]:
    """The rows of the reports on these actions, each government's in the order in which it recorded them."""
    newest = Version.objects.filter(name=OuterRef("name"), number=OuterRef("number")).values("agreed_seq")[:1]
    rows = Document.objects.filter(parent__in=list(names), kind="report", status="recorded")
    found: dict[str, list[Document]] = defaultdict(list)
    for row in rows.annotate(at=Subquery(newest)).order_by("at", "name"):
        found[row.parent].append(row)
    return found


def said(row: Document) -> Said:
    states = {part["id"]: part["state"] for part in row.body["milestones"]}
    return Said(row.parties[0], date.fromisoformat(row.body["as_of"]), states)


def report_views(rows: Iterable[Document], desk: Desk) -> tuple[ReportView, ...]:
    """The newest reports, the latest first."""
    found = [
        ReportView(
            link=desk.take(row),
            party=desk.party(row.parties[0]),
            as_of=date.fromisoformat(row.body["as_of"]),
            states=tuple((part["id"], STATES.get(part["state"], Text.same(part["state"])))
                         for part in row.body["milestones"]),
            evidence=row.body.get("evidence"),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda view: view.as_of, reverse=True)[:NEWEST])
