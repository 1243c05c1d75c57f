"""Asking offices: who gets a letter, in which language, and what can't be asked."""

from datetime import date, timedelta

import pytest

from bilateral.node import papers
from bilateral.node.clearance import asking, readers
from bilateral.node.clearance.models import ClearanceLink, ClearanceRequest, ClearanceRound
from bilateral.node.clearance.readers import Wanted
from bilateral.node.papers import Changed, Working
from bilateral.node.people import members
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import Forbidden
from bilateral.node.people.roles import ROLES
from bilateral.node.read.base import NotFound
from bilateral.node.viewer import PUBLIC, Viewer
from bilateral.values import BadInput
from tests.node.clearance.scenes import DUE, NOW, scene
from tests.node.homes import START, World, both
from tests.node.papers.people import person
from tests.node.papers.test_papers import office


def test_each_reader_of_an_office_gets_a_link_of_their_own_and_only_its_hash_is_kept(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("trade")
    it.someone("deputy", "reporter", "desk", deputy=True)
    us.run(lambda: Person.objects.filter(name="deputy").update(language="es"))
    assert it.ask(Wanted("desk"), Wanted("trade", "Trade@US.example"), note="Look at {this}.") == 1
    told = {mail.to: mail for mail in it.letters()}
    assert set(told) == {"reporter@us.example", "deputy@us.example", "trade@us.example"}
    assert [told[f"{name}@us.example"].lang for name in ("reporter", "deputy")] == ["en", "es"]
    assert "drafter asks your office (" in told["reporter@us.example"].body
    assert "Responde a más tardar el 9 de marzo de 2026" in told["deputy@us.example"].body
    assert "/es/clearance/" in told["deputy@us.example"].body and "/en/" not in told["deputy@us.example"].body
    both_ = told["trade@us.example"].body
    assert "Answer by March 9, 2026" in both_ and "/en/clearance/" in both_ and "/es/clearance/" in both_
    assert all("Look at {this}." in mail.body and "Trade" in mail.subject for mail in told.values())
    assert all("never taken as consent" in m.body or "nunca se toma" in m.body for m in told.values())
    kept = us.run(lambda: set(ClearanceLink.objects.values_list("token", flat=True)))
    tokens = it.tokens()
    assert len(kept) == len(set(tokens)) == 3 and kept == {asking.hash_of(token) for token in tokens}
    assert not kept & set(tokens)


def test_a_form_sent_twice_asks_once(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    assert it.ask(attempt="form") == it.ask(attempt="form") == 1
    assert len(it.letters()) == 1
    assert it.ask(attempt="another") == 2


def test_who_drafted_is_not_asked(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    writes = it.someone("writes", "reporter", "desk")
    it.someone("author", "drafter")
    us.run(lambda: papers.keeping.Paper.objects.get(pk=it.paper).revisions.create(
        number=90, person_id=writes.person, since=NOW, time=NOW, texts=[]
    ))  # fmt: skip
    [desk] = us.run(readers.choices, it.drafter, it.paper)
    assert [each.name for each in desk.readers] == ["reporter"] and desk.wrote == ("writes",)
    for address in ("DRAFTER@us.example", "writes@US.example "):
        with pytest.raises(BadInput, match="drafted can't clear"):
            it.ask(Wanted("desk", address))
    us.run(lambda: Person.objects.filter(name="reporter").update(is_active=False))
    with pytest.raises(BadInput, match="has written in the paper"):
        it.ask()
    assert us.run(ClearanceRound.objects.count) == 0 and not it.letters(), "nobody is asked then"
    it.ask(Wanted("desk", "else@us.example"))
    assert [mail.to for mail in it.letters()] == ["else@us.example"]


def test_what_cannot_be_asked_asks_nobody(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("empty")
    theirs = us.run(lambda: Person.objects.create_user("theirs@mx.example", name="theirs"))
    us.run(members.give, None, theirs, "mx", "observer", "", START)
    for wanted, told in (
        ((), "No office"),
        ((Wanted("nowhere"),), "no such office"),
        ((Wanted("empty"),), "Nobody of this office works here"),
        ((Wanted("empty", "no address"),), "not an e-mail address"),
        ((Wanted("empty", "a@us.example", "fr"),), "English, in Spanish or in both"),
        ((Wanted("empty", "Theirs@mx.example"),), "works for another government"),
    ):
        with pytest.raises(BadInput, match=told):
            us.run(asking.ask, us.home, it.drafter, it.paper, 1, wanted, DUE, "", "", NOW)
    for due in (NOW.date(), NOW.date() - timedelta(days=1), date(2030, 1, 1)):
        with pytest.raises(BadInput, match="last day"):
            it.ask(due=due)
    with pytest.raises(BadInput, match="too long"):
        it.ask(note="x" * 5001)
    with pytest.raises(Changed):
        it.ask(seen=7)
    text = office(us)
    half = Working(text.kind, text.name, {"title": None}, "", text.parties, {"title.en": ["Only English"]})
    us.run(papers.save, it.drafter, it.paper, 1, (half,), NOW)
    with pytest.raises(BadInput, match="not finished"):
        it.ask()
    us.run(papers.drop, it.drafter, it.paper, NOW)
    with pytest.raises(BadInput, match="no longer open"):
        it.ask()
    assert us.run(ClearanceRequest.objects.count) == 0 and not it.letters()


def test_an_abolished_office_is_not_offered(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    us.propose(us.draft("office", "desk", {"title": both("Desk"), "ended": "2026-02-01"}))
    assert us.run(readers.choices, it.drafter, it.paper) == ()
    with pytest.raises(BadInput, match="no such office"):
        it.ask()


@pytest.mark.parametrize("role", [*ROLES, "other side", "public"])
def test_who_may_ask(lone: World, role: str) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    if role in ("other side", "public"):
        who = Viewer("mx", 1, frozenset(ROLES)) if role == "other side" else PUBLIC
    else:
        who = person(us, role, f"another-{role}")
    if role in ("coordinator", "drafter"):
        assert it.ask(who=who) == 1
        return
    # Whose side it isn't is refused before anything is said of the paper; it makes no difference whether there is one.
    told = []
    for number in (it.paper, it.paper + 1):
        with pytest.raises((Forbidden, NotFound)) as caught:
            us.run(asking.ask, us.home, who, number, 1, (Wanted("desk"),), DUE, "", "", NOW)
        told.append((caught.type, str(caught.value).replace(str(number), "N")))
        with pytest.raises((Forbidden, NotFound)) as caught:
            us.run(readers.choices, who, number)
    if role in ("other side", "public", "administrator", "moderator"):
        assert told[0] == told[1]
