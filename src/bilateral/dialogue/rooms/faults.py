"""What can be wrong with a message of a room or with what another home sends."""

from typing import Final

from bilateral.values import BadInput, Text

_DO: Final = Text(
    "Ask the other side to send it again from a current version of this software.",
    "Pide a la otra parte que lo envíe de nuevo desde una versión vigente de este programa.",
)


class RoomFault(BadInput):
    """Bytes that are no message of a room, or a message that can't follow from those held."""

    code = "room"


def need(good: bool, where: str) -> None:
    """:raises RoomFault: what stands at ``where`` is not of the form that spec/rooms.md asks for."""
    if not good:
        raise RoomFault(
            what=Text("This is not a message of a private room.", "Este no es un mensaje de una sala privada."),
            where=where,
            do=_DO,
        )
