"""`bilateral plan`: read a published plan, compare it with the built-in one, propose it.

Reading and comparing need no node, no database and no Django.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import node, papers
from bilateral.cli.options import As, AsJson, TextLang
from bilateral.cli.output import LANG, emit, progress, say, t, write
from bilateral.values import Fault, Text

app = typer.Typer(help=t("Read, compare and propose plans.", "Leer, comparar y proponer planes."), no_args_is_help=True)

PlanFile = Annotated[
    Path,
    typer.Argument(
        metavar=t("FILE", "ARCHIVO"),
        help=t("A .txt, .md, .html or .docx file.", "Un archivo .txt, .md, .html o .docx."),
    ),
]
Translation = Annotated[
    Path | None,
    typer.Option(
        metavar=t("FILE", "ARCHIVO"),
        help=t("The same plan in the other language.", "El mismo plan en el otro idioma."),
    ),
]
Match = Annotated[
    bool,
    typer.Option(
        "--match",
        help=t("Show the differences from the built-in plan.", "Muestra las diferencias con el plan incluido."),
    ),
]
Propose = Annotated[bool, typer.Option("--propose", help=t("Propose it.", "Lo propone."))]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar=t("FILE", "ARCHIVO"), help=t("Write it here.", "Lo escribe aquí.")),
]


@app.command(
    "import",
    help=t(
        "Read pillars, lines of work and actions out of a published text. Each line left out is told, with why.",
        "Lee pilares, líneas de trabajo y acciones de un texto publicado. Dice cada renglón omitido y por qué.",
    ),
)
def import_plan(
    file: PlanFile,
    lang: TextLang = "",
    translation: Translation = None,
    match: Match = False,
    propose: Propose = False,
    party: As = "",
    as_json: AsJson = False,
) -> None:
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

    say(render_tree(tree, LANG))
    if match:
        say(render_match(compared, LANG))
    for place in answer.get("proposed", ()):
        say(Text("Proposed as {place}.", "Propuesto como {place}.").format(place=place))


def read(file: Path, lang: str) -> Any:
    """A plan's tree from a file; ``lang`` empty means: find it out."""
    from bilateral.dialogue.plan_import import read_plan
    from bilateral.files import read_document
    from bilateral.values import parse_lang

    language = parse_lang(lang) if lang else None
    return read_plan(read_document(file.name, papers.read_bytes(file)), language)


def _propose(tree: Any, translation: Any, party: str) -> list[str]:
    """Propose the plan as packages, each small enough for one entry, the plan's own texts first."""
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.dialogue.compose import ActDraft
    from bilateral.dialogue.plan_packages import packages
    from bilateral.node import acting, door, drafting
    from bilateral.node.read.base import parties

    party = node.party_of(home, party)
    codes = [p.code for p in parties()]
    places: list[str] = []
    made = packages(tree, tree.lang, translation, home.origin(party), codes)
    try:
        with progress(t("Proposing", "Proponiendo"), len(made)) as done:
            for package in made:
                drafts = tuple(drafting.from_document(home, party, document, "documents") for document in package)
                receipt = acting.at_machine(home, ActDraft("propose", drafts), door.Actor(party), datetime.now(UTC))
                places.append(receipt.ref.short)
                done(len(places))
    except Fault as fault:
        raise _after(fault, places) from None
    finally:
        node.publish(home)
    return places


def _after(fault: Fault, places: list[str]) -> Fault:
    """A fault that also says what was proposed before it: that stays on the record."""
    if places:
        told = Text(" On the record already: {places}.", " Ya en el registro: {places}.")
        fault.do = fault.do + told.format(places=", ".join(places))
    return fault


@app.command(
    help=t(
        "Record the offices of the built-in plan that belong to one government.",
        "Registra las dependencias del plan incluido que pertenecen a un gobierno.",
    )
)
def offices(party: As = "", as_json: AsJson = False) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.dialogue.compose import ActDraft
    from bilateral.dialogue.plan_packages import office_documents
    from bilateral.node import acting, door, drafting

    party = node.party_of(home, party)
    drafts = tuple(drafting.from_document(home, party, document, "offices") for document in office_documents(party))
    receipt = acting.at_machine(
        home, ActDraft("propose", drafts), door.Actor(party), datetime.now(UTC), f"offices-{party}"
    )
    node.publish(home)
    if as_json:
        emit({"entry": receipt.ref.to_json(), "offices": len(drafts), "repeated": receipt.repeated})
        return
    told = Text("{n} offices on the record as {ref}.", "{n} dependencias en el registro como {ref}.")
    say(told.format(n=len(drafts), ref=receipt.ref.short))


@app.command(
    help=t(
        "Print the built-in plan, in our own words, as a text such as governments publish.",
        "Imprime el plan incluido, con nuestras palabras, como un texto de los que publican los gobiernos.",
    )
)
def paper(lang: TextLang = LANG, file: Out = None) -> None:
    from bilateral.dialogue.plan_packages import as_paper
    from bilateral.values import parse_lang

    words = as_paper(parse_lang(lang))
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    else:
        write(words)
