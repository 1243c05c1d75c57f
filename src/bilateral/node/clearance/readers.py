"""Who may answer for an office about a paper. Who drafted can't: by person, and by address whatever its case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bilateral.node.clearance.models import ClearanceLink, ClearanceRequest
from bilateral.node.clearance.names import titles
from bilateral.node.papers.keeping import row_of
from bilateral.node.papers.models import Paper, Revision
from bilateral.node.people.models import Membership, Person
from bilateral.node.people.permissions import check
from bilateral.node.viewer import Viewer
from bilateral.values import LANGS, BadInput, Text

BOTH: Final = "both"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may answer for an office; ``person`` is None for an address alone. ``lang``: en, es or both."""

    email: str
    lang: str = BOTH
    name: str = ""
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An office to be asked, by its id, and an address besides those of its own people, if one was typed."""

    office: str
    email: str = ""
    lang: str = BOTH


@dataclass(frozen=True, slots=True)
class Choice:
    """An office that can be asked: its people who work here and have not written in the paper, and those who have;
    ``email`` and ``lang`` of the address that was typed for it the last time.
    """

    office: str
    title: Text
    readers: tuple[Reader, ...]
    wrote: tuple[str, ...]
    email: str = ""
    lang: str = BOTH


def choices(viewer: Viewer, pk: int) -> tuple[Choice, ...]:
    """The offices of the viewer's side that exist, by title.

    :raises NotFound: there is no such paper for this viewer. :raises Forbidden: they don't ask offices.
    """
    row = row_of(viewer, pk)
    check(viewer, "clearance.ask")
    people, wrote = _people(row.party), authors(row.pk)
    links = ClearanceLink.objects.filter(request__round__paper=row, person=None, why="first").order_by("pk")
    typed = {each.request.office: each for each in links.select_related("request")}
    found = []
    for office, title in titles(viewer, ended=False).items():
        here, last = people.get(office, ()), typed.get(office)
        readers = tuple(_reader(each) for each in here if each.pk not in wrote)
        drafted = tuple(each.name for each in here if each.pk in wrote)
        again = (last.email, last.lang) if last else ("", BOTH)
        found.append(Choice(office, title, readers, drafted, *again))
    return tuple(found)


def _people(party: str) -> dict[str, tuple[Person, ...]]:
    """Those who may answer for each office: its reporters and deputies, and coordinators who are of it."""
    rows = Membership.objects.filter(party=party, until=None, person__is_active=True).exclude(office="")
    found: dict[str, dict[int, Person]] = {}
    for row in rows.filter(role__in=("reporter", "coordinator")).select_related("person").order_by("deputy", "pk"):
        found.setdefault(row.office, {})[row.person_id] = row.person
    return {office: tuple(people.values()) for office, people in found.items()}


def authors(paper: int) -> dict[int, str]:
    """Everybody who wrote any revision of a paper: their number and address."""
    rows = Revision.objects.filter(paper=paper).values_list("person", "person__email").distinct()
    return {person: email.strip().lower() for person, email in rows}


def is_author(paper: int, person: int | None, email: str = "") -> bool:
    """Whether somebody wrote in a paper, by who they are or by their address."""
    wrote = authors(paper)
    return (person is not None and person in wrote) or email.strip().lower() in wrote.values()


def _reader(person: Person) -> Reader:
    return Reader(person.email, person.language, person.name, person.pk)


def readers_of(paper: Paper, wanted: Wanted, names: Iterable[str]) -> tuple[Reader, ...]:
    """Everybody who is to be written to for one office."""
    if wanted.office not in names:
        raise BadInput(
            what=Text("Your side has no such office.", "Tu parte no tiene esa dependencia."),
            where=wanted.office,
            do=Text("Choose one of the list.", "Elige una de la lista."),
        )
    here, wrote = _people(paper.party).get(wanted.office, ()), authors(paper.pk)
    found = {each.email: _reader(each) for each in here if each.pk not in wrote}
    if wanted.email.strip():
        typed = _typed(paper, wanted)
        found.setdefault(typed.email, typed)
    if not found:
        raise BadInput(
            what=Text(
                "Everybody of this office has written in the paper; who drafted can't clear.",
                "Todas las personas de esta dependencia redactaron el documento; quien redacta no da visto bueno.",
            )
            if here
            else Text("Nobody of this office works here.", "Nadie de esta dependencia trabaja aquí."),
            where=wanted.office,
            do=Text("Write an address of somebody who may clear.", "Escribe el correo de quien pueda dar visto bueno."),
        )
    return tuple(found.values())


def _typed(paper: Paper, wanted: Wanted) -> Reader:
    """The address that was typed for an office; of somebody who works here, their language is known."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    email = wanted.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput(
            what=Text("This is not an e-mail address.", "Esto no es una dirección de correo."),
            where=wanted.office,
            do=Text("Write it as name@example.gov.", "Escríbela como nombre@ejemplo.gob."),
        ) from None
    if wanted.lang not in (*LANGS, BOTH):
        raise BadInput(
            what=Text("Letters are in English, in Spanish or in both.", "Las cartas van en inglés, español o ambos."),
            where=wanted.office,
            do=Text("Choose en, es or both.", "Elige en, es o both."),
        )
    if is_author(paper.pk, None, email):
        raise BadInput(
            what=Text("Who drafted can't clear.", "Quien redacta no da visto bueno."),
            where=wanted.office,
            do=Text("Write the address of somebody else.", "Escribe el correo de otra persona."),
        )
    person = Person.objects.filter(email=email, is_active=True).first()
    if person is None:
        return Reader(email, wanted.lang)
    if Membership.objects.filter(person=person, until=None).exclude(party=paper.party).exists():
        raise BadInput(
            what=Text("This person works for another government.", "Esta persona trabaja para otro gobierno."),
            where=wanted.office,
            do=Text("Write an address of your own side.", "Escribe un correo de tu propia parte."),
        )
    return _reader(person)


def readers_now(request: ClearanceRequest) -> tuple[Reader, ...]:
    """Who is to be reminded: the office's people as they are today, and the addresses that were typed."""
    paper = request.round.paper
    wrote = authors(paper.pk)
    here = [each for each in _people(paper.party).get(request.office, ()) if each.pk not in wrote]
    found = {each.email: _reader(each) for each in here}
    for link in request.links.filter(person=None).order_by("pk"):
        if link.email not in wrote.values():
            found.setdefault(link.email, Reader(link.email, link.lang))
    return tuple(found.values())
