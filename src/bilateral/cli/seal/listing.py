"""`bilateral seal list`: what is not shown and why; or the texts of one entry by name."""

from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import emit, say, t
from bilateral.record.items import GROUNDS
from bilateral.values import BadInput, Text, parse_place
from bilateral.values.dates import format_date

STATES = ("withheld", "redacted", "erased")
Place = Annotated[
    str,
    typer.Argument(
        metavar=t("[LOG#N]", "[REGISTRO#N]"),
        help=t("An entry whose texts are listed.", "Un asiento cuyos textos se enumeran."),
    ),
]
Party = Annotated[
    str,
    typer.Option(metavar=t("CODE", "CLAVE"), help=t("Only of this government.", "Sólo de este gobierno.")),
]
Ground = Annotated[
    str,
    typer.Option(
        metavar=t("GROUND", "FUNDAMENTO"), help=t(f"One of: {', '.join(GROUNDS)}.", f"Uno de: {', '.join(GROUNDS)}.")
    ),
]
State = Annotated[
    str,
    typer.Option(
        metavar=t("STATE", "ESTADO"), help=t(f"One of: {', '.join(STATES)}.", f"Uno de: {', '.join(STATES)}.")
    ),
]
Overdue = Annotated[
    bool, typer.Option("--overdue", help=t("Only where the review is overdue.", "Sólo con revisión vencida."))
]
_ITEM = {
    "released": Text("shown", "se muestra"),
    "sealed": Text("not released", "sin difundir"),
    "missing": Text("missing here", "falta aquí"),
    "withheld": Text("withheld", "reservado"),
    "redacted": Text("withheld, another in its place", "reservado, con otro en su lugar"),
    "erased": Text("erased", "borrado"),
    "dark": Text("not shown: not understood", "no se muestra: no se comprende"),
}
_OVERDUE = Text(" (OVERDUE)", " (VENCIDA)")


def list_texts(
    place: Place = "",
    party: Party = "",
    ground: Ground = "",
    state: State = "",
    overdue: Overdue = False,
    as_json: AsJson = False,
) -> None:
    node.opened()
    from bilateral.node.read import PUBLIC, entry, lines, to_json

    if place:
        texts = entry(PUBLIC, *parse_place(place)).sealed
        if as_json:
            emit(to_json(texts))
            return
        for each in texts:
            say(Text.same(f"{each.id:24} {each.digest[:12]}  ") + _ITEM[each.state])
        return
    _one_of("--ground", ground, tuple(GROUNDS))
    _one_of("--state", state, STATES)
    found = list(lines(PUBLIC, party or None, ground or None, state or None, overdue))
    if as_json:
        emit(to_json(found))
        return
    for view in found:
        _tell(view)
    if not found:
        say(Text("Nothing is withheld.", "No hay nada reservado."))


def _one_of(option: str, value: str, known: tuple[str, ...]) -> None:
    if value and value not in known:
        raise BadInput(
            what=Text(f"There is no {value} here.", f"Aquí no hay {value}."),
            where=option,
            do=Text(f"Use one of: {', '.join(known)}.", f"Usa uno de: {', '.join(known)}."),
        )


def _tell(view: Any) -> None:
    texts = ", ".join(text.id for text in view.texts)
    say(Text.same(f"{view.entry.short} {texts}  ") + view.state_words + ": " + view.ground_words)
    who = view.party.name if view.office is None else view.office + ", " + view.party.name
    told = Text("  {who}, entry {ref}", "  {who}, asiento {ref}").format(who=who, ref=view.act.short)
    if view.review:
        day = Text(format_date(view.review, "en"), format_date(view.review, "es"))
        told += Text("; review by {day}", "; revisión a más tardar el {day}").format(day=day)
        told += _OVERDUE if view.overdue else Text("", "")
    say(told)
    for label, words in (
        (Text("  why: ", "  motivo: "), view.reason),
        (Text("  appeal: ", "  impugnar: "), view.appeal),
    ):
        if words:
            say(label + words)
    if view.state == "erased":
        gone = Text.join(", ", (said.party.name for said in view.confirmed)) or Text("nobody yet", "nadie aún")
        say(Text("  confirmed gone by: {who}", "  confirmado por: {who}").format(who=gone))
