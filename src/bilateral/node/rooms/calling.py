"""Reaching the other sides' nodes: where they are asked, over HTTP, once a round and whenever something was written.

A node that is down or refuses holds up no other, and keeps its messages waiting. What stood in the way is kept for the
pages of the side concerned and for the operator; nothing of a room is in it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bilateral.dialogue.rooms.envelope import MAX_ENVELOPE
from bilateral.node.home import Home, Peer
from bilateral.node.rooms import exchange, keys
from bilateral.node.rooms.models import RoomReach
from bilateral.node.seals import handing
from bilateral.values import BadInput, Fault, Text

PATH: Final = "/exchange/"
OFTEN: Final = timedelta(seconds=60)
"""How often a node is asked where nothing is known to wait."""
AGAIN: Final = timedelta(seconds=15)
"""How soon one that could not be reached is tried again."""
MOST_TURNS: Final = 200
NEAR: Final = frozenset({"localhost", "127.0.0.1", "::1"})
Send = Callable[[str, bytes], bytes]
"""Sends bytes to an address and gives back what is answered. :raises Fault: it can't be had."""


class Unreached(Fault):
    """The other side's node does not answer, or not as it should."""

    code = "exchange"


@dataclass(frozen=True, slots=True)
class Way:
    """One government of this node, one of another, and where that one's node is asked."""

    own: str
    party: str
    address: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How the exchange with another government's node stands, for people of its own side."""

    party: str
    address: str
    tried: datetime | None = None
    worked: datetime | None = None
    fault: Text | None = None


def address_of(peer: Peer) -> str:
    """Where a peer's node is asked about rooms; empty where it has no address.

    :raises BadInput: it isn't https, and not on this machine.
    """
    place = peer.rooms or peer.source
    if not place.startswith(("http://", "https://")):
        return ""
    base = place.rstrip("/")
    base = base if peer.rooms else base.removesuffix("/log")
    try:
        parts = urlsplit(base)
        usable = bool(parts.hostname) and (parts.scheme == "https" or parts.hostname in NEAR)
        _ = parts.port  # raises where it is no number
    except ValueError:
        raise BadInput(
            what=Text("This is not an address.", "Esta no es una dirección."),
            where=peer.origin,
            do=Text("Give an https address: bilateral peer add.", "Da una dirección https: bilateral peer add."),
        ) from None
    if not usable:
        raise BadInput(
            what=Text(
                "Private rooms are exchanged over https only, except on one machine.",
                "Las salas privadas se intercambian sólo por https, salvo en una misma máquina.",
            ),
            where=peer.origin,
            do=Text("Give an https address: bilateral peer add.", "Da una dirección https: bilateral peer add."),
        )
    return base + PATH


def ways(home: Home) -> Iterator[Way]:
    """Every pair of governments between which this node exchanges rooms; one whose address can't be used stops no other
    (`reached` says so).
    """
    for peer in home.peers:
        party = peer.origin.split("/")[1]
        if party in home.own or keys.speaking(party) != peer.origin:
            continue
        try:
            address = address_of(peer)
        except BadInput:
            continue
        if address:
            yield from (Way(own, party, address) for own in home.own)


def over_http(address: str, data: bytes) -> bytes:
    """:raises Unreached: no answer, or another than 200."""
    import httpx

    found = bytearray()
    try:
        with (
            httpx.Client(timeout=httpx.Timeout(20, connect=3), follow_redirects=False) as client,
            client.stream("POST", address, content=data, headers={"Content-Type": "application/octet-stream"}) as got,
        ):
            if got.status_code != 200:
                raise _unreached(f"HTTP {got.status_code}")
            for chunk in got.iter_bytes(1 << 16):
                found += chunk
                if len(found) > MAX_ENVELOPE:
                    raise _unreached("too long")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise _unreached(type(error).__name__) from None
    return bytes(found)


def _unreached(reason: str) -> Unreached:
    if reason == "HTTP 404":
        return Unreached(
            what=Text(
                "The other side's node takes nothing from this one.", "El nodo de la otra parte no acepta nada de éste."
            ),
            where=reason,
            do=Text(
                "Each must have pinned the other's key and pulled its record, and both clocks must be right to within "
                "ten minutes.",
                "Cada uno debe haber fijado la llave del otro y traído su registro, y ambos relojes deben coincidir "
                "con un margen de diez minutos.",
            ),
        )
    return Unreached(
        what=Text("The other side's node does not answer.", "El nodo de la otra parte no responde."),
        where=reason,
        do=Text("It is tried again by itself; nothing is lost.", "Se intenta de nuevo por sí solo; no se pierde nada."),
    )


def call(home: Home, way: Way, now: datetime, send: Send = over_http) -> int:
    """Exchange with one other government's node until neither lacks anything. Returns how many messages and sealed
    texts came in.

    :raises Fault: it could not be reached, or what it answers isn't its own.
    """
    row, _ = RoomReach.objects.get_or_create(own=way.own, party=way.party)
    found = 0
    try:
        for _ in range(MOST_TURNS):
            data, nonce = exchange.ask(home, way.own, way.party, now)
            before = exchange.held_by(way.own, way.party)
            came = exchange.take_answer(home, way.own, way.party, nonce, send(way.address, data), now)
            found += came.new + came.texts
            moved = came.new or came.texts or exchange.held_by(way.own, way.party) != before
            if not (moved and _waits(way.own, way.party)):
                break
    except Fault as fault:
        row.tried, row.fault = now, {"what": fault.what.to_dict(), "do": fault.do.to_dict()}
        row.save()
        raise
    row.tried, row.worked, row.fault = now, now, None
    row.save()
    return found


def round_of(home: Home, now: datetime, send: Send = over_http, *, all_now: bool = False) -> int:
    """Exchange with every node that may have something for us or for which something waits.

    :raises Fault: what stood in the way of one, once all were tried.
    """
    found, faults = 0, []
    for way in ways(home):
        row = RoomReach.objects.filter(own=way.own, party=way.party).first()
        if row and not all_now and not _due(row, now):
            continue
        try:
            found += call(home, way, now, send)
        except Fault as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return found


def carry(home: Home, now: datetime, send: Send = over_http) -> None:
    """Bring what was just written to the nodes that lack it; one that can't be reached now is tried again later."""
    for way in ways(home):
        if exchange.lacking(way.own, way.party):
            with suppress(Fault):
                call(home, way, now, send)


def _due(row: RoomReach, now: datetime) -> bool:
    if row.tried is None or abs(now - row.tried) >= (AGAIN if row.fault else OFTEN):
        return True
    if abs(now - row.tried) >= AGAIN and handing.wanted(row.own, row.party):
        return True
    return not row.fault and exchange.lacking(row.own, row.party)


def _waits(own: str, other: str) -> bool:
    return exchange.lacking(own, other) or bool(handing.wanted(own, other))


def reached(home: Home, own: str, others: tuple[str, ...]) -> tuple[Reach, ...]:
    """How the exchange with the nodes of these governments stands; those of this very node are left out."""
    peers = {peer.origin.split("/")[1]: peer for peer in home.peers}
    rows = {row.party: row for row in RoomReach.objects.filter(own=own, party__in=others)}
    found = []
    for party in (each for each in others if each not in home.own):
        row, peer = rows.get(party), peers.get(party)
        try:
            address, fault = address_of(peer) if peer else "", None
        except BadInput as wrong:
            address, fault = "", wrong.what
        if row and row.fault:
            fault = Text.from_dict(row.fault["what"]) + " " + Text.from_dict(row.fault["do"])
        found.append(Reach(party, address, row.tried if row else None, row.worked if row else None, fault))
    return tuple(found)
