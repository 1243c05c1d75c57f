"""Public pages as the record grows: the server's time for each, beside the same page of the smallest record.

The plan stays of one size, as a plan does; what grows are views, amendments with their agreement, offices and notes of
having seen. `queries` must not grow at all. No network and no proxy: the request goes to Django in this process.
"""

import os
import statistics
from typing import Any

from benchmarks.node._home import Home, fresh
from benchmarks.node._visits import visits

SIZES = (100, 1_000, 10_000, 100_000)
PAGES = {
    "home": "/en/",
    "plan": "/es/plan/",
    "pillar": "/en/pillar/us/p1/",
    "action": "/es/action/us/p4l3-5/",
    "decisions": "/en/decisions/",
    "decisions-open": "/en/decisions/?status=open",
    "record": "/es/record/",
    "slipped": "/es/slipped/",
    "slipped-filtered": "/en/slipped/?what=later&party=us",
    "record-of-one": "/en/record/?party=mx&act=propose",
    "entry-first": "/es/record/us/1/",
    "entry-last": "/en/record/us/{last}/",
    "api-plan": "/api/plan",
    "api-proposals": "/api/proposals",
    "api-record": "/api/record",
    "api-slipped": "/api/slipped",
    "api-document": "/api/documents/t/us:p1l1-1",
    "api-entry": "/api/entries/us/{last}",
}
TIMES = 9


def point(home: Home, n: int) -> dict[str, Any]:
    from django.test import Client

    from bilateral.node.models import Log

    home.grow(n)
    home.publish()
    last = Log.objects.get(pk="t/us").size - 1
    client = Client()
    found = {name: visits(client, place.format(last=last), TIMES) for name, place in PAGES.items()}
    pages = {name: {"ms": min(ms), "queries": queries} for name, (ms, queries) in found.items()}
    return {"n": n, "ours": statistics.geometric_mean(min(ms) for ms, _ in found.values()), "pages": pages}


def measure() -> dict[str, Any]:
    sizes = [int(n) for n in os.environ.get("BILATERAL_BENCH_SIZES", "").split()] or SIZES
    with fresh() as home:
        home.plan()
        points = [point(home, n) for n in sizes]
    first = points[0]
    for each in points:
        each["peer"] = first["ours"]
        each["ratio"] = each["ours"] / first["ours"]
        grown = {name: page["ms"] / first["pages"][name]["ms"] for name, page in each["pages"].items()}
        each["slowest"] = max(grown, key=lambda name: grown[name])
        each["slowest_ratio"] = grown[each["slowest"]]
    return {
        "title": f"Server time of {len(PAGES)} public pages, geometric mean, as the record grows",
        "label": {"en": "Public pages (ms, less is better)", "es": "Páginas públicas (ms, menos es mejor)"},
        "subject": "web, from request to response",
        "peer": f"the same pages at {first['n']} entries",
        "target": "ratio <= 1.2 at 1e5; no page takes more queries",
        "unit": "ms of processor time",
        "seed": "acts in turns, no chance",
        "points": points,
    }
