"""Every proposal and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bilateral.web.reading import read, viewer

STATUSES = ("open", "agreed", "annulled", "declined", "withdrawn")
PAGE = 20


def decisions(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("status", "")
    status = wanted if wanted in STATUSES else None
    page = read().proposals(viewer(request), status=status, after=request.GET.get("after") or None, limit=PAGE)
    context = {"page": page, "status": status or "", "statuses": STATUSES, "json_url": reverse("api-proposals")}
    return render(request, "pages/decisions.html", context)
