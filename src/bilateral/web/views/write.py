"""Preparing a wording: anyone fills in a kind's fields, sees it checked, takes away a file. Nothing is stored."""

import yaml
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from bilateral.dialogue.kind import Kind
from bilateral.dialogue.kinds import KINDS
from bilateral.values import Name
from bilateral.web import forms
from bilateral.web.forms import codes
from bilateral.web.forms.controls import World
from bilateral.web.reading import read, site, viewer


def choose(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/write_choose.html", {"kinds": [kind for kind in KINDS.values() if kind.by_hand]})


@csrf_exempt  # it changes nothing, and readers get no cookie for it
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """GET starts a text, empty or from ``?from=NAME``; POST checks it, adds or drops a part, or gives the file."""
    if kind not in KINDS or not KINDS[kind].by_hand:
        raise Http404
    form = _sent(request, KINDS[kind]) if request.method == "POST" else _started(request, KINDS[kind])
    asked = request.POST.get("do", "check") if not {"add", "drop"} & set(request.POST) else ""
    if request.method == "POST" and asked:
        form.check()
        if asked == "download" and not form.faults:
            return _file(form)
    context = {
        "form": form,
        "kind": KINDS[kind],
        "places": codes.place_names() if any(f.spec.type == "places" for f in form.all_fields) else [],
        "file": f"{kind}.yaml",
        "argument": str(form.name) if form.name else form.id,
        "back": reverse("plan"),
    }
    return render(request, "pages/write.html", context, status=400 if form.faults else 200)


write.takes_post = True  # type: ignore[attr-defined]


def _started(request: HttpRequest, kind: Kind) -> forms.Form:
    wanted = request.GET.get("from")
    if not wanted:
        return forms.prefilled(kind, (), world_of(request), None)
    document = read().document(viewer(request), str(Name.parse(wanted, "from")))
    if document.link.kind != kind.name:
        raise Http404
    return forms.prefilled(kind, document.fields, world_of(request), document.link.name)


def _sent(request: HttpRequest, kind: Kind) -> forms.Form:
    name = request.POST.get("name")
    return forms.bound(kind, request.POST, world_of(request), Name.parse(name, "name") if name else None)


def world_of(request: HttpRequest) -> World:
    """The governments, and the documents of the plan that a text can point at."""
    return World(site(request).parties, {str(link.name): link for link in read().in_plan(viewer(request))})


def _file(form: forms.Form) -> HttpResponse:
    text = yaml.safe_dump(form.content, allow_unicode=True, sort_keys=False, width=100)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{form.kind.name}.yaml"'
    return response
