"""A link ends with what its reader was asked as: the office, the side, the account."""

from datetime import datetime, timedelta

import pytest

from bilateral.node.clearance import answering, closing
from bilateral.node.clearance.answering import Given
from bilateral.node.clearance.asking import ends
from bilateral.node.clearance.readers import Wanted
from bilateral.node.people import members
from bilateral.node.people.models import Membership, Person
from bilateral.node.people.roles import ROLES
from bilateral.node.read.base import NotFound
from bilateral.node.viewer import Viewer
from tests.node.clearance.scenes import DUE, NOW, Scene, scene
from tests.node.homes import World

LATER = NOW + timedelta(days=1)
REMINDING = datetime.combine(DUE, NOW.time(), NOW.tzinfo).replace(hour=13)


def end(it: Scene, who: Viewer) -> None:
    """End every role of somebody, whose account stays."""
    it.node.run(Membership.objects.filter(person=who.person, until=None).update, until=LATER)


def give(it: Scene, who: Viewer, party: str, role: str, office: str = "") -> None:
    it.node.run(members.give, None, it.node.run(members.known, who.person), party, role, office, LATER)


def is_shut(it: Scene, token: str) -> bool:
    """Whether a link neither opens nor takes an answer, and says what one that never was says."""
    told = set()
    for each in (token, "never"):
        with pytest.raises(NotFound) as caught:
            it.by_link(each, LATER)
        told.add(str(caught.value))
    with pytest.raises(NotFound):
        given = Given("clear", "", "Rosa", it.revision, 0)
        it.node.run(answering.answer_by_link, it.node.home, Viewer(), token, given, LATER)
    return len(told) == 1


@pytest.mark.parametrize("now", ["", "drafter", "reporter of trade", "coordinator", "other side"])
def test_who_left_the_office_no_longer_reads_by_its_link(world: World, now: str) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("trade")
    it.ask()
    [token] = it.tokens()
    assert it.by_link(token, LATER).texts
    end(it, it.reporter)
    role, _, office = now.partition(" of ")
    if now == "other side":
        give(it, it.reporter, "mx", "observer")
    elif now:
        give(it, it.reporter, "us", role, office)
    assert is_shut(it, token)


def test_who_only_changes_the_role_in_the_office_reads_on(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    end(it, it.reporter)
    give(it, it.reporter, "us", "coordinator", "desk")
    assert it.by_link(it.tokens()[0], LATER).why == ""
    assert it.answer(it.tokens()[0], now=LATER).turn == 1


def test_a_colleague_of_another_office_reads_while_they_are_of_the_side(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("trade")
    chief = it.someone("chief", "observer")
    it.ask(Wanted("trade", "chief@us.example"))
    [token] = it.tokens("chief@")
    give(it, chief, "us", "analyst")
    assert it.by_link(token, LATER).texts
    end(it, chief)
    assert is_shut(it, token)


@pytest.mark.parametrize("then", ["other side", "came and went", "came and closed"])
def test_an_address_that_is_now_another_sides_or_has_left_opens_nothing(world: World, then: str) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("trade")
    it.ask(Wanted("trade", "New@us.example"))
    [token] = it.tokens("new@")
    assert it.by_link(token, LATER).texts
    new = us.run(lambda: Person.objects.create_user("NEW@us.example", name="new"))
    assert it.by_link(token, LATER).texts, "an account alone changes nothing"
    us.run(members.give, None, new, "mx" if then == "other side" else "us", "observer", "", LATER)
    if then != "other side":
        assert it.by_link(token, LATER).texts
    if then == "came and closed":
        us.run(members.leave, None, new, LATER)
    elif then == "came and went":
        us.run(Membership.objects.filter(person=new).update, until=LATER)
    assert is_shut(it, token)
    with pytest.raises(NotFound):
        it.by_link(token, LATER, viewer=Viewer("mx", 1, frozenset(ROLES)))


def test_everybody_who_was_written_to_is_reminded_once_in_their_language(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("trade")
    chief, gone, lost = it.someone("chief", "observer"), it.someone("gone", "observer"), it.someone("lost", "observer")
    us.run(Person.objects.filter(pk__in=(chief.person, it.reporter.person)).update, language="es")
    it.ask(Wanted("desk"), Wanted("trade", "chief@us.example"), Wanted("trade", "gone@us.example"),
           Wanted("trade", "lost@us.example"), Wanted("trade", "out@else.example"))  # fmt: skip
    us.run(Membership.objects.filter(person=gone.person).update, until=LATER)
    us.run(members.leave, None, us.run(members.known, lost.person), LATER)
    before = len(it.letters())
    assert ends(DUE) > REMINDING
    for _ in range(2):
        us.run(closing.run, us.home, REMINDING)
    reminders = sorted((mail.to, mail.subject.partition(",")[0]) for mail in it.letters()[before:])
    assert reminders == [
        ("chief@us.example", "Falta tu visto bueno"),
        ("out@else.example", "Still to clear"),
        ("reporter@us.example", "Falta tu visto bueno"),
    ]
