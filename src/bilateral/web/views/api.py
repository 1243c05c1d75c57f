"""The same shapes as the pages, as JSON, in both languages at once."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from bilateral.values import Name
from bilateral.values.ref import origin_at
from bilateral.web import faults
from bilateral.web.reading import read, site, viewer
from bilateral.web.views.documents import steps_back

MOST = 200


def _json(shape: object) -> JsonResponse:
    return JsonResponse(read().to_json(shape), json_dumps_params={"ensure_ascii": False})


def limit_of(request: HttpRequest) -> int:
    """How many rows a page of an answer holds."""
    wanted = request.GET.get("limit", "")
    return max(1, min(int(wanted), MOST)) if wanted.isdecimal() and len(wanted) < 6 else 50


def plan(request: HttpRequest) -> HttpResponse:
    found = read().plan(viewer(request))
    return _json(found) if found else JsonResponse({"plan": None})


def document(request: HttpRequest, name: str) -> HttpResponse:
    return _json(read().document(viewer(request), str(Name.parse(name)), steps_back(request)))


def proposals(request: HttpRequest) -> HttpResponse:
    who, query = viewer(request), request.GET
    return _json(
        read().proposals(
            who, status=query.get("status") or None, after=query.get("after") or None, limit=limit_of(request)
        )
    )


def record(request: HttpRequest) -> HttpResponse:
    who, query = viewer(request), request.GET
    page = read().acts(
        who,
        party=query.get("party") or None,
        act=query.get("act") or None,
        after=query.get("after") or None,
        limit=limit_of(request),
    )
    answer = {
        "site": read().to_json(site(request)),
        "contradictions": read().to_json(read().contradictions(who)),
        "entries": read().to_json(page),
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def entry(request: HttpRequest, party: str, seq: int, turn: int = 1) -> HttpResponse:
    return _json(read().entry(viewer(request), origin_at(site(request).dialogue, party, turn), seq))


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return faults.not_found(request, Exception())
