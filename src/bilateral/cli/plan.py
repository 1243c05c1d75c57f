"""`bilateral plan`: read a published plan, compare it with the built-in one, propose it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.act import As, AsJson
from bilateral.cli.output import LANG, emit, out, say, t
from bilateral.values import BadInput, Text

app = typer.Typer(help=t("Read, compare and propose plans.", "Leer, comparar y proponer planes."), no_args_is_help=True)

Lang = Annotated[str, typer.Option("--lang", help=t("The language of the text (en, es); else it is found out.", "El idioma del texto (en, es); si no, se deduce."))]


@app.command("import")
def import_plan(
    file: Annotated[Path, typer.Argument(help=t("A .txt, .md, .html or .docx file.", "Un archivo .txt, .md, .html o .docx."))],
    lang: Lang = "",
    translation: Annotated[Path | None, typer.Option(help=t("The same text in the other language.", "El mismo texto en el otro idioma."))] = None,
    match: Annotated[bool, typer.Option("--match", help=t("Show the differences from the built-in plan.", "Muestra las diferencias con el plan incluido."))] = False,
    propose: Annotated[bool, typer.Option("--propose", help=t("Propose it.", "Proponerlo."))] = False,
    party: As = "",
    as_json: AsJson = False,
) -> None:
    """Read pillars, lines of work and actions out of a published text. Every line left out is listed with its reason."""
    tree = read(file, lang)
    answer: dict[str, Any] = tree.to_json()
    if match:
        from bilateral.dialogue.hled import load_builtin, match_import, render_match

        compared = match_import(tree, load_builtin())
        answer["match"] = compared.to_json()
    if propose:
        answer["proposed"] = _propose(tree, read(translation, "") if translation else None, party)
    if as_json:
        emit(answer)
        return
    from bilateral.dialogue.plan_import import render_tree

    out.print(render_tree(tree, LANG), markup=False)
    if match:
        out.print(render_match(compared, LANG), markup=False)
    for place in answer.get("proposed", ()):
        say(Text("Proposed as {place}.", "Propuesto como {place}.").format(place=place))


def read(file: Path, lang: str) -> Any:
    """A plan's tree from a file; ``lang`` empty means: find it out."""
    from bilateral.dialogue.plan_import import read_plan
    from bilateral.files import read_document
    from bilateral.values import parse_lang

    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadInput(
            what=Text("This file can't be read.", "No se puede leer este archivo."),
            where=f"{file}: {error.strerror}",
            do=Text("Check the path.", "Revisa la ruta."),
        ) from None
    return read_plan(read_document(file.name, data), parse_lang(lang) if lang else None)


def _propose(tree: Any, translation: Any, party: str) -> list[str]:
    """Propose the plan as packages, each small enough for one entry, the plan's own texts first."""
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.cli.act import _party as party_of
    from bilateral.dialogue.compose import ActDraft
    from bilateral.dialogue.plan_packages import packages
    from bilateral.node import door, drafting, publisher
    from bilateral.node.read.base import parties

    party = party_of(home, party)
    codes = [p.code for p in parties()]
    places = []
    for package in packages(tree, tree.lang, translation, home.origin(party), codes):
        drafts = tuple(drafting.from_document(home, party, document, "documents") for document in package)
        receipt = door.commit(home, ActDraft("propose", drafts), door.Actor(party), datetime.now(UTC))
        places.append(receipt.ref.short)
    publisher.publish(home, datetime.now(UTC))
    return places


@app.command()
def offices(party: As = "", as_json: AsJson = False) -> None:
    """Record the offices of the built-in plan that belong to one government."""
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.cli.act import _party as party_of
    from bilateral.dialogue.compose import ActDraft
    from bilateral.dialogue.plan_packages import office_documents
    from bilateral.node import door, drafting, publisher

    party = party_of(home, party)
    drafts = tuple(drafting.from_document(home, party, document, "offices") for document in office_documents(party))
    receipt = door.commit(home, ActDraft("propose", drafts), door.Actor(party), datetime.now(UTC), idem=f"offices-{party}")
    publisher.publish(home, datetime.now(UTC))
    if as_json:
        emit({"entry": receipt.ref.to_json(), "offices": len(drafts)})
    else:
        say(Text("{n} offices on the record as {ref}.", "{n} dependencias en el registro como {ref}.").format(n=len(drafts), ref=receipt.ref.short))


@app.command()
def paper(
    lang: Lang = "en",
    file: Annotated[Path | None, typer.Option("--out", help=t("Write it here.", "Escríbelo aquí."))] = None,
) -> None:
    """The built-in plan, in our own words, as a text such as governments publish."""
    from bilateral.dialogue.plan_packages import as_paper
    from bilateral.values import parse_lang

    words = as_paper(parse_lang(lang))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    else:
        out.print(words, markup=False)
