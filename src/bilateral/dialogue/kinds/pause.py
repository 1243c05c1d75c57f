"""A pause: a time in which one government does not take part in the dialogue, said on the record with its reason.

It belongs to the government that records it: nobody can be made to talk. The dialogue is paused while any of its
governments pauses, and goes on when the last one has said on which day it is back. A pause moves no date and undoes
nothing: whoever shows a date that passed meanwhile says so.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Day, Prose, Title
from bilateral.values import BadInput, Fault, Text


class Pause1(Body):
    title: Title = field(Text("Title", "Título"))
    start: Day = field(Text("Paused from", "En pausa desde el"))
    end: Day | None = field(
        Text("Resumed on", "Reanudado el"),
        Text(
            "Empty while the pause lasts; filled in to resume.",
            "Vacío mientras dura la pausa; se llena para reanudar.",
        ),
    )
    reason: Prose = field(Text("Why", "Motivo"))


def ends_after_start(content: Mapping[str, Any]) -> Iterable[Fault]:
    start, end = content.get("start"), content.get("end")
    if start and end and str(end) < str(start):
        yield BadInput(
            what=Text("The pause ends before it begins.", "La pausa termina antes de empezar."),
            where="end",
            do=Text("Correct one of the two dates.", "Corrige una de las dos fechas."),
        )


KIND = Kind(
    name="pause",
    bodies={1: Pause1},
    joint=False,
    title=Text("pause of the dialogue", "pausa del diálogo"),
    plural=Text("pauses of the dialogue", "pausas del diálogo"),
    about=Text(
        "A time in which one government does not take part in the dialogue.",
        "Un periodo en que un gobierno no participa en el diálogo.",
    ),
    checks=(ends_after_start,),
)
