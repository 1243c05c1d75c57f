"""`bilateral office abolish`: an office is no more, and its actions are proposed for another one."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import Text

app = typer.Typer(
    help=t(
        "Offices that end and what becomes of their actions.", "Dependencias que terminan y qué pasa con sus acciones."
    ),
    no_args_is_help=True,
)
OldOffice = Annotated[
    str, typer.Argument(metavar="ID", help=t("The office, by its id.", "La dependencia, por su clave."))
]
On = Annotated[
    str,
    typer.Option(
        "--on",
        metavar=t("DAY", "DÍA"),
        help=t("From which day, such as 2026-12-31.", "Desde qué día, p. ej. 2026-12-31."),
    ),
]
To = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="ID",
        help=t("The office that has its work from then on.", "La dependencia que atiende sus asuntos desde entonces."),
    ),
]


@app.callback()
def main() -> None:
    """A group, so that its one command keeps its name."""


@app.command(
    help=t(
        "Record that an office is abolished, and propose its actions for another one; the other side agrees to those.",
        "Registra que una dependencia se suprime y propone sus acciones para otra; la otra parte da su conformidad.",
    )
)
def abolish(office: OldOffice, on: On, to: To = "", party: As = "", as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.continuity.offices import abolish as put
    from bilateral.node.read import to_json

    done = put(home, node.party_of(home, party), office, on, to, datetime.now(UTC))
    node.publish(home)
    if as_json:
        emit(to_json(done))
        return
    say(
        Text("{office} is abolished: {ref}.", "{office} se suprime: {ref}.").format(
            office=done.office, ref=done.recorded
        )
    )
    for place in done.proposed:
        told = Text(
            "Its actions are proposed for the other office: {ref}.", "Se proponen sus acciones para la otra: {ref}."
        )
        say(told.format(ref=place))
