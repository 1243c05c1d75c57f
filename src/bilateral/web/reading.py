"""The one door through which pages get what they show: the module named by the setting ``BILATERAL_READ``.

In production that is `bilateral.node.read`; the fast tests of the pages put a small invented world there.
"""

from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bilateral.node.read.shapes import PUBLIC, Viewer


@cache
def _module(name: str) -> Any:
    return import_module(name)


def read() -> Any:
    return _module(settings.BILATERAL_READ)


def viewer(request: HttpRequest) -> Viewer:
    """Who reads. Everyone is the public until accounts exist."""
    return PUBLIC


def site(request: HttpRequest) -> Any:
    """The site of this request, read once."""
    if not hasattr(request, "bilateral_site"):
        request.bilateral_site = read().site(viewer(request))  # type: ignore[attr-defined]
    return request.bilateral_site  # type: ignore[attr-defined]
