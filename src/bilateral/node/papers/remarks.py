"""Remarks on a paper, by and for its own side."""

from datetime import datetime

from bilateral.node.papers.keeping import RemarkView, row_of
from bilateral.node.papers.models import Remark
from bilateral.node.people.permissions import check, person_of
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text

MOST = 20_000


def remarks(viewer: Viewer, pk: int) -> tuple[RemarkView, ...]:
    """All remarks on a paper, oldest first."""
    rows = row_of(viewer, pk).remarks.select_related("person", "settled_by").order_by("time", "pk")
    return tuple(
        RemarkView(
            row.pk, row.revision, row.where, row.person.name, row.time, row.text, row.settled,
            row.settled_by.name if row.settled_by else "",
        )
        for row in rows
    )  # fmt: skip


def remark(viewer: Viewer, pk: int, where: str, text: str, now: datetime) -> int:
    """Say something about a paper, or about a field of one of its texts (``0.title``). Returns its number."""
    check(viewer, "paper.comment")
    row, said = row_of(viewer, pk), text.strip()
    if not said or len(said) > MOST:
        raise BadInput(
            what=Text("A remark has 1 to 20,000 characters.", "Una observación tiene de 1 a 20,000 caracteres."),
            where="text",
            do=Text("Write something shorter, or something at all.", "Escribe algo, o algo más corto."),
        )
    said_already = row.remarks.filter(where=where[:160], person=viewer.person, text=said, settled=None).first()
    if said_already:
        return int(said_already.pk)  # the same form sent twice
    made = Remark.objects.create(
        paper=row, revision=row.revision, where=where[:160], person_id=person_of(viewer), time=now, text=said
    )
    return int(made.pk)


def settle(viewer: Viewer, pk: int, number: int, now: datetime) -> None:
    """Mark a remark as dealt with; it stays readable. :raises NotFound: there is none of that number on this paper."""
    check(viewer, "paper.comment")
    found = row_of(viewer, pk).remarks.filter(pk=number, settled=None).update(settled=now, settled_by=viewer.person)
    if not found and not Remark.objects.filter(pk=number, paper=pk).exists():
        raise not_found(Text("There is no such remark.", "No existe esa observación."), str(number))
