"""A room that all its sides have released: each puts it on its own record, and then everybody may read it.

Before that the room's public address answers like that of a room that doesn't exist, to everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bilateral.dialogue.compose import ActDraft
from bilateral.dialogue.drafts import Draft
from bilateral.dialogue.rooms.message import Message, is_room
from bilateral.dialogue.rooms.state import State, state_of, transcript, transcript_digest
from bilateral.dialogue.rooms.tips import Tips, to_json
from bilateral.node import acting
from bilateral.node.approving.ceremony import Asked
from bilateral.node.door import Receipt
from bilateral.node.home import Home
from bilateral.node.models import Document, Version
from bilateral.node.people.permissions import check
from bilateral.node.read.base import not_found
from bilateral.node.rooms import keys
from bilateral.node.rooms.gate import KIND, MOST, content_of
from bilateral.node.rooms.keeping import chains_of, room
from bilateral.node.rooms.models import Room
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text


@dataclass(frozen=True, slots=True)
class Recorded:
    """A government's own document about a released room: its name, and the place of the entry."""

    party: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class PublicRoom:
    """A room for everybody: the state as its released messages leave it, and where each side recorded it."""

    state: State
    digest: str
    upto: Tips
    messages: tuple[Message, ...]
    recorded: tuple[Recorded, ...]


def record(
    home: Home,
    viewer: Viewer,
    pk: str,
    office: str,
    attempt: str,
    now: datetime,
    hand: Callable[..., Receipt | Asked] = acting.sign,
) -> Receipt | Asked:
    """Put a released room on the record for the viewer's government.

    :param hand: `acting.sign`, with a passkey or without; or `acting.ask`, which only asks the passkey.
    :raises Forbidden: this person doesn't sign. :raises BadInput: not all sides have released it, or it is there.
    """
    check(viewer, "act.sign")
    state, own = room(viewer, pk).state, str(viewer.party)
    if acting.is_done(viewer, attempt):
        return hand(home, viewer, ActDraft("propose"), office, now, attempt)
    if not state.released:
        raise BadInput(
            what=Text("Not all sides have released this room.", "No todas las partes han dado a conocer esta sala."),
            where="room",
            do=Text("Wait for the other side.", "Espera a la otra parte."),
        )
    content = content_of(state, state.released)
    if any(each.party == own for each in recorded(state, state.released)) or content["messages"] > MOST:
        raise BadInput(
            what=Text("This room is on the record already.", "Esta sala ya está en el registro."),
            where="room",
            do=Text("Open its public page.", "Abre su página pública."),
        )
    name = f"{home.origin(own)}:{_id(state, state.released)}"
    act = ActDraft("propose", (Draft(KIND, name, content, (own,)),))
    return hand(home, viewer, act, office, now, attempt)


def _id(state: State, upto: Tips) -> str:
    """Another release of the same room, of more messages, is another document."""
    return f"room-{state.room[:12]}-{transcript_digest(state.room, upto)[:8]}"


def recorded(state: State, upto: Tips) -> tuple[Recorded, ...]:
    """The documents of the room's own sides that say exactly what all have released."""
    digest, found = transcript_digest(state.room, upto), list[Recorded]()
    rows = Document.objects.filter(kind=KIND, status="recorded", name__endswith=f":{_id(state, upto)}")
    for row in rows.order_by("name"):
        party = row.name.split("/")[1].split(":")[0]
        if party in state.parties and (row.body.get("room"), row.body.get("digest")) == (state.room, digest):
            place = Version.objects.filter(name=row.name).order_by("-number").values_list("log", "seq").first()
            found.append(Recorded(party, row.name, f"{place[0]}#{place[1]}" if place else ""))
    return tuple(found)


def public_room(pk: str) -> PublicRoom:
    """A room that every side has released and recorded. :raises NotFound: it is none, or not yet."""
    row = Room.objects.filter(pk=pk).first() if is_room(pk) else None
    state = state_of(m for chain in chains_of([pk])[pk].values() for m in chain) if row else None
    for upto in reversed(state.common) if state else ():
        assert state is not None, "it has released something"
        found = recorded(state, upto)
        if {each.party for each in found} == {*state.parties}:
            messages = transcript((line.message for line in state.lines), upto)
            shown = state_of(messages)
            assert shown is not None, "what was released begins with the opening"
            return PublicRoom(shown, transcript_digest(pk, upto), upto, messages, found)
    raise not_found(Text("There is no such room.", "No existe esa sala."), pk[:32])


def public_rooms() -> tuple[str, ...]:
    """The ids of the rooms that everybody may read, the first ones first."""
    bodies = Document.objects.filter(kind=KIND, status="recorded").order_by("name").values_list("body", flat=True)
    ids = dict.fromkeys(str(body.get("room")) for body in bodies)
    found = []
    for pk in ids:
        try:
            found.append(public_room(pk).state.room)
        except BadInput:
            continue
    return tuple(found)


def to_public_json(found: PublicRoom) -> dict[str, Any]:
    """What anybody needs to verify a room: the messages to the byte, the keys that signed, where it is recorded."""
    parties = found.state.parties
    return {
        "room": found.state.room,
        "parties": list(parties),
        "digest": found.digest,
        "upto": to_json(found.upto),
        "messages": [message.bytes.decode() for message in found.messages],
        "keys": {party: {name: key.hex() for name, key in keys.ever(party).items()} for party in parties},
        "recorded": [{"party": each.party, "document": each.name, "entry": each.place} for each in found.recorded],
    }
