"""`bilateral act`: the formal acts. Each one is signed for a government and can never be taken out of the record."""

from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from bilateral.cli import node
from bilateral.cli.output import emit, out, say, t
from bilateral.values import BadInput, Text

app = typer.Typer(help=t("Propose, agree, decline, withdraw, record a view.", "Proponer, dar conformidad, declinar, retirar, registrar una postura."), no_args_is_help=True)

As = Annotated[str, typer.Option("--as", help=t("The government that acts.", "El gobierno que actúa."))]
Office = Annotated[str, typer.Option(help=t("The office that acts, by its id.", "La dependencia que actúa, por su clave."))]
Idem = Annotated[str | None, typer.Option(help=t("A name for this attempt: repeating it does nothing more.", "Un nombre para este intento: repetirlo no hace nada más."))]
AsJson = Annotated[bool, typer.Option("--json", help=t("Answer as JSON.", "Responde en JSON."))]
Place = Annotated[str, typer.Argument(metavar="LOG#N", help=t("The proposal, such as hled/us#12.", "La propuesta, por ejemplo hled/us#12."))]
ReasonEn = Annotated[str, typer.Option("--en", help=t("The words in English.", "El texto en inglés."))]
ReasonEs = Annotated[str, typer.Option("--es", help=t("The words in Spanish.", "El texto en español."))]


@app.command()
def propose(
    kind: Annotated[str, typer.Argument(help=t("The kind of document.", "El tipo de documento."))] = "",
    file: Annotated[Path | None, typer.Option(help=t("The text as YAML or JSON; a package has 'documents'.", "El texto en YAML o JSON; un paquete lleva 'documents'."))] = None,
    name: Annotated[str, typer.Option(help=t("The document's id, or its full name to change one.", "La clave del documento, o su nombre completo para cambiarlo."))] = "",
    values: Annotated[list[str] | None, typer.Option("--set", help=t("FIELD=VALUE, repeated.", "CAMPO=VALOR, repetible."))] = None,
    party: As = "",
    office: Office = "",
    waive_en: Annotated[str, typer.Option(help=t("Why both languages are right although they differ.", "Por qué ambos idiomas son correctos aunque difieran."))] = "",
    waive_es: Annotated[str, typer.Option(help=t("The same in Spanish.", "Lo mismo en español."))] = "",
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    """Propose a new text, a change, or a package that is taken whole."""
    home = node.opened()
    from bilateral.dialogue.compose import ActDraft
    from bilateral.node import drafting

    party = _party(home, party)
    given = _read(file) if file else None
    if given is not None and "documents" in given:
        documents = given["documents"]
    else:
        documents = [{"kind": kind, "name": name, "content": given, "set": values or []}]
    drafts = tuple(drafting.from_document(home, party, document, f"documents.{n}") for n, document in enumerate(documents))
    waiver = {"en": waive_en, "es": waive_es} if waive_en or waive_es else None
    _commit(home, ActDraft("propose", drafts, waiver=waiver), party, office, idem, as_json)


@app.command()
def concur(place: Place, party: As = "", office: Office = "", idem: Idem = None, as_json: AsJson = False) -> None:
    """Agree to a proposal, whole."""
    _answer("concur", place, None, party, office, idem, as_json)


@app.command()
def decline(place: Place, en: ReasonEn, es: ReasonEs, party: As = "", office: Office = "", idem: Idem = None, as_json: AsJson = False) -> None:
    """Decline a proposal, with the reason in both languages."""
    _answer("decline", place, {"en": en, "es": es}, party, office, idem, as_json)


@app.command()
def withdraw(place: Place, party: As = "", office: Office = "", idem: Idem = None, as_json: AsJson = False) -> None:
    """Withdraw one's own proposal."""
    _answer("withdraw", place, None, party, office, idem, as_json)


@app.command()
def position(place: Place, en: ReasonEn, es: ReasonEs, party: As = "", office: Office = "", idem: Idem = None, as_json: AsJson = False) -> None:
    """Record this side's view of a proposal. It blocks nothing."""
    _answer("position", place, {"en": en, "es": es}, party, office, idem, as_json)


@app.command()
def ack(party: As = "", idem: Idem = None, as_json: AsJson = False) -> None:
    """Take note of everything held of the other records."""
    home = node.opened()
    from bilateral.dialogue.compose import ActDraft

    _commit(home, ActDraft("ack"), _party(home, party), "", idem, as_json)


@app.command()
def template(kind: Annotated[str, typer.Argument()], name: Annotated[str, typer.Option(help=t("Start from this document's text.", "Parte del texto de este documento."))] = "") -> None:
    """Print a text to fill in, as YAML."""
    home = node.opened()
    from bilateral.dialogue.compose import template as blank
    from bilateral.node import drafting
    from bilateral.node.read import PUBLIC
    from bilateral.node.read.base import parties

    chosen = drafting.kind_named(kind)
    content = drafting.content_of(name, PUBLIC) if name else blank(chosen, [p.code for p in parties()] or list(home.own))
    out.print(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100), markup=False, end="")


@app.command("list")
def list_acts(
    status: Annotated[str, typer.Option(help=t("open, agreed, declined, withdrawn or overtaken.", "open, agreed, declined, withdrawn u overtaken."))] = "",
    as_json: AsJson = False,
) -> None:
    """List the proposals and what became of them."""
    node.opened()
    from bilateral.node.read import PUBLIC, proposals, to_json

    page = proposals(PUBLIC, status=status or None, limit=500)
    if as_json:
        emit(to_json(page))
        return
    for proposal in page.items:
        say(Text.same(f"{proposal.ref.short}  ") + proposal.status_words + "  " + proposal.title)


def _answer(act: str, place: str, text: dict[str, str] | None, party: str, office: str, idem: str | None, as_json: bool) -> None:
    home = node.opened()
    from bilateral.node import drafting

    _commit(home, drafting.answer(act, place, text), _party(home, party), office, idem, as_json)


def _commit(home: Any, draft: Any, party: str, office: str, idem: str | None, as_json: bool) -> None:
    from datetime import UTC, datetime

    from bilateral.node import door, publisher

    receipt = door.commit(home, draft, door.Actor(party, office), datetime.now(UTC), idem)
    publisher.publish(home, datetime.now(UTC))
    if as_json:
        emit({"entry": receipt.ref.to_json(), "repeated": receipt.repeated})
    else:
        say(Text("On the record as {ref}.", "En el registro como {ref}.").format(ref=receipt.ref.short))


def _party(home: Any, party: str) -> str:
    """The government that acts: the one asked for, or the only one this node signs for."""
    if party or len(home.own) == 1:
        return party or str(home.own[0])
    raise BadInput(
        what=Text("This node signs for several governments.", "Este nodo firma por varios gobiernos."),
        where="--as",
        do=Text(f"Say which one: --as {home.own[0]}.", f"Di cuál: --as {home.own[0]}."),
    )


def _read(file: Path) -> dict[str, Any]:
    """A YAML or JSON file that holds one object."""
    try:
        value = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInput(
            what=Text("This file can't be read as YAML or JSON.", "Este archivo no se puede leer como YAML o JSON."),
            where=f"{file}: {error}",
            do=Text("See 'bilateral act template KIND' for the form.", "Consulta la forma con 'bilateral act template TIPO'."),
        ) from None
    if not isinstance(value, dict):
        raise BadInput(
            what=Text("This file holds no fields.", "Este archivo no contiene campos."),
            where=str(file),
            do=Text("See 'bilateral act template KIND' for the form.", "Consulta la forma con 'bilateral act template TIPO'."),
        )
    return value
