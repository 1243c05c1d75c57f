"""What marks and states are called, in both languages."""

from typing import Any, Final

from bilateral.node.read.shapes import Due
from bilateral.values import Text, format_date

MARK_WORDS: Final[dict[str, Text]] = {
    "later": Text("a date moved later", "una fecha se aplazó"),
    "earlier": Text("a date moved earlier", "una fecha se adelantó"),
    "undated": Text("a date was given up for none", "una fecha se dejó sin fijar"),
    "reworded": Text("reworded", "cambió de redacción"),
    "late": Text("late, or a milestone of it is", "con retraso, o lo está un hito suyo"),
    "unreported": Text("a milestone is unreported", "un hito está sin informe"),
    "dropped": Text("something was dropped", "algo se abandonó"),
    "unassessed": Text("could not be assessed", "no pudo evaluarse"),
}
STEP_WORDS: Final[dict[str, Text]] = {
    "done": Text("reported done", "se informó cumplido"),
    "late": Text("late: reported, not done", "con retraso: se informó, sin cumplirse"),
    "unreported": Text("unreported: its date has passed", "sin informe: su fecha ya pasó"),
    "under-way": Text("reported, not due yet", "se informó, aún no vence"),
    "waiting": Text("not due yet", "aún no vence"),
    "complete": Text("agreed complete with the action", "cumplido con la acción, de común acuerdo"),
    "ended": Text("not asked any more", "ya no se pide"),
    "gone": Text("dropped from the text", "ya no está en el texto"),
}
DROPPED_WORDS: Final[dict[str, Text]] = {
    "retired": Text("given up, as all agreed", "abandonada, con la conformidad de todas las partes"),
    "annulled": Text("undone together", "anulada de común acuerdo"),
    "overtaken": Text("overtaken by another text", "rebasada por otro texto"),
    "cut_off": Text("does not count: its record had ended", "no cuenta: su registro había terminado"),
    "left_behind": Text(
        "left behind: the plan was succeeded, and no action of the next one carries it on",
        "quedó atrás: otro plan sucedió al suyo y ninguna de sus acciones la continúa",
    ),
}


def day_words(value: Any) -> Text:
    """A date in words; ongoing and unstated as what they are."""
    if isinstance(value, Due):
        if value.ongoing:
            return Text("ongoing", "permanente")
        value = value.date
    if value is None:
        return Text("no date", "sin fecha")
    return Text(format_date(value, "en"), format_date(value, "es"))
