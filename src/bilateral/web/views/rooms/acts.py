"""What is done in a room from its page: saying something, where the side stands, sending a paper, working on a version,
closing, releasing, and putting a released room on the record.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bilateral.node.approving.ceremony import Asked
from bilateral.node.papers import Changed
from bilateral.node.rooms import calling, drafting, keeping, releasing, saying
from bilateral.values import Fault
from bilateral.web.accounts.second_factor import second_factor_required, signed_in
from bilateral.web.forms import codes
from bilateral.web.reading import viewer
from bilateral.web.views.rooms.private import lang_words, read_counts, shown
from bilateral.web.views.rooms.shown import gone, texts_shown
from bilateral.web.views.work.approving import asking, hand_of
from bilateral.web.views.work.links import attempt_of, entry_page
from bilateral.web.views.work.texts import shown as paper_shown

Body = dict[str, object]


def _say(request: HttpRequest, pk: str) -> Body:
    version, name, field, *_ = [*request.POST.get("about", "").split("|"), "", ""]
    return saying.say_body(lang_words(request), version, name, field)


def _ready(request: HttpRequest, pk: str) -> Body:
    return {"version": drafting.version_of(viewer(request), pk, request.POST.get("digest", ""))[1].digest}


def _refuse(request: HttpRequest, pk: str) -> Body:
    digest = drafting.version_of(viewer(request), pk, request.POST.get("digest", ""))[1].digest
    return saying.refuse_body(digest, lang_words(request))


def _unready(request: HttpRequest, pk: str) -> Body:
    return {}


def _close(request: HttpRequest, pk: str) -> Body:
    return saying.close_body(lang_words(request))


def _release(request: HttpRequest, pk: str) -> Body:
    return saying.release_body(viewer(request), pk, read_counts(request.POST.get("upto", "")))


ACTS: dict[str, Callable[[HttpRequest, str], Body]] = {
    "say": _say,
    "ready": _ready,
    "refuse": _refuse,
    "unready": _unready,
    "close": _close,
    "release": _release,
}


@require_POST
@signed_in
def act(request: HttpRequest, pk: str) -> HttpResponse:
    """Write one message into a room; what was typed is kept where it can't be."""
    do, now = request.POST.get("do", ""), datetime.now(UTC)
    if do == "note":
        saying.note(viewer(request), pk, read_counts(request.POST.get("seen", "")))
        return redirect("private-room", pk=pk)
    if do not in ACTS:
        raise Http404
    try:
        body = ACTS[do](request, pk)
        seen = read_counts(request.POST.get("seen", "")) or None
        office = request.POST.get("office", "")
        saying.put(settings.HOME, viewer(request), pk, do, body, now, attempt_of(request), seen, office)
    except Fault as fault:
        return _refused(request, pk, fault)
    return _done(request, pk, now)


def _refused(request: HttpRequest, pk: str, fault: Fault) -> HttpResponse:
    """The room's page with what was wrong; what isn't theirs stays as if it didn't exist."""
    if fault.code in ("forbidden", "not-found"):
        raise fault
    return shown(request, pk, fault)


def _done(request: HttpRequest, pk: str, now: datetime) -> HttpResponse:
    calling.carry(settings.HOME, now)
    messages.success(request, gettext("Sent."))
    return redirect("private-room", pk=pk)


@require_POST
@signed_in
def send(request: HttpRequest, pk: str) -> HttpResponse:
    """Send a paper's texts into the room."""
    data, now = request.POST, datetime.now(UTC)
    paper, _, revision = data.get("paper", "").partition(".")
    try:
        drafting.send(
            settings.HOME, viewer(request), _number(paper), _number(revision), pk, lang_words(request, "note"),
            read_counts(data.get("seen", "")) or None, now, attempt_of(request), data.get("office", ""),
        )  # fmt: skip
    except Fault as fault:
        return _refused(request, pk, fault)
    return _done(request, pk, now)


@signed_in
def work(request: HttpRequest, pk: str, digest: str) -> HttpResponse:
    """Take a version up in one's own paper. Where that has changes of its own, GET shows both beside each other."""
    who, now = viewer(request), datetime.now(UTC)
    view, version = drafting.version_of(who, pk, digest)
    mine = drafting.own_paper(who, pk)
    if request.method == "POST":
        revision = _number(request.POST.get("revision", "")) or None
        try:
            paper = drafting.work_on(who, pk, digest, now, revision, attempt_of(request), codes.language())
        except Changed:
            return redirect("private-work", pk=pk, digest=digest)
        return redirect("work-paper", pk=paper)
    if mine is None or not drafting.has_own_changes(mine):
        return redirect("private-room", pk=pk)
    context = {
        "view": view,
        "title": view.title,
        "version": version,
        "texts": texts_shown(request, version, view.state.version(mine.version)),
        "gone": gone(version, view.state.version(mine.version)),
        "mine": mine,
        "own": paper_shown(request, mine.texts),
        "attempt": attempt_of(request),
    }
    return render(request, "rooms/both.html", context)


@require_POST
@signed_in
def prepare(request: HttpRequest, pk: str) -> HttpResponse:
    """A paper with exactly the version that all are ready for, from which it is signed."""
    digest = request.POST.get("digest", "")
    now, lang = datetime.now(UTC), codes.language()
    paper = drafting.paper_to_sign(viewer(request), pk, digest, now, attempt_of(request), lang)
    return redirect(reverse("work-paper", args=[paper]) + "#propose")


@second_factor_required
def record(request: HttpRequest, pk: str) -> HttpResponse:
    """Put a released room on the record for one's own government."""
    if request.method != "POST":
        return redirect("private-room", pk=pk)
    try:
        done = releasing.record(
            settings.HOME,
            viewer(request),
            pk,
            request.POST.get("office", ""),
            attempt_of(request),
            datetime.now(UTC),
            hand_of(request),
        )
    except Fault as fault:
        return _refused(request, pk, fault)
    if isinstance(done, Asked):
        title = keeping.room(viewer(request), pk).title
        return asking(request, done, "propose", title, reverse("private-room", args=[pk]))
    messages.success(request, gettext("It is on the record as %(place)s.") % {"place": done.ref.short})
    return redirect(entry_page(f"{done.ref.log}#{done.ref.seq}"))


def _number(raw: str) -> int:
    return int(raw) if raw.isdecimal() and len(raw) < 12 else 0


for _view in (act, send, work, prepare, record):
    setattr(_view, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
