"""What every page's frame needs: the site, the language switch, the navigation."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from bilateral.values import LANGS
from bilateral.web.language import in_language
from bilateral.web.reading import site

_NATIVE = {"en": "English", "es": "Español"}


def frame(request: HttpRequest) -> dict[str, Any]:
    lang = get_language() or "en"
    return {
        "lang": lang,
        "other_lang": next(code for code in LANGS if code != lang),
        "switch": [(code, _NATIVE[code], in_language(request, code)) for code in LANGS if code != lang],
        "alternates": [(code, request.build_absolute_uri(in_language(request, code))) for code in LANGS],
        "site": site(request),
        "nav": _nav(request.path),
    }


def _nav(path: str) -> list[tuple[str, str, bool]]:
    """Only pages that exist. A document belongs to the plan, so its page lights 'Plan'."""
    items = [
        (reverse("plan"), gettext("Plan"), ("plan", "pillar", "line", "action", "office", "write")),
        (reverse("decisions"), gettext("Decisions"), ("decisions",)),
        (reverse("record"), gettext("Record"), ("record", "withheld")),
        (reverse("about"), gettext("About"), ("about",)),
    ]
    here = [*path.strip("/").split("/"), "", ""][1]
    return [(url, label, here in heads) for url, label, heads in items]
