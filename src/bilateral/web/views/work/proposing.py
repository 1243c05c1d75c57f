"""From a proposal to a paper, and from a paper to a proposal, with the official's passkey or without."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from bilateral.node import papers
from bilateral.node.approving.ceremony import Asked
from bilateral.values import Fault, Text
from bilateral.values.ref import origin_at
from bilateral.web.accounts.second_factor import second_factor_required, signed_in
from bilateral.web.forms import codes
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.work.approving import asking, hand_of
from bilateral.web.views.work.links import attempt_of, entry_page
from bilateral.web.views.work.papers import paper_page, seen


@second_factor_required
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a paper as one proposal."""
    if request.method != "POST":
        return redirect("work-paper", pk=pk)
    who, data = viewer(request), request.POST
    waiver = {lang: data.get(f"waive.{lang}", "").strip() for lang in ("en", "es")}
    try:
        done = papers.propose(
            settings.HOME,
            who,
            pk,
            seen(request),
            data.get("office", ""),
            waiver if any(waiver.values()) else None,
            attempt_of(request),
            datetime.now(UTC),
            hand_of(request),
            sealed=data.get("words") == "sealed",
        )
    except Fault as fault:
        return paper_page(request, pk, fault)
    if isinstance(done, Asked):
        return asking(request, done, "propose", papers.paper(who, pk).title, reverse("work-paper", args=[pk]))
    messages.success(request, gettext("It is on the record as %(place)s.") % {"place": done.ref.short})
    return redirect(entry_page(f"{done.ref.log}#{done.ref.seq}") or "record")


@require_POST
@signed_in
def counter(request: HttpRequest, party: str, seq: int, turn: int = 1) -> HttpResponse:
    """A paper that starts from a proposal: to counter it, to have offices clear it, or to propose it anew."""
    log = origin_at(site(request).dialogue, party, turn)
    found = read().entry(viewer(request), log, seq)
    if not found.proposal:
        raise Http404
    title: Text = found.proposal.title
    pk = papers.from_proposal(
        viewer(request), log, seq, title.in_(codes.language()).strip("“”«»"), datetime.now(UTC), attempt_of(request)
    )
    return redirect("work-ask" if request.POST.get("do") == "clear" else "work-paper", pk=pk)


for _view in (propose, counter):
    setattr(_view, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
