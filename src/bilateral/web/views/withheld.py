"""The ledger of what is not shown: a page, the same as JSON, and as a table to download."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from bilateral.node.read.withheld.shapes import STATE_WORDS, STATES, WithheldView
from bilateral.record.items import GROUNDS
from bilateral.web.reading import read, site, viewer
from bilateral.web.tables import both, csv_response
from bilateral.web.views.api import limit_of

PAGE = 20
COLUMNS = (
    "entry", "text", "digest", "language", "government", "office_en", "office_es", "state", "ground", "ground_en",
    "ground_es", "act", "time", "review", "overdue", "reason_en", "reason_es", "appeal_en", "appeal_es", "backups",
    "confirmed_by",
)  # fmt: skip


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """The filters that make sense; others are as if they weren't there."""
    query = request.GET
    parties = {party.code for party in site(request).parties}
    return {
        "party": code if (code := query.get("party", "")) in parties else None,
        "ground": code if (code := query.get("ground", "")) in GROUNDS else None,
        "state": code if (code := query.get("state", "")) in STATES else None,
        "overdue": query.get("overdue", "") not in ("", "0"),
    }


def withheld(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request)
    page = read().ledger(viewer(request), **chosen, after=request.GET.get("after") or None, limit=PAGE)
    query = request.GET.copy()
    query.pop("after", None)
    asked = f"?{query.urlencode()}" if query else ""
    context = {
        "page": page,
        "sealed": read().sealed(viewer(request)),
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "grounds": list(GROUNDS.items()),
        "states": [(state, STATE_WORDS[state]) for state in STATES],
        "json_url": reverse("api-withheld") + asked,
        "csv_url": reverse("api-withheld-csv") + asked,
    }
    return render(request, "pages/withheld.html", context)


def as_json(request: HttpRequest) -> JsonResponse:
    page = read().ledger(
        viewer(request), **_chosen(request), after=request.GET.get("after") or None, limit=limit_of(request)
    )
    return JsonResponse(read().to_json(page), json_dumps_params={"ensure_ascii": False})


def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """One line a text, in both languages."""
    views = read().lines(viewer(request), **_chosen(request))
    return csv_response(COLUMNS, (line for view in views for line in _lines(view)), "withheld.csv")


def _lines(view: WithheldView) -> Iterator[Mapping[str, str]]:
    shared = {
        "entry": view.entry.short,
        "government": view.party.code,
        "state": view.state,
        "ground": view.ground,
        "act": view.act.short,
        "time": view.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "review": view.review.isoformat() if view.review else "",
        "overdue": "1" if view.overdue else "0",
        "backups": view.backups.isoformat() if view.backups else "",
        "confirmed_by": " ".join(said.party.code for said in view.confirmed),
        **both("office", view.office),
        **both("ground", view.ground_words),
        **both("reason", view.reason),
        **both("appeal", view.appeal),
    }
    for text in view.texts:
        yield {**shared, "text": text.id, "digest": text.digest, "language": text.lang}
