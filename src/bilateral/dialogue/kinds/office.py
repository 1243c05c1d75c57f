"""An office of one government. Each government keeps its own: no one else's agreement is needed."""

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Link, Title
from bilateral.values import Text


class Office1(Body):
    title: Title = field(
        Text("Name", "Nombre"),
        Text("With its usual abbreviation in brackets.", "Con sus siglas entre paréntesis."),
    )
    link: Link | None = field(Text("Website", "Sitio web"))


KIND = Kind(
    name="office",
    bodies={1: Office1},
    joint=False,
    title=Text("office", "dependencia"),
    plural=Text("offices", "dependencias"),
    about=Text("An office of one government.", "Una dependencia de un gobierno."),
)
