"""People and their roles: who works for a government, giving and ending roles, leaving and handing over.

Every function that changes something takes the viewer who does it; None is the operator at the machine. Not here: how
somebody gets in (inviting.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bilateral.node.models import Document
from bilateral.node.papers.models import Paper
from bilateral.node.people.models import Membership, Person
from bilateral.node.people.permissions import check, check_for
from bilateral.node.people.roles import role as role_of
from bilateral.node.rows import first_entries
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput, Text


@dataclass(frozen=True, slots=True)
class MemberView:
    """One role of one person, as those of the same side see it."""

    id: int
    person: int
    name: str
    email: str
    lang: str
    active: bool
    party: str
    role: str
    office: str
    deputy: bool
    since: datetime
    until: datetime | None


def viewer_of(person: Person | None) -> Viewer:
    """What a person may be shown: their government, roles and offices at this moment; the public for anyone else."""
    if person is None or not person.is_active:
        return PUBLIC
    rows = list(Membership.objects.filter(person=person, until=None).values_list("party", "role", "office"))
    if not rows:
        return Viewer(None, person.pk)
    roles, offices = frozenset(r for _, r, _ in rows), frozenset(o for _, _, o in rows if o)
    return Viewer(rows[0][0], person.pk, roles, offices)


def person(pk: int | None) -> Person | None:
    return Person.objects.filter(pk=pk).first() if pk is not None else None


def known(pk: int) -> Person:
    """Somebody of whom it is known that they are here."""
    return Person.objects.get(pk=pk)


def by_email(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


def members(viewer: Viewer | None, party: str = "", *, ended: bool = False) -> tuple[MemberView, ...]:
    """Who works for a government. People see those of their own side; the operator (None) sees all."""
    if viewer is not None:
        check(viewer, "people.see")
        party = str(viewer.party)
    rows = Membership.objects.select_related("person").order_by("party", "person__name", "role", "office", "pk")
    rows = rows.filter(party=party) if party else rows
    return tuple(_view(row) for row in (rows if ended else rows.filter(until=None)))


def roles_of(who: Person) -> tuple[MemberView, ...]:
    """The roles that a person holds now."""
    rows = Membership.objects.filter(person=who, until=None).select_related("person").order_by("role", "office")
    return tuple(_view(row) for row in rows)


def settle(who: Person, lang: str, *, digest: bool) -> None:
    """How a person gets their mail: its language, and whether a summary comes each working day."""
    who.language, who.digest = lang, digest
    who.save(update_fields=["language", "digest"])


def _view(row: Membership) -> MemberView:
    who = row.person
    return MemberView(
        row.pk, who.pk, who.name, who.email, who.language, who.is_active, row.party, row.role, row.office, row.deputy,
        row.since, row.until,
    )  # fmt: skip


def signers(party: str) -> tuple[Person, ...]:
    """The people who may sign for a government."""
    return people_with(party, ("coordinator",))


def people_with(party: str, roles: Iterable[str]) -> tuple[Person, ...]:
    """The active people who hold one of these roles for a government, each once."""
    rows = Person.objects.filter(
        is_active=True, memberships__party=party, memberships__role__in=tuple(roles), memberships__until=None
    )
    return tuple(rows.distinct().order_by("pk"))


# -- giving and ending ----------------------------------------------------------------------------------------------


def give(
    by: Viewer | None, who: Person, party: str, role: str, office: str, now: datetime, *, deputy: bool = False
) -> MemberView:
    """Give a person a role for a government. Giving one that they hold changes nothing but ``deputy``.

    :raises BadInput: no such government, role or office; the person works for another government.
    """
    check_for(by, party, "people.manage")
    check_role(party, role, office)
    other = Membership.objects.filter(person=who, until=None).exclude(party=party).first()
    if other:
        raise BadInput(
            what=Text("This person works for another government.", "Esta persona trabaja para otro gobierno."),
            where=who.email if by is None else "person",
            do=Text("Use another address for this side.", "Usa otra dirección para esta parte."),
        )
    row, _ = Membership.objects.update_or_create(
        person=who,
        party=party,
        role=role,
        office=office,
        until=None,
        defaults={"deputy": deputy},
        create_defaults={"deputy": deputy, "since": now, "given_by_id": by.person if by else None},
    )
    return _view(row)


def check_party(party: str) -> list[str]:
    """The logs of a government that are held here. :raises BadInput: there is no such government."""
    logs = [log for log in first_entries().values_list("log", flat=True) if log.split("/")[1] == party]
    if not logs:
        raise BadInput(
            what=Text(f"There is no government called {party}.", f"No existe el gobierno {party}."),
            where="party",
            do=Text("Use the code of one whose record is here.", "Usa la clave de uno cuyo registro esté aquí."),
        )
    return logs


def check_role(party: str, role: str, office: str) -> None:
    """:raises BadInput: the government, the role or the office is not one."""
    row, logs = role_of(role), check_party(party)
    if row.of_an_office and not office:
        raise BadInput(
            what=Text("This role is for one office.", "Esta función es de una dependencia."),
            where="office",
            do=Text("Name the office by its id.", "Indica la dependencia por su clave."),
        )
    names = [f"{log}:{office}" for log in logs]
    if office and not Document.objects.filter(pk__in=names, kind="office").exists():
        raise BadInput(
            what=Text(
                f"This government has no office called {office}.", f"Este gobierno no tiene la dependencia {office}."
            ),
            where="office",
            do=Text("Check the id, or record the office first.", "Revisa la clave o registra antes la dependencia."),
        )


def end(by: Viewer | None, membership: int, now: datetime) -> None:
    """End a role. The last administrator of a government stays until there is another.

    :raises Forbidden: it is another side's. :raises BadInput: it is none, or the last administrator's.
    """
    row = Membership.objects.filter(pk=membership, until=None).select_related("person").first()
    if row is None or (by is not None and by.party != row.party):
        raise BadInput(
            what=Text("There is no such role here.", "Aquí no existe esa función."),
            where="role",
            do=Text("Look at the list of people.", "Consulta la lista de personas."),
        )
    check_for(by, row.party, "people.manage")
    _not_the_last(row)
    row.until = now
    row.save(update_fields=["until"])


def _not_the_last(row: Membership) -> None:
    if row.role != "administrator":
        return
    others = Membership.objects.filter(party=row.party, role="administrator", until=None, person__is_active=True)
    if not others.exclude(person=row.person).exists():
        raise BadInput(
            what=Text(
                "This is the last administrator of this side.", "Es la última persona a cargo de la administración."
            ),
            where=row.party,
            do=Text("Make somebody else administrator first.", "Da antes esa función a otra persona."),
        )


def hand_over(by: Viewer | None, leaving: Person, to: Person, now: datetime) -> int:
    """Somebody leaves and somebody takes over: roles, offices and everything that waited for the one who leaves.

    Returns how many things moved. The one who leaves can no longer sign in; what they did stays theirs.
    """
    rows = list(Membership.objects.filter(person=leaving, until=None))
    party = rows[0].party if rows else ""
    if not rows or leaving.pk == to.pk or not to.is_active:
        raise BadInput(
            what=Text("There is nothing to hand over.", "No hay nada que entregar."),
            where=leaving.email if by is None else "person",
            do=Text("Choose somebody who has a role here.", "Elige a alguien que tenga una función aquí."),
        )
    with transaction.atomic():
        moved = 0
        for row in rows:
            give(by, to, row.party, row.role, row.office, now, deputy=row.deputy)
            moved += 1
        moved += Paper.objects.filter(party=party, keeper=leaving).update(keeper=to)
        leave(by, leaving, now)
    return moved


def leave(by: Viewer | None, who: Person, now: datetime) -> None:
    """End all roles of a person, who can no longer sign in."""
    rows = list(Membership.objects.filter(person=who, until=None))
    for party in {row.party for row in rows}:
        check_for(by, party, "people.manage")
    with transaction.atomic():
        for row in rows:
            _not_the_last(row)
            row.until = now
            row.save(update_fields=["until"])
        who.is_active = False
        who.save(update_fields=["is_active"])
