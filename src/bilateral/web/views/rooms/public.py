"""A released room for everybody, as a page and as JSON that can be verified; until then there is no such room."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from bilateral.node.rooms import releasing
from bilateral.values import Text
from bilateral.web.views.rooms.shown import parties_of, talk, versions_shown
from bilateral.web.views.work.links import entry_page


def page(request: HttpRequest, pk: str) -> HttpResponse:
    """The conversation and every version in it, as all sides released them."""
    found = releasing.public_room(pk)
    context = {
        "room": found,
        "recorded": [(each, entry_page(each.place)) for each in found.recorded],
        "title": Text.from_dict(dict(found.state.opening.body["title"])),
        "parties": parties_of(request, found.state.parties),
        "lines": talk(request, found.state),
        "versions": versions_shown(request, found.state),
        "json_url": reverse("api-room", args=[pk]),
    }
    return render(request, "rooms/public.html", context)


def as_json(request: HttpRequest, pk: str) -> HttpResponse:
    """The messages to the byte, with the keys that signed them."""
    return JsonResponse(releasing.to_public_json(releasing.public_room(pk)))
