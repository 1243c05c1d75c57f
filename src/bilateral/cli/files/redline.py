"""`bilateral redline`: texts as a .docx with tracked changes in both languages, and back from whoever edited it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import node, papers
from bilateral.cli.files import redline_told as told
from bilateral.cli.files.writing import write_new, write_package
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import BadInput, Text

app = typer.Typer(
    help=t(
        "Texts as .docx with tracked changes in both languages, and back in.",
        "Textos como .docx con cambios marcados en ambos idiomas, y de regreso.",
    ),
    no_args_is_help=True,
)
_FILE = t("FILE", "ARCHIVO")
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        metavar=t("NAME", "NOMBRE"),
        help=t("A document by its full name; repeat.", "Un documento por su nombre completo; repetible."),
    ),
]
DraftFile = Annotated[
    Path | None,
    typer.Option(
        "--draft",
        metavar=_FILE,
        help=t(
            "What is proposed: a package, or one text with --document.",
            "Lo que se propone: un paquete, o un solo texto con --document.",
        ),
    ),
]
KindOption = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar=t("KIND", "TIPO"),
        help=t("The kind of a text that is new.", "El tipo de un texto que es nuevo."),
    ),
]
Author = Annotated[
    str,
    typer.Option(
        metavar=t("NAME", "NOMBRE"),
        help=t("Whose changes they are (else the government's).", "De quién son los cambios (si no, del gobierno)."),
    ),
]
CommentsFile = Annotated[
    Path | None,
    typer.Option(
        "--comments",
        metavar=_FILE,
        help=t(
            "Comments to put in: the report of 'redline read'.",
            "Comentarios por incluir: el reporte de 'redline read'.",
        ),
    ),
]
DocxOut = Annotated[
    Path, typer.Option("--out", metavar=_FILE, help=t("The .docx to write.", "El .docx que se genera."))
]
DocxFile = Annotated[Path, typer.Argument(metavar=_FILE, help=t("The .docx that came back.", "El .docx que regresó."))]
DraftOut = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar=_FILE,
        help=t(
            "Write the texts here, .json or .yaml, for 'act propose --file'.",
            "Guarda aquí los textos, .json o .yaml, para 'act propose --file'.",
        ),
    ),
]
ReportOut = Annotated[
    Path | None,
    typer.Option(
        "--report",
        metavar=_FILE,
        help=t(
            "Write comments and open changes here, as JSON.", "Guarda aquí comentarios y cambios abiertos, en JSON."
        ),
    ),
]
StillOpen = Annotated[
    str,
    typer.Option(
        "--open",
        metavar="accept|reject",
        help=t("What to do with changes that are still open.", "Qué hacer con los cambios que siguen abiertos."),
    ),
]


@app.command(
    help=t(
        "Write documents as a .docx: both languages side by side, with what a draft changes tracked.",
        "Genera un .docx con los documentos: ambos idiomas lado a lado y marcado lo que cambia un borrador.",
    )
)
def write(
    out: DocxOut,
    document: Documents = None,
    draft: DraftFile = None,
    kind: KindOption = "",
    author: Author = "",
    comments: CommentsFile = None,
    party: As = "",
    as_json: AsJson = False,
) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.cli.files.redline_told import remarks_in
    from bilateral.files.redline import Redline, write_redline
    from bilateral.node.files.redlines import own_name, sheets

    if draft is None and not document:
        raise BadInput(
            Text("Nothing was named to write.", "No se indicó qué generar."),
            "--document, --draft",
            Text("Name a document, a draft, or both.", "Indica un documento, un borrador o ambos."),
        )
    party = node.party_of(home, party)
    given = papers.read_fields(draft) if draft else None
    made = sheets(home, party, _documents(given, document or [], kind))
    names = [sheet.name for sheet in made]
    remarks = remarks_in(comments, names) if comments else ()
    redline = Redline(made, author.strip() or own_name(party), datetime.now(UTC), remarks)
    write_new(out, write_redline(redline))
    if as_json:
        emit({"out": str(out), "documents": names, "changes": told.changed(made), "comments": len(remarks)})
        return
    said = Text("{out}: documents: {d}; fields changed: {c}.", "{out}: documentos: {d}; campos con cambios: {c}.")
    say(said.format(out=str(out), d=len(made), c=told.changed(made)))


def _documents(given: dict[str, Any] | None, names: list[str], kind: str) -> list[dict[str, Any]]:
    """What is asked for, in the form of a package's documents."""
    if given is None:
        return [{"kind": kind, "name": name} for name in names]
    if papers.PACKAGE in given:
        package = list(given[papers.PACKAGE])
        return [each for each in package if not names or each.get("name") in names] if names else package
    if len(names) != 1:
        raise BadInput(
            Text("This draft doesn't say which document it is.", "Este borrador no dice de qué documento es."),
            "--document",
            Text("Name one with --document.", "Indica uno con --document."),
        )
    return [{"kind": kind, "name": names[0], "content": given}]


@app.command(
    help=t(
        "Read a .docx that was edited: the texts, what is still open, the comments, and what was not taken over.",
        "Lee un .docx editado: los textos, lo que sigue abierto, los comentarios y lo que no se incorporó.",
    )
)
def read(
    file: DocxFile,
    out: DraftOut = None,
    document: Documents = None,
    report: ReportOut = None,
    still_open: StillOpen = "accept",
    as_json: AsJson = False,
) -> None:
    if still_open not in ("accept", "reject"):
        raise BadInput(
            Text("Open changes are accepted or rejected.", "Los cambios abiertos se aceptan o se rechazan."),
            f"--open {still_open}",
            Text("Write accept or reject.", "Escribe accept o reject."),
        )
    node.opened()
    import json

    from bilateral.files.redline import read_redline
    from bilateral.node.files.redlines import take

    returned = read_redline(file.name, papers.read_bytes(file))
    gathered = take(file.name, returned, document or [], "accept" if still_open == "accept" else "reject")
    answer = told.answer(returned, gathered)
    if report:
        write_new(report, (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    if out:
        write_package(out, answer["documents"])
    if as_json:
        emit(answer)
    else:
        told.tell(returned, gathered, out)
