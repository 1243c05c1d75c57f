"""Rooms between homes in one process, with a way between them that carries bytes, or loses them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bilateral.node.home import Peer
from bilateral.node.models import RoomMessage
from bilateral.node.papers import Working
from bilateral.node.rooms import calling, drafting, exchange, keeping, saying
from bilateral.node.rooms.keeping import RoomView
from bilateral.node.viewer import Viewer
from tests.node.homes import Node, World

TITLE = {"en": "Bridges", "es": "Puentes"}


class Lost(Exception):
    """What was sent did not arrive, or the answer didn't."""


def reachable(*nodes: Node) -> dict[str, Node]:
    """Every node gets an address at all the others'; the nodes by address."""
    by_address = {f"http://127.0.0.1/{node.party}/exchange/": node for node in nodes}
    for node in nodes:
        peers = (replace(p, rooms=f"http://127.0.0.1/{p.origin.split('/')[1]}") for p in node.home.peers)
        node.home = replace(node.home, peers=tuple(Peer(p.origin, p.key, p.source, p.rooms) for p in peers))
    return by_address


def wire(nodes: dict[str, Node], now: datetime, spoil: Callable[[bytes], bytes] = lambda data: data) -> calling.Send:
    """A way to the nodes; called while one node is in use, it brings that one back afterwards."""

    def send(address: str, data: bytes) -> bytes:
        node = nodes.get(address)
        if node is None:
            raise calling.Unreached(*_down())
        asking = next(each for each in nodes.values() if each.home.path == _used())
        try:
            return bytes(node.run(exchange.answer, node.home, spoil(data), now))
        finally:
            asking.run(lambda: None)

    return send


def _used() -> Any:
    from django.conf import settings

    return settings.HOME.path


def _down() -> tuple[Any, str]:
    from bilateral.values import Text

    return Text("down", "caído"), ""


def meet(nodes: dict[str, Node], now: datetime | None = None) -> int:
    """Every node exchanges with every other once. Returns how many messages came in anywhere."""
    before = sum(node.run(RoomMessage.objects.count) for node in nodes.values())
    for node in nodes.values():
        at = now or node.now()
        node.run(calling.round_of, node.home, at, wire(nodes, at), all_now=True)
    return int(sum(node.run(RoomMessage.objects.count) for node in nodes.values()) - before)


def opened(node: Node, who: Viewer, *others: str, attempt: str = "") -> str:
    pk: str = node.run(saying.open_room, node.home, who, TITLE, {}, others, node.now(), attempt)
    return pk


def said(node: Node, who: Viewer, pk: str, words: str) -> None:
    node.run(saying.put, node.home, who, pk, "say", saying.say_body({"en": words}), node.now())


def put(node: Node, who: Viewer, pk: str, kind: str, body: dict[str, Any]) -> Any:
    return node.run(saying.put, node.home, who, pk, kind, body, node.now())


def seen(node: Node, who: Viewer, pk: str) -> RoomView:
    view: RoomView = node.run(keeping.room, who, pk)
    return view


def line(node: Node, words: str, name: str = "x") -> Working:
    draft = node.line(name, words)
    return Working(draft.kind, draft.name, draft.content, draft.base, draft.parties)


def paper(node: Node, who: Viewer, *texts: Working) -> int:
    from bilateral.node import papers

    pk: int = node.run(papers.start, who, "Ours", texts, node.now())
    return pk


def sent(node: Node, who: Viewer, pk: int, into: str, revision: int = 1, attempt: str = "") -> str:
    """Send a paper; the digest of the version."""
    node.run(drafting.send, node.home, who, pk, revision, into, {}, None, node.now(), attempt)
    digest: str = seen(node, who, into).state.versions[-1].digest
    return digest


def two(world: World) -> tuple[Node, Node, dict[str, Node]]:
    us, mx = world.dialogue("us", "mx")
    return us, mx, reachable(us, mx)
