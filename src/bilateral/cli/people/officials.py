"""The officials of a demonstration: invented people who can sign in with what `make run` prints. Nowhere else.

`bilateral user officials` makes those that are missing and tells how to sign in; `bilateral user code E-MAIL` shows
what an authenticator app would.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bilateral.cli import node
from bilateral.cli.options import AsJson
from bilateral.cli.output import emit, say, t
from bilateral.values import BadInput, Text

PASSWORD = "two banks and one bridge"
OFFICIALS = {
    "us": (
        ("grace.whitfield@us.example", "Grace Whitfield", "coordinator", "en"),
        ("daniel.okafor@us.example", "Daniel Okafor", "drafter", "en"),
    ),
    "mx": (
        ("lucia.arredondo@mx.example", "Lucía Arredondo", "coordinator", "es"),
        ("mateo.salgado@mx.example", "Mateo Salgado", "drafter", "es"),
    ),
}
Email = Annotated[str, typer.Argument(metavar=t("E-MAIL", "CORREO"), help=t("Their address.", "Su dirección."))]


def register(app: typer.Typer) -> None:
    app.command(
        help=t(
            "In a demonstration: make the invented officials, and tell how to sign in as one.",
            "En una demostración: crea a las personas inventadas y dice cómo entrar como una de ellas.",
        )
    )(officials)
    app.command(
        help=t(
            "In a demonstration: the code that an official's authenticator app shows now.",
            "En una demostración: el código que muestra ahora la aplicación de autenticación de una persona.",
        )
    )(code)


def officials(as_json: AsJson = False) -> None:
    home = _demonstration()
    from bilateral.node.people import members

    found = [(party, each) for party in home.own for each in OFFICIALS.get(party, ())]
    for party, each in found:
        if members.by_email(each[0]) is None:
            _make(home, party, *each)
    if as_json:
        emit([{"email": e, "name": n, "role": r, "party": p, "password": PASSWORD} for p, (e, n, r, _) in found])
        return
    tell(home.path, home.own)


def tell(home: Path, parties: Iterable[str]) -> None:
    """Say how to sign in as one of a home's officials."""
    from bilateral.node.people.roles import ROLES

    for party in parties:
        for email, name, role, _ in OFFICIALS.get(party, ()):
            say(Text.same(f"  {party}  {email}  {name}  ") + ROLES[role].name)
    say(Text("  password: {words}", "  contraseña: {words}").format(words=PASSWORD))
    told = Text(
        "  code: {command} --home {home} user code E-MAIL", "  código: {command} --home {home} user code CORREO"
    )
    say(told.format(command=node.command(), home=str(home)))


def code(email: Email) -> None:
    _demonstration()
    import base64
    import time

    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    row = Authenticator.objects.filter(user__email=email.strip().lower(), type=Authenticator.Type.TOTP).first()
    if row is None:
        raise BadInput(
            what=Text("Nobody here has this address and an app.", "Aquí nadie tiene esa dirección y una aplicación."),
            where=email,
            do=Text("See: bilateral user officials.", "Consulta: bilateral user officials."),
        )
    secret = base64.b32decode(decrypt(row.data["secret"]))
    say(Text.same(TOTP(secret, 6, SHA1(), 30).generate(int(time.time())).decode()))


def _demonstration() -> Any:
    home = node.opened()
    if not home.demonstration:
        raise BadInput(
            what=Text("This is not a demonstration.", "Esto no es una demostración."),
            where=str(home.path),
            do=Text("Invite people: bilateral user invite.", "Invita a las personas: bilateral user invite."),
        )
    return home


def _make(home: Any, party: str, email: str, name: str, role: str, lang: str) -> None:
    """As if they had been invited, had come in, and had set up their app."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from bilateral.node.people import inviting

    now = datetime.now(UTC)
    link = inviting.invite(home, None, email, name, party, role, now, lang=lang)
    who = inviting.accept(link.rstrip("/").rpartition("/")[2], PASSWORD, now)
    EmailAddress.objects.update_or_create(user=who, email=who.email, defaults={"verified": True, "primary": True})
    TOTP.activate(who, generate_totp_secret())
