"""Keeping papers: starting, saving under an optimistic lock, reading them and their revisions, dropping.

Whoever is of another side, or of none, is told the same as of a paper that doesn't exist.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from bilateral.dialogue.drafts import Draft
from bilateral.node.papers.models import Paper
from bilateral.node.people.permissions import can, check, person_of
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text

TOGETHER: Final = timedelta(minutes=10)
"""Changes by one person that are no further apart than this from the first one are one revision."""
MOST_TEXTS: Final = 40


class Changed(BadInput):
    """Somebody else has saved the paper since this form was opened."""

    code = "changed"


@dataclass(frozen=True, slots=True)
class Working:
    """One document in work: kind, full name, the version that it builds on, who it binds, and its authoring content.

    ``sent`` is the form as it was typed where not all of it can be read yet, so that nothing typed is lost. ``checked``
    says for each language whether it was edited after the other one and not confirmed: a stale mark.
    """

    kind: str
    name: str
    content: Mapping[str, Any]
    base: str = ""
    parties: tuple[str, ...] = ()
    sent: Mapping[str, list[str]] = field(default_factory=dict)
    stale: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "name": self.name, "content": dict(self.content), "base": self.base,
            "parties": list(self.parties), "sent": dict(self.sent), "stale": dict(self.stale),
        }  # fmt: skip

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Working":
        return cls(
            value["kind"], value["name"], value["content"], value["base"], tuple(value["parties"]), value["sent"],
            value["stale"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RevisionView:
    """Who left a paper like this, and when."""

    number: int
    person: str
    time: datetime


@dataclass(frozen=True, slots=True)
class RemarkView:
    """A remark as its side sees it."""

    id: int
    revision: int
    where: str
    person: str
    time: datetime
    text: str
    settled: datetime | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper as its side sees it; ``texts`` are those of its newest revision, empty in lists."""

    id: int
    title: str
    state: str
    revision: int
    answers: str
    place: str
    keeper: str
    changed: datetime
    texts: tuple[Working, ...] = ()
    room: str = ""
    version: str = ""


def papers(viewer: Viewer, state: str = "open") -> tuple[PaperView, ...]:
    """The papers of the viewer's side, the one changed last first. :raises Forbidden: they see none."""
    check(viewer, "work.see")
    rows = Paper.objects.filter(party=viewer.party, state=state).select_related("keeper")
    return tuple(_view(row, ()) for row in rows.order_by("-changed", "-pk")[:200])


def paper(viewer: Viewer, pk: int) -> PaperView:
    """A paper with its texts. :raises NotFound: there is none for this viewer."""
    row = row_of(viewer, pk)
    return _view(row, texts_of(row))


def begun_from(viewer: Viewer, place: str) -> tuple[PaperView, ...]:
    """The side's papers that were begun from a proposal, the one changed last first; none for who sees no papers."""
    if not can(viewer, "work.see"):
        return ()
    rows = Paper.objects.filter(party=viewer.party, answers=place).exclude(state="dropped").select_related("keeper")
    return tuple(_view(row, ()) for row in rows.order_by("-changed", "-pk")[:20])


def row_of(viewer: Viewer, pk: int, *, lock: bool = False) -> Paper:
    """:raises NotFound: there is no such paper, or it is another side's: nobody can tell which."""
    rows = Paper.objects.select_for_update(of=("self",)) if lock else Paper.objects
    row = rows.select_related("keeper").filter(pk=pk, party=viewer.party or "-").first()
    if row is None or not can(viewer, "work.see"):
        raise not_found(Text("There is no such paper.", "No existe ese documento de trabajo."), str(pk))
    return row


def texts_of(row: Paper, number: int | None = None) -> tuple[Working, ...]:
    texts = row.revisions.order_by("-number").values_list("texts", flat=True)
    found = texts.filter(number__lte=number).first() if number else texts.first()
    return tuple(Working.of(each) for each in found or ())


def drafts(texts: Iterable[Working]) -> tuple[Draft, ...]:
    """What the door takes."""
    return tuple(Draft(t.kind, t.name, t.content, t.parties, t.base) for t in texts)


def _view(row: Paper, texts: tuple[Working, ...]) -> PaperView:
    return PaperView(
        row.pk, row.title, row.state, row.revision, row.answers, row.place, row.keeper.name, row.changed, texts,
        row.room, row.version,
    )  # fmt: skip


def revisions(viewer: Viewer, pk: int) -> tuple[RevisionView, ...]:
    """Who changed a paper when, newest first."""
    rows = row_of(viewer, pk).revisions.select_related("person").defer("texts").order_by("-number")
    return tuple(RevisionView(row.number, row.person.name, row.time) for row in rows)


def revision(viewer: Viewer, pk: int, number: int) -> tuple[Working, ...]:
    """The texts as they were at a revision. :raises NotFound: there is none of that number."""
    found = texts_of(row_of(viewer, pk), number)
    if not found:
        raise not_found(Text("There is no such revision.", "No existe esa revisión."), str(number))
    return found


def start(
    viewer: Viewer, title: str, texts: Sequence[Working], now: datetime, answers: str = "", attempt: str = ""
) -> int:
    """Begin a paper. Returns its number.

    :param attempt: names the form that was sent; sent twice, it begins one paper.
    :raises Forbidden: this person doesn't write texts.
    """
    check(viewer, "paper.write")
    _not_too_many(texts)
    with transaction.atomic():
        mine = Paper.objects.filter(party=str(viewer.party), keeper=person_of(viewer), attempt=attempt)
        if attempt and (begun := mine.first()):
            return int(begun.pk)
        row = Paper.objects.create(
            party=str(viewer.party), title=title[:200], answers=answers, created=now, changed=now,
            keeper_id=person_of(viewer),
            attempt=attempt,
        )  # fmt: skip
        row.revisions.create(
            number=1, person_id=person_of(viewer), since=now, time=now, texts=[t.to_json() for t in texts]
        )
    return int(row.pk)


def save(
    viewer: Viewer,
    pk: int,
    seen: int,
    texts: Sequence[Working],
    now: datetime,
    title: str = "",
    *,
    apart: bool = False,
) -> int:
    """Keep a paper's texts as they are now. Returns the number of the revision.

    :param seen: the revision that the form was made from. :param apart: keep what was there as a revision of its own,
        even if the same person has just written it.
    :raises Changed: somebody has saved it since; nothing is kept then. :raises BadInput: it is no longer open.
    """
    check(viewer, "paper.write")
    _not_too_many(texts)
    with transaction.atomic():
        row = row_of(viewer, pk, lock=True)
        is_open(row)
        if row.revision != seen:
            raise Changed(
                what=Text("Somebody has changed this paper meanwhile.", "Alguien cambió entre tanto este documento."),
                where=str(row.revision),
                do=Text(
                    "Compare what is there now with what you wrote, and save again.",
                    "Compara lo que hay ahora con lo que escribiste y guarda de nuevo.",
                ),
            )
        newest = row.revisions.select_for_update().order_by("-number").first()
        assert newest is not None, "a paper begins with a revision"
        whole = [text.to_json() for text in texts]
        if newest.texts == whole and title in ("", row.title):
            return int(row.revision)
        row.revision, row.changed, row.title = row.revision + 1, now, (title or row.title)[:200]
        row.save(update_fields=["revision", "changed", "title"])
        together = newest.person_id == viewer.person and now - newest.since <= TOGETHER and newest.number > 1
        if together and not apart:
            newest.number, newest.time, newest.texts = row.revision, now, whole
            newest.save(update_fields=["number", "time", "texts"])
        else:
            row.revisions.create(number=row.revision, person_id=person_of(viewer), since=now, time=now, texts=whole)
    return int(row.revision)


def drop(viewer: Viewer, pk: int, now: datetime) -> None:
    """Put a paper aside. It is kept with everything that was written."""
    check(viewer, "paper.write")
    with transaction.atomic():
        row = row_of(viewer, pk, lock=True)
        is_open(row)
        row.state, row.changed = "dropped", now
        row.save(update_fields=["state", "changed"])


def changed_since(revision: int, before: Text) -> Changed:
    """The paper is no longer what its reader saw. ``before``: what they were about to do, ``you sign`` / ``firmar``."""
    return Changed(
        what=Text("This paper has changed since you read it.", "Este documento cambió desde que lo leíste."),
        where=str(revision),
        do=Text("Read it again before ", "Léelo de nuevo antes de ") + before + ".",
    )


def check_finished(texts: Iterable[Working]) -> None:
    """:raises BadInput: not all of a text can be read yet; it is kept as it was typed."""
    for number, text in enumerate(texts):
        if text.sent:
            raise BadInput(
                what=Text("A text is not finished.", "Hay un texto sin terminar."),
                where=f"{number}",
                do=Text("Open it and correct what it tells.", "Ábrelo y corrige lo que indica."),
            )


def is_open(row: Paper) -> None:
    """:raises BadInput: the paper was proposed, agreed to or put aside."""
    if row.state != "open":
        raise BadInput(
            what=Text("This paper is no longer open.", "Este documento de trabajo ya no está abierto."),
            where=row.place or str(row.pk),
            do=Text("Start a new one from its texts.", "Empieza otro a partir de sus textos."),
        )


def _not_too_many(texts: Sequence[Working]) -> None:
    if not 1 <= len(texts) <= MOST_TEXTS:
        raise BadInput(
            what=Text(
                f"A paper holds 1 to {MOST_TEXTS} texts.", f"Un documento de trabajo lleva de 1 a {MOST_TEXTS} textos."
            ),
            where=str(len(texts)),
            do=Text("Divide it.", "Divídelo."),
        )
