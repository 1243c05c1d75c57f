"""An action: something both governments do, with a lead on each side and an end that can be verified."""

from collections.abc import Iterable, Mapping
from typing import Any

from bilateral.dialogue import effects
from bilateral.dialogue.kind import Body, Kind, Part, field
from bilateral.dialogue.value_types import (
    ONGOING,
    Day,
    Due,
    Number,
    Offices,
    PartId,
    Party,
    Places,
    Prose,
    Sectors,
    Title,
    name_of,
)
from bilateral.values import BadInput, Fault, Text


class Milestone1(Part):
    id: PartId = field(
        Text("Id", "Clave"), Text("Stays the same when the words change.", "No cambia aunque cambie el texto.")
    )
    party: Party = field(Text("Government", "Gobierno"))
    title: Title = field(Text("Milestone", "Hito"))
    due: Due = field(Text("Due", "Fecha límite"))


class Action1(Body):
    under: name_of("line", "pillar") = field(  # type: ignore[valid-type]
        Text("Under", "Dentro de"), Text("The line of work or the pillar.", "La línea de trabajo o el pilar.")
    )
    number: Number = field(Text("Number", "Número"))
    title: Title = field(Text("Title", "Título"))
    text: Prose = field(
        Text("What will be done", "Qué se hará"),
        Text("In plain words, one paragraph.", "En palabras sencillas, un párrafo."),
    )
    end: Prose = field(
        Text("How we will know it is done", "Cómo sabremos que se cumplió"),
        Text("Something that anyone can verify.", "Algo que cualquiera pueda verificar."),
    )
    leads: Offices = field(
        Text("Leads", "Responsables"),
        Text("One office of each government.", "Una dependencia de cada gobierno."),
    )
    start: Day | None = field(Text("Starts on", "Inicia el"))
    due: Due = field(Text("Due", "Fecha límite"), Text("A date, or 'ongoing'.", "Una fecha, o 'permanente'."))
    milestones: tuple[Milestone1, ...] = field(
        Text("Milestones", "Hitos"),
        Text("The steps of each government.", "Los pasos de cada gobierno."),
    )
    places: Places = field(Text("Places", "Lugares"))
    sectors: Sectors = field(Text("Sectors", "Sectores"))
    completed: Day | None = field(
        Text("Agreed complete on", "Cumplida de común acuerdo el"),
        Text("Set only when all sides agree that the end is reached.", "Sólo cuando todas las partes coinciden."),
    )


class Action2(Action1):
    """As version 1, and what it binds to, how it ends other than by being done, or goes on under a later plan."""

    effect: effects.Code | None = effects.effect_field()
    basis: Prose | None = effects.basis_field()

    follows: name_of("action") | None = field(  # type: ignore[valid-type]
        Text("Goes on from", "Continúa"),
        Text(
            "The action of an earlier plan that this one carries on: its dates count from there.",
            "La acción de un plan anterior que ésta continúa: sus fechas se cuentan desde ahí.",
        ),
    )
    retired: Day | None = field(
        Text("Given up on", "Abandonada el"),
        Text(
            "Set only when all sides agree to stop it before its end.",
            "Sólo cuando todas las partes acuerdan detenerla antes de su final.",
        ),
    )
    reason: Prose | None = field(
        Text("Why it was given up", "Por qué se abandonó"),
        Text("Only together with that date.", "Sólo junto con esa fecha."),
    )


def ids_differ(content: Mapping[str, Any]) -> Iterable[Fault]:
    """Milestones carry reports for years: two may not share an id."""
    ids = [part.get("id") for part in content.get("milestones") or ()]
    for twice in sorted({part for part in ids if part and ids.count(part) > 1}):
        yield BadInput(
            what=Text(f"Two milestones have the id {twice}.", f"Dos hitos tienen la clave {twice}."),
            where="milestones",
            do=Text("Give one of them another id.", "Asigna otra clave a uno de ellos."),
        )


def due_after_start(content: Mapping[str, Any]) -> Iterable[Fault]:
    start, due = content.get("start"), content.get("due")
    if start and due and due != ONGOING and str(due) < str(start):
        yield BadInput(
            what=Text("The action is due before it starts.", "La acción vence antes de iniciar."),
            where="due",
            do=Text("Correct one of the two dates.", "Corrige una de las dos fechas."),
        )


def ends_once(content: Mapping[str, Any]) -> Iterable[Fault]:
    """An action is completed or given up, and whoever gives one up says why."""
    if content.get("completed") and content.get("retired"):
        yield BadInput(
            what=Text("An action is completed or given up, not both.", "Una acción se cumple o se abandona, no ambas."),
            where="retired",
            do=Text("Leave one of the two dates empty.", "Deja vacía una de las dos fechas."),
        )
    if bool(content.get("retired")) != bool(content.get("reason")):
        yield BadInput(
            what=Text(
                "The date on which an action was given up and the reason go together.",
                "La fecha en que se abandonó una acción y el motivo van juntos.",
            ),
            where="reason" if content.get("retired") else "retired",
            do=Text("Fill in both, or neither.", "Llena ambos o ninguno."),
        )


KIND = Kind(
    name="action",
    bodies={1: Action1, 2: Action2},
    joint=True,
    title=Text("action", "acción"),
    plural=Text("actions", "acciones"),
    about=Text(
        "Something the governments do together, with a lead on each side and an end that can be verified.",
        "Algo que los gobiernos hacen juntos, con un responsable de cada parte y un final verificable.",
    ),
    parent="under",
    order="number",
    checks=(ids_differ, due_after_start, ends_once, effects.names_its_basis),
)
