"""Clearance at the machine: an operator asks and lists in the name of somebody of the paper's side."""

from collections.abc import Iterable

from bilateral.node.clearance.readers import Wanted
from bilateral.node.papers.models import Paper
from bilateral.node.people.members import by_email, viewer_of
from bilateral.node.read.base import not_found
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput, Text


def in_the_name_of(paper: int, email: str = "") -> tuple[Viewer, int]:
    """Who acts on a paper, and its revision: who looks after it, or the person named. The same rules hold as on pages.

    :raises NotFound: there is no such paper. :raises BadInput: there is no such person, or they have left.
    """
    row = Paper.objects.select_related("keeper").filter(pk=paper).first()
    if row is None:
        raise not_found(Text("There is no such paper.", "No existe ese documento de trabajo."), str(paper))
    who = by_email(email) if email else row.keeper
    if who is None or not who.is_active:
        raise BadInput(
            what=Text("Nobody here has this address.", "Aquí nadie tiene esa dirección.")
            if who is None
            else Text("This person has left.", "Esta persona ya no está."),
            where=email or row.keeper.email,
            do=Text("Name another: --by E-MAIL.", "Indica otra: --by CORREO."),
        )
    return viewer_of(who), row.revision


def wanted_from(given: Iterable[str]) -> tuple[Wanted, ...]:
    """``ID`` or ``ID=E-MAIL``, as a command takes offices."""
    found = []
    for each in given:
        office, equals, email = each.partition("=")
        if not office.strip() or (equals and not email.strip()):
            raise BadInput(
                what=Text("This names no office.", "Esto no nombra ninguna dependencia."),
                where=f"--office {each}",
                do=Text("Write ID or ID=E-MAIL.", "Escribe ID o ID=CORREO."),
            )
        found.append(Wanted(office.strip(), email.strip()))
    return tuple(found)
