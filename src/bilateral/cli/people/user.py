"""`bilateral user invite|role|list|leave|hand-over|new-factor`: what an operator does at the machine.

The same rules hold as on the pages (`bilateral.node.people`); here the operator acts, so no role is asked for.
"""

from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import As, AsJson
from bilateral.cli.output import emit, say, t
from bilateral.cli.people import officials, passkeys
from bilateral.values import BadInput, Text

app = typer.Typer(
    help=t("The people who work with this node.", "Las personas que trabajan con este nodo."), no_args_is_help=True
)

officials.register(app)
passkeys.register(app)

Email = Annotated[str, typer.Argument(metavar=t("E-MAIL", "CORREO"), help=t("Their address.", "Su dirección."))]
Name = Annotated[str, typer.Option("--name", metavar=t("NAME", "NOMBRE"), help=t("Their name.", "Su nombre."))]
RoleOf = Annotated[
    str,
    typer.Option(
        "--role",
        metavar=t("ROLE", "FUNCIÓN"),
        help=t(
            "administrator, coordinator, drafter, reporter, moderator, analyst or observer.",
            "administrator, coordinator, drafter, reporter, moderator, analyst u observer.",
        ),
    ),
]
OfficeOf = Annotated[
    str,
    typer.Option("--office", metavar="ID", help=t("For which office, by its id.", "De qué dependencia, por clave.")),
]
Deputy = Annotated[bool, typer.Option("--deputy", help=t("As a deputy.", "Como suplente."))]
Language = Annotated[
    str, typer.Option("--lang", metavar="en|es", help=t("The language of their mail.", "El idioma de su correo."))
]
End = Annotated[bool, typer.Option("--end", help=t("End it instead of giving it.", "Terminarla en vez de darla."))]
Ended = Annotated[bool, typer.Option("--ended", help=t("Ended roles too.", "También las funciones terminadas."))]
To = Annotated[
    str, typer.Option("--to", metavar=t("E-MAIL", "CORREO"), help=t("Who takes over.", "Quién queda a cargo."))
]


@app.command(
    help=t(
        "Invite a person to a role; the link goes by mail and is printed.",
        "Invita a una persona a una función; el enlace va por correo y se muestra.",
    )
)
def invite(
    email: Email,
    name: Name,
    role: RoleOf,
    party: As = "",
    office: OfficeOf = "",
    deputy: Deputy = False,
    lang: Language = "en",
    as_json: AsJson = False,
) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node.people import inviting

    code = node.party_of(home, party)
    link = inviting.invite(
        home, None, email, name, code, role, datetime.now(UTC), office=office, deputy=deputy, lang=lang
    )
    if as_json:
        emit({"email": email.strip().lower(), "party": code, "role": role, "link": link})
    else:
        say(Text("Invited. Their link: {link}", "Invitación enviada. Su enlace: {link}").format(link=link))


@app.command(help=t("Give a person a role, or end it.", "Da una función a una persona o la termina."))
def role(
    email: Email, role: RoleOf, party: As = "", office: OfficeOf = "", deputy: Deputy = False, end: End = False
) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node.people import members

    code, who, now = node.party_of(home, party), _person(email), datetime.now(UTC)
    if not end:
        members.give(None, who, code, role, office, now, deputy=deputy)
        say(Text("Given.", "Función dada."))
        return
    held = [
        each for each in members.members(None, code) if (each.person, each.role, each.office) == (who.pk, role, office)
    ]
    if not held:
        raise BadInput(
            what=Text("They don't hold this role.", "No tiene esa función."),
            where=f"{email} {role}",
            do=Text("See: bilateral user list.", "Consulta: bilateral user list."),
        )
    members.end(None, held[0].id, now)
    say(Text("Ended.", "Función terminada."))


@app.command(
    "list", help=t("List the people, their governments and roles.", "Enumera personas, gobiernos y funciones.")
)
def list_people(party: As = "", ended: Ended = False, as_json: AsJson = False) -> None:
    node.opened()
    from bilateral.node.people import members
    from bilateral.node.people.roles import ROLES

    found = members.members(None, party, ended=ended)
    if as_json:
        emit([_row(each) for each in found])
        return
    for each in found:
        office = Text.same(f" ({each.office})") if each.office else Text("", "")
        deputy = Text(", deputy", ", suplente") if each.deputy else Text("", "")
        line = Text.same(f"{each.party}  {each.email}  {each.name}  ")
        say(line + ROLES[each.role].name + office + deputy)
    if not found:
        say(Text("Nobody yet.", "Todavía nadie."))


def _row(each: Any) -> dict[str, Any]:
    return {
        "party": each.party,
        "email": each.email,
        "name": each.name,
        "role": each.role,
        "office": each.office,
        "deputy": each.deputy,
        "since": each.since.isoformat(),
        "until": each.until.isoformat() if each.until else None,
    }


@app.command(
    help=t(
        "Somebody leaves: all their roles end and they can't sign in.",
        "Alguien se va: terminan sus funciones y ya no puede entrar.",
    )
)
def leave(email: Email) -> None:
    node.opened()
    from datetime import UTC, datetime

    from bilateral.node.people import members

    members.leave(None, _person(email), datetime.now(UTC))
    say(Text("They have left.", "Ya no tiene acceso."))


@app.command(
    "hand-over",
    help=t(
        "Somebody leaves and another takes over: roles, texts and what waits.",
        "Alguien se va y otra persona queda a cargo: funciones, textos y pendientes.",
    ),
)
def hand_over(email: Email, to: To) -> None:
    node.opened()
    from datetime import UTC, datetime

    from bilateral.node.people import members

    moved = members.hand_over(None, _person(email), _person(to), datetime.now(UTC))
    say(Text("{n} handed over.", "{n} cosas entregadas.").format(n=moved))


@app.command(
    "new-factor",
    help=t(
        "Forget a person's second factors, so that they set up a new one: only after you know who asks.",
        "Olvida los segundos factores de una persona para que configure otro: sólo si sabes quién lo pide.",
    ),
)
def new_factor(email: Email) -> None:
    home = node.opened()
    from datetime import UTC, datetime

    from bilateral.node.care import journal
    from bilateral.node.people import factors

    who = _person(email)
    forgotten = factors.forget(who)
    journal.note(home, "new-factor", datetime.now(UTC), email=who.email, forgotten=forgotten)
    told = Text(
        "{n} forgotten. They sign in by password and set up a new one; nothing can be signed before.",
        "Se olvidaron {n}. Entra con su contraseña y configura otro; antes no puede firmar nada.",
    )
    say(told.format(n=forgotten))


def _person(email: str) -> Any:
    from bilateral.node.people import members

    found = members.by_email(email)
    if found is None:
        raise BadInput(
            what=Text("Nobody here has this address.", "Aquí nadie tiene esa dirección."),
            where=email,
            do=Text("See: bilateral user list.", "Consulta: bilateral user list."),
        )
    return found
