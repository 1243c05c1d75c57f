"""Releasing words that one's government has sealed to others: from then on everybody reads them."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from bilateral.node import acting
from bilateral.node.approving.ceremony import Asked
from bilateral.node.people.permissions import check
from bilateral.node.seals.drafting import release_sealed
from bilateral.values import Fault
from bilateral.values.ref import origin_at
from bilateral.web.accounts.second_factor import second_factor_required, signed_in
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.work.approving import asking, hand_of, offered
from bilateral.web.views.work.links import attempt_of, entry_page, release_page


@signed_in
def release(request: HttpRequest, party: str, seq: int, turn: int = 1) -> HttpResponseBase:
    """GET shows what everybody would read; POST signs it."""
    check(viewer(request), "act.sign")
    log = origin_at(site(request).dialogue, party, turn)
    if request.method == "POST":
        return _signed(request, log, seq)
    return _page(request, log, seq)


@second_factor_required
def _signed(request: HttpRequest, log: str, seq: int) -> HttpResponse:
    who, now, attempt = viewer(request), datetime.now(UTC), attempt_of(request)
    try:
        act = release_sealed(f"{log}#{seq}", again=acting.is_done(who, attempt))
        done = hand_of(request)(settings.HOME, who, act, request.POST.get("office", ""), now, attempt)
    except Fault as fault:
        return _page(request, log, seq, fault)
    if isinstance(done, Asked):
        found = read().entry(who, log, seq)
        return asking(request, done, "release", found.act.summary, entry_page(f"{log}#{seq}"))
    messages.success(request, gettext("It is on the record as %(place)s.") % {"place": done.ref.short})
    return redirect(entry_page(f"{log}#{seq}"))


def _page(request: HttpRequest, log: str, seq: int, fault: Fault | None = None) -> HttpResponse:
    who = viewer(request)
    found = read().entry(who, log, seq)
    context = {
        "entry": found,
        "what": found.proposal.title if found.proposal and found.act.act == "propose" else found.act.summary,
        "open": bool(release_page(who, found)),
        "offices": read().offices(who),
        "attempt": attempt_of(request),
        "typed": request.POST,
        "fault": fault,
        "back": entry_page(f"{log}#{seq}"),
        **offered(request),
    }
    return render(request, "work/release.html", context, status=400 if fault else 200)


setattr(release, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
