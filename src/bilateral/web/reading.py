"""The one door through which pages get what they show: the module named by the setting ``BILATERAL_READ``.

In production that is `bilateral.node.read`; the fast tests of the pages put a small invented world there.
"""

from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bilateral.node.people.members import viewer_of
from bilateral.node.viewer import PUBLIC, Viewer


@cache
def _module(name: str) -> Any:
    return import_module(name)


def read() -> Any:
    return _module(settings.BILATERAL_READ)


def viewer(request: HttpRequest) -> Viewer:
    """Who reads: a person who signed in, with the roles that they hold now; else the public. Asked once a request."""
    if not hasattr(request, "bilateral_viewer"):
        user = getattr(request, "user", None)
        request.bilateral_viewer = viewer_of(user) if user and user.is_authenticated else PUBLIC  # type: ignore[attr-defined]
    return request.bilateral_viewer  # type: ignore[attr-defined]


def site(request: HttpRequest) -> Any:
    """The site of this request, read once."""
    if not hasattr(request, "bilateral_site"):
        request.bilateral_site = read().site(viewer(request))  # type: ignore[attr-defined]
    return request.bilateral_site  # type: ignore[attr-defined]
