"""What officials' pages ask the database doesn't grow with what there is: documents, proposals, papers, remarks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilateral.node import inbox, papers
from bilateral.node.viewer import Viewer
from tests.node.homes import START, Node, World
from tests.node.papers.people import person
from tests.node.papers.test_papers import office


def more(us: Node, mx: Node, who: Viewer, other: Viewer, many: int, since: int) -> int:
    """So many more documents, open proposals of both sides, papers with as many texts each, and remarks."""
    names = [f"n{n}" for n in range(since, since + many)]
    us.propose(*(us.office(f"o{name}", f"Office {name}") for name in names))
    for name in names:
        us.propose(us.line(name, f"Line {name}"))
    mx.pull(us)
    for name in names:
        mx.propose(mx.line(f"m{name}", f"Línea {name}"))
    us.pull(mx)
    pk = 0
    for _ in range(many):
        pk = us.run(papers.start, who, "Trade", [office(us, f"p{name}", f"Office {name}") for name in names], START)
        for n in range(many):
            us.run(papers.remark, other, pk, f"{n}.title", f"Remark {n}", START)
    return pk


READS: dict[str, Callable[[Viewer, int], Any]] = {
    "inbox": lambda who, pk: inbox.waiting(who),
    "papers": lambda who, pk: papers.papers(who),
    "paper": papers.paper,
    "remarks": papers.remarks,
    "revisions": papers.revisions,
    "files": papers.brought,
    "outdated": lambda who, pk: papers.outdated(papers.paper(who, pk).texts),
    "docx": lambda who, pk: papers.as_docx(who, pk, START, with_remarks=True),
}


def counts(node: Node, who: Viewer, pk: int) -> dict[str, int]:
    found = {}
    for name, ask in READS.items():
        with node.here(), CaptureQueriesContext(connection) as queries:
            ask(who, pk)
        found[name] = len(queries)
    return found


@pytest.mark.parametrize("role", ["coordinator", "drafter"])
def test_queries_don_t_grow(world: World, role: str) -> None:
    us, mx = world.dialogue("us", "mx")
    who, other = person(us, role, "first"), person(us, "drafter", "second")
    few = counts(us, who, more(us, mx, who, other, 2, 0))
    many = counts(us, who, more(us, mx, who, other, 7, 10))
    assert many == few
    assert max(few.values()) <= 24
