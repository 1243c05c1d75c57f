"""The page of a document of any kind: a kind's own template when there is one, else the general one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.urls import reverse

from bilateral.values import Name
from bilateral.values.ref import origin_at
from bilateral.web.reading import read, site, viewer


def name_from(request: HttpRequest, party: str, id: str, turn: int = 1) -> Name:
    """Addresses leave out the dialogue, which is the same for every document of a site."""
    return Name.parse(f"{origin_at(site(request).dialogue, party, turn)}:{id}")


def steps_back(request: HttpRequest) -> int:
    """How far back in what was proposed about a text the reader has gone (``?older=2``)."""
    sent = request.GET.get("older", "")
    return int(sent) if sent.isdecimal() and sent.isascii() and len(sent) < 6 else 0


def document(request: HttpRequest, kind: str, party: str, id: str, turn: int = 1) -> HttpResponse:
    found = read().document(viewer(request), str(name_from(request, party, id, turn)), steps_back(request))
    if found.link.kind != kind:
        place = [party, turn, id] if turn > 1 else [party, id]
        return redirect("document", found.link.kind, *place, permanent=True)
    template = select_template([f"kinds/{kind}.html", "kinds/any.html"])
    context = {"document": found, "json_url": reverse("api-document", args=[str(found.link.name)])}
    return render(request, template.template.name, context)
