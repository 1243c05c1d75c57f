"""Answering a proposal for one's government: agree, decline with the reason, withdraw, record a view."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from bilateral.node import acting, drafting
from bilateral.node.approving.ceremony import Asked
from bilateral.node.clearance import agreeing
from bilateral.node.people.permissions import check
from bilateral.node.rooms.drafting import same_as_proposed
from bilateral.node.viewer import Viewer
from bilateral.values import LANGS, Fault
from bilateral.values.ref import origin_at
from bilateral.web.accounts.second_factor import second_factor_required, signed_in
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.work.approving import asking, hand_of, offered
from bilateral.web.views.work.links import attempt_of, entry_page


@signed_in
def answer(request: HttpRequest, party: str, seq: int, act: str, turn: int = 1) -> HttpResponseBase:
    """GET shows the whole proposal and what the answer means; POST signs it."""
    check(viewer(request), "act.sign")
    if request.method == "POST":
        return _signed(request, party, seq, act, turn)
    return _page(request, party, seq, act, turn)


@second_factor_required
def _signed(request: HttpRequest, party: str, seq: int, act: str, turn: int) -> HttpResponse:
    log, who = origin_at(site(request).dialogue, party, turn), viewer(request)
    if act not in acting.ANSWERS:
        raise Http404
    said = {str(lang): request.POST.get(lang, "").strip() for lang in LANGS}
    try:
        sealed = act in acting.WITH_REASON and request.POST.get("words") == "sealed"
        draft = drafting.answer(act, f"{log}#{seq}", said if act in acting.WITH_REASON else None, sealed=sealed)
        done = hand_of(request)(
            settings.HOME, who, draft, request.POST.get("office", ""), datetime.now(UTC), attempt_of(request)
        )
    except Fault as fault:
        return _page(request, party, seq, act, turn, fault)
    if isinstance(done, Asked):
        found = read().entry(who, log, seq)
        return asking(request, done, act, found.proposal.title if found.proposal else "", entry_page(f"{log}#{seq}"))
    messages.success(request, gettext("It is on the record as %(place)s.") % {"place": done.ref.short})
    return redirect(entry_page(f"{log}#{seq}"))


def _page(request: HttpRequest, party: str, seq: int, act: str, turn: int, fault: Fault | None = None) -> HttpResponse:
    log = origin_at(site(request).dialogue, party, turn)
    found = read().entry(viewer(request), log, seq)
    if not found.proposal or act not in acting.ANSWERS:
        raise Http404
    open_ = act in acting.open_to(found.proposal, str(viewer(request).party))
    asks = open_ and act == "concur" and not fault
    context = {
        "entry": found,
        "proposal": found.proposal,
        "answer": act,
        "open": open_,
        "with_reason": act in acting.WITH_REASON,
        "offices": read().offices(viewer(request)),
        "attempt": attempt_of(request),
        "typed": request.POST,
        "fault": fault,
        "uncleared": _uncleared(viewer(request), f"{log}#{seq}") if asks else None,
        "agreed": same_as_proposed(viewer(request), log, seq),
        "back": entry_page(f"{log}#{seq}"),
        **offered(request),
    }
    return render(request, "work/answer.html", context, status=400 if fault else 200)


def _uncleared(who: Viewer, place: str) -> Fault | None:
    """What a side that agrees only to what its offices have cleared has still to wait for."""
    try:
        agreeing.check_agreeing(str(who.party), drafting.answer("concur", place))
    except Fault as fault:
        return fault
    return None


setattr(answer, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
