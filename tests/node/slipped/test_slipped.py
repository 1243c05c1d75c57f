"""What slipped, read from real records: the same at both homes, right words, a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilateral.node import projection, read
from bilateral.node.read import PUBLIC, Asked
from bilateral.node.read.slipped import facts
from bilateral.node.read.slipped.shapes import SlippedView
from bilateral.values import BadInput
from tests.node.homes import Node, World, both
from tests.node.slipped.scenes import action, agreed, amend, on, plan, report


def slipped(node: Node, **asked: object) -> SlippedView:
    more = {name: asked.pop(name) for name in ("after", "limit") if name in asked}
    found: SlippedView = node.run(read.slipped, PUBLIC, Asked(**asked), **more)  # type: ignore[arg-type]
    return found


def by_id(view: SlippedView) -> dict[str, object]:
    return {item.link.name.id: item for item in view.items}


def test_first_and_present_wording_and_dates(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = plan(world)
    on("2026-11-25", monkeypatch)
    report(us, "a", "2026-07-02", m1="under_way")
    mx.pull(us)
    told = [slipped(node) for node in (us, mx)]
    assert [read.to_json(item) for item in told[0].items] == [read.to_json(item) for item in told[1].items]
    found = by_id(told[0])
    moved = found["a"]
    assert (moved.moved.first.date.isoformat(), moved.moved.present.date.isoformat()) == ("2026-12-31", "2028-06-30")
    assert (moved.moved.days, moved.first.number, moved.present.number) == (547, 1, 2)
    assert [diff.name for diff in moved.diffs] == ["end"]
    assert "".join(s.text for s in moved.diffs[0].words["es"] if s.kind != "removed") == "Abren las 4 puertas."
    assert {step.id: step.state for step in moved.steps} == {"m1": "late", "m2": "unreported"}
    assert [lead.office.title.en for lead in moved.leads] == ["Customs"]
    assert tuple(code for code, _ in moved.marks) == ("later", "reworded", "late", "unreported")
    assert (found["b"].dropped, found["c"].dropped) == ("retired", "annulled")
    assert all(text.complete for item in told[0].items for _, text in item.marks)
    sums = told[0].sums
    assert (sums.actions, sums.dropped, sums.later, sums.days, sums.milestones) == (3, 2, 1, 547, 2)
    sides = {side.party.code: side.sums for side in told[0].sides}
    assert (sides["us"].steps_late, sides["us"].unreported, sides["mx"].unreported) == (1, 0, 1)
    assert [(row.office.name.id, row.sums.actions) for row in told[0].offices] == [("o", 3)]
    assert told[0].as_of.isoformat() == "2026-11-25"
    assert us.run(projection.rebuild, check=True) == ()


def test_what_is_kept_moves_on_with_the_record(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = plan(lone)
    on("2026-11-25", monkeypatch)
    assert slipped(us, what="unreported").total == 1
    report(us, "a", "2026-11-01", m1="done")
    report(mx, "a", "2026-11-01", m2="done")
    us.pull(mx)
    assert slipped(us, what="unreported").total == 0
    assert by_id(slipped(us))["a"].steps[0].state == "done"
    on("2028-07-01", monkeypatch)
    assert by_id(slipped(us))["a"].late


def test_filters_and_pages(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, _ = plan(lone)
    on("2026-11-25", monkeypatch)
    ids = {what: set(by_id(slipped(us, what=what))) for what in ("later", "dropped", "unreported", "late", "reworded")}
    assert ids == {"later": {"a"}, "dropped": {"b", "c"}, "unreported": {"a"}, "late": set(), "reworded": {"a"}}
    assert slipped(us, party="mx", what="unreported").total == 1
    assert slipped(us, office="t/us:o").total == 3
    assert slipped(us, office="t/us:x").total == 0
    assert slipped(us, plan="t/us:plan").total == 3
    assert [item.link.name.id for item in slipped(us, of="t/us:b").items] == ["b"]
    pages, after = [], None
    while True:
        page = slipped(us, limit=1, **({"after": after} if after else {}))
        pages += [item.link.name.id for item in page.items]
        after = page.after
        if after is None:
            break
    assert pages == [item.link.name.id for item in slipped(us).items]
    assert [item.link.name.id for item in us.run(lambda: list(read.slip_lines(PUBLIC)))] == pages
    with pytest.raises(BadInput, match="page of the list"):
        slipped(us, after="t/us:zzz")


def test_the_newest_events(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, _ = plan(lone)
    on("2026-11-25", monkeypatch)
    found = us.run(read.events, PUBLIC)
    titles = [event.title.en for event in found]
    assert any(title.startswith("Changed: ") for title in titles)
    assert any("m2: unreported" in title for title in titles)
    assert any(title.startswith("Undone together") for title in titles)
    assert len({event.key for event in found}) == len(found)
    assert [event.time for event in found] == sorted((event.time for event in found), reverse=True)
    moved = next(e for e in found if e.title.en.startswith("Changed") and any("Due" in d.en for d in e.details))
    assert any("June 30, 2028" in detail.en and "30 de junio de 2028" in detail.es for detail in moved.details)


def test_a_report_is_about_milestones_of_its_own_government(lone: World) -> None:
    us, _ = plan(lone)
    for name, about in (("m2", "no milestone m2 of this government"), ("m9", "no milestone m9")):
        with pytest.raises(BadInput, match=about) as caught:
            report(us, "a", "2026-11-01", **{name: "done"})
        assert caught.value.do.es == "Usa uno de: m1."
    report(us, "a", "2026-11-01", m1="done")
    card = us.run(read.document, PUBLIC, "t/us:a")
    side = next(side for side in card.action.sides if side.party.code == "us")
    assert (side.milestones[0].done, side.milestones[0].reported) == (True, True)
    assert [(said.party.code, said.states[0][0], said.states[0][1].es) for said in card.reports] == [
        ("us", "m1", "cumplido")
    ]


def counted(node: Node, ask: object) -> int:
    with node.here(), CaptureQueriesContext(connection) as queries:
        ask()  # type: ignore[operator]
    return len(queries)


def test_the_number_of_queries_does_not_grow(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """At ten actions and at two hundred, with what is kept and without."""
    us = lone.node("us", "mx")
    on("2026-11-25", monkeypatch)
    plan = {"title": both("Plan"), "vision": both("V"), "participation": both("P")}
    pillar = {"number": 1, "plan": "t/us:plan", "title": both("Pillar"), "summary": both("S")}
    agreed(us, us, us.draft("plan", "plan", plan), us.draft("pillar", "p", pillar))
    us.propose(us.office("o", "Customs"))

    def grow(first: int, last: int) -> None:
        for start in range(first, last, 10):
            some = range(start, min(start + 10, last))
            agreed(us, us, *(action(us, f"a{n}", number=n + 1) for n in some))
            agreed(us, us, *(amend(us, f"a{n}", due="2027-12-31", title=both(f"T {n}")) for n in some))
            us.propose(*(us.draft("report", f"r{n}", {
                "title": both("R"), "action": f"t/us:a{n}", "as_of": "2026-07-01",
                "milestones": [{"id": "m1", "state": "done"}], "text": both("x"),
            }) for n in some))  # fmt: skip

    def asked() -> list[int]:
        reads = [
            lambda: read.slipped(PUBLIC),
            lambda: read.slipped(PUBLIC, Asked(what="later"), limit=200),
            lambda: list(read.slip_lines(PUBLIC)),
            lambda: read.events(PUBLIC),
            lambda: read.pauses_now(PUBLIC),
        ]
        found = []
        for each in reads:
            facts.slips.cache_clear()
            facts.facts.cache_clear()
            found += [counted(us, each), counted(us, each)]
        return found

    grow(0, 10)
    before = asked()
    grow(10, 200)
    assert slipped(us).total == 200
    assert asked() == before
    assert max(before) <= 20, before
