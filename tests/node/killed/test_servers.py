"""Two servers on one PostgreSQL: each has a folder of its own and the same keys, and neither knows of the other.

Both act, publish and pull at once, are killed at random points and started again. What either said is done stands once;
no size of a log is ever signed with two roots; both publications become the same.
"""

from random import Random

import pytest
from django.db import connections
from django.db.models import Count

from bilateral.node.models import SignedHead
from bilateral.record.sources import DirSource
from tests.node.faults.scale import FULL, counted
from tests.node.faults.whole import pins_of, readable, whole
from tests.node.homes import Node, World, second
from tests.node.killed.nursery import Nursery
from tests.node.killed.rounds import Home, kill

ROUNDS = 12 if FULL else 2


def published(node: Node) -> dict[str, bytes]:
    """The publication but for partial tiles, which lie there for whoever reads an older snapshot, and for what a
    publisher that was killed had not put in its place yet, which goes when a server starts.
    """
    names = [name for name in DirSource(node.home.public).list() if ".p/" not in name and not name.endswith(".tmp")]
    return {name: (node.home.public / name).read_bytes() for name in names}


@pytest.mark.postgres
def test_two_servers_on_one_database(served: World, nursery: Nursery) -> None:
    us, mx = served.dialogue("us", "mx")
    servers, home, pins = [us, second(us)], Home(us), pins_of(us, mx)
    for n in range(ROUNDS):
        chance, running = Random(f"servers {n}"), []
        mx.propose(mx.line(f"y{n}"))
        mx.publish()
        connections["default"].close()
        for number, server in enumerate(servers):
            again = list(home.open.values()) if number == n % 2 else []
            running += [
                (home, nursery.start("acts", server, seed=f"{n}-{number}", again=again), False),
                (home, nursery.start("publishing", server), False),
            ]
        running.append((home, nursery.start("pulling", servers[n % 2], source=str(mx.home.public)), False))
        kill(running, chance)
        home.holds()
        roots = SignedHead.objects.values("log", "size").annotate(roots=Count("root")).filter(roots__gt=1)
        assert not us.run(lambda roots=roots: list(roots)), "no size was signed with two roots"
        for server in servers:
            readable(server)
    for server in (*servers, us):  # the first learns only now of what the second published last
        server.publish()
    assert published(servers[0]) == published(servers[1])
    mx.pull(servers[1].home.public)
    for server in servers:
        whole(server, pins, server.home.path / "out")
    counted("two servers", ROUNDS)
