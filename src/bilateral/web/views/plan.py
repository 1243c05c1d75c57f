"""The plan and its pillars."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bilateral.web.reading import read, viewer
from bilateral.web.views.documents import name_from


def plan(request: HttpRequest) -> HttpResponse:
    who = viewer(request)
    found = read().plan(who)
    document = read().document(who, str(found.link.name)) if found else None
    context = {"plan": found, "document": document, "json_url": reverse("api-plan")}
    return render(request, "pages/plan.html", context)


def pillar(request: HttpRequest, party: str, id: str, turn: int = 1) -> HttpResponse:
    who, name = viewer(request), name_from(request, party, id, turn)
    found = read().pillar(who, str(name))
    context = {
        "pillar": found,
        "document": read().document(who, str(name)),
        "json_url": reverse("api-document", args=[str(name)]),
    }
    return render(request, "pages/pillar.html", context)
