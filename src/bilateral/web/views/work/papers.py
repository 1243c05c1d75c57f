"""A side's papers: the list, one paper, writing a text of it, remarks, and proposing it as one package."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bilateral.dialogue.kind import Kind
from bilateral.dialogue.kinds import KINDS
from bilateral.node import drafting, papers
from bilateral.node.clearance import agreeing, listing
from bilateral.node.papers import Working
from bilateral.node.people.permissions import can, check
from bilateral.node.read.shapes import Party
from bilateral.node.rooms import drafting as drafting_in_rooms
from bilateral.node.rooms import keeping
from bilateral.node.seals.between import is_sealed
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Fault, Name
from bilateral.values.ref import parse_place
from bilateral.web import forms
from bilateral.web.accounts.second_factor import signed_in
from bilateral.web.forms import codes
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.work.approving import offered
from bilateral.web.views.work.links import answers_open, attempt_of, entry_page
from bilateral.web.views.work.texts import blank, form_of, said_on, shown, working
from bilateral.web.views.write import world_of


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """The papers of one's side, and where a new one begins."""
    state = request.GET.get("state", "open")
    state = state if state in ("open", "proposed", "agreed", "dropped") else "open"
    context = {
        "papers": papers.papers(viewer(request), state),
        "state": state,
        "kinds": [kind for kind in KINDS.values() if kind.by_hand],
        "writes": can(viewer(request), "paper.write"),
    }
    return render(request, "work/papers.html", context)


@signed_in
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """GET shows an empty form, or one with the text in force (``?from=NAME``); POST begins a paper, or adds to one."""
    who = viewer(request)
    check(who, "paper.write")
    if kind not in KINDS or not KINDS[kind].by_hand:
        raise Http404
    onto = _number(request.GET.get("paper") or request.POST.get("paper"))
    found = papers.paper(who, onto) if onto else None
    text = _begun(request, KINDS[kind])
    if request.method != "POST":
        return _writing(request, text, form_of(text, world_of(request)), found, None)
    form = forms.bound(KINDS[kind], request.POST, world_of(request), Name.parse(text.name) if text.base else None)
    if {"add", "drop"} & set(request.POST):
        return _writing(request, text, form, found, None)
    form.check()
    if not text.base:
        taken = {each.name for each in found.texts} if found else set()
        text = blank(kind, _free_name(request, form, taken), _bound(request, KINDS[kind]))
    now, text = datetime.now(UTC), working(form, request.POST, text)
    if found:
        try:
            papers.save(who, found.id, seen(request), (*found.texts, text), now)
        except BadInput as fault:  # posted twice, changed meanwhile, full or closed: what was typed stays in the form
            return _writing(request, text, form, found, None, fault)
        return redirect("work-paper", pk=found.id)
    begun = papers.start(who, _title(form), (text,), now, attempt=attempt_of(request))
    return redirect("work-paper", pk=begun)


def _begun(request: HttpRequest, kind: Kind) -> Working:
    wanted = request.POST.get("from") or request.GET.get("from")
    if not wanted:
        return blank(kind.name, f"{_origin(request)}:{kind.name}", _bound(request, kind))
    name = str(Name.parse(wanted, "from"))
    if [link.kind for link in read().links(viewer(request), [name])] != [kind.name]:
        raise Http404
    content = drafting.content_of(name, viewer(request))
    draft = drafting.draft(settings.HOME, str(viewer(request).party), kind, content, name)
    return blank(kind.name, name, draft.parties, draft.base, content)


def _origin(request: HttpRequest) -> str:
    return str(settings.HOME.origin(str(viewer(request).party)))


def _bound(request: HttpRequest, kind: Kind) -> tuple[str, ...]:
    own = str(viewer(request).party)
    return tuple(sorted(party.code for party in site(request).parties)) if kind.joint else (own,)


def _free_name(request: HttpRequest, form: forms.Form, taken: set[str]) -> str:
    """A name that no document has, from the title in English."""
    names = [f"{_origin(request)}:{form.id}{end}" for end in ("", *(f"-{n}" for n in range(2, 40)))]
    taken = taken | set(drafting.contents_of(names, viewer(request)))
    return next(name for name in names if name not in taken)


def _title(form: forms.Form) -> str:
    """What a new paper is called until its side renames it: its text's title, in the writer's language where it is."""
    said: dict[str, str] = next((f.raw for f in form.fields if f.spec.type == "title"), {})
    lang = codes.language()
    return next((words for words in (said.get(lang), *said.values()) if words), form.kind.title.in_(lang))


@signed_in
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper whole: every text as it would read, what it changes, what is to be looked at, who said and did what."""
    return paper_page(request, pk)


def paper_page(request: HttpRequest, pk: int, fault: Fault | None = None) -> HttpResponse:
    """The paper's page, saying what stood in the way."""
    who = viewer(request)
    found = papers.paper(who, pk)
    remarks = papers.remarks(who, pk)
    texts = shown(request, found.texts, remarks)
    context = {
        "paper": found,
        "texts": texts,
        "remarks": [each for each in remarks if not each.where],
        "remarks_any": any(not each.settled for each in remarks),
        "revisions": papers.revisions(who, pk),
        "kinds": [kind for kind in KINDS.values() if kind.by_hand],
        "offices": read().offices(who),
        "writes": can(who, "paper.write") and found.state == "open",
        "comments": can(who, "paper.comment"),
        "files": papers.brought(who, pk) if can(who, "paper.file") else None,
        "signs": can(who, "act.sign") and found.state == "open",
        "ready": all(each.ready for each in texts),
        "discords": [(each, f, said) for each in texts for f, said in each.form.discords],
        "attempt": attempt_of(request),
        "typed": request.POST,
        "fault": fault,
        "clearance": listing.clearance(who, pk, datetime.now(UTC)),
        "asks": can(who, "clearance.ask") and found.state == "open",
        "entry": entry_page(found.place),
        "answers": entry_page(found.answers),
        "between": between(request, found.texts),
        "sealed_first": bool(found.answers) and is_sealed(drafting.target(found.answers)),
        "shares": can(who, "room.write") and found.state == "open",
        "agree": _agree(who, found),
        **_in_room(who, found),
        **offered(request),
    }
    return render(request, "work/paper.html", context, status=400 if fault else 200)


def _agree(who: Viewer, found: papers.PaperView) -> str:
    """Where the proposal that a paper began from can be agreed to, while the paper reads exactly as it does."""
    if not found.answers or found.state != "open":
        return ""
    proposal = read().entry(who, *parse_place(found.answers)).proposal
    open_ = dict(answers_open(who, proposal))
    return open_.get("concur", "") if agreeing.reads_as_proposed(who, found) else ""


def between(request: HttpRequest, texts: Iterable[Working]) -> list[Party]:
    """The governments that a paper's texts bind together, between which its words can be sealed; none where one of the
    texts binds one alone.
    """
    bound = [set(text.parties) for text in texts]
    codes_ = set[str]().union(*bound) if all(len(each) > 1 for each in bound) else set()
    return [party for party in site(request).parties if party.code in codes_]


def _in_room(who: Viewer, found: papers.PaperView) -> dict[str, Any]:
    """The private room that a paper is worked on for, and whether its texts are what all are ready for there."""
    if not found.room:
        return {}
    view, digest = keeping.room(who, found.room), drafting_in_rooms.digest_of(found.texts)
    settled = view.state.version(view.state.settled) if view.state.settled else None
    same = settled is not None and settled.digest == digest
    return {
        "room": view, "room_title": view.title, "settled": settled, "same": same, "sent": view.state.version(digest),
    }  # fmt: skip


@signed_in
def text(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Writing one text of a paper. What is typed is kept even where it can't be read yet."""
    who = viewer(request)
    found = papers.paper(who, pk)
    if number >= len(found.texts):
        raise Http404
    check(who, "paper.write")
    kept = found.texts[number]
    if request.method != "POST":
        form = form_of(kept, world_of(request))
        if kept.sent:
            form.check()
        return _writing(request, kept, form, found, number)
    form = forms.bound(KINDS[kept.kind], request.POST, world_of(request), Name.parse(kept.name))
    if {"add", "drop"} & set(request.POST):
        return _writing(request, kept, form, found, number)
    form.check()
    return _saved(request, found, number, form)


def _saved(request: HttpRequest, found: papers.PaperView, number: int, form: forms.Form) -> HttpResponse:
    """Keep the form; where somebody was faster, show both. A script that saves by itself gets the revision back."""
    who, by_itself = viewer(request), request.POST.get("do") == "autosave"
    seen = _number(request.POST.get("revision")) or 0
    text = working(form, request.POST, found.texts[number])
    texts = (*found.texts[:number], text, *found.texts[number + 1 :])
    try:
        revision = papers.save(who, found.id, seen, texts, datetime.now(UTC))
    except BadInput as fault:  # changed by somebody else, or no longer open: what was typed stays in the form
        if by_itself:
            return JsonResponse({"said": fault.what.in_(codes.language())}, status=409)
        return _writing(request, found.texts[number], form, found, number, fault)
    if by_itself:
        return JsonResponse({"revision": revision, "said": gettext("Saved.")})
    if request.POST.get("do") == "stay":
        return redirect("work-text", pk=found.id, number=number)
    messages.success(request, gettext("Saved."))
    return redirect("work-paper", pk=found.id)


def _writing(
    request: HttpRequest,
    text: Working,
    form: forms.Form,
    found: papers.PaperView | None,
    number: int | None,
    fault: Fault | None = None,
) -> HttpResponse:
    theirs = shown(request, (text,))[0] if number is not None and isinstance(fault, papers.Changed) else None
    context: dict[str, Any] = {
        "form": form,
        "kind": form.kind,
        "paper": found,
        "number": number,
        "text": text,
        "stale": text.stale,
        "fault": fault,
        "theirs": theirs,
        "places": codes.place_names() if any(f.spec.type == "places" for f in form.all_fields) else [],
        "attempt": attempt_of(request),
        "from_name": text.name if text.base and number is None else "",
        "said": said_on(viewer(request), found.id, number) if found and number is not None else {},
    }
    return render(request, "work/text.html", context, status=409 if fault else 200)


@require_POST
@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done to a paper from its page: a remark, settling one, a new title, taking a text out, dropping it."""
    who, now, do = viewer(request), datetime.now(UTC), request.POST.get("do", "")
    found = papers.paper(who, pk)
    if do == "remark":
        papers.remark(who, pk, request.POST.get("where", ""), request.POST.get("text", ""), now)
    elif do == "settle":
        papers.settle(who, pk, _number(request.POST.get("remark")) or 0, now)
    elif do == "drop":
        papers.drop(who, pk, now)
        messages.success(request, gettext("Put aside. Everything written is kept."))
        return redirect("work-papers")
    elif do == "rename":
        papers.save(who, pk, seen(request), found.texts, now, request.POST.get("title", "").strip())
    elif do == "rebase":
        papers.save(who, pk, seen(request), papers.rebase(found.texts), now)
    elif do == "take-out":
        gone = _number(request.POST.get("number"))
        papers.save(who, pk, seen(request), [t for n, t in enumerate(found.texts) if n != gone], now)
    return redirect("work-paper", pk=pk)


def seen(request: HttpRequest) -> int:
    """The revision of the paper that a form was made from."""
    return _number(request.POST.get("revision")) or 0


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and len(value) < 12 else None


for _view in (new, text, change):
    setattr(_view, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
