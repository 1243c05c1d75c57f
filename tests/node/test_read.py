"""Reading: right words, right order, pages without gaps, and a number of queries that doesn't grow."""

import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilateral.node import projection, read
from bilateral.node.models import Act, LogEntry, SealedText
from bilateral.node.read import PUBLIC
from bilateral.values import BadInput
from tests.node.homes import Databases, Node, World, both
from tests.node.test_door import ACTION


def grow(us: Node, mx: Node, first: int, count: int) -> None:
    """So many lines, each with an action of its own; all agreed, then one amendment each left open."""
    lines = [us.line(f"l{n}", f"Line {n}", number=n + 1) for n in range(first, first + count)]
    actions = [
        us.draft("action", f"a{n}", {**ACTION, "under": f"t/us:l{n}", "number": n + 1})
        for n in range(first, first + count)
    ]
    place = us.propose(*lines, *actions)
    mx.pull(us)
    mx.act("position", place, "A view")
    mx.act("concur", place)
    us.pull(mx)
    for n in range(first, first + count):
        us.propose(us.line(f"t/us:l{n}", f"Line {n} amended", number=n + 1))
    mx.pull(us)
    for act in list(mx.run(lambda: list(Act.objects.filter(state="open", act="propose")))):
        if act.data and act.data["changes"][0][0].startswith("t/us:l") and act.seq % 2:
            mx.act("decline", f"{act.log}#{act.seq}", "Not this")
    us.pull(mx)


def start(world: World) -> list[Node]:
    us, mx = world.dialogue("us", "mx")
    us.propose(us.office("cbp", "Customs"))
    mx.pull(us)
    mx.act("concur", "t/us#1")
    us.pull(mx)
    grow(us, mx, 0, 2)
    return [us, mx]


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, _sqlite: Databases) -> list[Node]:
    """A small world that tests only read."""
    return start(World(tmp_path_factory.mktemp("read"), _sqlite))


READS: dict[str, Any] = {
    "site": lambda: read.site(PUBLIC),
    "plan": lambda: read.plan(PUBLIC),
    "pillar": lambda: read.pillar(PUBLIC, "t/us:p"),
    "recent": lambda: read.recent(PUBLIC, 100),
    "acts": lambda: read.acts(PUBLIC, limit=100),
    "proposals": lambda: read.proposals(PUBLIC, limit=100),
    "document": lambda: read.document(PUBLIC, "t/us:l0"),
    "action": lambda: read.document(PUBLIC, "t/us:a0"),
    "parent": lambda: read.document(PUBLIC, "t/us:p"),
    "entry": lambda: read.entry(PUBLIC, "t/us", 3),
    "answer": lambda: read.entry(PUBLIC, "t/mx", 3),
}
MOST = {"site": 5, "plan": 12, "pillar": 9, "recent": 9, "acts": 10, "proposals": 10, "entry": 22, "answer": 22}


def counts(node: Node) -> dict[str, int]:
    found = {}
    for name, ask in READS.items():
        with node.here(), CaptureQueriesContext(connection) as queries:
            ask()
        found[name] = len(queries)
    return found


def test_the_number_of_queries_does_not_grow(lone: World) -> None:
    us, mx = start(lone)
    before = counts(us)
    grow(us, mx, 2, 4)
    assert counts(us) == before
    assert {name: n for name, n in before.items() if n > MOST.get(name, 24)} == {}


def test_a_document_with_many_versions_costs_no_more(lone: World) -> None:
    us, mx = start(lone)
    asked = []
    for n in range(4):
        for act in us.run(lambda: list(Act.objects.filter(state="open", act="propose"))):
            us.act("withdraw", f"{act.log}#{act.seq}")
        mx.pull(us)
        us.pull(mx)
        place = us.propose(us.line("t/us:l0", f"version {n}"))
        mx.pull(us)
        mx.act("concur", place)
        us.pull(mx)
        with us.here(), CaptureQueriesContext(connection) as queries:
            found = read.document(PUBLIC, "t/us:l0")
        assert [version.number for version in found.versions] == list(range(1, n + 3))
        asked.append(len(queries))
    assert asked == asked[:1] * 4
    assert asked[0] <= 24
    assert found.link.title.en == "version 3"
    assert found.versions[-1].agreed_at.log == "t/mx"
    assert [d.name for d in found.proposals[0].changes[0].diffs] == ["title"]
    times = [act.time for act in found.history]
    assert times == sorted(times)


@pytest.mark.parametrize("what", ["acts", "proposals"])
def test_pages_neither_miss_nor_repeat(world: World, what: str) -> None:
    us, _ = start(world)
    ask = getattr(read, what)
    whole = [item.ref for item in us.run(ask, PUBLIC, limit=500).items]
    assert len(whole) == len(set(whole)) > 3
    for limit in (1, 2, 3):
        seen, after = [], None
        while True:
            page = us.run(ask, PUBLIC, after=after, limit=limit)
            seen += [item.ref for item in page.items]
            after = page.after
            if after is None:
                break
        assert seen == whole
    us.run(projection.rebuild, check=False)
    assert [i.ref for i in us.run(ask, PUBLIC, after=f"{whole[0].log}:{whole[0].seq}", limit=2).items] == whole[1:3]


@pytest.mark.parametrize("after", ["x", "12", "t/us:99", "t/us:x", "t/us#1", ":1", "t/us:" + "9" * 30])
def test_a_page_that_is_not_there_is_told(lone: World, after: str) -> None:
    us = lone.dialogue("us", "mx")[0]
    with pytest.raises(BadInput, match="page of the list") as caught:
        us.run(read.acts, PUBLIC, after=after)
    assert "primera página" in caught.value.do.es


def test_order_does_not_depend_on_arrival(pair: list[Node]) -> None:
    """Both nodes show the same acts in the same order, also within one second."""
    us, mx = pair
    us.clock = mx.clock = iter([500] * 100)  # type: ignore[assignment]
    place = us.propose(us.line("q"))
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    shown = [[act.ref for act in node.run(read.acts, PUBLIC, limit=500).items] for node in (us, mx)]
    assert shown[0] == shown[1]
    assert [ref.log for ref in shown[0][:2]] == ["t/mx", "t/us"], "the answer stands above what it answers"


def test_filters(started: list[Node]) -> None:
    us, _ = started
    page = us.run(read.acts, PUBLIC, party="mx", act="decline")
    assert page.total == len(page.items) > 0
    assert {(act.party.code, act.act) for act in page.items} == {("mx", "decline")}
    assert all(act.reason and act.reason.es == "Not this (es)" for act in page.items)
    for status in ("open", "agreed", "declined", "withdrawn"):
        found = us.run(read.proposals, PUBLIC, status=status)
        assert all(proposal.status == status for proposal in found.items)
        assert found.total == len(found.items)


def test_words_withheld_missing_and_unreadable(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    place = us.propose(us.line("x", "Words"))
    seq = int(place.split("#")[1])
    items = us.run(read.entry, PUBLIC, "t/us", seq).sealed
    assert {(item.lang, item.state, item.text) for item in items} == {
        ("en", "released", "Words"),
        ("es", "released", "Words (es)"),
    }
    us.run(lambda: SealedText.objects.filter(digest=items[0].digest).update(opening=None))
    us.run(lambda: SealedText.objects.filter(digest=items[1].digest).update(opening=b"\0" * 50))
    found = us.run(read.entry, PUBLIC, "t/us", seq)
    assert [(item.state, item.text) for item in found.sealed] == [("missing", None)] * 2
    assert found.changes[0].fields[2].value.es == "[sin difundir]"


def test_nothing_sealed_leaks(lone: World) -> None:
    """An item that its entry did not release is on no surface, though it is held."""
    us = lone.dialogue("us", "mx")[0]
    us.propose(us.line("x", "Sealed words"))
    us.run(lambda: SealedText.objects.filter(seq=2, log="t/us").update(public=False))
    us.run(projection.rebuild, check=False)
    for ask in (*READS.values(), lambda: read.document(PUBLIC, "t/us:x"), lambda: read.entry(PUBLIC, "t/us", 2)):
        try:
            assert "Sealed words" not in str(read.to_json(us.run(ask)))
        except read.NotFound:
            continue


def test_an_entry_whole(started: list[Node]) -> None:
    us, _ = started
    found = us.run(read.entry, PUBLIC, "t/mx", 3)
    assert found.act.act == "concur"
    assert found.target is not None
    assert found.proposal is not None
    assert found.target.ref == found.proposal.ref
    assert found.size >= 4
    assert found.checkpoint.startswith("t/mx\n")
    assert found.proof
    assert (found.previous, found.next) == (2, 4)
    with pytest.raises(read.NotFound, match="no such entry"):
        us.run(read.entry, PUBLIC, "t/mx", 999)
    void = us.run(LogEntry.objects.get, log="t/mx", seq=3)
    assert found.leaf == void.leaf


def test_trail_children_and_cards(started: list[Node]) -> None:
    us, _ = started
    action = us.run(read.document, PUBLIC, "t/us:a1")
    assert [link.kind for link in action.trail] == ["plan", "pillar", "line"]
    assert action.action is not None
    sides = {side.party.code: side for side in action.action.sides}
    assert sides["us"].lead is not None
    assert sides["us"].lead.title.en == "Customs"
    assert sides["mx"].lead is None
    pillar = us.run(read.document, PUBLIC, "t/us:p")
    assert [link.name.id for link in pillar.children] == ["l0", "l1"]
    plan = us.run(read.plan, PUBLIC)
    assert [len(p.actions) for p in plan.pillars] == [2]
    assert plan.pillars[0].roman == "I"


def test_nothing_is_late_while_its_day_still_runs_somewhere(
    started: list[Node], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ACTION["due"] == date(2026, 12, 31).isoformat()
    told = {}
    for now in ("2026-12-31T23:59", "2027-01-01T11:59", "2027-01-01T12:01"):
        moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
        clock = type("Clock", (datetime,), {"now": classmethod(lambda cls, tz=None, moment=moment: moment)})
        monkeypatch.setattr(sys.modules["bilateral.node.read.plan"], "datetime", clock)
        card = started[0].run(read.document, PUBLIC, "t/us:a0").action
        told[now[5:]] = (card.state, card.state_words.es)
    assert told == {
        "12-31T23:59": ("unknown", "aún sin informe"),
        "01-01T11:59": ("unknown", "aún sin informe"),
        "01-01T12:01": ("late", "venció el 31 de diciembre de 2026"),
    }


def test_a_document_never_agreed_says_what_became_of_it(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")

    def status(name: str) -> str:
        return str(us.run(read.document, PUBLIC, f"t/us:{name}").link.status)

    first = us.propose(us.line("x"))
    mx.pull(us)
    mx.act("decline", first, "No")
    us.pull(mx)
    assert status("x") == "declined"
    second = us.propose(us.line("x", "again"))
    assert status("x") == "proposed"
    us.act("withdraw", second)
    mx.pull(us)
    us.pull(mx)
    assert status("x") == "withdrawn", "the newest proposal tells, not any of the earlier ones"
    world_agreed = us.propose(us.line("y"))
    mx.pull(us)
    mx.act("concur", world_agreed)
    us.pull(mx)
    rival = mx.propose(
        mx.line("t/us:y", "theirs"), mx.draft("line", "z", {"pillar": "t/us:p", "number": 9, "title": both("z")})
    )
    mx.act("withdraw", rival)
    us.pull(mx)
    assert us.run(read.document, PUBLIC, "t/mx:z").link.status == "withdrawn"
