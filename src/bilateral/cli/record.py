"""`bilateral record`: see, prove, copy and check the record. Auditing needs no node: a folder or an address is enough."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.act import AsJson
from bilateral.cli.output import LANG, emit, out, progress, say, t
from bilateral.record.sources import DirSource, HttpSource, Source
from bilateral.values import BadInput, Text, parse_place

app = typer.Typer(help=t("See, prove, copy and check the record.", "Consultar, probar, copiar y verificar el registro."), no_args_is_help=True)

Where = Annotated[str, typer.Argument(metavar="DIR|URL", help=t("A folder, or the address of a node.", "Una carpeta, o la dirección de un nodo."))]
Keys = Annotated[Path | None, typer.Option(help=t("Verifier keys that you trust, one a line.", "Llaves de verificación en las que confías, una por línea."))]


@app.command()
def head(as_json: AsJson = False) -> None:
    """The newest signed snapshot of each record held here."""
    node.opened()
    from bilateral.node.read import PUBLIC, site, to_json

    found = site(PUBLIC)
    if as_json:
        emit(to_json(found.heads))
        return
    for each in found.heads:
        attested = Text.join(", ", (p.name for p in each.attested_by)) or Text("nobody else yet", "nadie más todavía")
        say(Text.same(f"{each.party.origin}  {each.size}  {each.root}"))
        say(Text("  {name}; attested by {who}", "  {name}; atestado por {who}").format(name=each.party.name, who=attested))


@app.command()
def show(place: Annotated[str, typer.Argument(metavar="LOG#N")], raw: Annotated[bool, typer.Option("--raw")] = False, as_json: AsJson = False) -> None:
    """One entry: what it means, then what it is made of."""
    node.opened()
    from bilateral.node.read import PUBLIC, entry, to_json

    found = entry(PUBLIC, *parse_place(place))
    if raw:
        sys.stdout.write(found.raw + "\n")
    elif as_json:
        emit(to_json(found))
    else:
        _show(found)


def _show(found: Any) -> None:
    say(found.act.summary)
    say(Text.same(f"{found.act.ref.short}  {found.act.time:%Y-%m-%d %H:%M} UTC  {found.act.verdict}  {found.leaf}"))
    if found.act.verdict_reason:
        say(Text.same("  ") + found.act.verdict_reason)
    if found.act.reason:
        say(Text.same("  ") + found.act.reason)
    for change in found.changes:
        say(Text.same(f"- {change.link.name} (") + change.link.kind_title + "): " + change.link.title)
        for diff in change.diffs:
            say(Text.same("    ") + diff.label)
    if found.proposal and found.act.act == "propose":
        say(found.proposal.status_words)


@app.command()
def prove(place: Annotated[str, typer.Argument(metavar="LOG#N")], file: Annotated[Path | None, typer.Option("--out", help=t("Write the proof here.", "Escribe aquí la prueba."))] = None) -> None:
    """Make a proof that an entry is on the record, which anyone can check offline."""
    home = node.opened()
    from bilateral.node import proving

    data = proving.proof(home, *parse_place(place))
    if file:
        file.write_bytes(data)
        say(Text("Proof written to {file}.", "Prueba escrita en {file}.").format(file=str(file)))
    else:
        sys.stdout.write(data.decode())


@app.command("check-proof")
def check_proof(
    file: Annotated[Path, typer.Argument()],
    keys: Annotated[Path, typer.Option(help=t("Verifier keys that you trust, one a line.", "Llaves de verificación en las que confías, una por línea."))],
    entry: Annotated[Path | None, typer.Option(help=t("The entry's bytes, if the proof doesn't carry them.", "Los bytes del asiento, si la prueba no los trae."))] = None,
    as_json: AsJson = False,
) -> None:
    """Check a proof against keys that you trust. Needs no node."""
    from bilateral.record.faults import RecordFault
    from bilateral.record.proof import Proof, verify_proof

    data, told = _bytes(file), _bytes(entry) if entry else None
    Proof.parse(data, str(file))
    try:
        proved = verify_proof(data, read_keys(keys), told, str(file))
    except RecordFault as fault:
        say(Text("The proof does not hold: ", "La prueba no se sostiene: ") + fault.what)
        raise typer.Exit(1) from None
    names = ", ".join(sorted(key.name for key, _ in proved.cosigners))
    if as_json:
        emit({"origin": proved.checkpoint.origin, "seq": proved.index, "leaf": proved.leaf, "size": proved.checkpoint.size, "cosigners": names})
        return
    say(
        Text(
            "Entry {seq} of {log} is on the record as of snapshot {size}.", "El asiento {seq} de {log} está en el registro según el corte {size}."
        ).format(seq=proved.index, log=proved.checkpoint.origin, size=proved.checkpoint.size)
    )
    if names:
        say(Text("Attested by: {names}", "Atestado por: {names}").format(names=names))


@app.command()
def export(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write the whole record into a new folder: one folder a log, released texts, verifiers.txt."""
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node import exporting, publisher

    publisher.publish(home, datetime.now(UTC))
    with progress(t("Exporting", "Exportando")) as done:
        written = exporting.export(home, folder, done)
    say(Text("{files} files in {folder}.", "{files} archivos en {folder}.").format(files=written, folder=str(folder)))


@app.command()
def audit(where: Where, keys: Keys = None, as_json: AsJson = False) -> None:
    """Check a copy of the record, byte by byte. Needs no node, no database and no private key."""
    from bilateral.record.audit import audit as run_audit

    report = run_audit(source_of(where), read_keys(keys) if keys else None)
    if as_json:
        emit(report.to_json())
    else:
        for line in report.lines(LANG):
            out.print(line, markup=False)
    if not report.ok:
        raise typer.Exit(1)


@app.command()
def pull(where: Annotated[str, typer.Argument(metavar="[DIR|URL]")] = "", as_json: AsJson = False) -> None:
    """Bring the other side's record in, verified. Without an argument, from where each peer was added."""
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node import publisher, sync

    places = [where] if where else sorted({peer.source for peer in home.peers if peer.source})
    if not places:
        raise BadInput(
            what=Text("There is nowhere to pull from.", "No hay de dónde traer."),
            where="DIR|URL",
            do=Text("Name a folder or an address.", "Indica una carpeta o una dirección."),
        )
    found = []
    for place in places:
        with progress(t("Pulling", "Trayendo")) as done:
            found += sync.pull(home, source_of(place), datetime.now(UTC), done)
    publisher.publish(home, datetime.now(UTC))
    if as_json:
        emit([{"log": p.origin, "before": p.before, "after": p.after, "texts": p.texts, "attested": p.attested} for p in found])
        return
    for each in found:
        line = Text("{log}: {n} new entries, {size} in all", "{log}: {n} asientos nuevos, {size} en total")
        attested = Text("{log}: our snapshot {size} is attested", "{log}: nuestro corte {size} está atestado")
        say((attested if each.attested else line).format(log=each.origin, n=each.after - each.before, size=each.after))


def source_of(where: str) -> Source:
    """A folder, or the address of a node's record."""
    return HttpSource(where) if where.startswith(("http://", "https://")) else DirSource(where)


def read_keys(file: Path) -> tuple[Any, ...]:
    """Verifier keys from a file, one a line; blank lines and lines that begin with # are passed over."""
    from bilateral.record.note import VerifierKey

    lines = _bytes(file).decode("utf-8", "replace").splitlines()
    return tuple(
        VerifierKey.parse(line.strip(), f"{file}:{n}") for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")
    )


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            what=Text("This file can't be read.", "No se puede leer este archivo."),
            where=f"{file}: {error.strerror}",
            do=Text("Check the path.", "Revisa la ruta."),
        ) from None
