"""What a bridge shows, and the same in words.

Here: `Stay`, `Side`, the states, `in_words`. Not here: the drawing (bridge), what counts as late or stale (dialogue).
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from bilateral.values import Text

State = Literal["open", "late", "stale", "unknown", "ongoing", "closed"]
STATES: Final[tuple[State, ...]] = get_args(State)


@dataclass(frozen=True, slots=True)
class Stay:
    """A milestone of one side."""

    done: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One party: its place in the dialogue's order (for its colour and hatching), its name, its milestones in order."""

    party_index: int
    name: str
    milestones: tuple[Stay, ...] = ()
    reported: bool = True

    @property
    def done(self) -> int:
        """What has not been reported is unknown, and is not drawn as done."""
        return sum(stay.done for stay in self.milestones) if self.reported else 0


def in_words(sides: tuple[Side, ...], keystone: State) -> Text:
    """What the picture shows, as its label: each side's count, then the state."""
    return Text.join(" ", [*(_side_words(side) for side in sides), _STATE_WORDS[keystone]])


def _side_words(side: Side) -> Text:
    total = len(side.milestones)
    if not side.reported:
        words = Text("{name}: no report yet.", "{name}: aún sin informe.")
    elif not total:
        words = Text("{name}: no milestones.", "{name}: sin hitos.")
    elif total == 1:
        words = Text("{name}: {done} of 1 milestone done.", "{name}: {done} de 1 hito cumplido.")
    else:
        words = Text("{name}: {done} of {total} milestones done.", "{name}: {done} de {total} hitos cumplidos.")
    return words.format(name=side.name, done=side.done, total=total)


_STATE_WORDS: Final[dict[State, Text]] = {
    "open": Text("Open: not yet agreed complete.", "Abierta: aún no se acuerda que esté concluida."),
    "late": Text("Late: a date has passed.", "Con retraso: venció una fecha."),
    "stale": Text("Not updated: a report is missing.", "Sin actualizar: falta un informe."),
    "unknown": Text("Not known how far it is.", "Se desconoce su avance."),
    "ongoing": Text("Ongoing: it has no end to agree on.", "Permanente: no tiene un final que acordar."),
    "closed": Text("Agreed complete by all.", "Concluida, por acuerdo de todas las partes."),
}
