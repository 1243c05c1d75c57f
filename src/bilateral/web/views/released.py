"""The record as static files, for other homes and for auditors; and the small addresses that machines ask for.

A full tile or bundle never changes and is kept for ever; a checkpoint and a partial tile are asked for each time.
"""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse

from bilateral.web.reading import read, viewer

_SEGMENT = r"[a-z0-9][a-z0-9-]*"
_PLACE = re.compile(
    rf"verifiers\.txt|{_SEGMENT}(?:/{_SEGMENT}){{1,2}}/"
    r"(?:checkpoint|released/[0-9a-f]{64}|tile/(?:entries|[0-9]{1,2})(?:/x[0-9]{3})*/[0-9]{3}(?:\.p/[0-9]{1,3})?)"
)
FOR_EVER = "public, max-age=31536000, immutable"
AGAIN = "no-cache"


def file(request: HttpRequest, place: str) -> HttpResponse | FileResponse:
    """One file of the publication. Only places of the export's layout are looked up, so none leads outside it."""
    if not _PLACE.fullmatch(place):
        raise Http404
    path = Path(settings.BILATERAL_PUBLICATION) / place
    if not path.is_file():
        raise Http404
    is_text = place.endswith(("checkpoint", "verifiers.txt"))
    response = FileResponse(
        path.open("rb"), content_type="text/plain; charset=utf-8" if is_text else "application/octet-stream"
    )
    response.headers["Cache-Control"] = AGAIN if is_text or ".p/" in place or "/released/" in place else FOR_EVER
    return response


def evidence(request: HttpRequest, name: str) -> HttpResponse:
    """A proof that this node keeps, for whoever wants to check it."""
    data = read().proof(viewer(request), name)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def index(request: HttpRequest) -> HttpResponse:
    """What there is to fetch, for a person who opens the folder's address."""
    heads = read().site(viewer(request)).heads
    lines = ["verifiers.txt", *(f"{head.log}/checkpoint" for head in heads)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def health(request: HttpRequest) -> HttpResponse:
    """Answers only when the database does."""
    site = read().site(viewer(request))
    return JsonResponse({"ok": True, "dialogue": site.dialogue, "entries": sum(head.size for head in site.heads)})


def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(staticfiles_storage.url("img/mark.svg"))


def robots(request: HttpRequest) -> HttpResponse:
    """The pages may be indexed; a demonstration may not, so that nobody takes its inventions for fact."""
    rule = "Disallow: /" if read().site(viewer(request)).demonstration else "Disallow: /api/\nDisallow: /log/"
    return HttpResponse(f"User-agent: *\n{rule}\n", content_type="text/plain; charset=utf-8")
