"""The record: its snapshots, how to check it, its entries, and one entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bilateral.values.ref import origin_at
from bilateral.web import verifying
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.work.links import attempt_of, of_this_side, release_page

ACTS = (
    "propose", "concur", "decline", "withdraw", "position", "recognise", "ack", "genesis", "rotate", "revoke",
    "release", "withhold", "redact", "erase", "erased",
)  # fmt: skip
PAGE = 25


def record(request: HttpRequest) -> HttpResponse:
    parties = [party.code for party in site(request).parties]
    party, act = request.GET.get("party", ""), request.GET.get("act", "")
    party, act = party if party in parties else "", act if act in ACTS else ""
    page = read().acts(
        viewer(request), party=party or None, act=act or None, after=request.GET.get("after") or None, limit=PAGE
    )
    context = {
        "page": page,
        "party": party,
        "act": act,
        "acts": ACTS,
        "contradictions": read().contradictions(viewer(request)),
        "log_url": request.build_absolute_uri(reverse("log")).rstrip("/"),
        "json_url": reverse("api-record"),
    }
    return render(request, "pages/record.html", context)


def entry(request: HttpRequest, party: str, seq: int, turn: int = 1) -> HttpResponse:
    found = read().entry(viewer(request), origin_at(site(request).dialogue, party, turn), seq)
    context = {
        "entry": found,
        "verify_steps": verifying.steps(),
        "attempt": attempt_of(request),
        **of_this_side(viewer(request), found.proposal),
        "release_url": release_page(viewer(request), found),
        "log_url": request.build_absolute_uri(reverse("log")).rstrip("/"),
        "json_url": reverse("api-entry", args=[party, *([turn] if turn > 1 else []), seq]),
    }
    return render(request, "pages/entry.html", context)
