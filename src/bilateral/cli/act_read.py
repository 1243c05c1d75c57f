"""`bilateral act list|show|diff|template`: what is proposed and agreed, for people and as JSON."""

from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson, Kind, Proposal
from bilateral.cli.output import emit, say, t, write
from bilateral.values import BadInput, Text, parse_place

STATES = ("open", "agreed", "annulled", "declined", "withdrawn", "overtaken")
DocumentArgument = Annotated[
    str,
    typer.Argument(
        metavar=t("NAME", "NOMBRE"),
        help=t("The document's full name, such as hled/us:plan.", "El nombre completo, p. ej. hled/us:plan."),
    ),
]
Start = Annotated[
    str,
    typer.Option(
        metavar=t("NAME", "NOMBRE"),
        help=t("Start from this document's text.", "Parte del texto de este documento."),
    ),
]
Status = Annotated[
    str, typer.Option(metavar="|".join(STATES), help=t("Only those in this state.", "Sólo las de este estado."))
]


def register(app: typer.Typer) -> None:
    app.command(
        "list",
        help=t("List the proposals and what became of them.", "Enumera las propuestas y qué fue de ellas."),
    )(list_acts)
    app.command(
        help=t(
            "Show a document: its text, its versions, what is proposed.",
            "Muestra un documento: su texto, sus versiones, lo propuesto.",
        ),
    )(show)
    app.command(
        help=t("Show what a proposal changes, word by word.", "Muestra qué cambia una propuesta, palabra por palabra.")
    )(diff)
    app.command(help=t("Print a text to fill in, as YAML.", "Imprime un texto por llenar, en YAML."))(template)


def list_acts(status: Status = "", as_json: AsJson = False) -> None:
    if status and status not in STATES:
        raise BadInput(
            what=Text("There is no such state.", "No existe ese estado."),
            where=f"--status {status}",
            do=Text("Use one of: {names}.", "Usa uno de: {names}.").format(names=", ".join(STATES)),
        )
    node.opened()
    from bilateral.node.read import PUBLIC, proposals, to_json

    page = proposals(PUBLIC, status=status or None, limit=500)
    items, after = list(page.items), page.after
    while after:
        page = proposals(PUBLIC, status=status or None, after=after, limit=500)
        items, after = items + list(page.items), page.after
    if as_json:
        emit({"items": to_json(items), "total": len(items)})
        return
    from bilateral.cli.reading import state_of

    for proposal in items:
        say(Text.same(f"{proposal.ref.short}  ") + state_of(proposal) + "  " + proposal.title)
    if not items:
        say(Text("There are no proposals.", "No hay propuestas."))


def show(name: DocumentArgument, as_json: AsJson = False) -> None:
    node.opened()
    from bilateral.cli import reading
    from bilateral.node.read import PUBLIC, document, to_json

    found = document(PUBLIC, name)
    if as_json:
        emit(to_json(found))
    else:
        reading.tell_document(found)


def diff(place: Proposal, as_json: AsJson = False) -> None:
    node.opened()
    from bilateral.cli import reading
    from bilateral.node.read import PUBLIC, entry, to_json

    found = entry(PUBLIC, *parse_place(place))
    if found.act.act != "propose":
        raise BadInput(
            what=Text("This entry proposes nothing.", "Este asiento no propone nada."),
            where=place,
            do=Text(
                "Name a proposal; 'bilateral act list' shows them.",
                "Indica una propuesta; véanse con 'bilateral act list'.",
            ),
        )
    if as_json:
        emit({"entry": found.act.ref.to_json(), "changes": to_json(found.changes)})
    else:
        reading.tell_changes(found)


def template(kind: Kind, name: Start = "", as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.dialogue.compose import template as blank
    from bilateral.node import drafting
    from bilateral.node.read import PUBLIC
    from bilateral.node.read.base import parties

    chosen = drafting.kind_named(kind)
    content: dict[str, Any]
    if name:
        content = drafting.content_of(name, PUBLIC)
    else:
        content = blank(chosen, [p.code for p in parties()] or list(home.own))
    if as_json:
        emit(content)
        return
    import yaml

    write(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100))
