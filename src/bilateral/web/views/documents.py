"""The page of a document of any kind: a kind's own template when there is one, else the general one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import select_template
from django.urls import reverse

from bilateral.values import Name
from bilateral.web.reading import read, site, viewer


def name_from(request: HttpRequest, party: str, id: str) -> Name:
    """Addresses leave out the dialogue, which is the same for every document of a site."""
    return Name.parse(f"{site(request).dialogue}/{party}:{id}")


def document(request: HttpRequest, kind: str, party: str, id: str) -> HttpResponse:
    found = read().document(viewer(request), str(name_from(request, party, id)))
    if found.link.kind != kind:
        return redirect("document", found.link.kind, party, id, permanent=True)
    template = select_template([f"kinds/{kind}.html", "kinds/any.html"])
    context = {"document": found, "json_url": reverse("api-document", args=[str(found.link.name)])}
    return render(request, template.template.name, context)
