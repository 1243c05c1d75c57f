"""Who works here: invitations that work once, roles given and ended, one government a person, handing over."""

from datetime import timedelta
from typing import Any

import pytest

from bilateral.node.people import inviting, members
from bilateral.node.people.models import Invitation, Membership, Person
from bilateral.node.people.permissions import Forbidden
from bilateral.node.post.models import Mail
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput
from tests.node.homes import START, Node, World

SAFE = "una frase larga y rara 47"


def invite(node: Node, email: str, role: str = "coordinator", by: Viewer | None = None, **more: Any) -> str:
    link: str = node.run(inviting.invite, node.home, by, email, email.split("@")[0], node.party, role, START, **more)
    return link


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def accept(node: Node, link: str) -> Person:
    person: Person = node.run(inviting.accept, token_of(link), SAFE, START)
    return person


def enter(node: Node, email: str, role: str = "coordinator", **more: Any) -> Viewer:
    """Somebody invited who has come in."""
    return node.run(members.viewer_of, accept(node, invite(node, email, role, **more)))  # type: ignore[no-any-return]


@pytest.fixture
def us(world: World) -> Node:
    return world.node("us")


def test_an_invitation_works_once(us: Node) -> None:
    link = invite(us, "Ana@Example.gov", lang="es")
    mail = us.run(Mail.objects.get)
    assert (mail.to, mail.lang) == ("ana@example.gov", "es")
    assert link in mail.body and "invitaron" in mail.body
    assert token_of(link) not in str(us.run(lambda: list(Invitation.objects.values()))), "only its hash is kept"
    who = accept(us, link)
    assert who.check_password(SAFE)
    with pytest.raises(BadInput, match="can't be used any more"):
        accept(us, link)


def test_an_old_invitation_and_a_replaced_one_are_refused(us: Node) -> None:
    first = invite(us, "ana@example.gov")
    second = invite(us, "ana@example.gov")
    with pytest.raises(BadInput, match="any more"):
        accept(us, first)
    with pytest.raises(BadInput, match="any more"):
        us.run(inviting.accept, token_of(second), SAFE, START + timedelta(days=inviting.DAYS, seconds=1))
    assert us.run(members.viewer_of, accept(us, second)).roles == {"coordinator"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "not an address"}, "not an e-mail address"),
        ({"name": "  "}, "needs a name"),
        ({"role": "chief"}, "no role called chief"),
        ({"role": "reporter"}, "for one office"),
        ({"role": "reporter", "office": "none-such"}, "no office called"),
        ({"party": "fr"}, "no government called fr"),
        ({"lang": "fr"}, "English and Spanish"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_nothing_stays(
    us: Node, change: dict[str, str], words: str
) -> None:
    given = {"email": "a@b.gov", "name": "A", "party": "us", "role": "drafter", "office": "", "lang": "en", **change}
    with pytest.raises(BadInput, match=words):
        us.run(
            inviting.invite, us.home, None, given["email"], given["name"], given["party"], given["role"], START,
            office=given["office"], lang=given["lang"],
        )  # fmt: skip
    assert us.run(lambda: (Person.objects.count(), Membership.objects.count(), Mail.objects.count())) == (0, 0, 0)


def test_a_role_is_given_once_and_ended_once(us: Node) -> None:
    who = accept(us, invite(us, "ana@example.gov", "drafter"))
    us.run(members.give, None, who, "us", "drafter", "", START)
    [held] = us.run(members.members, None, "us")
    us.run(members.end, None, held.id, START)
    assert us.run(members.viewer_of, who) == Viewer(None, who.pk)
    with pytest.raises(BadInput, match="no such role"):
        us.run(members.end, None, held.id, START)
    us.run(members.give, None, who, "us", "drafter", "", START)
    assert us.run(members.viewer_of, who).roles == {"drafter"}
    assert len(us.run(members.members, None, "us", ended=True)) == 2


def test_nobody_works_for_two_governments(world: World) -> None:
    both = world.node("us", "mx")
    who = accept(both, invite(both, "ana@example.gov"))
    with pytest.raises(BadInput, match="another government"):
        both.run(members.give, None, who, "mx", "observer", "", START)


def test_only_administrators_of_the_side_manage_people(world: World) -> None:
    both = world.node("us", "mx")
    admin, drafter = enter(both, "admin@us.gov", "administrator"), enter(both, "drafter@us.gov", "drafter")
    with pytest.raises(Forbidden):
        invite(both, "new@us.gov", by=drafter)
    with pytest.raises(Forbidden):
        both.run(inviting.invite, both.home, admin, "new@mx.gob", "New", "mx", "observer", START)
    assert both.run(members.by_email, "new@mx.gob") is None
    other = accept(both, both.run(inviting.invite, both.home, None, "x@mx.gob", "X", "mx", "drafter", START))
    theirs = next(m for m in both.run(members.members, None, "mx") if m.person == other.pk)
    with pytest.raises(BadInput, match="no such role"):  # as if it did not exist
        both.run(members.end, admin, theirs.id, START)
    assert {m.party for m in both.run(members.members, admin)} == {"us"}
    with pytest.raises(Forbidden):
        both.run(members.members, PUBLIC)


def test_the_last_administrator_stays(us: Node) -> None:
    admin = enter(us, "admin@us.gov", "administrator")
    [held] = us.run(members.members, None, "us")
    for attempt in (
        lambda: us.run(members.end, admin, held.id, START),
        lambda: us.run(members.leave, admin, us.run(members.known, admin.person), START),
    ):
        with pytest.raises(BadInput, match="last administrator"):
            attempt()
    assert us.run(members.viewer_of, us.run(members.known, admin.person)).roles == {"administrator"}


def test_handing_over_moves_roles_and_ends_access(us: Node) -> None:
    admin = enter(us, "admin@us.gov", "administrator")
    leaving = us.run(members.known, enter(us, "old@us.gov", "coordinator").person)
    to = us.run(members.known, enter(us, "new@us.gov", "drafter").person)
    assert us.run(members.hand_over, admin, leaving, to, START) >= 1
    assert us.run(members.viewer_of, us.run(members.known, leaving.pk)) == PUBLIC
    assert us.run(members.viewer_of, to).roles == {"coordinator", "drafter"}
    with pytest.raises(BadInput, match="nothing to hand over"):
        us.run(members.hand_over, admin, us.run(members.known, leaving.pk), to, START)
