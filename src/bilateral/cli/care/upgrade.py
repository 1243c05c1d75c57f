"""`bilateral upgrade`: bring the database up to this release, or change nothing."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bilateral import __version__
from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import emit, progress, say, t
from bilateral.values import Text

if TYPE_CHECKING:
    from bilateral.node.home import Home

HELP = t(
    "Bring the database up to this release: backup first, then all of it or nothing. Stop the node before.",
    "Actualiza la base de datos a esta versión: primero un respaldo, luego todo o nada. Detén antes el nodo.",
)
Backups = Annotated[
    Path | None,
    typer.Option(
        "--backups",
        metavar=t("DIR", "CARPETA"),
        help=t(
            "Where the backup goes (else where the last one went, else beside the node's folder).",
            "Dónde va el respaldo (si no, donde el último; si no, junto a la carpeta del nodo).",
        ),
    ),
]


def upgrade(backups: Backups = None, as_json: AsJson = False) -> None:
    home = node.opened(any_release=True)
    from datetime import UTC, datetime

    from bilateral.node.care import running, versions
    from bilateral.node.care import upgrade as upgrading

    # Where there is nothing to do, nothing has to stop for it: a second `make run` beside the first is no mistake.
    quiet = running.stopped(home) if versions.look().missing else nullcontext()
    with quiet, progress(t("Upgrading", "Actualizando")) as done:
        found = upgrading.upgrade(home, backups or _usual(home), datetime.now(UTC), done)
    if as_json:
        emit(
            {
                "version": __version__,
                "before": found.before,
                "after": found.after,
                "applied": list(found.applied),
                "backup": str(found.backup or ""),
            }
        )
        return
    if found.backup:
        say(Text("Backup written: {path}", "Respaldo escrito: {path}").format(path=str(found.backup)))
    if not found.applied:
        told = Text(
            "The database is this release's already: {after}", "La base de datos ya es de esta versión: {after}"
        )
        say(told.format(after=found.after))
        return
    told = Text("Release {version}: {before} -> {after}", "Versión {version}: {before} -> {after}")
    say(told.format(version=__version__, before=found.before, after=found.after))


def _usual(home: "Home") -> Path:
    from bilateral.node.care import shelf

    rows = shelf.backups(home)
    return Path(rows[-1].path).parent if rows else home.path.with_name(f"{home.path.name}-backups")
