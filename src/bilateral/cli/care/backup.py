"""`bilateral backup`: make one, check one, list them, destroy those past their date."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import DOES_NOT_HOLD, complain, emit, progress, say, t
from bilateral.values import Text

if TYPE_CHECKING:
    from bilateral.node.care.manifest import Manifest
    from bilateral.node.care.shelf import Shelved

app = typer.Typer(
    help=t(
        "Copies of the node, each with a date by which it must be destroyed.",
        "Copias del nodo, cada una con la fecha límite para destruirla.",
    ),
    no_args_is_help=True,
)
Folder = Annotated[
    Path,
    typer.Argument(
        metavar=t("DIR", "CARPETA"),
        help=t("Where backups are kept; each gets a folder there.", "Donde se guardan; cada uno tiene ahí su carpeta."),
    ),
]
One = Annotated[Path, typer.Argument(metavar=t("BACKUP", "RESPALDO"), help=t("Its folder.", "Su carpeta."))]
Where = Annotated[
    str,
    typer.Argument(
        metavar=t("PATH", "RUTA"), help=t("Its place as the list shows it.", "Su lugar tal como lo muestra la lista.")
    ),
]
WithKeys = Annotated[
    bool,
    typer.Option(
        "--with-keys",
        help=t(
            "Private keys too. Whoever gets hold of it can sign as this government.",
            "También las llaves privadas. Quien lo obtenga puede firmar por este gobierno.",
        ),
    ),
]


@app.command(
    help=t(
        "Copy the node while it goes on working: database, settings, publication. Whole or not at all.",
        "Copia el nodo mientras sigue trabajando: base de datos, ajustes, publicación. Completo o nada.",
    )
)
def make(folder: Folder, with_keys: WithKeys = False, as_json: AsJson = False) -> None:
    home = node.opened(any_release=True)
    from datetime import UTC, datetime

    from bilateral.node.care import backup

    with progress(t("Backing up", "Respaldando")) as done:
        path, found = backup.make(home, folder, datetime.now(UTC), with_keys=with_keys, progress=done)
    if as_json:
        emit({"backup": str(path), **_plain(found)})
        return
    say(Text("Backup written: {path}", "Respaldo escrito: {path}").format(path=str(path)))
    _tell(found)


@app.command(
    help=t(
        "Check a backup: files, entries, roots, sealed words. Needs no node.",
        "Verifica un respaldo: archivos, asientos, raíces, textos sellados. No necesita un nodo.",
    )
)
def check(folder: One, as_json: AsJson = False) -> None:
    from bilateral.node.care import manifest

    found = manifest.read(folder)
    faults = list(manifest.problems(folder, found))
    if as_json:
        emit({"holds": not faults, **_plain(found), "faults": [fault.to_dict() for fault in faults]})
    else:
        _tell(found)
        for fault in faults:
            complain(fault)
        if not faults:
            say(Text("It is whole.", "Está completo."))
    if faults:
        raise typer.Exit(DOES_NOT_HOLD)


def _plain(found: "Manifest") -> dict[str, Any]:
    """What a manifest says, without its list of files."""
    return {
        "version": found.version,
        "made_at": found.made_at,
        "destroy_by": found.destroy_by,
        "keys": found.keys,
        "files": len(found.files),
        "logs": [{"origin": log.origin, "size": log.size, "root": log.root} for log in found.logs],
    }


def _tell(found: "Manifest") -> None:
    for log in found.logs:
        say(Text.same(f"  {log.origin}  {log.size}  {log.root}"))
    made = Text("  made {when} by release {version}", "  hecho {when} con la versión {version}")
    say(made.format(when=found.made_at, version=found.version))
    say(Text("  destroy it by {when}", "  destrúyelo a más tardar el {when}").format(when=found.destroy_by))
    if found.keys:
        say(
            Text(
                "  It holds private keys: whoever has it can sign as this government.",
                "  Contiene llaves privadas: quien lo tenga puede firmar por este gobierno.",
            )
        )
    else:
        say(
            Text(
                "  Private keys are not in it: keep a copy of keys/ apart.",
                "  No contiene llaves privadas: guarda aparte una copia de keys/.",
            )
        )


@app.command("list", help=t("List the backups made of this node.", "Enumera los respaldos hechos de este nodo."))
def list_backups(as_json: AsJson = False) -> None:
    home = node.settled()
    from datetime import UTC, datetime

    from bilateral.node.care import shelf

    now, rows = datetime.now(UTC), shelf.backups(home)
    if as_json:
        emit([{**_row(each), "there": each.there, "overdue": each.overdue(now)} for each in rows])
        return
    for each in rows:
        late = Text("destroy it now", "destrúyelo ya") if each.overdue(now) else Text("kept", "se conserva")
        away = Text("", "") if each.there else Text(" (not there any more)", " (ya no está ahí)")
        say(Text.same(f"{each.made_at}  {each.destroy_by}  {each.path}  ") + late + away)
    if not rows:
        say(Text("There are no backups.", "No hay respaldos."))


def _row(each: "Shelved") -> dict[str, Any]:
    return {"path": each.path, "made_at": each.made_at, "destroy_by": each.destroy_by, "keys": each.keys}


@app.command(
    help=t(
        "Destroy the backups past their date; name those that were moved elsewhere.",
        "Destruye los respaldos vencidos; nombra los que se llevaron a otro lugar.",
    )
)
def expire(as_json: AsJson = False) -> None:
    home = node.settled()
    from datetime import UTC, datetime

    from bilateral.node.care import shelf

    gone, astray = shelf.expire(home, datetime.now(UTC))
    if as_json:
        emit({"destroyed": [_row(each) for each in gone], "moved": [_row(each) for each in astray]})
    else:
        for each in gone:
            say(Text("Destroyed: {path}", "Destruido: {path}").format(path=each.path))
        told = Text(
            "Not there any more: {path}. Destroy it where it is now, then: bilateral backup destroyed {path}",
            "Ya no está ahí: {path}. Destrúyelo donde esté y luego: bilateral backup destroyed {path}",
        )
        for each in astray:
            say(told.format(path=each.path))
        if not gone and not astray:
            say(Text("None is past its date.", "Ninguno está vencido."))
    if astray:
        raise typer.Exit(DOES_NOT_HOLD)


@app.command(
    help=t(
        "Say that a backup that was moved has been destroyed.",
        "Indica que un respaldo que se llevó a otro lugar fue destruido.",
    )
)
def destroyed(path: Where) -> None:
    home = node.settled()
    from datetime import UTC, datetime

    from bilateral.node.care import shelf

    shelf.destroyed(home, path, datetime.now(UTC))
    say(Text("Noted: {path}", "Anotado: {path}").format(path=path))
