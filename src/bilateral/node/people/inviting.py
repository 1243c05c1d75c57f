"""How somebody gets in: an invitation by mail, whose link works once.

A person exists from the invitation on, without a password; only the token's hash is kept.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction

from bilateral.node.home import Home
from bilateral.node.people import members
from bilateral.node.people.models import Invitation, Person
from bilateral.node.people.roles import ROLES
from bilateral.node.post import letters
from bilateral.node.viewer import Viewer
from bilateral.values import LANGS, BadInput, Text

DAYS: Final = 7


def invite(
    home: Home,
    by: Viewer | None,
    email: str,
    name: str,
    party: str,
    role: str,
    now: datetime,
    *,
    office: str = "",
    deputy: bool = False,
    lang: str = "en",
) -> str:
    """Invite somebody to a role and send them the link, which is returned too. Inviting again sends a new link."""
    _check(email, name, lang)
    with transaction.atomic():
        who = members.by_email(email) or Person.objects.create_user(email, None, name=name.strip(), language=lang)
        if not who.is_active:
            who.is_active = True
            who.save(update_fields=["is_active"])
        members.give(by, who, party, role, office, now, deputy=deputy)
        if who.has_usable_password():  # they have been here before: a role more, and nothing to accept
            link = letters.address(home, who.language, "account/login/")
            letters.send(home, who, _added(role, link), now)
            return link
        who.invitations.filter(used=None).update(used=now)
        token = secrets.token_urlsafe(32)
        Invitation.objects.create(person=who, token=_hash(token), expires=now + timedelta(days=DAYS))
        link = letters.address(home, who.language, f"welcome/{token}/")
        letters.send(home, who, _invited(role, link), now)
    return link


def _check(email: str, name: str, lang: str) -> None:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email.strip())
    except ValidationError:
        raise BadInput(
            what=Text("This is not an e-mail address.", "Esto no es una dirección de correo."),
            where="email",
            do=Text("Write it as name@example.gov.", "Escríbela como nombre@ejemplo.gob."),
        ) from None
    if not name.strip() or len(name) > 200:
        raise BadInput(
            what=Text("The person needs a name.", "La persona necesita un nombre."),
            where="name",
            do=Text("Write it in up to 200 characters.", "Escríbelo en hasta 200 caracteres."),
        )
    if lang not in LANGS:
        raise BadInput(
            what=Text("Pages are in English and Spanish.", "Las páginas están en inglés y español."),
            where="lang",
            do=Text("Choose en or es.", "Elige en o es."),
        )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def invited(token: str, now: datetime) -> Person:
    """Whose invitation this is. :raises BadInput: it was used, is too old or was never given."""
    row = Invitation.objects.filter(token=_hash(token)).select_related("person").first()
    if row is None or row.used or row.expires < now or not row.person.is_active:
        raise BadInput(
            what=Text("This invitation can't be used any more.", "Esta invitación ya no se puede usar."),
            where="",
            do=Text(
                "Each works once and for seven days. Ask for a new one, or sign in if you have a password.",
                "Cada una sirve una vez y durante siete días. Pide otra, o inicia sesión si ya tienes contraseña.",
            ),
            code="invitation",
        )
    return row.person


def accept(token: str, password: str, now: datetime) -> Person:
    """Use an invitation: the person's password is set, and the link is spent."""
    with transaction.atomic():
        who = invited(token, now)
        who.set_password(password)
        who.save(update_fields=["password"])
        who.invitations.filter(used=None).update(used=now)
    return who


def _invited(role: str, link: str) -> letters.Letter:
    return letters.Letter(
        Text("Your invitation to Bilateral", "Tu invitación a Bilateral"),
        Text(
            "You were invited to work here as: {role}.\n\nOpen this link to choose a password. It works once, for "
            "{days} days:\n{link}\n\nBefore anything is signed you will be asked for a second factor.",
            "Te invitaron a trabajar aquí con la función: {role}.\n\nAbre este enlace para elegir una contraseña. "
            "Sirve una vez, durante {days} días:\n{link}\n\nAntes de firmar se te pedirá un segundo factor.",
        ).format(role=ROLES[role].name, days=DAYS, link=link),
    )


def _added(role: str, link: str) -> letters.Letter:
    return letters.Letter(
        Text("You have a new role in Bilateral", "Tienes una función nueva en Bilateral"),
        Text(
            "You were given the role: {role}.\n\nSign in as before:\n{link}",
            "Se te dio la función: {role}.\n\nInicia sesión como siempre:\n{link}",
        ).format(role=ROLES[role].name, link=link),
    )
