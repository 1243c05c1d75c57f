"""`bilateral slipped`: first and present words and dates of every action, what was dropped, what is unreported."""

from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import emit, say, t, write
from bilateral.dialogue.slipped.reckon import MARKS
from bilateral.values import BadInput, Text

What = Annotated[
    str,
    typer.Option(metavar=t("MARK", "MARCA"), help=t(f"Only: {', '.join(MARKS)}.", f"Sólo: {', '.join(MARKS)}.")),
]
Party = Annotated[
    str, typer.Option(metavar=t("CODE", "CLAVE"), help=t("Only of this government.", "Sólo de este gobierno."))
]
OfOffice = Annotated[
    str,
    typer.Option(
        "--office",
        metavar=t("NAME", "NOMBRE"),
        help=t(
            "Only led by this office, by its full name.", "Sólo a cargo de esta dependencia, por su nombre completo."
        ),
    ),
]
OfPlan = Annotated[
    str,
    typer.Option(
        "--plan",
        metavar=t("NAME", "NOMBRE"),
        help=t("Only of this plan, by its full name.", "Sólo de este plan, por su nombre completo."),
    ),
]
HELP = t(
    "Show what slipped: dates and words of every action, first and now; what was dropped; what is unreported.",
    "Muestra atrasos y cambios: fechas y texto de cada acción, al principio y hoy; lo abandonado; lo no informado.",
)


def slipped(
    what: What = "", party: Party = "", office: OfOffice = "", plan: OfPlan = "", as_json: AsJson = False
) -> None:
    if what and what not in MARKS:
        raise BadInput(
            what=Text(f"There is no mark {what}.", f"No hay ninguna marca {what}."),
            where="--what",
            do=Text(f"Use one of: {', '.join(MARKS)}.", f"Usa una de: {', '.join(MARKS)}."),
        )
    node.opened()
    from bilateral.node.read import PUBLIC, Asked, slip_lines, to_json
    from bilateral.node.read import slipped as asked_for

    asked = Asked(what or None, party or None, office or None, plan or None)
    page, items = asked_for(PUBLIC, asked, limit=1), slip_lines(PUBLIC, asked)
    if as_json:
        emit({**to_json(page), "items": to_json(list(items)), "after": None})
        return
    _tell_sums(page)
    for item in items:
        _tell(item)


def _tell_sums(page: Any) -> None:
    from bilateral.node.read.slipped.words import day_words

    sums = page.sums
    say(Text("As of {day}.", "Al {day}.").format(day=day_words(page.as_of)))
    say(
        Text(
            "Actions: {a}; late: {late}; moved later: {m}, days: {d}; dropped: {x}; reworded: {r}.",
            "Acciones: {a}; con retraso: {late}; aplazadas: {m}, días: {d}; abandonadas: {x}; reescritas: {r}.",
        ).format(a=sums.actions, late=sums.late, m=sums.later, d=sums.days, x=sums.dropped, r=sums.reworded)
    )
    told = Text(
        "{who}, milestones asked for: {n}; done: {done}; late: {late}; unreported: {u}.",
        "{who}, hitos que se piden: {n}; cumplidos: {done}; con retraso: {late}; sin informe: {u}.",
    )
    for side in page.sides:
        own = side.sums
        say(told.format(who=side.party.name, n=own.milestones, done=own.done, late=own.steps_late, u=own.unreported))
    for pause in page.pauses:
        lasts = Text("{who} paused from {day}", "{who} en pausa desde el {day}")
        back = Text(", resumed on {day}", ", reanudado el {day}") if pause.end else Text("", "")
        said = lasts.format(who=pause.party.name, day=day_words(pause.start)) + back.format(day=day_words(pause.end))
        say(said + ".")


def _tell(item: Any) -> None:
    from bilateral.cli.reading import diff_lines

    said = [words for _, words in item.marks] or [Text("as first agreed", "como se acordó al principio")]
    said = [item.dropped_words] if item.dropped_words else said
    say(Text.same(f"{item.link.name}  ") + item.link.title + ": " + Text.join("; ", said) + ".")
    say(Text("  date: ", "  fecha: ") + _moved(item.moved))
    for step in item.steps:
        name = Text.same(f"  {step.id} {step.party.code}  ") + step.title
        say(name + ": " + _moved(step.moved) + "; " + step.state_words + ".")
    for diff in item.diffs:
        say(Text.same("  ") + diff.label + ":")
        for line in diff_lines(diff):
            write(f"    {line}\n")


def _moved(moved: Any) -> Text:
    from bilateral.node.read.slipped.words import day_words

    if not moved.mark:
        return day_words(moved.present)
    days = Text(f" ({moved.days:+} days)", f" ({moved.days:+} días)") if moved.days else Text("", "")
    return day_words(moved.first) + " → " + day_words(moved.present) + days
