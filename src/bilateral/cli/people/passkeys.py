"""`bilateral user require-passkey`: whether a government signs only together with an official's passkey."""

from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import BadInput, Text

Wanted = Annotated[
    str,
    typer.Argument(
        metavar="[on|off]", help=t("Set it; else it is only told.", "Fíjalo; si no, sólo se indica cómo está.")
    ),
]


def register(app: typer.Typer) -> None:
    app.command(
        "require-passkey",
        help=t(
            "Sign only together with an official's passkey: proposals and answers, on pages and by command.",
            "Firmar sólo junto con la llave de acceso de una persona funcionaria: propuestas y respuestas, en páginas "
            "y por comando.",
        ),
    )(require_passkey)


def require_passkey(wanted: Wanted = "", party: As = "", as_json: AsJson = False) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node.approving.required import REQUIRED
    from bilateral.node.care import journal
    from bilateral.node.people import rules

    code = node.party_of(home, party)
    if wanted not in ("", "on", "off"):
        raise BadInput(
            what=Text("This is neither on nor off.", "Esto no es ni on ni off."),
            where=wanted,
            do=Text("Write on, off, or nothing.", "Escribe on, off o nada."),
        )
    if wanted:
        rules.settle(None, code, REQUIRED, on=wanted == "on")
        journal.note(home, "require-passkey", datetime.now(UTC), party=code, wanted=wanted)
    is_on = rules.is_on(code, REQUIRED)
    if as_json:
        emit({"party": code, "required": is_on})
        return
    told = (
        Text("{party} signs only with an official's passkey.", "{party} firma sólo con una llave de acceso.")
        if is_on
        else Text("{party} signs without a passkey, or with one.", "{party} firma con llave de acceso o sin ella.")
    )
    say(told.format(party=code))
