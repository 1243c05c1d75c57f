"""A removal: what all governments of a joint text agree to withhold, replace or erase of it, and why."""

from typing import Literal

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Entry, Prose, SealedItems, Title
from bilateral.record.items import GROUNDS
from bilateral.values import Text

_WHAT = {
    "withhold": Text("withhold them", "reservarlos"),
    "redact": Text("withhold them and show others in their place", "reservarlos y mostrar otros en su lugar"),
    "erase": Text("erase them for good", "borrarlos para siempre"),
}


class Removal1(Body):
    title: Title = field(Text("Title", "Título"))
    target: Entry = field(
        Text("Entry", "Asiento"), Text("The entry that introduced the texts.", "El asiento que introdujo los textos.")
    )
    items: SealedItems = field(
        Text("Texts", "Textos"), Text("By the fingerprint of each.", "Por la huella de cada uno.")
    )
    what: Literal["withhold", "redact", "erase"] = field(Text("What is done", "Qué se hace"), choices=_WHAT)
    ground: Literal[
        "personal-data",
        "safety",
        "security",
        "commercial",
        "proceedings",
        "deliberation",
        "court-order",
        "rights",
        "mistake",
    ] = field(Text("Ground", "Fundamento"), choices=GROUNDS)
    reason: Prose = field(
        Text("Reason", "Motivo"),
        Text("Why, without repeating what is withheld.", "Por qué, sin repetir lo que se reserva."),
    )


KIND = Kind(
    name="removal",
    bodies={1: Removal1},
    joint=True,
    title=Text("removal of a text", "retiro de un texto"),
    plural=Text("removals of texts", "retiros de textos"),
    about=Text(
        "What both governments agree to withhold or erase of a joint text.",
        "Lo que los gobiernos convienen en reservar o borrar de un texto conjunto.",
    ),
)
