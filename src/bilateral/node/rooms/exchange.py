"""The exchange of rooms and sealed words between two homes: what is asked, what is answered, what is taken in. Bytes
in, bytes out.

Only messages of rooms in which both governments have part ever leave, and words sealed to the one that asks. Whatever a
home sends twice, or loses on the way, does no harm: each says what it holds, and gets what it lacks. Not here: the
network (calling.py).
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bilateral.dialogue.rooms.envelope import WINDOW, Envelope, fitting
from bilateral.dialogue.rooms.joining import Verdict, joins, tips_of
from bilateral.dialogue.rooms.message import Message
from bilateral.dialogue.rooms.order import arranged
from bilateral.dialogue.rooms.tips import Tips, read_tips, to_json
from bilateral.node.home import Home
from bilateral.node.rooms import keys
from bilateral.node.rooms.keeping import chains_of, take, tell
from bilateral.node.rooms.models import Room, RoomFork, RoomNonce, RoomTold
from bilateral.node.seals import handing
from bilateral.node.writing import writing
from bilateral.record.keys import signer_id
from bilateral.values import BadInput, Fault, Text
from bilateral.values.ref import party_of


class NotAnswered(BadInput):
    """A question that is not answered, and the asker is not told why: nothing here is for whoever sent it."""

    code = "not-found"


class BadAnswer(Fault):
    """The other side's node answers with something that isn't from it."""

    code = "exchange"


@dataclass(frozen=True, slots=True)
class Came:
    """What an exchange brought: messages new here, how many were refused because they can never follow, and sealed
    texts.
    """

    new: int
    refused: int
    texts: int = 0


def not_answered() -> NotAnswered:
    return NotAnswered(
        what=Text("There is nothing at this address.", "No hay nada en esta dirección."),
        where="",
        do=Text("Check the address.", "Revisa la dirección."),
    )


def ask(home: Home, own: str, other: str, now: datetime) -> tuple[bytes, str]:
    """What this home sends for one of its governments to another one's: what it holds, and what the other lacks as far
    as it has told. Returns the bytes and the nonce that the answer must name.
    """
    nonce, rooms = secrets.token_hex(16), _shared(own, other)
    rows = RoomTold.objects.filter(room__in=rooms, party=other)
    told = {row.room_id: read_tips(row.tips, "told") for row in rows}
    asked = _envelope(home, own, other, now, nonce, rooms, told)
    return replace(asked, wants=handing.wanted(own, other)).write(keys.private(home, own), "ask"), nonce


def answer(home: Home, data: bytes, now: datetime) -> bytes:
    """Take in what another home sent, and what it gets back.

    :raises NotAnswered: it isn't from a government known here, for one of this node, in time and for the first time.
    """
    asked = _trusted(home, data, now)
    with writing():
        _first_time(asked, now)
        _take_all(asked, now)
    rooms = _shared(asked.to, asked.sender)
    openings = handing.given(asked.to, asked.sender, asked.wants)
    told = _envelope(home, asked.to, asked.sender, now, asked.nonce, rooms, asked.have, openings)
    return told.write(keys.private(home, asked.to), "answer")


def take_answer(home: Home, own: str, other: str, nonce: str, data: bytes, now: datetime) -> Came:
    """Take in what came back.

    :raises BadAnswer: it isn't that government's answer to this question.
    """
    try:
        got = Envelope.parse(data)
    except Fault as fault:
        raise _bad_answer(other) from fault
    public = keys.in_force(other)
    right = (got.dialogue, got.sender, got.to, got.nonce) == (home.dialogue, other, own, nonce)
    if not right or public is None or not got.is_signed_by(public, "answer"):
        raise _bad_answer(other)
    with writing():
        came = _take_all(got, now)
        _heard_from(own, other, got)
        texts = handing.take(own, other, got.openings)
    return replace(came, texts=texts)


def _heard_from(own: str, other: str, got: Envelope) -> None:
    """A room that came out of a backup waits no longer for a side of which everything is here that it holds."""
    waiting = [row for row in Room.objects.exclude(waits=[]) if other in row.waits and own in row.parties]
    chains = chains_of(row.pk for row in waiting)
    for row in waiting:
        held = {party: len(chain) for party, chain in chains[row.pk].items()}
        if all(held.get(tip.party, 0) >= tip.n for tip in got.have.get(row.pk, ())):
            row.waits = [each for each in row.waits if each != other]
            row.save(update_fields=["waits"])


def _trusted(home: Home, data: bytes, now: datetime) -> Envelope:
    """The question, if it is from a government whose record is pinned here, for one of this node's, signed, in time."""
    try:
        asked = Envelope.parse(data)
    except Fault:
        raise not_answered() from None
    known = {party_of(peer.origin) for peer in home.peers} - {*home.own}
    if asked.dialogue != home.dialogue or asked.to not in home.own or asked.sender not in known:
        raise not_answered()
    public = keys.in_force(asked.sender)
    if public is None or not asked.is_signed_by(public, "ask") or not asked.is_timely(now):
        raise not_answered()
    return asked


def _first_time(asked: Envelope, now: datetime) -> None:
    """:raises NotAnswered: this question was asked before. What is too old to be timely is forgotten."""
    RoomNonce.objects.filter(time__lt=now - 3 * WINDOW).delete()
    _, made = RoomNonce.objects.get_or_create(party=asked.sender, nonce=asked.nonce, defaults={"time": now})
    if not made:
        raise not_answered()


def _shared(own: str, other: str) -> list[str]:
    """The rooms in which both governments have part, the one changed last first."""
    rows = Room.objects.order_by("-changed", "pk").values_list("pk", "parties")
    return [pk for pk, parties in rows if own in parties and other in parties]


def _envelope(
    home: Home,
    own: str,
    other: str,
    now: datetime,
    nonce: str,
    rooms: Iterable[str],
    held: Mapping[str, Tips],
    openings: Iterable[bytes] = (),
) -> Envelope:
    chains = chains_of(rooms)
    lacking = (each for pk, found in chains.items() for each in _beyond(pk, found, held.get(pk, ())))
    time = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    have = {pk: tips_of(found) for pk, found in chains.items()}
    messages, openings = fitting(lacking, openings)
    return Envelope(home.dialogue, own, other, time, nonce, have, messages, openings=openings)


def _beyond(pk: str, chains: Mapping[str, list[Message]], held: Tips) -> Iterator[bytes]:
    """The messages that the other lacks, each after what it follows; where its history of a side is another one than
    ours, what shows that.
    """
    other = {tip.party: tip for tip in held}
    for party, chain in chains.items():
        tip = other.get(party)
        if tip and tip.n <= len(chain) and chain[tip.n - 1].digest != tip.head:
            yield from _evidence(pk, party, chain)
    for each in arranged(message for chain in chains.values() for message in chain):
        tip = other.get(each.message.party)
        if tip is None or each.message.n >= tip.n:
            yield each.message.bytes


def _evidence(pk: str, party: str, chain: list[Message]) -> Iterator[bytes]:
    """Both messages of a fork that is known; the whole history where it isn't yet."""
    found = [(row.n, bytes(row.raw)) for row in RoomFork.objects.filter(room=pk, party=party)]
    for n, raw in found:
        yield from (raw, chain[n].bytes) if n < len(chain) else (raw,)
    if not found:
        yield from (each.bytes for each in chain)


def _take_all(got: Envelope, now: datetime) -> Came:
    """Take in the messages of an envelope whose signature holds, and remember what its sender holds."""
    waiting, refused = [], 0
    for raw in got.messages:
        try:
            waiting.append(Message.parse(raw))
        except Fault:
            refused += 1
    chains = chains_of({each.room for each in waiting})
    may = {room: _may_tell(room, got) for room in chains}
    new, progress = 0, True
    while progress:
        left, progress = [], False
        for each in waiting:
            verdict = _take(each, chains[each.room], may[each.room], got, now)
            new, progress = new + (verdict == "new"), progress or verdict == "new"
            refused += verdict == "wrong"
            left += [each] if verdict == "early" else []
        waiting = left
    shared = {*_shared(got.to, got.sender)}
    for room in shared & got.have.keys():
        tell(room, got.sender, to_json(got.have[room]), now)
    return Came(new, refused)


def _may_tell(room: str, got: Envelope) -> bool:
    """Whether the sender has part in a room that is held here; a room that isn't yet begins with its opening."""
    row = Room.objects.filter(pk=room).first()
    return row is None or {got.sender, got.to} <= {*row.parties}


def _take(each: Message, chains: dict[str, list[Message]], may: bool, got: Envelope, now: datetime) -> Verdict:
    if not may or (each.kind == "open" and not {got.sender, got.to} <= {*each.body["parties"]}):
        return "wrong"
    if not any(signer_id(key) == each.signer and each.is_signed_by(key) for key in keys.trusted(each.party)):
        return "wrong"
    frozen = Room.objects.filter(pk=each.room).exclude(fork="").exists()
    if frozen and joins(each, chains) == "new":
        return "held"  # nothing more is taken into a room that is frozen
    return take(each, chains, now)


def lacking(own: str, other: str) -> bool:
    """Whether this home holds messages that the other has not told it holds, or the other way round."""
    rooms = _shared(own, other)
    told = {row.room_id: read_tips(row.tips, "told") for row in RoomTold.objects.filter(room__in=rooms, party=other)}
    return any(tips_of(found) != told.get(pk, ()) for pk, found in chains_of(rooms).items())


def _bad_answer(other: str) -> BadAnswer:
    return BadAnswer(
        what=Text(
            f"What came back is not an answer of {other}'s node.", f"Lo que llegó no es respuesta del nodo de {other}."
        ),
        where=other,
        do=Text(
            "Check the address of its node, and bring its record in: bilateral record pull.",
            "Revisa la dirección de su nodo y trae su registro: bilateral record pull.",
        ),
    )


def held_by(own: str, other: str) -> dict[str, list[dict[str, object]]]:
    """What the other has told it holds, by room."""
    rows = RoomTold.objects.filter(room__in=_shared(own, other), party=other)
    return {row.room_id: row.tips for row in rows}
