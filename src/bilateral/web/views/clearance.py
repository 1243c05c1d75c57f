"""Clearing a text by the link of a letter: no account, no training. Reading changes nothing; only the form answers.

The address is the key: it is told to no other site, kept in no cache, and a wrong one is told no more than none.
"""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from bilateral.node.clearance import answering
from bilateral.node.clearance.answering import Asked, Given, Meanwhile
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Fault
from bilateral.web.faults import fault_answer, status_of
from bilateral.web.reading import viewer
from bilateral.web.views.work.texts import moved, shown

_PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@csrf_exempt  # who doesn't know the address can't send the form; readers get no cookie for it
def by_link(request: HttpRequest, token: str = "") -> HttpResponse:
    """GET shows what is asked; POST answers it."""
    try:
        response = _answered(request, token) if request.method == "POST" else _page(request, token)
    except Fault as fault:
        response = fault_answer(request, fault, status_of(fault))
    for name, value in _PRIVATE.items():
        response.headers[name] = value
    return response


def given(request: HttpRequest) -> Given:
    """The form of an answer as it was sent."""
    data = request.POST
    return Given(
        data.get("answer", ""), data.get("text", "").replace("\r\n", "\n"), data.get("name", ""),
        number(data.get("seen")), number(data.get("turn")),
    )  # fmt: skip


def number(sent: str | None) -> int:
    return int(sent) if sent and sent.isdecimal() and len(sent) < 10 else 0


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    try:
        answering.answer_by_link(settings.HOME, viewer(request), token, given(request), datetime.now(UTC))
    except BadInput as fault:
        return _page(request, token, fault)
    return redirect(f"{reverse('clearance', args=[token])}?sent=1")


def _page(request: HttpRequest, token: str, fault: Fault | None = None) -> HttpResponse:
    """The page as it is now; what was typed stays in the form, or is given back where none is taken any more."""
    asked = answering.by_link(viewer(request), token, datetime.now(UTC))
    context = {
        "asked": asked,
        "closed": answering.WHY.get(asked.why),
        "texts": shown(request, asked.texts, who=Viewer(asked.party, roles=frozenset({"observer"})))
        if asked.texts
        else [],
        "moved": moved(request, asked.texts, asked.now),
        "typed": request.POST,
        "fault": fault,
        "sent": request.GET.get("sent") == "1" and bool(asked.answers),
    }
    return render(request, "clearance/asked.html", context, status=_status(asked, fault))


def _status(asked: Asked, fault: Fault | None) -> int:
    if asked.why:
        return 403 if asked.why == "drafted" else 410
    if fault is None:
        return 200
    return 409 if isinstance(fault, Meanwhile) else 400


by_link.takes_post = True  # type: ignore[attr-defined]
