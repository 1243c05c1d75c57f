"""Faults made into answers: a page that says what happened and what to do, or the one JSON shape of an error.

`Fault` below web carries what, where and what to do in both languages; here it only gets a status and a surface.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from bilateral.values import LANGS, BadInput, Fault, Text
from bilateral.web.language import negotiated, prefix_of
from bilateral.web.reading import read, viewer

_MACHINE = ("/api/", "/log/", "/healthz", "/exchange/")
NO_PAGE = Text("There is no page at this address.", "No hay ninguna página en esta dirección.")
NO_PAGE_DO = Text(
    "Check the address, or start from the plan or the record.",
    "Revisa la dirección, o empieza por el plan o el registro.",
)
BROKEN = Text("The server could not answer.", "El servidor no pudo responder.")
BROKEN_DO = Text(
    "Nothing was changed. Try again in a minute; if it goes on, tell whoever runs this site.",
    "No se modificó nada. Inténtalo de nuevo en un minuto; si persiste, avisa a quien administra este sitio.",
)
READ_ONLY = Text("This address can only be read.", "Esta dirección sólo se puede leer.")
READ_ONLY_DO = Text("Ask for it with GET.", "Solicítala con GET.")
REFUSED = Text("This request can't be answered as it was sent.", "Esta solicitud no puede responderse como llegó.")
REFUSED_DO = Text("Go back, correct it and send it again.", "Regresa, corrígela y envíala de nuevo.")
FORBIDDEN = Text("This is not open to you.", "Esto no está abierto para ti.")
FORBIDDEN_DO = Text("Go back to the public pages.", "Regresa a las páginas públicas.")

STALE = Text("This form was opened too long ago.", "Este formulario se abrió hace demasiado tiempo.")
STALE_DO = Text(
    "Nothing was changed. Go back, open the page again and send it once more; what you typed is still in your browser.",
    "No se modificó nada. Regresa, abre otra vez la página y envíalo; lo que escribiste sigue en tu navegador.",
)


def status_of(fault: Fault) -> int:
    """404 for what doesn't exist, 403 for what isn't theirs, 400 for what was sent wrong, 500 for the rest."""
    if isinstance(fault, read().NotFound):
        return 404
    if fault.code == "forbidden":
        return 403
    return 400 if isinstance(fault, BadInput) else 500


def json_fault(fault: Fault, status: int) -> JsonResponse:
    """The one error shape of the API."""
    return JsonResponse({"error": fault.to_dict()}, status=status)


def fault_answer(request: HttpRequest, fault: Fault, status: int, bare: bool = False) -> HttpResponse:
    """The answer to a fault. ``bare``: a page that needs neither the database nor a trustworthy request."""
    if request.path_info.startswith(_MACHINE):
        return json_fault(fault, status)
    context = {"fault": fault, "status": status}
    if not bare and status < 500:
        return render(request, "errors/fault.html", context, status=status)
    lang = prefix_of(request.path_info) or negotiated(request)
    other = next(code for code in LANGS if code != lang)
    page = render_to_string("errors/bare.html", {**context, "lang": lang, "other_lang": other})
    return HttpResponse(page, status=status)


class FaultMiddleware:
    """Turns a `Fault` raised by any view into its answer; what one request reads, it reads once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with read().together(viewer(request)):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Only a view that says so takes anything in."""
        theirs = getattr(view, "__module__", "").startswith("allauth.")
        if request.method in ("GET", "HEAD", "OPTIONS") or getattr(view, "takes_post", False) or theirs:
            return None
        return fault_answer(request, BadInput(READ_ONLY, request.path, READ_ONLY_DO, "read-only"), 405)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Fault):
            return fault_answer(request, exception, status_of(exception))
        return None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return fault_answer(request, BadInput(REFUSED, request.path, REFUSED_DO), 400, bare=True)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return fault_answer(request, Fault(FORBIDDEN, request.path, FORBIDDEN_DO, "forbidden"), 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: opened before signing in or out, or sent from another site."""
    return fault_answer(request, Fault(STALE, request.path, STALE_DO, "stale-form"), 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return fault_answer(request, Fault(NO_PAGE, request.path, NO_PAGE_DO, "not-found"), 404)


def broken(request: HttpRequest) -> HttpResponse:
    return fault_answer(request, Fault(BROKEN, request.path, BROKEN_DO, "broken"), 500)


__all__ = [
    "FaultMiddleware",
    "bad_request",
    "broken",
    "fault_answer",
    "forbidden",
    "json_fault",
    "not_found",
    "stale_form",
]
