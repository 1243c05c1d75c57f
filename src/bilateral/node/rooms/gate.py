"""What the door asks of rooms: a document about a room says what all its sides have released, or it isn't signed.

The rules of the record know no rooms, so no verdict rests on this; it keeps a node from putting on the record what
would make a room known too early.
"""

from collections.abc import Mapping
from typing import Any, Final

from bilateral.dialogue.compose import ActDraft
from bilateral.dialogue.rooms.message import is_room
from bilateral.dialogue.rooms.state import State, state_of, transcript, transcript_digest
from bilateral.dialogue.rooms.tips import Tips
from bilateral.node.rooms.keeping import chains_of
from bilateral.values import BadInput, Text

KIND: Final = "room"
MOST: Final = 9_999
"""How many messages a released room may hold: what its document has room for."""


def check(act: ActDraft) -> None:
    """:raises BadInput: a change is about a room that isn't released, or says something else than was."""
    for draft in act.changes:
        if draft.kind == KIND:
            pk = str(draft.content.get("room") or "")
            state = state_of(m for chain in chains_of([pk])[pk].values() for m in chain) if is_room(pk) else None
            released = [content_of(state, upto) for upto in state.common] if state else []
            if draft.base or not any(whole == {key: draft.content.get(key) for key in whole} for whole in released):
                raise _refused((pk or draft.name)[:64])


def _refused(where: str) -> BadInput:
    return BadInput(
        what=Text(
            "A private room goes on the record once, when all its sides have released it, as they released it.",
            "Una sala privada entra al registro una vez, cuando todas sus partes la dieron a conocer y tal cual.",
        ),
        where=where,
        do=Text("Do it from the room's own page.", "Hazlo desde la página de la propia sala."),
    )


def content_of(state: State, upto: Tips) -> Mapping[str, Any]:
    """What a government's document says of a room of which all have released these messages."""
    public = transcript((line.message for line in state.lines), upto)
    days = sorted(message.time[:10] for message in public)
    return {
        "title": dict(state.opening.body["title"]),
        "room": state.room,
        "digest": transcript_digest(state.room, upto),
        "messages": len(public),
        "start": days[0],
        "end": days[-1],
    }
