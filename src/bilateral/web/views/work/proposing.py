"""Proposing a side's paper as one package, by the government's key alone or with the official's passkey too."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from bilateral.node import papers
from bilateral.node.approving.ceremony import Asked
from bilateral.values import Fault
from bilateral.web.accounts.second_factor import second_factor_required
from bilateral.web.reading import viewer
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


setattr(propose, "takes_post", True)  # noqa: B010  # a function has no such attribute of its own
