"""Which language a page is in: the first part of its path. Elsewhere: the cookie, then what the browser asks for.

The language cookie is written only when somebody moves, inside this site, to a language that they would not have been
given anyway; so reading in the browser's own language leaves nothing behind.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from bilateral.values import LANGS, Lang

DEFAULT: Lang = "en"
GetResponse = Callable[[HttpRequest], HttpResponse]


def prefix_of(path: str) -> Lang | None:
    """``/es/plan/`` is Spanish; ``/api/plan`` has no language."""
    head = path.lstrip("/").split("/", 1)[0]
    return next((lang for lang in LANGS if lang == head), None)


def negotiated(request: HttpRequest) -> Lang:
    """The language that this reader is given where the path doesn't say one."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    accepted = [tag.split("-")[0] for tag, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    for wish in [chosen, *accepted]:
        for lang in LANGS:
            if wish == lang:
                return lang
    return DEFAULT


def in_language(request: HttpRequest, lang: str) -> str:
    """The address of this same page, query string included, in another language."""
    path, prefix = request.path, prefix_of(request.path)
    rest = path.lstrip("/").partition("/")[2] if prefix else ""
    query = request.META.get("QUERY_STRING", "")
    return f"/{lang}/{rest}{'?' + query if query else ''}"


class LanguageMiddleware:
    """Activates the language of the path and remembers a choice."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        prefix, otherwise = prefix_of(request.path_info), negotiated(request)
        lang = prefix or otherwise
        with translation.override(lang):
            request.LANGUAGE_CODE = lang
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", lang)
        followed = request.headers.get("Sec-Fetch-Site") == "cross-site"  # a link from elsewhere is not a choice
        if prefix and prefix != otherwise and not followed and response.status_code == 200:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                prefix,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response
