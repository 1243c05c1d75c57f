"""`bilateral record`: see, prove, copy and check the record. Auditing needs no node: a folder or address is enough."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import approvals, node
from bilateral.cli.care.recover import recover
from bilateral.cli.faults import exit_code
from bilateral.cli.options import AsJson, Entry, Keys, Source
from bilateral.cli.output import DOES_NOT_HOLD, LANG, complain, emit, progress, say, t, write
from bilateral.cli.record_check import check_evidence, check_proof
from bilateral.cli.sources import Counted, read_keys, source_of
from bilateral.values import BadInput, Fault, Text, parse_place

app = typer.Typer(
    help=t("See, prove, copy and check the record.", "Consultar, probar, copiar y verificar el registro."),
    no_args_is_help=True,
)

Raw = Annotated[bool, typer.Option("--raw", help=t("Only its bytes.", "Sólo sus bytes."))]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar=t("FILE", "ARCHIVO"), help=t("Write the proof here.", "Escribe aquí la prueba.")),
]
Folder = Annotated[
    Path,
    typer.Argument(metavar=t("DIR", "CARPETA"), help=t("A new or empty folder.", "Una carpeta nueva o vacía.")),
]
FromWhere = Annotated[
    str,
    typer.Argument(
        metavar=t("[DIR|URL]", "[CARPETA|URL]"),
        help=t("Where to pull from; else each peer's own place.", "De dónde traer; si no, del lugar de cada par."),
    ),
]


@app.command(
    help=t(
        "Show the newest signed snapshot of each record held here.",
        "Muestra el corte firmado más reciente de cada registro.",
    )
)
def head(as_json: AsJson = False) -> None:
    node.opened()
    from bilateral.node.read import PUBLIC, site, to_json

    found = site(PUBLIC)
    if as_json:
        emit(to_json(found.heads))
        return
    for each in found.heads:
        attested = Text.join(", ", (p.name for p in each.attested_by)) or Text("nobody else yet", "nadie más todavía")
        say(Text.same(f"{each.log}  {each.size}  {each.root}"))
        say(
            Text("  {name}; attested by {who}", "  {name}; atestado por {who}").format(
                name=each.party.name, who=attested
            )
        )


@app.command(
    help=t(
        "Show one entry: what it means, then what it is made of.", "Muestra un asiento: qué significa y de qué consta."
    )
)
def show(place: Entry, raw: Raw = False, as_json: AsJson = False) -> None:
    node.opened()
    from bilateral.node.read import PUBLIC, entry, to_json

    found = entry(PUBLIC, *parse_place(place))
    if raw:
        write(found.raw + "\n")
    elif as_json:
        emit(to_json(found))
    else:
        _show(found)


def _show(found: Any) -> None:
    from bilateral.cli.reading import VERDICTS, state_of, tell_doubts

    act = found.act
    say(act.summary)
    verdict = VERDICTS.get(act.verdict, Text.same(act.verdict))
    say(Text.same(f"{act.ref.short}  {act.time:%Y-%m-%d %H:%M} UTC  ") + verdict + f"  {found.leaf}")
    for words in (act.verdict_reason, act.reason):
        if words:
            say(Text.same("  ") + words)
    tell_doubts(act.standing)
    for line in approvals.lines(found.raw.encode()):
        say(Text.same("  ") + line)
    for change in found.changes:
        say(Text.same(f"- {change.link.name} (") + change.link.kind_title + "): " + change.link.title)
        for diff in change.diffs:
            say(Text.same("    ") + diff.label)
    if found.proposal and act.act == "propose":
        say(state_of(found.proposal))


@app.command(
    help=t(
        "Make a proof that an entry is on the record, which anyone can check offline.",
        "Hace una prueba de que un asiento está en el registro, que cualquiera puede verificar sin red.",
    )
)
def prove(place: Entry, file: Out = None) -> None:
    home = node.opened()
    from bilateral.node import proving

    data = proving.proof(home, *parse_place(place))
    if file:
        file.write_bytes(data)
        say(Text("Proof written to {file}.", "Prueba escrita en {file}.").format(file=str(file)))
    else:
        write(data.decode())


app.command(
    "check-proof",
    help=t(
        "Check a proof against keys that you trust. Needs no node.",
        "Verifica una prueba con llaves en las que confías. No necesita un nodo.",
    ),
)(check_proof)
app.command(
    "check-evidence",
    help=t(
        "Check a file of evidence that a record was shown in two ways. Needs no node.",
        "Verifica un archivo de evidencia de que un registro se mostró de dos maneras. No necesita un nodo.",
    ),
)(check_evidence)


@app.command(
    help=t(
        "Write the whole record into a new folder: one folder a log, released texts, verifiers.txt.",
        "Escribe el registro completo en una carpeta nueva: una por registro, los textos publicados, verifiers.txt.",
    )
)
def export(folder: Folder, as_json: AsJson = False) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node import exporting, publisher
    from bilateral.node.read import PUBLIC, site

    publisher.publish(home, datetime.now(UTC))
    with progress(t("Exporting", "Exportando"), len(site(PUBLIC).heads)) as done:
        written = exporting.export(home, folder, done)
    if as_json:
        emit({"folder": str(folder), "files": written})
    else:
        say(
            Text("{files} files in {folder}.", "{files} archivos en {folder}.").format(
                files=written, folder=str(folder)
            )
        )


@app.command(
    help=t(
        "Check a copy of the record, byte by byte. Needs no node, no database and no private key.",
        "Verifica una copia del registro, byte por byte. No necesita nodo, base de datos ni llaves privadas.",
    )
)
def audit(where: Source, keys: Keys = None, as_json: AsJson = False) -> None:
    from bilateral.cli.cores import cores
    from bilateral.record.audit import audit as run_audit

    pinned = read_keys(keys) if keys else None
    with source_of(where) as source:
        files = source.list()
        if files is None:  # an address that doesn't answer was not checked, so it does not fail the check
            source.read("verifiers.txt")
        total = len(files) if files is not None else None
        with cores(files) as pool, progress(t("Checking", "Verificando"), total) as done:
            report = run_audit(Counted(source, done), pinned, pool)
    found = {finding.code: finding for finding in report.findings}
    if {"nothing-here", "file-missing"} <= found.keys() and not report.logs:
        nothing = found["nothing-here"]
        raise BadInput(nothing.what, where, nothing.do, code=nothing.code)
    if as_json:
        emit(report.to_json())
    else:
        for line in report.lines(LANG):
            say(line)
    if not report.ok:
        raise typer.Exit(DOES_NOT_HOLD)


app.command(
    help=t(
        "Bring this node's own entries back from where others hold them, verified: after a database was restored.",
        "Recupera los asientos propios de donde otros los tienen, verificados: tras restaurar una base de datos.",
    )
)(recover)


@app.command(
    help=t(
        "Bring the other side's record in, verified.",
        "Trae el registro de la otra parte, verificado.",
    )
)
def pull(where: FromWhere = "", as_json: AsJson = False) -> None:
    home = node.opened()
    places = [where] if where else sorted({peer.source for peer in home.peers if peer.source})
    if not places:
        raise BadInput(
            what=Text("There is nowhere to pull from.", "No hay de dónde traer."),
            where=t("DIR|URL", "CARPETA|URL"),
            do=Text("Name a folder or an address.", "Indica una carpeta o una dirección."),
        )
    found: list[Any] = []
    faults: list[Fault] = []
    for place in places:  # one peer that is down or wrong keeps nobody from the others
        try:
            found += _pull(home, place, faults)
        except Fault as fault:
            faults.append(fault)
    node.publish(home)
    _tell_pulled(found, faults, as_json)
    if faults:
        raise typer.Exit(min(map(_code_of, faults)))  # a record that does not hold weighs more than one not read


def _pull(home: Any, place: str, faults: list[Fault]) -> tuple[Any, ...]:
    from datetime import UTC, datetime

    from bilateral.node import sync

    with source_of(place) as source, progress(t("Pulling", "Trayendo")) as done:
        return sync.pull(home, source, datetime.now(UTC), done, faults)


def _code_of(fault: Fault) -> int:
    """A record that was read and does not hold is 1; one that can't be read, or holds nobody we know, is 2."""
    from bilateral.record.faults import RecordFault, SourceFault

    if isinstance(fault, RecordFault) and not isinstance(fault, SourceFault):
        return DOES_NOT_HOLD
    return exit_code(fault)


def _tell_pulled(found: list[Any], faults: list[Fault], as_json: bool) -> None:
    for fault in faults:
        complain(fault)
    if as_json:
        rows = [
            {"log": p.origin, "before": p.before, "after": p.after, "texts": p.texts, "attested": p.attested}
            | ({"ended": p.ended} if p.ended else {})
            for p in found
        ]
        emit({"logs": rows, "faults": [fault.to_dict() for fault in faults]})
        return
    for each in found:
        line = Text("{log}: {n} new, {size} entries in all", "{log}: {n} nuevos, {size} asientos en total")
        attested = Text("{log}: our snapshot {size} is attested", "{log}: nuestro corte {size} está atestado")
        over = Text(
            "{log}: {by} goes on for it; no more is taken than the {n} entries held",
            "{log}: lo continúa {by}; no se toman más que los {n} asientos que ya hay",
        )
        if each.ended:
            say(over.format(log=each.origin, n=each.after, by=each.ended))
            continue
        say((attested if each.attested else line).format(log=each.origin, n=each.after - each.before, size=each.after))
