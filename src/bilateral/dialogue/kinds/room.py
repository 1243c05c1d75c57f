"""A private room made public: one government puts on its record that the room was held, and the fingerprint of every
message in it that all its sides have released.

Each side of a room records it for itself; the messages are shown to everybody once all have. No rule of the record
knows a room: the node that signs holds the document to what was released (`node.rooms.gate`), and readers hold the
messages to the fingerprint (spec/rooms.md).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Day, Digest, Number, PartId, Title
from bilateral.values import BadInput, Fault, Text


class Room1(Body):
    title: Title = field(Text("Title", "Título"), Text("As the room is called.", "Como se llama la sala."))
    room: PartId = field(Text("Room", "Sala"), Text("Its identifier.", "Su identificador."))
    digest: Digest = field(
        Text("Fingerprint of the messages", "Huella de los mensajes"),
        Text("Of all that were released, together.", "De todos los que se dieron a conocer, en conjunto."),
    )
    messages: Number = field(
        Text("Messages", "Mensajes"), Text("How many were released.", "Cuántos se dieron a conocer.")
    )
    start: Day = field(Text("First message", "Primer mensaje"))
    end: Day = field(Text("Last message", "Último mensaje"))


def ends_after_start(content: Mapping[str, Any]) -> Iterable[Fault]:
    start, end = content.get("start"), content.get("end")
    if start and end and str(end) < str(start):
        yield BadInput(
            what=Text("The last message is older than the first.", "El último mensaje es anterior al primero."),
            where="end",
            do=Text("Correct one of the two dates.", "Corrige una de las dos fechas."),
        )


KIND = Kind(
    name="room",
    bodies={1: Room1},
    joint=False,
    title=Text("private room made public", "sala privada dada a conocer"),
    plural=Text("private rooms made public", "salas privadas dadas a conocer"),
    about=Text(
        "A private room that all its sides have released: how many messages, from when to when, and their fingerprint.",
        "Una sala privada que todas sus partes dieron a conocer: cuántos mensajes, desde cuándo, hasta cuándo y su "
        "huella.",
    ),
    by_hand=False,
    checks=(ends_after_start,),
)
