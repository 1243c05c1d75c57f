"""Clearance on the pages of a side: asking offices, what a round was asked about, answering for one's office, the list
as a table, the side's own rules.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bilateral.node import papers
from bilateral.node.clearance import answering, asking, closing, listing, readers, rule
from bilateral.node.clearance.readers import Wanted
from bilateral.node.people import rules
from bilateral.node.people.permissions import check
from bilateral.values import Fault, parse_date
from bilateral.web.accounts.second_factor import signed_in
from bilateral.web.faults import status_of
from bilateral.web.reading import viewer
from bilateral.web.tables import both, csv_response
from bilateral.web.views.clearance import given, number
from bilateral.web.views.work.approving import rule_of
from bilateral.web.views.work.links import attempt_of
from bilateral.web.views.work.texts import moved, shown

COLUMNS = (
    "round", "revision", "office", "office_en", "office_es", "asked", "asked_by", "due", "silence_counts", "to",
    "state", "state_en", "state_es", "counts", "answer", "how", "name", "email", "answered", "comments", "settled",
)  # fmt: skip


@signed_in
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows whom one can ask; POST asks them."""
    found = papers.paper(viewer(request), pk)
    check(viewer(request), "clearance.ask")
    return _asked(request, found) if request.method == "POST" else _asking(request, found)


def _asked(request: HttpRequest, found: papers.PaperView) -> HttpResponse:
    data = request.POST
    try:
        wanted = [
            Wanted(office, data.get(f"email.{office}", ""), data.get(f"lang.{office}", readers.BOTH))
            for office in data.getlist("office")
        ]
        asking.ask(
            settings.HOME,
            viewer(request),
            found.id,
            number(data.get("revision")),
            wanted,
            _day(data.get("until", "")),
            data.get("note", "").replace("\r\n", "\n"),
            attempt_of(request),
            datetime.now(UTC),
        )
    except Fault as fault:
        return _asking(request, found, fault)
    messages.success(request, gettext("The letters are on their way."))
    return redirect("work-paper", pk=found.id)


def _day(typed: str) -> date:
    return parse_date(typed, "until")


def _asking(request: HttpRequest, found: papers.PaperView, fault: Fault | None = None) -> HttpResponse:
    who, now = viewer(request), datetime.now(UTC)
    again = {each.office for each in listing.clearance(who, found.id, now).open}
    choices = readers.choices(who, found.id)
    context = {
        "paper": found,
        "choices": choices,
        "where": next((each.title for each in choices if fault and each.office == fault.where), None),
        "chosen": set(request.POST.getlist("office")) if request.method == "POST" else again,
        "silence": rules.is_on(str(who.party), rule.SILENCE),
        "attempt": attempt_of(request),
        "typed": request.POST,
        "fault": fault,
        "unfinished": any(text.sent for text in found.texts),
    }
    return render(request, "clearance/ask.html", context, status=_status(fault))


def _status(fault: Fault | None) -> int:
    if fault is None:
        return 200
    return 409 if isinstance(fault, papers.Changed) else status_of(fault)


@signed_in
def round_(request: HttpRequest, pk: int, turn: int) -> HttpResponse:
    """What a round was asked about and what has changed since; POST answers for one's office."""
    if request.method != "POST":
        return _round(request, pk, turn)
    try:
        asked = number(request.POST.get("request"))
        answering.answer_here(settings.HOME, viewer(request), pk, asked, given(request), datetime.now(UTC))
    except Fault as fault:
        if status_of(fault) in (403, 404):
            raise
        return _round(request, pk, turn, fault)
    messages.success(request, gettext("Your office’s answer is on the list."))
    return redirect("work-paper", pk=pk)


def _round(request: HttpRequest, pk: int, turn: int, fault: Fault | None = None) -> HttpResponse:
    who = viewer(request)
    found = papers.paper(who, pk)
    then, now = listing.asked_about(who, pk, turn)
    whole = listing.clearance(who, pk, datetime.now(UTC))
    context = {
        "paper": found,
        "requests": [each for each in (*whole.now, *whole.before) if each.round == turn],
        "texts": shown(request, then),
        "moved": moved(request, then, now),
        "typed": request.POST,
        "typed_for": number(request.POST.get("request")),
        "fault": fault,
    }
    return render(request, "clearance/round.html", context, status=_status(fault))


@require_POST
@signed_in
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done to the list from the paper's page: marking comments as settled, no longer asking an office."""
    who, now = viewer(request), datetime.now(UTC)
    if "answer" in request.POST:
        listing.settle(who, pk, number(request.POST.get("answer")), now)
    else:
        closing.take_back(settings.HOME, who, pk, number(request.POST.get("request")), now)
    return redirect(f"{reverse('work-paper', args=[pk])}#clearance")


# -- the list as a table ---------------------------------------------------------------------------------------------


@signed_in
def table(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every answer that an office gave, a line each; a line without one where it gave none."""
    whole = listing.clearance(viewer(request), pk, datetime.now(UTC))
    rows = (line for each in (*whole.now, *whole.before) for line in lines_of(each))
    return csv_response(COLUMNS, rows, f"clearance-{pk}.csv")


def lines_of(view: listing.RequestView) -> Iterator[Mapping[str, str]]:
    said = dict.fromkeys(COLUMNS, "") | {
        "round": str(view.round),
        "revision": str(view.revision),
        "office": view.office,
        **both("office", view.title),
        "asked": _moment(view.asked),
        "asked_by": view.asked_by,
        "due": view.due.isoformat(),
        "silence_counts": "yes" if view.silence else "no",
        "to": " ".join(view.to),
        "state": view.state,
        **both("state", view.state_words),
    }
    for each in view.answers:
        yield said | {
            "counts": "yes" if each is view.newest and not view.superseded else "no",
            "answer": each.answer,
            "how": each.how,
            "name": each.name,
            "email": each.email,
            "answered": _moment(each.time),
            "comments": each.text,
            "settled": _moment(each.settled) if each.settled else "",
        }
    if not view.answers:
        yield said


def _moment(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# -- the side's own rules --------------------------------------------------------------------------------------------


@signed_in
def own_rules(request: HttpRequest) -> HttpResponse:
    """Whether silence counts, whether a paper needs clearance before it is proposed, and a passkey to be signed."""
    who = viewer(request)
    held = rule.settled(who)
    if request.method == "POST":
        for name in rule.RULES:
            rules.settle(who, str(who.party), name, on=request.POST.get(name) == "yes")
        messages.success(request, gettext("Saved."))
        return redirect("party-settings")
    return render(request, "people/settings.html", {"rules": held, **rule_of(request)})


for _view in (ask, round_, change, own_rules):
    setattr(_view, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
