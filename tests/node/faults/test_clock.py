"""A clock that goes backwards, stands still or runs ahead: what orders the record is its places, never its times."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from bilateral.node import read
from bilateral.node.read import PUBLIC
from tests.node.faults.scale import FULL, counted
from tests.node.faults.whole import consistent, pins_of, readable, whole
from tests.node.homes import START, Node, World, sizes, state

TIMES = {
    "backwards": lambda n: START - timedelta(days=n),
    "to before the first computers": lambda n: datetime(1970, 1, 2, tzinfo=UTC) + timedelta(seconds=n),
    "still": lambda n: START,
    "to and fro": lambda n: START + timedelta(days=(-1) ** n * n),
    "far ahead and back": lambda n: START + timedelta(days=36500 * (n % 2)),
}


def set_clock(node: Node, name: str) -> None:
    ticks = itertools.count()
    node.now = lambda: TIMES[name](next(ticks))  # type: ignore[method-assign]


@pytest.mark.parametrize("name", TIMES)
def test_the_clock_goes(world: World, name: str) -> None:
    """Of one side while the other's is right: acts, agreement, withdrawal, snapshots and attestations go on."""
    us, mx = world.dialogue("us", "mx")
    pins, rounds = pins_of(us, mx), 3 if FULL else 1
    set_clock(us, name)
    for n in range(rounds):
        place = us.propose(us.line(f"x{n}"), idem=f"x{n}")
        world.agree(place, us, mx)
        assert state(us, place) == state(mx, place) == "agreed"
        assert us.propose(us.line(f"x{n}"), idem=f"x{n}") == place, "the same attempt is found again, whenever it was"
        other = us.propose(us.line(f"y{n}"))
        us.act("withdraw", other)
        world.meet(us, mx)
        us.pull(mx)
        assert state(us, other) == state(mx, other) == "withdrawn"
        for node in (us, mx):
            consistent(node)
            assert readable(node) == {log: size for log, (size, _) in sizes(node).items()}
    assert sizes(us) == sizes(mx)
    seen, after = [], None
    while after or not seen:
        page = us.run(read.acts, PUBLIC, party="us", limit=2, after=after)
        seen, after = [*seen, *(act.ref.seq for act in page.items)], page.after
    assert sorted(seen) == list(range(sizes(us)["t/us"][0])), "pages leave out nothing and show nothing twice"
    for node in (us, mx):
        whole(node, pins, node.home.path / "out")
    counted("clocks", len(TIMES))
