"""A line of work: a heading under a pillar that holds several actions together."""

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Number, Title, name_of
from bilateral.values import Text


class Line1(Body):
    pillar: name_of("pillar") = field(Text("Pillar", "Pilar"))  # type: ignore[valid-type]
    number: Number = field(Text("Number", "Número"))
    title: Title = field(Text("Title", "Título"))


KIND = Kind(
    name="line",
    bodies={1: Line1},
    joint=True,
    title=Text("line of work", "línea de trabajo"),
    plural=Text("lines of work", "líneas de trabajo"),
    about=Text("A heading under a pillar.", "Un encabezado dentro de un pilar."),
    parent="pillar",
    order="number",
)
