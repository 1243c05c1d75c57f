"""A side that signs only what its offices have cleared agrees only to that too, from pages and from the machine."""

from dataclasses import replace
from typing import Any

import pytest

from bilateral.dialogue.compose import ActDraft
from bilateral.node import acting, drafting, papers
from bilateral.node.clearance import agreeing, closing, rule
from bilateral.node.clearance.readers import Wanted
from bilateral.node.clearance.rule import NotCleared
from bilateral.node.models import LogEntry
from bilateral.node.papers.models import Paper
from bilateral.node.people import rules
from bilateral.node.people.models import Person
from bilateral.node.seals import handing
from bilateral.values import BadInput
from bilateral.values.ref import parse_place
from tests.node.clearance.scenes import NOW, Scene, scene
from tests.node.homes import World, both


class Table:
    """Mexico has proposed something to the United States, whose side wants clearance before anything is signed."""

    def __init__(
        self, world: World, *, sealed: bool = False, titles: tuple[str, str] = ("Line piers", "Line roads")
    ) -> None:
        self.us, self.mx = world.dialogue("us", "mx")
        self.it = scene(self.us)
        lines = tuple(self.mx.line(title.split()[1], title, number=2 + n) for n, title in enumerate(titles))
        self.place = self.mx.commit(ActDraft("propose", lines, sealed=sealed))
        self.us.pull(self.mx)
        self.us.run(rules.settle, None, "us", rule.REQUIRED, on=True)

    def begin(self) -> Scene:
        """The scene of the paper that is to be cleared."""
        pk = self.us.run(papers.from_proposal, self.it.signer, *parse_place(self.place), "Piers", NOW)
        return replace(self.it, paper=pk)

    def agree(self, attempt: str = "a") -> Any:
        act = self.us.run(drafting.answer, "concur", self.place)
        return self.us.run(acting.sign, self.us.home, self.it.signer, act, "", NOW, attempt)

    def agree_at_machine(self) -> Any:
        act = self.us.run(drafting.answer, "concur", self.place)
        return self.us.run(acting.at_machine, self.us.home, act, acting.Actor("us"), NOW)

    @property
    def size(self) -> int:
        return int(self.us.run(LogEntry.objects.count))


@pytest.mark.parametrize("how", ["agree", "agree_at_machine"])
def test_nobody_agrees_before_the_offices_have_cleared(world: World, how: str) -> None:
    table = Table(world)
    size = table.size
    with pytest.raises(NotCleared, match="none was asked") as caught:
        getattr(table, how)()
    assert caught.value.do.complete and caught.value.what.complete
    it = table.begin()
    it.offices("customs")
    size = table.size
    it.ask(Wanted("desk"), Wanted("customs", "customs@us.example"))
    with pytest.raises(NotCleared, match="Office customs"):
        getattr(table, how)()
    it.answer(it.tokens("customs@")[0])
    it.answer(it.tokens("reporter@")[0], "comments", "Which piers?")
    with pytest.raises(NotCleared):
        getattr(table, how)()
    assert table.size == size, "nothing went on the record"
    it.answer(it.tokens("reporter@")[0])
    place = getattr(table, how)().ref
    found = table.us.run(papers.paper, it.drafter, it.paper)
    assert (found.state, found.place) == ("agreed", f"{place.log}#{place.seq}")
    assert it.by_link(it.tokens("reporter@")[0]).why == "closed"


def test_the_words_count_that_were_cleared(world: World) -> None:
    table = Table(world)
    it = table.begin()
    texts = table.us.run(papers.paper, it.drafter, it.paper).texts
    other = replace(texts[0], content={**texts[0].content, "title": both("Other words")})
    table.us.run(papers.save, it.drafter, it.paper, 1, (other, texts[1]), NOW)
    it.ask()
    it.answer(it.tokens()[0])
    with pytest.raises(NotCleared, match="have not cleared"):
        table.agree()
    assert not table.us.run(agreeing.reads_as_proposed, it.drafter, table.us.run(papers.paper, it.drafter, it.paper))
    same = table.begin()
    same.ask(attempt="second")
    same.answer(same.tokens()[-1])
    assert table.agree()
    states = {pk: table.us.run(papers.paper, it.drafter, pk).state for pk in (it.paper, same.paper)}
    assert states == {it.paper: "open", same.paper: "agreed"}, "a paper with other words can still be proposed"


def test_a_side_without_the_rule_agrees_and_its_paper_is_done(world: World) -> None:
    table = Table(world)
    table.us.run(rules.settle, None, "us", rule.REQUIRED, on=False)
    it = table.begin()
    assert [each.id for each in table.us.run(papers.begun_from, it.drafter, table.place)] == [it.paper]
    assert table.us.run(papers.begun_from, replace(it.drafter, party="mx"), table.place) == ()
    assert table.agree()
    assert table.us.run(papers.paper, it.drafter, it.paper).state == "agreed"
    assert table.agree().repeated, "the same form once more"


def test_a_command_that_is_repeated_gets_its_receipt_whatever_the_side_wants_now(world: World) -> None:
    table = Table(world)
    act, actor = table.us.run(drafting.answer, "concur", table.place), acting.Actor("us")
    table.us.run(rules.settle, None, "us", rule.REQUIRED, on=False)
    first = table.us.run(acting.at_machine, table.us.home, act, actor, NOW, "once")
    table.us.run(rules.settle, None, "us", rule.REQUIRED, on=True)
    again = table.us.run(acting.at_machine, table.us.home, act, actor, NOW, "once")
    assert (again.ref, first.repeated, again.repeated) == (first.ref, False, True)


def test_an_office_that_changes_its_answer_meanwhile_stops_the_agreement(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(world)
    it = table.begin()
    it.ask()
    it.answer(it.tokens()[0])
    size, commit = table.size, acting.door.commit

    def meanwhile(*given: Any) -> Any:
        it.answer(it.tokens()[0], "comments", "No.")
        return commit(*given)

    monkeypatch.setattr(acting.door, "commit", meanwhile)
    for agree in (table.agree, table.agree_at_machine):
        with pytest.raises(NotCleared):
            agree()
    assert table.size == size
    assert table.us.run(papers.paper, it.drafter, it.paper).state == "open"


def test_declining_and_views_need_no_clearance(world: World) -> None:
    table = Table(world)
    for act in ("position", "decline"):
        draft = table.us.run(drafting.answer, act, table.place, both("Not so."))
        assert table.us.run(acting.sign, table.us.home, table.it.signer, draft, "", NOW, act)


def test_a_proposal_whose_words_are_sealed_is_cleared_in_them(world: World) -> None:
    table = Table(world, sealed=True)
    given = table.mx.run(handing.given, "mx", "us", table.us.run(handing.wanted, "us", "mx"))
    assert table.us.run(handing.take, "us", "mx", given)
    it = table.begin()
    it.ask()
    assert "Line piers" in it.by_link(it.tokens()[0]).texts[0].content["title"]["en"]
    it.answer(it.tokens()[0])
    assert table.agree()


def test_what_was_cleared_for_a_private_room_counts_for_the_same_texts(world: World) -> None:
    table = Table(world)
    it = table.begin()
    table.us.run(Paper.objects.filter(pk=it.paper).update, answers="", room="a" * 32)
    with pytest.raises(NotCleared, match="none was asked"):
        table.agree()
    it.ask()
    it.answer(it.tokens()[0])
    assert table.agree()
    assert table.us.run(papers.paper, it.drafter, it.paper).state == "agreed"


def test_words_with_a_soft_hyphen_need_clearance_as_any_others(world: World) -> None:
    """Sealed words may have characters that entries may not: they are compared all the same."""
    table = Table(world, titles=("Line piers at the bor\u00adder", "Line roads"))
    with pytest.raises(NotCleared, match="none was asked"):
        table.agree()
    it = table.begin()
    it.ask(Wanted("desk"))
    with pytest.raises(NotCleared):
        table.agree("b")
    it.answer(it.tokens("reporter@")[0])
    table.agree("c")
    assert table.us.run(papers.paper, it.drafter, it.paper).state == "agreed"


def test_the_letter_and_the_page_say_what_the_words_are_cleared_for(world: World) -> None:
    table = Table(world)
    it = table.begin()
    it.ask()
    assert "before your government agrees to it" in it.letters()[-1].body
    assert it.by_link(it.tokens()[-1]).step == "agree"
    table.us.run(Person.objects.filter(pk=it.reporter.person).update, language="es")
    it.ask(attempt="es")
    assert "antes de que tu gobierno le dé su conformidad" in it.letters()[-1].body
    held = table.us.run(papers.paper, it.drafter, it.paper).texts
    other = replace(held[0], content={**held[0].content, "title": both("Other words")})
    table.us.run(papers.save, it.drafter, it.paper, 1, (other, held[1]), NOW)
    it.ask(attempt="counter")
    assert "antes de que tu gobierno lo proponga" in it.letters()[-1].body, "another wording is proposed"
    table.it.ask(attempt="own")
    assert table.it.by_link(table.it.tokens()[-1]).step == "propose"
    table.us.run(Paper.objects.filter(pk=table.it.paper).update, room="a" * 32)
    table.it.ask(attempt="room")
    assert "lo proponga o le dé su conformidad" in it.letters()[-1].body
    assert it.by_link(it.tokens()[-1]).step == "either"


def test_an_office_that_answered_before_is_shown_as_not_to_be_taken_off(world: World) -> None:
    it = Table(world).it
    it.ask()
    assert not it.list().now[0].spoke
    it.answer(it.tokens()[0], "comments", "Which piers?")
    assert not it.list().now[0].spoke, "its answer stands there to be read"
    it.ask(attempt="anew")
    whole = it.list()
    assert [each.spoke for each in (*whole.now, *whole.before)] == [True, False]
    with pytest.raises(BadInput, match="answered before"):
        it.node.run(closing.take_back, it.node.home, it.drafter, it.paper, whole.now[0].id, NOW)
