"""`bilateral clearance ask|list|silence|required`: what the pages do, for an operator at the machine.

The same rules hold as on the pages (`bilateral.node.clearance`); an operator asks in the name of who keeps the paper.
"""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bilateral.cli import node
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import BadInput, Text, parse_date

app = typer.Typer(
    help=t("Clearance of a paper by the offices of one side.", "Visto bueno de un documento por las dependencias."),
    no_args_is_help=True,
)
Paper = Annotated[
    int,
    typer.Argument(
        metavar=t("PAPER", "DOCUMENTO"),
        min=1,
        help=t("The paper's number, as in its address.", "El número del documento, como en su dirección."),
    ),
]
Offices = Annotated[
    list[str],
    typer.Option(
        "--office",
        metavar=t("ID[=E-MAIL]", "ID[=CORREO]"),
        help=t(
            "An office by its id, with an address besides its own people's; may be repeated.",
            "Una dependencia por su clave, con un correo además de los de su personal; puede repetirse.",
        ),
    ),
]
Until = Annotated[
    str,
    typer.Option(
        "--until",
        metavar=t("DAY", "DÍA"),
        help=t("The last day to answer, such as 2027-03-05.", "El último día para responder, p. ej. 2027-03-05."),
    ),
]
Note = Annotated[str, typer.Option("--note", metavar=t("WORDS", "TEXTO"), help=t("A note to all.", "Nota para todas."))]
By = Annotated[
    str,
    typer.Option(
        "--by",
        metavar=t("E-MAIL", "CORREO"),
        help=t("In whose name (else who keeps the paper).", "En nombre de quién (si no, quien lleva el documento)."),
    ),
]
Switch = Annotated[str, typer.Argument(metavar="on|off", help=t("On or off.", "on (sí) u off (no)."))]


@app.command(
    help=t(
        "Ask offices to clear a paper as it is now; each person gets a letter with a link.",
        "Pide visto bueno de un documento como está ahora; cada persona recibe una carta con un enlace.",
    )
)
def ask(paper: Paper, office: Offices, until: Until, note: Note = "", by: By = "", as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.node.clearance import asking, listing, operating

    now = datetime.now(UTC)
    who, revision = operating.in_the_name_of(paper, by)
    wanted, day = operating.wanted_from(office), parse_date(until, "--until")
    number = asking.ask(home, who, paper, revision, wanted, day, note, "", now)
    asked = [each for each in listing.clearance(who, paper, now).now if each.round == number]
    if as_json:
        emit({"paper": paper, "round": number, "revision": revision, "asked": {a.office: list(a.to) for a in asked}})
        return
    for each in asked:
        say(each.title + ": " + ", ".join(each.to))


@app.command("list", help=t("List who cleared a paper, when and how.", "Enumera quién dio visto bueno, cuándo y cómo."))
def list_answers(paper: Paper, by: By = "", as_json: AsJson = False) -> None:
    node.opened()
    from bilateral.node.clearance import listing, operating
    from bilateral.node.read import to_json

    who, _ = operating.in_the_name_of(paper, by)
    whole = listing.clearance(who, paper, datetime.now(UTC))
    if as_json:
        emit({**to_json(whole), "clear": whole.clear})
        return
    if not whole.now:
        say(Text("No office has been asked.", "No se ha consultado a ninguna dependencia."))
    for each in (*whole.now, *whole.before):
        told = each.newest
        by_whom = f" · {told.name} <{told.email}> · {told.time:%Y-%m-%d}" if told and told.name else ""
        about = Text("revision {n}", "revisión {n}").format(n=each.revision)
        since = Text("", "") if each.same else Text(", changed since", ", cambió después")
        say(each.title + ": " + each.state_words + " (" + about + since + ")" + by_whom)
        if told and told.text:
            say("  " + " ".join(told.text.split()))


@app.command(
    help=t(
        "Whether silence counts as clearing a text, for rounds asked from now on.",
        "Si el silencio vale como visto bueno, para las consultas a partir de ahora.",
    )
)
def silence(switch: Switch, party: As = "") -> None:
    _settle("clearance-silence", switch, party)


@app.command(
    help=t(
        "Whether a paper is proposed only once every office asked has cleared it.",
        "Si un documento se propone sólo cuando todas las dependencias consultadas dieron su visto bueno.",
    )
)
def required(switch: Switch, party: As = "") -> None:
    _settle("clearance-required", switch, party)


def _settle(name: str, switch: str, party: str) -> None:
    if switch not in ("on", "off"):
        raise BadInput(
            what=Text("A rule is on or off.", "Una regla está en on o en off."),
            where=switch,
            do=Text("Write on or off.", "Escribe on u off."),
        )
    home = node.opened()
    from bilateral.node.clearance import rule
    from bilateral.node.people import rules
    from bilateral.node.people.members import check_party

    code = node.party_of(home, party)
    check_party(code)
    rules.settle(None, code, name, on=switch == "on")
    head = Text("On: ", "Activada: ") if switch == "on" else Text("Off: ", "Desactivada: ")
    say(head + rule.RULES[name] + ".")
