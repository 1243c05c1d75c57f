"""Who may do what: one table, asked by pages, commands and API alike, and written out in docs/reference/permissions.md.

Whether the state of a text allows something is another question, asked where the state is known. Everything public
needs no permission and is not in the table.
"""

from dataclasses import dataclass
from typing import Final

from bilateral.node.people.roles import ROLES
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text


class Forbidden(BadInput):
    """This person may not do this."""

    code = "forbidden"


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: what may be done, by which roles of the government concerned; ``signs`` asks for a second factor."""

    code: str
    name: Text
    roles: frozenset[str]
    signs: bool = False


def _row(code: str, name: Text, roles: str, *, signs: bool = False) -> Permission:
    return Permission(code, name, frozenset(roles.split()), signs)


PERMISSIONS: Final[dict[str, Permission]] = {
    row.code: row
    for row in (
        _row(
            "work.see",
            Text("see this side's texts, comments and rooms", "ver los textos, comentarios y salas de esta parte"),
            "coordinator drafter reporter analyst observer",
        ),
        _row("paper.write", Text("write texts", "redactar textos"), "coordinator drafter"),
        _row(
            "paper.comment",
            Text("comment on texts", "comentar textos"),
            "coordinator drafter reporter analyst",
        ),
        _row(
            "paper.file",
            Text("take texts out as files and bring them back", "sacar textos como archivos y volver a traerlos"),
            "coordinator drafter",
        ),
        _row(
            "clearance.ask",
            Text("ask offices for clearance", "pedir visto bueno a las dependencias"),
            "coordinator drafter",
        ),
        _row(
            "clearance.answer",
            Text("clear a text for one's office", "dar el visto bueno de su dependencia"),
            "coordinator reporter",
        ),
        _row(
            "room.write",
            Text("work with the other side in a private room", "trabajar con la otra parte en una sala privada"),
            "coordinator drafter",
        ),
        _row(
            "room.commit",
            Text(
                "say in a private room that this side is ready, refuses or releases",
                "decir en una sala privada que esta parte está lista, rehúsa o da a conocer",
            ),
            "coordinator",
        ),
        _row("act.sign", Text("sign for the government", "firmar por el gobierno"), "coordinator", signs=True),
        _row(
            "people.see",
            Text("see who works for this side", "ver quién trabaja para esta parte"),
            "administrator coordinator drafter reporter moderator analyst observer",
        ),
        _row(
            "people.manage",
            Text("invite people, give and end roles", "invitar personas, dar y terminar funciones"),
            "administrator",
            signs=True,
        ),
        _row(
            "party.settings",
            Text("change this side's settings", "cambiar los ajustes de esta parte"),
            "administrator coordinator",
        ),
        _row(
            "inbox.see",
            Text("see what waits for whom", "ver qué espera a quién"),
            "administrator coordinator drafter reporter moderator analyst observer",
        ),
    )
}


def can(viewer: Viewer, code: str) -> bool:
    """Whether one of the viewer's roles for their own government lets them do this."""
    return viewer.party is not None and not PERMISSIONS[code].roles.isdisjoint(viewer.roles)


def check(viewer: Viewer, code: str) -> None:
    """:raises Forbidden: this viewer may not; the fault names the roles that may."""
    if can(viewer, code):
        return
    row = PERMISSIONS[code]
    names = Text.join(", ", (ROLES[role].name for role in ROLES if role in row.roles))
    raise Forbidden(
        what=Text("Your roles don't let you do this: ", "Tus funciones no te permiten hacer esto: ") + row.name + ".",
        where=code,
        do=Text("Ask someone who is: ", "Pídelo a quien tenga: ") + names + ".",
    )


def check_for(by: Viewer | None, party: str, code: str) -> None:
    """As `check`, for a government by name. None is the operator, who may.

    :raises Forbidden: as `check` does, or it is another government than the viewer's.
    """
    if by is None:
        return
    check(by, code)
    if by.party != party:
        raise Forbidden(
            what=Text("This is not your government.", "No es tu gobierno."),
            where="party",
            do=Text("Its own administrators do this.", "Lo hace su propia administración."),
        )


def person_of(viewer: Viewer) -> int:
    """The person behind a viewer whose permission was checked: only people have roles."""
    assert viewer.person is not None, "somebody with a role"
    return viewer.person
