"""Pages of words about the site itself. Each is written once in each language, not translated line by line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

PAGES = ("about", "accessibility", "privacy")


def _words(request: HttpRequest, page: str) -> HttpResponse:
    return render(request, f"texts/{get_language()}/{page}.html")


def about(request: HttpRequest) -> HttpResponse:
    return _words(request, "about")


def accessibility(request: HttpRequest) -> HttpResponse:
    return _words(request, "accessibility")


def privacy(request: HttpRequest) -> HttpResponse:
    return _words(request, "privacy")
