"""A pillar: one of the large subjects of a plan."""

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Number, Prose, Title, name_of
from bilateral.values import Text


class Pillar1(Body):
    plan: name_of("plan") = field(Text("Plan", "Plan"))  # type: ignore[valid-type]
    number: Number = field(Text("Number", "Número"))
    title: Title = field(Text("Title", "Título"))
    summary: Prose = field(
        Text("Summary", "Resumen"),
        Text("What this pillar is for, in a few sentences.", "Para qué es este pilar, en pocas oraciones."),
    )


KIND = Kind(
    name="pillar",
    bodies={1: Pillar1},
    joint=True,
    title=Text("pillar", "pilar"),
    plural=Text("pillars", "pilares"),
    about=Text("One of the large subjects of a plan.", "Uno de los grandes temas de un plan."),
    parent="plan",
    order="number",
)
