"""An office of one government. Each government keeps its own: no one else's agreement is needed."""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Day, Link, Title, name_of
from bilateral.values import BadInput, Fault, Text


class Office1(Body):
    title: Title = field(
        Text("Name", "Nombre"),
        Text("With its usual abbreviation in brackets.", "Con sus siglas entre paréntesis."),
    )
    link: Link | None = field(Text("Website", "Sitio web"))


class Office2(Office1):
    """As version 1, and its end: from when it is no more, and who takes its work over."""

    ended: Day | None = field(
        Text("Abolished on", "Suprimida el"),
        Text("Only for an office that exists no more.", "Sólo para una dependencia que ya no existe."),
    )
    moved_to: name_of("office") | None = field(  # type: ignore[valid-type]
        Text("Its work goes to", "Sus asuntos pasan a"),
        Text("Another office of the same government.", "Otra dependencia del mismo gobierno."),
    )


def moves_when_ended(content: Mapping[str, Any]) -> Iterable[Fault]:
    if content.get("moved_to") and not content.get("ended"):
        yield BadInput(
            what=Text(
                "The work of an office moves when it is abolished.",
                "Los asuntos de una dependencia pasan a otra cuando se suprime.",
            ),
            where="ended",
            do=Text("Say from which day.", "Indica desde qué día."),
        )


KIND = Kind(
    name="office",
    bodies={1: Office1, 2: Office2},
    joint=False,
    title=Text("office", "dependencia"),
    plural=Text("offices", "dependencias"),
    about=Text("An office of one government.", "Una dependencia de un gobierno."),
    checks=(moves_when_ended,),
)
