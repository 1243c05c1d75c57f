"""A paper as a .docx with tracked changes, and back from whoever edited it: looked at first, then taken over.

A file that came back is kept as it is, so that nothing of it is lost whatever becomes of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from bilateral.dialogue.kind import FieldSpec
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.redlining import Gathered, sheet_of
from bilateral.dialogue.redlining.back import Open
from bilateral.dialogue.sealing import PROSE
from bilateral.files import redline
from bilateral.files.redline import Returned
from bilateral.node import drafting
from bilateral.node.files.redlines import own_name, take
from bilateral.node.papers.keeping import PaperView, Working, is_open, paper, row_of, save
from bilateral.node.papers.models import Brought
from bilateral.node.papers.proposing import check_ready
from bilateral.node.papers.remarks import remark, remarks, settle
from bilateral.node.people.permissions import check, person_of
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import LANGS, BadInput, Text

MOST_KEPT: Final = 50
"""How many files may come back to one paper."""


@dataclass(frozen=True, slots=True)
class BroughtView:
    """A file that came back: who brought it when, and the revision that was made of it (0 until it is taken over)."""

    number: int
    name: str
    person: str
    time: datetime
    taken: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file that came back would make of the paper: its texts, what became of each field, what is told."""

    file: BroughtView
    texts: tuple[Working, ...]
    gathered: tuple[Gathered, ...]
    returned: Returned


def as_docx(viewer: Viewer, pk: int, now: datetime, *, with_remarks: bool = False) -> tuple[str, bytes]:
    """The paper as a .docx: what it changes is tracked against the texts in force. Returns a file name and the bytes.

    :param with_remarks: with this side's open remarks as comments: for somebody of one's own side.
    :raises BadInput: a text can't be read yet, or doesn't start from what is in force.
    """
    check(viewer, "paper.file")
    found = paper(viewer, pk)
    check_ready(found.texts)
    before = drafting.contents_of([text.name for text in found.texts if text.base], viewer)
    sheets = tuple(
        sheet_of(drafting.kind_named(text.kind), text.name, text.base, before.get(text.name, {}), text.content)
        for text in found.texts
    )
    said = tuple(_comments(viewer, found)) if with_remarks else ()
    whole = redline.Redline(sheets, own_name(str(viewer.party)), now, said)
    return f"{found.texts[0].name.rpartition(':')[2]}-{found.revision}.docx", redline.write_redline(whole)


def _comments(viewer: Viewer, found: PaperView) -> Iterable[redline.Remark]:
    for each in remarks(viewer, found.id):
        number, _, place = each.where.partition(".")
        if not each.settled:
            sheet = int(number) if number.isdecimal() and int(number) < len(found.texts) else 0
            yield redline.Remark(each.person, each.time.strftime("%Y-%m-%dT%H:%M:%SZ"), each.text, sheet, place)


def bring(viewer: Viewer, pk: int, name: str, data: bytes, now: datetime) -> int:
    """Keep a file that came back. Returns its number; the same file brought twice has one.

    :raises BadFile: it is no redline of this paper's texts; it is not kept then. :raises BadInput: there are too many.
    """
    check(viewer, "paper.file")
    found = paper(viewer, pk)
    is_open(row_of(viewer, pk))
    _read(viewer, found, name, data, "accept")
    kept = Brought.objects.filter(paper=pk)
    if same := next((row for row in kept.filter(taken=0) if bytes(row.data) == data), None):
        return int(same.pk)
    if kept.count() >= MOST_KEPT:
        raise BadInput(
            Text(f"{MOST_KEPT} files have come back to this paper.", f"Ya se trajeron {MOST_KEPT} archivos."),
            name,
            Text("Start a new paper from its texts.", "Empieza otro documento a partir de sus textos."),
        )
    row = Brought.objects.create(paper_id=pk, person_id=person_of(viewer), name=name[:200], data=data, time=now)
    return int(row.pk)


def brought(viewer: Viewer, pk: int) -> tuple[BroughtView, ...]:
    """The files that came back to a paper, newest first."""
    rows = Brought.objects.filter(paper=row_of(viewer, pk)).select_related("person").defer("data")
    return tuple(_view(row) for row in rows.order_by("-pk"))


def reading(viewer: Viewer, pk: int, number: int, still_open: Open) -> Reading:
    """What a file would make of the paper as it is now. :raises NotFound: no such file has come back to it."""
    check(viewer, "paper.file")
    found, row = paper(viewer, pk), _row(viewer, pk, number)
    returned, gathered = _read(viewer, found, row.name, bytes(row.data), still_open)
    by_name = {each.name: each for each in gathered}
    texts = tuple(_changed(text, by_name[text.name]) if text.name in by_name else text for text in found.texts)
    return Reading(_view(row), texts, gathered, returned)


def take_over(viewer: Viewer, pk: int, number: int, still_open: Open, seen: int, now: datetime) -> int:
    """Make what came back the paper's texts, and its comments remarks. Returns the revision.

    :raises Changed: the paper has changed since it was compared; nothing is taken over then.
    """
    check(viewer, "paper.write")
    with transaction.atomic():
        found = reading(viewer, pk, number, still_open)
        revision = save(viewer, pk, seen, found.texts, now)
        Brought.objects.filter(pk=number).update(taken=revision)
        names = [text.name for text in found.texts]
        for each in found.returned.remarks:
            _say(viewer, pk, names.index(found.returned.sheets[each.sheet].name), each, now)
    return revision


def _say(viewer: Viewer, pk: int, text: int, said: redline.Remark, now: datetime) -> None:
    where = f"{text}.{said.place}" if said.place else f"{text}"
    quote = f" “{said.quote}”" if said.quote else ""
    words = f"{said.author or '?'}{quote}: {said.text}".strip()
    made = remark(viewer, pk, where, words[:20_000], now)
    if said.done:
        settle(viewer, pk, made, now)


def _read(
    viewer: Viewer, found: PaperView, name: str, data: bytes, still_open: Open
) -> tuple[Returned, tuple[Gathered, ...]]:
    returned = redline.read_redline(name, data)
    mine, theirs = [text.name for text in found.texts], [back.name for back in returned.sheets]
    wanted = theirs if set(theirs) <= set(mine) else mine
    return returned, take(name, returned, wanted, still_open, viewer)


def _row(viewer: Viewer, pk: int, number: int) -> Brought:
    row = Brought.objects.select_related("person").filter(pk=number, paper=row_of(viewer, pk)).first()
    if row is None:
        raise not_found(Text("There is no such file.", "No existe ese archivo."), str(number))
    return row


def _view(row: Brought) -> BroughtView:
    return BroughtView(row.pk, row.name, row.person.name, row.time, row.taken)


def _changed(text: Working, back: Gathered) -> Working:
    if {**dict.fromkeys(back.content), **text.content} == back.content:
        return text  # a field that was left out and one that is empty say the same
    stale = dict(text.stale) | dict(_one_sided(KINDS[text.kind].fields, text.content, back.content, ""))
    return replace(text, content=back.content, sent={}, stale=stale)


def _one_sided(
    fields: Iterable[FieldSpec], before: Mapping[str, Any], after: Mapping[str, Any], at: str
) -> Iterable[tuple[str, str]]:
    """The places of which one language has other words now and the other hasn't, with the language to look at."""
    for spec in fields:
        was, now = before.get(spec.name), after.get(spec.name)
        if spec.type in PROSE and was and now:
            edited = [lang for lang in LANGS if was.get(lang, "").split() != now.get(lang, "").split()]
            if len(edited) == 1:
                yield f"{at}{spec.name}", next(lang for lang in LANGS if lang not in edited)
        elif spec.type == "parts":
            old = {part.get("id"): part for part in was or ()}
            for number, part in enumerate(now or ()):
                yield from _one_sided(spec.parts or (), old.get(part.get("id"), {}), part, f"{at}{spec.name}.{number}.")
