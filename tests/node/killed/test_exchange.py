"""A process killed at a random point while it takes in what another home sent of private rooms and of sealed words.

Each takes it all or nothing: what was there before is there still, and what the killed one lacked comes with the next
exchange, once.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from django.db import connections

from bilateral.dialogue.compose import ActDraft
from bilateral.node.models import RoomMessage, SealedText
from bilateral.node.rooms import exchange
from tests.node.faults.scale import FULL, counted
from tests.node.faults.whole import consistent
from tests.node.homes import Node, World
from tests.node.killed.nursery import Nursery
from tests.node.papers.people import person
from tests.node.rooms.scenes import meet, opened, reachable, said

ROUNDS = 20 if FULL else 4
MOST_CALLS = 40_000


def held(node: Node) -> tuple[list[str], list[str]]:
    """The messages and the sealed words that a home has, by their digests."""

    def all_of_it() -> tuple[list[str], list[str]]:
        words = SealedText.objects.filter(opening__isnull=False).order_by("digest")
        return list(RoomMessage.objects.order_by("digest").values_list("digest", flat=True)), [
            row.digest for row in words
        ]

    found: tuple[list[str], list[str]] = node.run(all_of_it)
    return found


def killed(nursery: Nursery, node: Node, kind: str, chance: Random, **named: Any) -> dict[str, Any]:
    """What a process that takes something in said; nothing, where it was killed before."""
    connections["default"].close()
    at = int(MOST_CALLS ** chance.uniform(0.5, 1))
    heard = nursery.start(kind, node, at=at, **named).end()
    return heard[0] if heard else {}


def whole_or_not(node: Node, before: Any, mend: Callable[[], object]) -> None:
    """Either nothing of what came is there, or what an exchange that nobody kills brings already is."""
    after = held(node)
    mend()
    now = held(node)
    assert after in (before, now) and now != before
    assert len(set(now[0])) == len(now[0])
    consistent(node)


def test_killed_while_it_takes_in(world: World, nursery: Nursery) -> None:
    us, mx = world.dialogue("us", "mx")
    ways, (ours, theirs) = reachable(us, mx), (person(node, "coordinator") for node in (us, mx))
    pk = opened(us, ours, "mx")
    meet(ways)
    deaths = 0
    for n in range(ROUNDS):
        chance = Random(f"{world.databases.server and 'postgres'} {n}")
        for number in range(3):
            said(us, ours, pk, f"{n} {number}")
            said(mx, theirs, pk, f"{n} {number}")
        us.commit(ActDraft("propose", (us.line(f"night-{n}"),), sealed=True))
        mx.pull(us)
        now = us.now()

        # Mexico is killed while it takes in the question.
        data, _ = us.run(exchange.ask, us.home, "us", "mx", now)
        before = held(mx)
        told = killed(nursery, mx, "answering", chance, data=data.hex(), now=now.isoformat())
        deaths += not told
        whole_or_not(mx, before, lambda now=now: answered(us, mx, now))

        # Mexico asks, and is killed while it takes in the answer: with it come the words that were sealed to it.
        said(us, ours, pk, f"{n} more")
        now = us.now()
        data, nonce = mx.run(exchange.ask, mx.home, "mx", "us", now)
        back = us.run(exchange.answer, us.home, data, now)
        before = held(mx)
        told = killed(nursery, mx, "hearing", chance, other="us", nonce=nonce, data=back.hex(), now=now.isoformat())
        deaths += not told
        whole_or_not(mx, before, lambda now=now: heard(mx, us, now))
    meet(ways)
    meet(ways)
    assert held(us) == held(mx)
    counted("SIGKILL: an exchange of rooms", deaths)


def answered(asking: Node, node: Node, now: Any) -> None:
    """The same once more, with nobody killed."""
    data, _ = asking.run(exchange.ask, asking.home, asking.party, node.party, now)
    node.run(exchange.answer, node.home, data, now)


def heard(asking: Node, node: Node, now: Any) -> None:
    data, nonce = asking.run(exchange.ask, asking.home, asking.party, node.party, now)
    back = node.run(exchange.answer, node.home, data, now)
    asking.run(exchange.take_answer, asking.home, asking.party, node.party, nonce, back, now)
