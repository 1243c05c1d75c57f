"""What waits for whom, with ages and deadlines."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bilateral.node import inbox
from bilateral.node.inbox import Item
from bilateral.web.accounts.second_factor import signed_in
from bilateral.web.reading import viewer
from bilateral.web.views.work.links import entry_page


@signed_in
def page(request: HttpRequest) -> HttpResponse:
    found, now = inbox.waiting(viewer(request)), datetime.now(UTC)
    lists = [(name, [_row(item, now) for item in getattr(found, name)]) for name in ("me", "side", "others")]
    return render(request, "work/inbox.html", {"lists": lists, "more": found.more})


def _row(item: Item, now: datetime) -> tuple[Item, str, int, bool]:
    """The item, its address, its age in days, and whether it is late."""
    kind, _, number = item.place.partition("/")
    if kind == "paper":
        url = reverse("work-paper", args=[int(number)])
    else:
        url = reverse("private-room", args=[number]) if kind == "room" else entry_page(item.place)
    return item, url, max(0, (now - item.since).days), item.due is not None and item.due < now
