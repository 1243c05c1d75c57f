"""`bilateral act`: the formal acts. Each one is signed for a government and can never be taken out of the record.

Here: the verbs that act. Those that read (list, show, diff, template) are in act_read.py.
"""

from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import act_read, node, papers
from bilateral.cli.options import As, AsJson, Idem, Office, Proposal, ReasonEn, ReasonEs, Sealed
from bilateral.cli.output import emit, say, t
from bilateral.values import BadInput, Text

app = typer.Typer(
    help=t(
        "Propose, agree, decline, withdraw, record a view; see what is proposed.",
        "Proponer, dar conformidad, declinar, retirar, registrar una postura; ver lo propuesto.",
    ),
    no_args_is_help=True,
)

Successor = Annotated[
    str,
    typer.Argument(
        metavar=t("LOG", "REGISTRO"),
        help=t("The record, such as hled/us/2.", "El registro, p. ej. hled/us/2."),
    ),
]
EvenSo = Annotated[
    bool,
    typer.Option(
        "--even-so",
        help=t(
            "Also where this node holds entries that would count no longer.",
            "También si este nodo tiene asientos que dejarían de contar.",
        ),
    ),
]
OptionalKind = Annotated[
    str,
    typer.Argument(
        metavar=t("[KIND]", "[TIPO]"),
        help=t("The kind of document, such as action.", "El tipo de documento, p. ej. action."),
    ),
]
PaperFile = Annotated[
    Path | None,
    typer.Option(
        metavar=t("FILE", "ARCHIVO"),
        help=t(
            "The text as YAML or JSON; a package has 'documents'.",
            "El texto en YAML o JSON; un paquete lleva 'documents'.",
        ),
    ),
]
DocumentName = Annotated[
    str,
    typer.Option(
        metavar=t("NAME", "NOMBRE"),
        help=t(
            "The document's id, or its full name to change one.",
            "El id del documento, o su nombre completo para cambiarlo.",
        ),
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar=t("FIELD=VALUE", "CAMPO=VALOR"), help=t("Set a field; repeat.", "Fija un campo; repetible.")
    ),
]
WaiveEn = Annotated[
    str,
    typer.Option(
        help=t(
            "Why both languages are right although they differ, in English.",
            "Por qué ambos idiomas son correctos aunque difieran, en inglés.",
        )
    ),
]
WaiveEs = Annotated[str, typer.Option(help=t("The same in Spanish.", "Lo mismo en español."))]


@app.command(
    help=t(
        "Propose a new text, a change, or a package that is taken whole.",
        "Propone un texto nuevo, un cambio o un paquete que se toma completo.",
    )
)
def propose(
    kind: OptionalKind = "",
    file: PaperFile = None,
    name: DocumentName = "",
    values: Settings = None,
    party: As = "",
    office: Office = "",
    waive_en: WaiveEn = "",
    waive_es: WaiveEs = "",
    sealed: Sealed = False,
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    home = node.opened()
    from bilateral.dialogue.compose import ActDraft
    from bilateral.node import drafting

    party = node.party_of(home, party)
    documents = _documents(kind, name, values or [], papers.read_fields(file) if file else None)
    drafts = tuple(drafting.from_document(home, party, each, f"documents.{n}") for n, each in enumerate(documents))
    waiver = {"en": waive_en, "es": waive_es} if waive_en or waive_es else None
    on_record(home, ActDraft("propose", drafts, waiver=waiver, sealed=sealed), party, office, idem, as_json)


def _documents(kind: str, name: str, values: list[str], given: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The documents proposed: those of a package, or the one that the arguments and the file make together."""
    if given is None or papers.PACKAGE not in given:
        return [{"kind": kind, "name": name, "content": given, "set": values}]
    if kind or name or values:
        raise BadInput(
            what=Text("A package says all of this itself.", "Un paquete ya dice todo esto."),
            where="KIND, --name, --set",
            do=Text("Leave them out, or use a file with one text.", "Omítelos o usa un archivo con un solo texto."),
        )
    return list(given[papers.PACKAGE])


@app.command(help=t("Agree to a proposal, whole.", "Da conformidad a una propuesta, completa."))
def concur(place: Proposal, party: As = "", office: Office = "", idem: Idem = None, as_json: AsJson = False) -> None:
    _answer("concur", place, None, party, office, idem, as_json)


@app.command(
    help=t(
        "Decline a proposal, with the reason in both languages.",
        "Declina una propuesta, con el motivo en ambos idiomas.",
    )
)
def decline(
    place: Proposal,
    en: ReasonEn,
    es: ReasonEs,
    party: As = "",
    office: Office = "",
    sealed: Sealed = False,
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    _answer("decline", place, {"en": en, "es": es}, party, office, idem, as_json, sealed=sealed)


@app.command(help=t("Withdraw one's own proposal.", "Retira una propuesta propia."))
def withdraw(place: Proposal, party: As = "", office: Office = "", idem: Idem = None, as_json: AsJson = False) -> None:
    _answer("withdraw", place, None, party, office, idem, as_json)


@app.command(
    help=t(
        "Record this side's view of a proposal. It blocks nothing.",
        "Registra la postura de esta parte sobre una propuesta. No bloquea nada.",
    )
)
def position(
    place: Proposal,
    en: ReasonEn,
    es: ReasonEs,
    party: As = "",
    office: Office = "",
    sealed: Sealed = False,
    idem: Idem = None,
    as_json: AsJson = False,
) -> None:
    _answer("position", place, {"en": en, "es": es}, party, office, idem, as_json, sealed=sealed)


@app.command(
    help=t(
        "Take note of everything held of the other records.",
        "Toma nota de todo lo que aquí se tiene de los otros registros.",
    )
)
def ack(party: As = "", idem: Idem = None, as_json: AsJson = False) -> None:
    home = node.opened()
    from bilateral.dialogue.compose import ActDraft

    on_record(home, ActDraft("ack"), node.party_of(home, party), "", idem, as_json)


@app.command(
    help=t(
        "Recognise a record that goes on for another government's, all of whose keys are lost.",
        "Reconoce un registro que continúa el de otro gobierno, cuyas llaves se perdieron todas.",
    )
)
def recognise(
    log: Successor, party: As = "", even_so: EvenSo = False, idem: Idem = None, as_json: AsJson = False
) -> None:
    node.opened()
    from bilateral.node.lines.line import left_behind

    log = log.partition("#")[0]
    for cut, held in left_behind(log) if not even_so else ():
        raise BadInput(
            what=Text(
                "This node holds {held} entries of {log}; the new record keeps {size}. The rest would count no longer.",
                "Este nodo tiene {held} asientos de {log}; el nuevo conserva {size}. Los demás dejarían de contar.",
            ).format(held=held, log=cut.log, size=cut.size),
            where=log,
            do=Text(
                "Look at those entries. If they were not that government's, repeat with --even-so; else ask it to open "
                "the next one, with a later end.",
                "Revisa esos asientos. Si no eran de ese gobierno, repite con --even-so; si lo eran, pídele abrir "
                "el siguiente, con un final posterior.",
            ),
        )
    _answer("recognise", f"{log}#0", None, party, "", idem, as_json)


act_read.register(app)


def _answer(
    act: str,
    place: str,
    text: dict[str, str] | None,
    party: str,
    office: str,
    idem: str | None,
    as_json: bool,
    *,
    sealed: bool = False,
) -> None:
    home = node.opened()
    from bilateral.node import drafting

    on_record(home, drafting.answer(act, place, text, sealed=sealed), node.party_of(home, party), office, idem, as_json)


def on_record(home: Any, draft: Any, party: str, office: str, idem: str | None, as_json: bool) -> None:
    """Commit an act, publish it and tell where it stands."""
    from datetime import UTC, datetime

    from bilateral.node import acting, door

    receipt = acting.at_machine(home, draft, door.Actor(party, office), datetime.now(UTC), idem)
    node.publish(home)
    if as_json:
        emit({"entry": receipt.ref.to_json(), "repeated": receipt.repeated})
        return
    told = Text("On the record as {ref}.", "En el registro como {ref}.")
    if receipt.repeated:
        told = Text("On the record already, as {ref}.", "Ya estaba en el registro, como {ref}.")
    say(told.format(ref=receipt.ref.short))
