"""Two and three homes exchange rooms: all of it, once, and nothing with anybody else."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bilateral.dialogue.rooms.envelope import MAX_ENVELOPE, Envelope
from bilateral.dialogue.rooms.message import Message
from bilateral.node.home import Peer
from bilateral.node.models import Room, RoomMessage
from bilateral.node.read.base import NotFound
from bilateral.node.rooms import calling, exchange, keeping, keys, saying
from bilateral.node.rooms.exchange import NotAnswered
from bilateral.values import BadInput
from tests.node.homes import START, Node, World
from tests.node.papers.people import person
from tests.node.rooms.scenes import Lost, line, meet, opened, paper, reachable, said, seen, sent, two, wire


def test_messages_go_both_ways_and_each_home_sees_the_same_room(world: World) -> None:
    us, mx, ways = two(world)
    ours, theirs = person(us, "drafter"), person(mx, "drafter")
    pk = opened(us, ours, "mx")
    number = paper(us, ours, line(us, "First words"))
    digest = sent(us, ours, number, pk)
    with pytest.raises(NotFound):
        seen(mx, theirs, pk)
    assert meet(ways) == 2
    assert seen(mx, theirs, pk).state == seen(us, ours, pk).state
    assert seen(mx, theirs, pk).state.newest.digest == digest  # type: ignore[union-attr]
    said(mx, theirs, pk, "We would rather say “bridges”.")
    assert meet(ways) == 1
    assert [each.message.kind for each in seen(us, ours, pk).state.lines] == ["open", "version", "say"]
    assert meet(ways) == 0
    (told,) = seen(us, ours, pk).told
    assert (told.party, dict(told.counts)) == ("mx", {"us": 2, "mx": 1})


def test_what_is_lost_on_the_way_arrives_later_once(world: World) -> None:
    """Every message and every answer is lost once, in turn; sending again never doubles anything."""
    us, mx, ways = two(world)
    ours, theirs = person(us, "drafter"), person(mx, "drafter")
    pk = opened(us, ours, "mx")
    way = next(iter(us.run(lambda: list(calling.ways(us.home)))))
    for number, lose in enumerate(("question", "answer") * 3):
        said(us, ours, pk, f"Words {number}")
        if number:
            said(mx, theirs, pk, f"Answer {number}")

        def losing(address: str, data: bytes, lose: str = lose) -> bytes:
            if lose == "question":
                raise Lost
            wire(ways, us.now())(address, data)
            raise Lost

        with pytest.raises(Lost):
            us.run(calling.call, us.home, way, us.now(), losing)
        us.run(calling.call, us.home, way, us.now(), wire(ways, us.now()))
        assert seen(us, ours, pk).state == seen(mx, theirs, pk).state
    assert len(seen(mx, theirs, pk).state.lines) == 12


def test_the_same_question_is_answered_once_and_only_in_time(world: World) -> None:
    us, mx, _ = two(world)
    ours = person(us, "drafter")
    opened(us, ours, "mx")
    now = us.now()
    data, _ = us.run(exchange.ask, us.home, "us", "mx", now)
    late = now + timedelta(minutes=10, seconds=1)
    for at in (late, now - timedelta(minutes=10, seconds=1)):
        with pytest.raises(NotAnswered):
            mx.run(exchange.answer, mx.home, data, at)
    assert mx.run(exchange.answer, mx.home, data, now)
    with pytest.raises(NotAnswered):
        mx.run(exchange.answer, mx.home, data, now + timedelta(minutes=1))
    assert mx.run(Room.objects.count) == 1


def bad_questions(us: Node, mx: Node, data: bytes) -> dict[str, bytes]:
    """Questions that are nobody's, or not for this node."""
    head, *_rest = data.split(b"\n", 1)
    value = json.loads(head)
    key = us.run(keys.private, us.home, "us")
    got = Envelope.parse(data)

    def again(**changes: Any) -> bytes:
        fields = ("dialogue", "sender", "to", "time", "nonce", "have", "messages")
        return Envelope(**{**{name: getattr(got, name) for name in fields}, **changes}).write(key, "ask")

    return {
        "empty": b"",
        "junk": b"\x00\xff{}\n",
        "other signature": data.replace(value["sig"].encode(), b"A" * 86 + b"=="),
        "another dialogue": again(dialogue="other"),
        "another recipient": again(to="ca"),
        "from the recipient": again(sender="mx"),
        "from a stranger": again(sender="ca"),
        "signed as an answer": Envelope.parse(data).write(key, "answer"),
        "too long": b"x" * MAX_ENVELOPE + b"\n",
    }


def test_every_bad_question_gets_the_same_refusal(world: World) -> None:
    us, mx, _ = two(world)
    opened(us, person(us, "drafter"), "mx")
    data, _ = us.run(exchange.ask, us.home, "us", "mx", us.now())
    told = set()
    for name, bad in bad_questions(us, mx, data).items():
        with pytest.raises(NotAnswered) as caught:
            mx.run(exchange.answer, mx.home, bad, us.now())
        told.add((caught.value.what, caught.value.where, caught.value.do))
        assert mx.run(Room.objects.count) == 0, name
    assert len(told) == 1


def test_an_answer_must_be_theirs_and_to_this_question(world: World) -> None:
    us, mx, _ = two(world)
    opened(us, person(us, "drafter"), "mx")
    first, nonce = us.run(exchange.ask, us.home, "us", "mx", us.now())
    old = mx.run(exchange.answer, mx.home, first, us.now())
    _, fresh = us.run(exchange.ask, us.home, "us", "mx", us.now())
    for given, bad in ((fresh, old), (nonce, first), (nonce, b"<html>"), (nonce, old[:-1])):
        with pytest.raises(exchange.BadAnswer):
            us.run(exchange.take_answer, us.home, "us", "mx", given, bad, us.now())
    assert us.run(exchange.take_answer, us.home, "us", "mx", nonce, old, us.now()).new == 0


def test_only_rooms_of_both_leave(world: World) -> None:
    """Of three homes, each gets what it has part in, and nothing shows that there is more."""
    us, mx, ca = world.dialogue("us", "mx", "ca")
    ways = reachable(us, mx, ca)
    who = {node.party: person(node, "drafter") for node in (us, mx, ca)}
    private = opened(us, who["us"], "mx")
    wide = opened(us, who["us"], "mx", "ca")
    sent(us, who["us"], paper(us, who["us"], line(us, "Tungsten")), private)
    meet(ways)
    meet(ways)
    assert {each.id for each in mx.run(keeping.rooms, who["mx"])} == {private, wide}
    assert [each.id for each in ca.run(keeping.rooms, who["ca"])] == [wide]
    data, _ = us.run(exchange.ask, us.home, "us", "ca", us.now())
    assert private.encode() not in data and b"Tungsten" not in data
    said(ca, who["ca"], wide, "Three of us")
    meet(ways)
    meet(ways)
    assert seen(us, who["us"], wide).state == seen(mx, who["mx"], wide).state == seen(ca, who["ca"], wide).state


def test_nobody_writes_into_a_room_of_others(world: World) -> None:
    """A home with part in nothing but its own rooms sends messages of another: none is taken."""
    us, mx, ca = world.dialogue("us", "mx", "ca")
    ways = reachable(us, mx, ca)
    who = {node.party: person(node, "drafter") for node in (us, mx, ca)}
    pk = opened(us, who["us"], "mx")
    meet(ways)
    (opening,) = us.run(lambda: [keeping.read(bytes(row.raw)) for row in RoomMessage.objects.all()])
    key, now = ca.run(keys.private, ca.home, "ca"), ca.now()
    forged = forged_by(key, pk, opening)
    time = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    data = Envelope("t", "ca", "mx", time, "cd" * 16, {}, (opening.bytes, forged.bytes)).write(key, "ask")
    back = Envelope.parse(mx.run(exchange.answer, mx.home, data, now))
    assert back.have == {} and back.messages == ()
    assert len(seen(mx, who["mx"], pk).state.lines) == 1


def forged_by(key: Any, pk: str, opening: Message, party: str = "ca") -> Message:
    from bilateral.dialogue.rooms import message

    body = {"on": None, "words": {"en": "Let me in"}}
    return message.sign(key, pk, party, None, (opening.tip,), "2026-03-01T12:00:00Z", "say", body)


def test_another_sides_signature_is_no_message_of_theirs(world: World) -> None:
    us, mx, ways = two(world)
    ours, theirs = person(us, "drafter"), person(mx, "drafter")
    pk = opened(us, ours, "mx")
    meet(ways)
    (opening,) = us.run(lambda: [keeping.read(bytes(row.raw)) for row in RoomMessage.objects.all()])
    key, now = us.run(keys.private, us.home, "us"), us.now()
    data = Envelope(
        "t", "us", "mx", now.strftime("%Y-%m-%dT%H:%M:%SZ"), "ef" * 16, {}, (forged_by(key, pk, opening, "mx").bytes,)
    ).write(key, "ask")
    mx.run(exchange.answer, mx.home, data, now)
    assert len(seen(mx, theirs, pk).state.lines) == 1


def test_one_home_that_is_down_holds_up_no_other_and_loses_nothing(world: World) -> None:
    us, mx, ca = world.dialogue("us", "mx", "ca")
    ways = reachable(us, mx, ca)
    who = {node.party: person(node, "drafter") for node in (us, mx, ca)}
    pk = opened(us, who["us"], "mx", "ca")
    up = {address: node for address, node in ways.items() if node is not ca}
    with pytest.raises(calling.Unreached):
        us.run(calling.round_of, us.home, us.now(), wire(up, us.now()), all_now=True)
    assert seen(mx, who["mx"], pk).state == seen(us, who["us"], pk).state
    stands = {r.party: r for r in us.run(calling.reached, us.home, "us", ("ca", "mx"))}
    assert stands["ca"].fault is not None and stands["ca"].worked is None
    assert stands["mx"].fault is None and stands["mx"].worked is not None
    meet(ways)
    assert seen(ca, who["ca"], pk).state == seen(us, who["us"], pk).state


def test_a_round_asks_where_something_waits_and_otherwise_once_a_minute(world: World) -> None:
    us, _mx, ways = two(world)
    ours = person(us, "drafter")
    calls: list[str] = []

    def counted(seconds: int) -> int:
        now = START + timedelta(hours=5, seconds=seconds)

        def send(address: str, data: bytes) -> bytes:
            calls.append(address)
            return wire(ways, now)(address, data)

        us.run(calling.round_of, us.home, now, send)
        return len(calls)

    assert [counted(0), counted(5), counted(59), counted(60)] == [1, 1, 1, 2]
    us.run(saying.open_room, us.home, ours, {"en": "A", "es": "B"}, {}, ("mx",), START)
    assert counted(61) == 3


def test_a_node_elsewhere_is_reached_over_https_only() -> None:
    assert calling.address_of(Peer("t/mx", "k", "https://mx.example/log/")) == "https://mx.example/exchange/"
    assert (
        calling.address_of(Peer("t/mx", "k", "/some/folder", "http://localhost:9/")) == "http://localhost:9/exchange/"
    )
    assert calling.address_of(Peer("t/mx", "k", "/some/folder")) == ""
    for place in ("http://mx.example", "http://10.0.0.1", "http://localhost.example"):
        with pytest.raises(BadInput, match="https"):
            calling.address_of(Peer("t/mx", "k", place))
