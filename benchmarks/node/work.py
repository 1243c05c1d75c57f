"""Every sort of page for an official who has signed in, with what a dialogue gathers in years.

Issue 4's sizes: 5,000 documents, 50,000 entries. Of the documents most are offices, the others a plan as large as the
real one and lines of work proposed and not answered, so that the inbox has something to show. `limit` is the issue's:
100 ms of server time at the median of the visits to a page, which a process serves that did not make the record.
"""

import os
import statistics
from typing import Any

from benchmarks.node._home import Home, both, fresh
from benchmarks.node._visits import as_served

SIZES = ((500, 5_000), (5_000, 50_000))
OPEN = 120
TEXTS = 12
TIMES = 15
LIMIT_MS = 100.0
PAGES = {
    "home": "/en/",
    "plan": "/es/plan/",
    "pillar": "/en/pillar/us/p1/",
    "action": "/es/action/us/p4l3-5/",
    "office": "/en/office/us/o-{office}/",
    "decisions": "/en/decisions/",
    "record": "/es/record/",
    "slipped": "/es/slipped/",
    "withheld": "/en/withheld/",
    "entry-package": "/en/record/us/2/",
    "entry-last": "/en/record/us/{last}/",
    "answer": "/es/record/us/{open}/concur/",
    "inbox": "/en/inbox/",
    "papers": "/es/work/",
    "paper": "/en/work/{paper}/",
    "text": "/es/work/{paper}/0/",
    "new-text": "/en/work/new/action/?from=t/us:p1l1-1",
    "people": "/es/people/",
}


def official(home: Home) -> Any:
    """A coordinator of each government; Mexico's signs in, since the proposals that wait are the other side's."""
    from bilateral.node.people import members
    from bilateral.node.people.models import Person

    person = Person.objects.create_user("ana@mx.example", name="Ana", language="es")
    members.give(None, person, "mx", "coordinator", "", home.later())
    return person


def paper(home: Home, person: Any) -> int:
    """A paper that changes a dozen actions, with a remark on each."""
    from bilateral.node import drafting, papers
    from bilateral.node.models import Document
    from bilateral.node.people.members import viewer_of

    viewer = viewer_of(person)
    rows = list(Document.objects.filter(kind="action").order_by("name")[:TEXTS])
    contents = drafting.contents_of([row.name for row in rows], viewer)
    texts = [
        papers.Working("action", row.name, {**contents[row.name], "text": both("Other words")}, row.tip, ("mx", "us"))
        for row in rows
    ]
    pk = papers.start(viewer, "Border", texts, home.later())
    for number in range(TEXTS):
        papers.remark(viewer, pk, f"{number}.text", "Who answers for this?", home.later())
    return pk


def grow(home: Home, documents: int, entries: int) -> None:
    from bilateral.node.models import Document

    while (missing := documents - Document.objects.count()) > 0:
        home.commit_many("us", [home.own("us") for _ in range(min(missing, 500))])
    home.grow(entries)
    home.publish()


def waiting(home: Home) -> int:
    """Proposals that wait for Mexico. Returns where the last one stands."""
    from bilateral.dialogue.compose import ActDraft

    lines = [{"pillar": "t/us:p1", "number": n + 1, "title": both(f"Waiting {n}")} for n in range(OPEN)]
    acts = [ActDraft("propose", (home.draft("line", f"w{n}", line),)) for n, line in enumerate(lines)]
    return int(home.commit_many("us", acts)[-1].ref.seq)


def point(home: Home, documents: int, entries: int, places: dict[str, int], person: Any) -> dict[str, Any]:
    from bilateral.node.models import Document, Log

    grow(home, documents, entries)
    offices = Document.objects.filter(kind="office", name__startswith="t/us:").order_by("name")
    office = int(offices[0].name.rpartition("-")[2])
    last = Log.objects.get(pk="t/us").size - 1
    named = {name: place.format(last=last, office=office, **places) for name, place in PAGES.items()}
    found = as_served(home.home.path, person.pk, named, TIMES)
    pages = {name: {"ms": statistics.median(ms), "queries": queries} for name, (ms, queries) in found.items()}
    slowest = max(pages, key=lambda name: pages[name]["ms"])
    worst = pages[slowest]["ms"]
    return {
        "n": home.entries, "documents": Document.objects.count(), "ours": worst, "peer": LIMIT_MS,
        "ratio": worst / LIMIT_MS, "slowest": slowest, "pages": pages,
    }  # fmt: skip


def measure() -> dict[str, Any]:
    sizes = SIZES[:1] if os.environ.get("BILATERAL_BENCH_SMALL") else SIZES
    with fresh() as home:
        home.plan()
        person = official(home)
        places = {"open": waiting(home), "paper": paper(home, person)}
        points = [point(home, *size, places, person) for size in sizes]
    first, last = points[0]["pages"], points[-1]["pages"]
    grown = sorted(name for name in PAGES if last[name]["queries"] > first[name]["queries"])
    return {
        "title": f"Server time of the slowest of {len(PAGES)} pages for an official who has signed in",
        "label": {"en": "Slowest page (ms, less is better)", "es": "La página más lenta (ms, menos es mejor)"},
        "subject": "web, from request to response, at the median",
        "peer": "the limit of 100 ms",
        "target": "ratio <= 1 with 5,000 documents and 50,000 entries; no page takes more queries",
        "unit": "ms of processor time",
        "seed": "acts in turns, no chance",
        "pages_with_more_queries": grown,
        "points": points,
    }
