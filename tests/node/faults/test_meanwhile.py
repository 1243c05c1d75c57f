"""Something else happens on the same node in the middle of a publication: no snapshot that was seen is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest

from bilateral.node import publisher, sync
from bilateral.node.models import Log
from bilateral.record.sources import DirSource
from tests.node.faults.whole import consistent, pins_of, readable, whole
from tests.node.homes import Node, World, second, sizes


def in_the_middle(monkeypatch: pytest.MonkeyPatch, do: Callable[[], Any]) -> None:
    """Once a publisher has computed a tree and before it keeps the snapshot: what another process does there."""
    extend, left = publisher._extend, [do]

    def meanwhile(*arguments: Any) -> None:
        extend(*arguments)
        if left:
            left.pop()()

    monkeypatch.setattr(publisher, "_extend", meanwhile)


def heads(node: Node) -> dict[str, int]:
    return dict(node.run(lambda: list(Log.objects.values_list("pk", "head_size"))))


def test_a_newer_snapshot_of_a_peer_comes_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = world.dialogue("us", "mx")
    pins = pins_of(us, mx)
    us.propose(us.line("x"))
    us.publish()
    source = DirSource(us.home.public)
    mx.run(sync.pull, mx.home, source, mx.now())
    us.propose(us.line("y"))
    us.publish()
    in_the_middle(monkeypatch, lambda: mx.run(sync.pull, mx.home, source, mx.now()))
    mx.publish()
    assert heads(mx)["t/us"] == sizes(mx)["t/us"][0] == readable(mx)["t/us"] == 4
    consistent(mx)
    whole(mx, pins, world.folder / "out")


def test_an_older_snapshot_of_ours_comes_along(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a peer attests of our own log, read by a pull while a publisher signs more of it."""
    us, mx = world.dialogue("us", "mx")
    us.propose(us.line("x"))
    mx.pull(us)
    us.propose(us.line("y"))
    keep = sync.heads.known_cosigners

    def meanwhile(*arguments: Any) -> Any:
        monkeypatch.setattr(sync.heads, "known_cosigners", keep)
        us.publish()
        return keep(*arguments)

    attested = sync._attestations
    monkeypatch.setattr(
        sync, "_attestations", lambda *a: monkeypatch.setattr(sync.heads, "known_cosigners", meanwhile) or attested(*a)
    )
    us.run(sync.pull, us.home, DirSource(mx.home.public), us.now())
    assert heads(us)["t/us"] == sizes(us)["t/us"][0] == 4
    assert us.run(lambda: Log.objects.get(pk="t/us").attested_size) == 3


@pytest.mark.postgres
def test_another_server_signs_more(served: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = served.dialogue("us", "mx")
    other, pins = second(us), pins_of(us, mx)
    us.propose(us.line("x"))

    def meanwhile() -> None:
        other.propose(other.line("y"))
        other.publish()

    in_the_middle(monkeypatch, meanwhile)
    us.publish()
    assert heads(us)["t/us"] == readable(us)["t/us"] == readable(other)["t/us"] == 4
    for server in (us, other):
        whole(server, pins, server.home.path / "out")
