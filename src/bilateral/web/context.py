"""What every page's frame needs: the site, the language switch, the navigation."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext

from bilateral.node.people.permissions import can
from bilateral.node.read.shapes import Party
from bilateral.node.viewer import Viewer
from bilateral.values import LANGS
from bilateral.web.language import in_language
from bilateral.web.reading import read, site, viewer

_NATIVE = {"en": "English", "es": "Español"}


def frame(request: HttpRequest) -> dict[str, Any]:
    lang, who = get_language() or "en", viewer(request)
    return {
        "lang": lang,
        "other_lang": next(code for code in LANGS if code != lang),
        "switch": [(code, _NATIVE[code], in_language(request, code)) for code in LANGS if code != lang],
        "alternates": [(code, request.build_absolute_uri(in_language(request, code))) for code in LANGS],
        "site": site(request),
        "paused": read().pauses_now(viewer(request)),
        "nav": _nav(request.path),
        "who": who,
        "reader": _reader(request, who),
        "work": _work(request.path, who),
        "writes_papers": can(who, "paper.write"),
    }


def _reader(request: HttpRequest, who: Viewer) -> Party | None:
    """The government whose sealed texts this reader sees."""
    return next((party for party in site(request).parties if party.code == who.party and can(who, "work.see")), None)


def _work(path: str, who: Viewer) -> list[tuple[str, str, bool]]:
    """What somebody who works here finds beside the public pages; nothing for the public."""
    if who.person is None:
        return []
    items = [(reverse("inbox"), gettext("Inbox"), ("inbox",))] if can(who, "inbox.see") else []
    items += [(reverse("work-papers"), gettext("Papers"), ("work",))] if can(who, "work.see") else []
    items += [(reverse("private-rooms"), gettext("Private rooms"), ("private",))] if can(who, "work.see") else []
    items += [(reverse("people"), gettext("People"), ("people",))] if can(who, "people.see") else []
    items += [(reverse("account"), gettext("Your account"), ("account",))]
    here = [*path.strip("/").split("/"), "", ""][1]
    return [(url, label, here in heads) for url, label, heads in items]


def _nav(path: str) -> list[tuple[str, str, bool]]:
    """Only pages that exist. A document belongs to the plan, so its page lights 'Plan'."""
    items = [
        (
            reverse("plan"),
            gettext("Plan"),
            ("plan", "pillar", "line", "action", "office", "report", "write", "slipped"),
        ),
        (reverse("decisions"), gettext("Decisions"), ("decisions",)),
        (reverse("record"), gettext("Record"), ("record", "withheld")),
        (reverse("about"), gettext("About"), ("about",)),
    ]
    here = [*path.strip("/").split("/"), "", ""][1]
    return [(url, label, here in heads) for url, label, heads in items]
