"""`bilateral restore`: a backup into an empty home, which then signs nothing until it has asked the others."""

from pathlib import Path
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import emit, progress, say, t
from bilateral.values import Text

HELP = t(
    "Put a backup into an empty folder (--home) and an empty database. It signs nothing until 'record recover'.",
    "Restaura un respaldo en una carpeta (--home) y una base de datos vacías. No firma nada hasta 'record recover'.",
)
Backup = Annotated[
    Path, typer.Argument(metavar=t("BACKUP", "RESPALDO"), help=t("The backup's folder.", "La carpeta del respaldo."))
]
KeysFrom = Annotated[
    Path | None,
    typer.Option(
        "--keys",
        metavar=t("DIR", "CARPETA"),
        help=t("The folder with the private keys, kept apart.", "La carpeta con las llaves privadas, guardada aparte."),
    ),
]


def restore(backup: Backup, keys: KeysFrom = None, as_json: AsJson = False) -> None:
    node.ready()
    from datetime import UTC, datetime

    from bilateral.node.care import restore as restoring
    from bilateral.node.home import home_path

    with progress(t("Restoring", "Restaurando")) as done:
        home, found = restoring.restore(home_path(), backup, datetime.now(UTC), keys=keys, progress=done)
    if as_json:
        emit({"home": str(home.path), "made_at": found.made_at, "keys": home.keys.is_dir()})
        return
    told = Text("The backup of {when} is in {path}.", "El respaldo del {when} está en {path}.")
    say(told.format(when=found.made_at, path=str(home.path)))
    if not home.keys.is_dir():
        say(Text("Put the private keys into keys/.", "Coloca las llaves privadas en keys/."))
    say(
        Text(
            "It signs nothing yet, because others may hold more of its record. Run: bilateral record recover [FROM]",
            "Aún no firma nada, pues otros pueden tener más de su registro. Ejecuta: bilateral record recover [ORIGEN]",
        )
    )
    say(
        Text(
            "People, roles and passwords are as on that day; open invitations no longer work. See: bilateral user list",
            "Personas, funciones y contraseñas son las de ese día; las invitaciones abiertas ya no sirven. Consulta:"
            " bilateral user list",
        )
    )
