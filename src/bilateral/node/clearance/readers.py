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
ANSWERING: Final = ("reporter", "coordinator")
"""The roles whose people answer for their office."""


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
    for row in rows.filter(role__in=ANSWERING).select_related("person").order_by("deputy", "pk"):
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
    """Who is to be reminded, once each: the office's people as they are today, and whoever else was written to first
    and may still read. Somebody who works here is written to where, and in the language that, they have now.
    """
    paper = request.round.paper
    wrote = authors(paper.pk)
    here = [each for each in _people(paper.party).get(request.office, ()) if each.pk not in wrote]
    found = {each.email.lower(): _reader(each) for each in here}
    for link in request.links.filter(why="first").select_related("person").order_by("pk"):
        who = holder_of(link)
        reader = _reader(who) if who and who.is_active else Reader(link.email, link.lang)
        if may_still_read(link) and not is_author(paper.pk, reader.person, reader.email):
            found.setdefault(reader.email.lower(), reader)
    return tuple(found.values())


def holder_of(link: ClearanceLink) -> Person | None:
    """Who a letter went to, as far as they are known here, today too."""
    return link.person or Person.objects.filter(email=link.email.strip().lower()).first()


def may_still_read(link: ClearanceLink) -> bool:
    """Whether a link still opens what it was sent for: it ends with what its reader was asked as.

    Whoever answered for the office when the letter was written must do so today. Somebody else who was of the side
    then, or came to it later, must be of it today; and nobody may be of another side, or have a closed account.
    """
    who = holder_of(link)
    if who is None:
        return True
    of = link.request
    party = of.round.paper.party
    if link.person and not who.is_active:
        return False
    rows = list(Membership.objects.filter(person=who))
    if any(row.until is None and row.party != party for row in rows):
        return False
    since = [row for row in rows if row.party == party and (row.until is None or row.until >= link.made)]
    asked_as = [row for row in since if row.since <= link.made and _answers_for(row, of.office)]
    if asked_as:
        return any(row.until is None and _answers_for(row, of.office) for row in since)
    return not since or any(row.until is None for row in since)


def _answers_for(row: Membership, office: str) -> bool:
    return row.office == office and row.role in ANSWERING
