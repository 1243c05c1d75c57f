"""The home page, and the way to it from an address without a language."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from bilateral.web.language import negotiated
from bilateral.web.reading import read, viewer


def front(request: HttpRequest) -> HttpResponse:
    """``/``: to the reader's language."""
    return _to_language(request)


def unprefixed(request: HttpRequest, rest: str) -> HttpResponse:
    """``/plan/``: to ``/es/plan/``, when there is such a page."""
    with translation.override(negotiated(request)):
        try:
            resolve(f"/{negotiated(request)}/{rest}")
        except Resolver404:
            raise Http404 from None
    return _to_language(request)


def _to_language(request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    place = f"/{negotiated(request)}{request.path}{'?' + query if query else ''}"
    response = HttpResponseRedirect(place)
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def home(request: HttpRequest) -> HttpResponse:
    who = viewer(request)
    plan = read().plan(who)
    context = {
        "plan": plan,
        "waiting": read().proposals(who, status="open", limit=4),
        "recent": read().recent(who, limit=6),
        "json_url": reverse("api-plan"),
    }
    return render(request, "pages/home.html", context)
