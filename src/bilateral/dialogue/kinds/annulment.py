"""An annulment: the joint act that undoes an agreement, for instance one made with stolen keys.

It names the proposal that it undoes, which every government that agreed to it must undo together. What was in force
before comes into force again; the undone text stays on the record and can be proposed anew. The rules are the fold's.
"""

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.value_types import Entry, Prose, Title
from bilateral.values import Text


class Annulment1(Body):
    title: Title = field(Text("Title", "Título"), Text("What is undone, in a few words.", "Qué se anula, en breve."))
    target: Entry = field(
        Text("Agreement undone", "Acuerdo que se anula"),
        Text(
            "Where the proposal stands on the record that all agreed to.",
            "El lugar del registro donde está la propuesta que todas las partes acordaron.",
        ),
    )
    reason: Prose = field(Text("Why", "Motivo"), Text("Why it is undone.", "Por qué se anula."))


KIND = Kind(
    name="annulment",
    bodies={1: Annulment1},
    joint=True,
    title=Text("annulment", "anulación"),
    plural=Text("annulments", "anulaciones"),
    about=Text(
        "Undoes an agreement, together: what was in force before is in force again.",
        "Deja sin efecto un acuerdo, de común acuerdo: vuelve a regir lo que regía antes.",
    ),
    undoes="target",
)
