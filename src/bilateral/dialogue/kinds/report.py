"""A progress report: what one government says has become of an action and of its own milestones. It needs nobody's
agreement, and changes nothing in what was agreed: that an action is complete takes all sides.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from bilateral.dialogue.kind import Body, Kind, Part, field
from bilateral.dialogue.value_types import Day, Link, PartId, Prose, Title, name_of
from bilateral.values import BadInput, Fault, Text

STATES: Final[dict[str, Text]] = {
    "done": Text("done", "cumplido"),
    "under-way": Text("under way", "en curso"),
    "not-started": Text("not started", "sin iniciar"),
}


class Progress1(Part):
    id: PartId = field(
        Text("Milestone", "Hito"), Text("Its id in the action, such as m1.", "Su clave en la acción, por ejemplo m1.")
    )
    state: Literal["done", "under-way", "not-started"] = field(Text("State", "Situación"), choices=STATES)


class Report1(Body):
    title: Title = field(Text("Title", "Título"), Text("What it reports, in a few words.", "Qué informa, en breve."))
    action: name_of("action") = field(Text("Action", "Acción"))  # type: ignore[valid-type]
    as_of: Day = field(
        Text("State on", "Situación al"),
        Text("The day up to which this report speaks.", "El día hasta el que habla este informe."),
    )
    milestones: tuple[Progress1, ...] = field(
        Text("Milestones", "Hitos"),
        Text("Those of this government that the report is about.", "Los de este gobierno a los que se refiere."),
    )
    text: Prose = field(Text("What was done", "Qué se hizo"), Text("In plain words.", "En palabras sencillas."))
    evidence: Link | None = field(
        Text("Where it can be verified", "Dónde puede verificarse"),
        Text("The address of what shows it.", "La dirección de lo que lo muestra."),
    )


def each_once(content: Mapping[str, Any]) -> Iterable[Fault]:
    ids = [part.get("id") for part in content.get("milestones") or ()]
    for twice in sorted({part for part in ids if part and ids.count(part) > 1}):
        yield BadInput(
            what=Text(f"The milestone {twice} is reported twice.", f"El hito {twice} se informa dos veces."),
            where="milestones",
            do=Text("Leave one of the two out.", "Omite uno de los dos."),
        )


def unknown_steps(content: Mapping[str, Any], party: str, action: Mapping[str, Any], where: str) -> Iterable[Fault]:
    """Milestones reported that the action (its body as it stands) doesn't have, or that are another government's."""
    own = [step["id"] for step in action.get("milestones", ()) if step["party"] == party]
    for part in content.get("milestones") or ():
        if part.get("id") not in own:
            yield BadInput(
                what=Text(
                    f"The action has no milestone {part.get('id')} of this government.",
                    f"La acción no tiene ningún hito {part.get('id')} de este gobierno.",
                ),
                where=f"{where}.milestones",
                do=Text(f"Use one of: {', '.join(own) or '-'}.", f"Usa uno de: {', '.join(own) or '-'}."),
            )


KIND = Kind(
    name="report",
    bodies={1: Report1},
    joint=False,
    title=Text("progress report", "informe de avance"),
    plural=Text("progress reports", "informes de avance"),
    about=Text(
        "What one government says it has done on an action.", "Lo que un gobierno informa haber hecho en una acción."
    ),
    parent="action",
    checks=(each_once,),
)
