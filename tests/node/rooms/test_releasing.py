"""A room stays private until all its sides have released the same of it, and each has put that on its record."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from bilateral.dialogue.compose import ActDraft, Draft
from bilateral.dialogue.rooms.message import Message
from bilateral.dialogue.rooms.state import transcript_digest
from bilateral.dialogue.rooms.tips import read_tips
from bilateral.node import read
from bilateral.node.models import LogEntry
from bilateral.node.people.permissions import Forbidden
from bilateral.node.read.base import NotFound
from bilateral.node.rooms import gate, releasing, saying
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput
from tests.node.homes import Node, World
from tests.node.papers.people import person
from tests.node.rooms.scenes import line, meet, opened, paper, put, reachable, said, seen, sent

Scene = tuple[Node, Node, Viewer, Viewer, str, Callable[[], int]]


def refused(world: World) -> Scene:
    """A room in which one side has refused the other's version, and talk goes on."""
    us, mx = world.dialogue("us", "mx")
    ways = reachable(us, mx)
    ours, theirs = person(us, "coordinator"), person(mx, "coordinator")
    pk = opened(us, ours, "mx")
    digest = sent(us, ours, paper(us, ours, line(us, "First")), pk)
    meet(ways)
    put(mx, theirs, pk, "refuse", {"version": digest, "words": {"es": "No antes de mayo."}})
    meet(ways)
    return us, mx, ours, theirs, pk, lambda: meet(ways)


def released(node: Node, who: Viewer, pk: str, upto: dict[str, int]) -> None:
    put(node, who, pk, "release", node.run(saying.release_body, who, pk, upto))


def record(node: Node, who: Viewer, pk: str, attempt: str = "a") -> Any:
    return node.run(releasing.record, node.home, who, pk, "", attempt, node.now())


def is_public(node: Node, pk: str) -> bool:
    try:
        return bool(node.run(releasing.public_room, pk))
    except NotFound:
        return False


def test_each_step_is_needed_before_anybody_else_reads_it(world: World) -> None:
    us, mx, ours, theirs, pk, meet_ = refused(world)
    upto = {"mx": 1, "us": 2}
    released(us, ours, pk, upto)
    meet_()
    for node, who in ((us, ours), (mx, theirs)):
        with pytest.raises(BadInput, match="released"):
            record(node, who, pk)
    said(mx, theirs, pk, "Something that stays private")
    released(mx, theirs, pk, {"mx": 2, "us": 3})
    meet_()
    assert not seen(us, ours, pk).state.released, "each released something else"
    released(mx, theirs, pk, upto)
    meet_()
    assert seen(us, ours, pk).state.released and not is_public(us, pk)
    with pytest.raises(Forbidden):
        record(us, person(us, "drafter"), pk)
    first = record(us, ours, pk)
    assert record(us, ours, pk).ref == first.ref, "the same form sent twice"
    mx.pull(us)
    assert not is_public(us, pk) and not is_public(mx, pk), "one side's record is not enough"
    with pytest.raises(BadInput, match="already"):
        record(us, ours, pk, "b")
    record(mx, theirs, pk)
    us.pull(mx)
    for node in (us, mx):
        found = node.run(releasing.public_room, pk)
        assert [each.kind for each in found.messages] == ["refuse", "open", "version"]
        assert "private" not in json.dumps(node.run(releasing.to_public_json, found))
        assert [each.party for each in found.recorded] == ["mx", "us"]
    assert us.run(releasing.public_rooms) == (pk,)
    document = us.run(read.document, PUBLIC, us.run(releasing.public_room, pk).recorded[0].name)
    assert document.link.title.en == "Bridges"


def test_what_is_public_can_be_verified_by_anybody(world: World) -> None:
    us, mx, ours, theirs, pk, meet_ = refused(world)
    for node, who in ((us, ours), (mx, theirs)):
        released(node, who, pk, {"mx": 1, "us": 2})
    meet_()
    record(us, ours, pk)
    record(mx, theirs, pk)
    us.pull(mx)
    told = us.run(releasing.to_public_json, us.run(releasing.public_room, pk))
    before: dict[str, str] = {}
    for raw in told["messages"]:
        message = Message.parse(raw.encode())
        assert message.is_signed_by(bytes.fromhex(told["keys"][message.party][message.signer]))
        assert message.prev == before.get(message.party, "")
        before[message.party] = sha256(raw.encode()).hexdigest()
    assert {tip["party"]: tip["head"] for tip in told["upto"]} == before
    assert told["digest"] == transcript_digest(pk, read_tips(told["upto"], "upto"))
    bodies = us.run(lambda: b"".join(bytes(row.raw) for row in LogEntry.objects.all()))
    assert bodies.count(told["digest"].encode()) == 2, "each side's entry names it"


def test_more_of_a_room_can_be_released_later_and_what_was_public_stays_so(world: World) -> None:
    us, mx, ours, theirs, pk, meet_ = refused(world)
    sides = ((us, ours), (mx, theirs))
    for node, who in sides:
        released(node, who, pk, {"mx": 1, "us": 2})
    meet_()
    for node, who in sides:
        record(node, who, pk)
    mx.pull(us)
    us.pull(mx)
    said(us, ours, pk, "An afterthought")
    meet_()
    for node, who in sides:
        released(node, who, pk, {"mx": 2, "us": 4})
    meet_()
    assert len(us.run(releasing.public_room, pk).messages) == 3
    for node, who in sides:
        record(node, who, pk, "later")
    us.pull(mx)
    assert len(us.run(releasing.public_room, pk).messages) == 6


def test_the_door_refuses_what_was_not_released(world: World) -> None:
    us, _, ours, _, pk, _ = refused(world)
    state = seen(us, ours, pk).state
    tips = tuple(sorted(line_.message.tip for line_ in state.lines if line_.message.kind in ("version", "refuse")))
    content = dict(gate.content_of(state, tips))
    for changed in (content, {**content, "room": "f" * 32}, {**content, "room": None}, {}):
        act = ActDraft("propose", (Draft("room", "t/us:a-room", changed, ("us",)),))
        with pytest.raises(BadInput, match="released it"):
            us.commit(act)


def test_a_release_takes_who_speaks_for_the_side_and_names_what_there_is(world: World) -> None:
    us, _, ours, _, pk, _ = refused(world)
    drafter = person(us, "drafter")
    with pytest.raises(Forbidden):
        put(us, drafter, pk, "release", {"upto": []})
    for upto in ({}, {"us": 9}, {"ca": 1}, {"us": 0}):
        with pytest.raises(BadInput, match="nothing like this"):
            us.run(saying.release_body, ours, pk, upto)
    put(us, ours, pk, "close", saying.close_body({"en": "Enough."}))
    with pytest.raises(BadInput, match="closed"):
        said(us, ours, pk, "One more thing")
    released(us, ours, pk, {"us": 3, "mx": 1})
