"""What lasts: the dialogue paused and resumed, an office abolished, a plan succeeded by another one."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilateral.node import projection, read
from bilateral.node.continuity.offices import Moved, abolish
from bilateral.node.read import PUBLIC, Asked
from bilateral.values import BadInput
from tests.node.homes import Node, World, both
from tests.node.slipped.scenes import action, agreed, amend, on, plan


def end_office(node: Node, office: str, day: str = "2026-11-01", to: str = "") -> Moved:
    done: Moved = node.run(abolish, node.home, node.party, office, day, to, node.now())
    return done


def test_paused_and_resumed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = plan(world)
    on("2026-11-25", monkeypatch)
    words = {"title": both("Until further notice", "Hasta nuevo aviso"), "reason": both("A reform.", "Una reforma.")}
    mx.propose(mx.draft("pause", "pause-1", {**words, "start": "2026-11-01"}))
    us.pull(mx)
    for node in (us, mx):
        (now,) = node.run(read.pauses_now, PUBLIC)
        assert (now.party.code, now.start, now.end, now.reason.es) == ("mx", date(2026, 11, 1), None, "Una reforma.")
        found = node.run(read.slipped, PUBLIC, Asked(of="t/us:a"))
        assert found.items[0].paused == 24
        assert [view.link.name.id for view in found.pauses] == ["pause-1"]
        assert any(event.title.es == "El diálogo está en pausa: México" for event in node.run(read.events, PUBLIC))
    mx.propose(mx.draft("pause", "t/mx:pause-1", {**words, "start": "2026-11-01", "end": "2026-11-15"}))
    us.pull(mx)
    assert us.run(read.pauses_now, PUBLIC) == ()
    assert us.run(read.slipped, PUBLIC, Asked(of="t/us:a")).items[0].paused == 14
    place = us.propose(amend(us, "a", due="2029-06-30"))
    assert place, "a pause stops nobody from proposing: that is how a dialogue goes on"
    with pytest.raises(BadInput, match="ends before it begins"):
        mx.propose(mx.draft("pause", "pause-2", {**words, "start": "2026-11-01", "end": "2026-10-01"}))
    assert us.run(projection.rebuild, check=True) == ()


def test_only_its_own_government_ends_a_pause(lone: World) -> None:
    us, mx = plan(lone)
    words = {"title": both("P"), "reason": both("R"), "start": "2026-01-01"}
    mx.propose(mx.draft("pause", "pause-1", words))
    us.pull(mx)
    with pytest.raises(BadInput, match=r"not one of the text's governments|belongs to one government"):
        us.propose(us.draft("pause", "t/mx:pause-1", {**words, "end": "2026-02-01"}))


def test_an_office_abolished_and_its_actions_moved(world: World) -> None:
    us, mx = plan(world)
    us.propose(us.office("new", "Border agency"))
    agreed(us, mx, action(us, "d", number=4))
    done = end_office(us, "o", to="new")
    assert (done.office, done.actions, len(done.proposed)) == ("t/us:o", 2, 1), "not the one that was given up"
    mx.pull(us)
    for node in (us, mx):
        office = node.run(read.document, PUBLIC, "t/us:o")
        shown = {field.name: field.value for field in office.fields}
        assert (shown["ended"], shown["moved_to"].title.en) == (date(2026, 11, 1), "Border agency")
        assert [link.name.id for link in office.children] == ["a", "b", "d"]
        card = node.run(read.document, PUBLIC, "t/us:a").action
        side = next(side for side in card.sides if side.party.code == "us")
        assert (side.ended, side.moved_to.name.id) == (date(2026, 11, 1), "new"), "until the other side agrees"
        (item,) = node.run(read.slipped, PUBLIC, Asked(of="t/us:a")).items
        assert (item.leads[0].ended, item.leads[0].moved_to.name.id) == (date(2026, 11, 1), "new")
    mx.act("concur", done.proposed[0])
    us.pull(mx)
    side = next(s for s in us.run(read.document, PUBLIC, "t/us:a").action.sides if s.party.code == "us")
    assert (side.lead.name.id, side.ended) == ("new", None)
    assert [link.name.id for link in us.run(read.document, PUBLIC, "t/us:new").children] == ["a", "d"]
    assert us.run(projection.rebuild, check=True) == ()


def test_an_office_is_not_abolished_by_halves(lone: World) -> None:
    us, mx = plan(lone)
    mx.propose(mx.office("theirs"))
    us.pull(mx)
    us.propose(us.office("new", "Border agency"))
    for office, to, about in (
        ("x", "", "no office called x"),
        ("t/mx:theirs", "", "no office called"),
        ("o", "x", "no office called x"),
        ("o", "o", "can't take over from itself"),
    ):
        with pytest.raises(BadInput, match=about):
            end_office(us, office, to=to)
    with pytest.raises(BadInput, match="date"):
        end_office(us, "o", day="soon")
    place = us.propose(amend(us, "a", due="2029-01-01"))
    with pytest.raises(BadInput, match="another open proposal") as caught:
        end_office(us, "o", to="new")
    assert place in caught.value.where
    shown = {f.name: f.value for f in us.run(read.document, PUBLIC, "t/us:o").fields}
    assert shown.get("ended") is None, "nothing of it is on the record"
    us.act("withdraw", place)
    mx.pull(us)
    us.pull(mx)
    assert end_office(us, "o", to="new").actions == 1
    with pytest.raises(BadInput, match="abolished itself"):
        end_office(us, "new", to="o")


def test_a_plan_succeeded_by_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = plan(world)
    on("2027-06-01", monkeypatch)
    agreed(us, mx, action(us, "left", number=5))
    content: dict[str, Any] = {"vision": both("V"), "participation": both("P"), "follows": "t/us:plan"}
    second = us.draft("plan", "plan-2", {**content, "title": both("Second plan", "Segundo plan")})
    pillar = {"number": 1, "plan": "t/us:plan-2", "title": both("Pillar", "Pilar"), "summary": both("S")}
    carrying = action(us, "a2", under="t/us:p2", follows="t/us:a", due="2028-12-31")
    place = us.propose(second, us.draft("pillar", "p2", pillar), carrying)
    mx.pull(us)
    assert us.run(read.plan, PUBLIC).link.name.id == "plan", "a plan that is only proposed succeeds nothing"
    assert us.run(read.document, PUBLIC, "t/us:plan").followed_by == ()
    mx.act("concur", place)
    us.pull(mx)
    for node in (us, mx):
        assert node.run(read.plan, PUBLIC).link.name.id == "plan-2"
        (later,) = node.run(read.document, PUBLIC, "t/us:plan").followed_by
        assert later.title.es == "Segundo plan"
        assert [link.name.id for link in node.run(read.document, PUBLIC, "t/us:a").followed_by] == ["a2"]
        items = {item.link.name.id: item for item in node.run(read.slipped, PUBLIC).items}
        assert (items["left"].dropped, items["a"].dropped) == ("left_behind", "")
        assert items["a"].carried.name.id == "a2"
        assert (items["a2"].origin.name.id, items["a2"].moved.days) == ("a", 731), "counted from the first plan"
        assert items["a2"].first.ref == items["a"].first.ref
        only = node.run(read.slipped, PUBLIC, Asked(plan="t/us:plan-2"))
        assert [item.link.name.id for item in only.items] == ["a2"]
        assert [link.name.id for link in only.plans] == ["plan", "plan-2"]
    assert us.run(projection.rebuild, check=True) == ()


def test_the_banner_costs_one_query(lone: World) -> None:
    us, _ = plan(lone)
    with us.here(), CaptureQueriesContext(connection) as queries:
        assert read.pauses_now(PUBLIC) == ()
    assert len(queries) == 1
