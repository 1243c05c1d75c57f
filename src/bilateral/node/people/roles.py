"""The roles that a person can have for a government, as one table in both languages."""

from dataclasses import dataclass
from typing import Final

from bilateral.values import BadInput, Text


@dataclass(frozen=True, slots=True)
class Role:
    """One row: ``about`` completes 'Someone who ...'. ``of_an_office``: it is held for one office of the government."""

    code: str
    name: Text
    about: Text
    of_an_office: bool = False


ROLES: Final[dict[str, Role]] = {
    role.code: role
    for role in (
        Role(
            "administrator",
            Text("administrator", "administración"),
            Text(
                "invites people, gives and ends roles, and keeps this government's settings",
                "invita a las personas, da y termina funciones y lleva los ajustes de este gobierno",
            ),
        ),
        Role(
            "coordinator",
            Text("coordinator", "coordinación"),
            Text(
                "leads the work of this side and signs for the government",
                "dirige el trabajo de esta parte y firma por el gobierno",
            ),
        ),
        Role(
            "drafter",
            Text("drafter", "redacción"),
            Text(
                "writes texts, asks offices for clearance and works with the other side in private rooms",
                "redacta textos, pide visto bueno a las dependencias y trabaja con la otra parte en salas privadas",
            ),
        ),
        Role(
            "reporter",
            Text("office reporter", "enlace de dependencia"),
            Text(
                "answers for one office: clears texts and reports what was done",
                "responde por una dependencia: da visto bueno a los textos e informa de lo hecho",
            ),
            of_an_office=True,
        ),
        Role(
            "moderator",
            Text("moderator", "moderación"),
            Text(
                "looks after what the public sends in",
                "atiende lo que envía el público",
            ),
        ),
        Role(
            "analyst",
            Text("analyst", "análisis"),
            Text(
                "reads this side's texts, comments on them and adds evidence",
                "lee los textos de esta parte, los comenta y aporta evidencia",
            ),
        ),
        Role(
            "observer",
            Text("observer", "observación"),
            Text("reads this side's texts", "lee los textos de esta parte"),
        ),
    )
}


def role(code: str) -> Role:
    """The row of a role. :raises BadInput: there is none of that name."""
    if code not in ROLES:
        raise BadInput(
            what=Text(f"There is no role called {code}.", f"No existe la función {code}."),
            where="role",
            do=Text(f"Use one of: {', '.join(ROLES)}.", f"Usa una de: {', '.join(ROLES)}."),
        )
    return ROLES[code]
