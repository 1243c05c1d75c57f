"""A paper as a .docx and back: downloading it, bringing an edited one, comparing, taking it over."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.redlining import Gathered, label_of
from bilateral.dialogue.redlining.back import Open
from bilateral.files.redline import Change, Remark
from bilateral.node import papers
from bilateral.node.read.fields import diffs
from bilateral.node.read.shapes import FieldDiff
from bilateral.values import BadInput, Fault, Text
from bilateral.web import forms
from bilateral.web.accounts.second_factor import signed_in
from bilateral.web.forms.controls import World
from bilateral.web.reading import viewer
from bilateral.web.views.work.papers import paper_page, seen
from bilateral.web.views.work.texts import form_of
from bilateral.web.views.write import world_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@signed_in
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The .docx; where the paper can't go out as it is, its page says why."""
    remarks = request.GET.get("remarks") == "1"
    try:
        name, data = papers.as_docx(viewer(request), pk, datetime.now(UTC), with_remarks=remarks)
    except Fault as fault:
        return _refused(request, pk, fault)
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@signed_in
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the file that was sent, and show what it would make of the paper."""
    who, sent = viewer(request), request.FILES.get("file")
    try:
        if sent is None:
            raise BadInput(
                Text("No file was chosen.", "No se eligió ningún archivo."),
                "file",
                Text("Choose the .docx that came back.", "Elige el .docx que regresó."),
            )
        number = papers.bring(who, pk, sent.name or "file.docx", sent.read(), datetime.now(UTC))
    except Fault as fault:
        return _refused(request, pk, fault)
    return redirect("work-file", pk=pk, number=number)


def _refused(request: HttpRequest, pk: int, fault: Fault) -> HttpResponse:
    """On the paper's page, for whoever may see it."""
    papers.paper(viewer(request), pk)
    return paper_page(request, pk, fault)


@signed_in
def brought(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """GET compares what came back with the paper as it is; POST takes it over."""
    who = viewer(request)
    still_open: Open = "reject" if request.POST.get("open", request.GET.get("open")) == "reject" else "accept"
    fault = None
    if request.method == "POST":
        try:
            papers.take_over(who, pk, number, still_open, seen(request), datetime.now(UTC))
        except BadInput as found:
            fault = found
        else:
            messages.success(request, gettext("Taken over."))
            return redirect("work-paper", pk=pk)
    paper = papers.paper(who, pk)
    try:
        reading = papers.reading(who, pk, number, still_open)
    except papers.BadFile as found:  # the text in force has changed since it came back
        return paper_page(request, pk, found)
    world = world_of(request)
    pairs = list(zip(paper.texts, reading.texts, strict=True))
    back = {each.name: each for each in reading.gathered}
    said = _comments(reading)
    still = _open(reading)
    context = {
        "paper": paper,
        "file": reading.file,
        "texts": [
            _Compared(n, was.name, *_changes(was, now, world), said.get(was.name, []), still.get(was.name, []),
                      _kept(back.get(was.name)))
            for n, (was, now) in enumerate(pairs)
        ],
        "outside": reading.returned.outside,
        "open": still_open,
        "any_open": bool(still),
        "takes": paper.state == "open",
        "fault": fault,
    }  # fmt: skip
    return render(request, "work/file.html", context, status=400 if fault else 200)


@dataclass(frozen=True, slots=True)
class _Compared:
    """One text: what taking the file over changes in it, and what the file says about it."""

    number: int
    name: str
    kind: Text
    diffs: tuple[FieldDiff, ...]
    comments: list[tuple[Text, Remark]]
    open: list[tuple[Text, str, Change]]
    kept: list[Text]


def _changes(was: papers.Working, now: papers.Working, world: World) -> tuple[Text, tuple[FieldDiff, ...]]:
    kind = KINDS[was.kind]
    before = form_of(was, world)
    before.check()
    return kind.title, diffs(before.views, forms.views_of(kind.fields, now.content, world))


def _comments(reading: papers.Reading) -> dict[str, list[tuple[Text, Remark]]]:
    found: dict[str, list[tuple[Text, Remark]]] = {}
    for each in reading.returned.remarks:
        sheet = reading.returned.sheets[each.sheet]
        where = label_of(KINDS[sheet.kind.partition("/")[0]], each.place) if each.place else Text("", "")
        found.setdefault(sheet.name, []).append((where, each))
    return found


def _open(reading: papers.Reading) -> dict[str, list[tuple[Text, str, Change]]]:
    found: dict[str, list[tuple[Text, str, Change]]] = {}
    for sheet in reading.returned.sheets:
        for (place, lang), cell in sheet.cells.items():
            for change in cell.open:
                label = label_of(KINDS[sheet.kind.partition("/")[0]], place)
                found.setdefault(sheet.name, []).append((label, lang, change))
    return found


def _kept(back: Gathered | None) -> list[Text]:
    """The fields whose rows are gone from the file, so that the words in force are kept."""
    if back is None:
        return []
    return [label_of(KINDS[back.kind], place) for (place, _), outcome in back.outcomes.items() if outcome == "missing"]


for _view in (bring, brought):
    setattr(_view, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
