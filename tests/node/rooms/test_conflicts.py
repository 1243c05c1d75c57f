"""Two histories, a backup, a form sent twice, two sides on one node; and who may say what."""

from typing import Any

import pytest

from bilateral.node.models import RoomFork, RoomMessage, RoomReach
from bilateral.node.people import members
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import Forbidden
from bilateral.node.rooms import calling, keeping, saying
from bilateral.values import BadInput, Fault
from tests.node.care.test_backup import backed_up, restored
from tests.node.care.test_recover import recovered
from tests.node.homes import START, World
from tests.node.papers.people import person
from tests.node.rooms.scenes import meet, opened, put, reachable, said, seen, two


def test_a_side_with_two_histories_freezes_the_room_and_both_are_kept(world: World) -> None:
    us, mx, ways = two(world)
    ours, theirs = person(us, "drafter"), person(mx, "drafter")
    pk = opened(us, ours, "mx")
    meet(ways)
    said(us, ours, pk, "One thing")
    meet(ways)
    us.run(lambda: RoomMessage.objects.filter(n=1).delete())  # a machine put back to an earlier state
    said(us, ours, pk, "Another thing")
    meet(ways)
    for node, who in ((us, ours), (mx, theirs)):
        assert seen(node, who, pk).fork == "us"
        kept = node.run(lambda: {bytes(r.raw) for m in (RoomMessage, RoomFork) for r in m.objects.filter(n=1)})
        assert len(kept) == 2
        with pytest.raises(BadInput, match="contradict"):
            said(node, who, pk, "More")
    assert meet(ways) == 0


def test_a_room_out_of_a_backup_waits_until_the_other_side_was_heard(world: World) -> None:
    us, _mx, ways = two(world)
    ours = person(us, "drafter")
    pk = opened(us, ours, "mx")
    said(us, ours, pk, "Sent before the disk broke")
    meet(ways)
    us.run(lambda: RoomMessage.objects.filter(n=1).delete())
    us.run(keeping.wait_for_others, us.home.own)
    with pytest.raises(BadInput, match="backup"):
        said(us, ours, pk, "Not yet")
    meet(ways)
    assert [each.message.kind for each in seen(us, ours, pk).state.lines] == ["open", "say"], "it came back"
    said(us, ours, pk, "Now")
    meet(ways)
    assert not seen(us, ours, pk).fork


@pytest.mark.parametrize("kind", ["ready", "refuse", "unready", "release", "close"])
def test_only_who_speaks_for_a_side_commits_it(world: World, kind: str) -> None:
    us, _, _ = two(world)
    drafter, analyst = person(us, "drafter"), person(us, "analyst")
    pk = opened(us, drafter, "mx")
    with pytest.raises(Forbidden):
        put(us, drafter, pk, kind, {})
    with pytest.raises(Forbidden):
        said(us, analyst, pk, "I only read")


def test_a_form_sent_twice_says_one_thing(world: World) -> None:
    us, _, _ = two(world)
    ours = person(us, "drafter")
    pk = opened(us, ours, "mx", attempt="a")
    assert opened(us, ours, "mx", attempt="a") == pk
    for _ in range(2):
        us.run(saying.put, us.home, ours, pk, "say", saying.say_body({"en": "Once"}), us.now(), "b")
    assert len(seen(us, ours, pk).state.lines) == 2


def test_a_room_of_two_sides_on_one_node_needs_no_exchange(world: World) -> None:
    joint = world.node("us", "mx")
    us, mx = person(joint, "coordinator", "ana"), None
    pk = opened(joint, us, "mx")

    def made() -> Any:
        who = Person.objects.create_user("luz@mx.example", name="luz")
        members.give(None, who, "mx", "coordinator", "", START)
        return members.viewer_of(who)

    mx = joint.run(made)
    said(joint, mx, pk, "Same house")
    assert len(seen(joint, us, pk).state.lines) == 2
    assert seen(joint, us, pk).authors.values() and "luz" not in seen(joint, us, pk).authors.values()
    assert joint.run(lambda: list(calling.ways(joint.home))) == []
    assert joint.run(RoomReach.objects.count) == 0


def test_a_restored_node_gets_back_what_it_had_sent_before_it_writes_again(lone: World) -> None:
    """A backup made before the last messages: the record is compared first, then the rooms come back by themselves."""
    us, mx, _ = two(lone)
    ours = person(us, "drafter")
    pk = opened(us, ours, "mx")
    folder = backed_up(us)
    said(us, ours, pk, "Sent after the backup")
    meet(reachable(us, mx))
    new = restored(lone, folder, us.home.keys)
    new.clock = us.clock
    ways = reachable(new, mx)
    with pytest.raises(Fault, match="backup"):
        said(new, ours, pk, "Before the record was compared")
    mx.publish()
    recovered(new, mx.home.public)
    with pytest.raises(BadInput, match="heard from since"):
        said(new, ours, pk, "Before the other side was heard from")
    meet(ways)
    said(new, ours, pk, "Now")
    meet(ways)
    kinds = [line.message.kind for line in seen(new, ours, pk).state.lines]
    assert kinds == ["open", "say", "say"] and not seen(mx, person(mx, "drafter"), pk).fork
