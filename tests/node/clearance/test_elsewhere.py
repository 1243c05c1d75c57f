"""A second paper with the same words and fewer offices is no way around what an office said on the first."""

from dataclasses import replace
from typing import Any

import pytest

from bilateral.node import papers
from bilateral.node.clearance import closing, rule
from bilateral.node.clearance.readers import Wanted
from bilateral.node.clearance.rule import NotCleared
from bilateral.node.people import rules
from tests.node.clearance.scenes import NOW, scene
from tests.node.clearance.test_agreeing import Table
from tests.node.homes import World
from tests.node.papers.test_papers import begun

ON_ANOTHER = r"another paper.*Office customs"


class Side:
    """The United States want clearance: two papers of the same words; the desk has cleared the second."""

    def __init__(self, world: World, *, agreeing: bool) -> None:
        if agreeing:
            self.table = Table(world)
            self.us, self.it = self.table.us, self.table.it
            self.first, self.second = self.table.begin(), self.table.begin()
        else:
            self.us, _ = world.dialogue("us", "mx")
            self.it = self.first = scene(self.us)
            self.second = replace(self.it, paper=begun(self.us, self.it.drafter))
            self.us.run(rules.settle, None, "us", rule.REQUIRED, on=True)
        self.agreeing = agreeing
        self.it.offices("customs")
        self.first.ask(Wanted("desk"), Wanted("customs", "customs@us.example"), attempt="one")
        self.customs = self.it.tokens("customs@")[0]
        self.second.ask(attempt="two")
        for token in self.it.tokens("reporter@"):
            self.it.answer(token)

    def sign(self) -> Any:
        if self.agreeing:
            return self.table.agree()
        given = (self.us.home, self.it.signer, self.second.paper, self.second.revision, "", None, "a", NOW)
        return self.us.run(papers.propose, *given)

    def is_stopped(self) -> bool:
        with pytest.raises(NotCleared, match=ON_ANOTHER) as caught:
            self.sign()
        assert caught.value.what.complete and caught.value.do.complete
        return True


@pytest.fixture(params=[True, False], ids=["agree", "propose"])
def side(request: pytest.FixtureRequest, world: World) -> Side:
    return Side(world, agreeing=request.param)


def test_an_open_question_on_the_first_paper_stops_until_it_is_answered(side: Side) -> None:
    assert side.is_stopped()
    side.it.answer(side.customs)
    assert side.sign()


def test_an_objection_stops_until_the_same_office_clears_the_words_on_any_paper(side: Side) -> None:
    side.it.answer(side.customs, "comments", "Which piers?")
    assert side.is_stopped()
    side.us.run(papers.drop, side.it.drafter, side.first.paper, NOW)
    assert side.is_stopped(), "an objection outlives its paper"
    side.second.ask(Wanted("customs", "customs@us.example"), attempt="three")
    with pytest.raises(NotCleared, match="have not cleared"):
        side.sign()
    side.it.answer(side.it.tokens("customs@")[-1])
    assert side.sign()


@pytest.mark.parametrize("how", ["no longer asked", "put aside"])
def test_a_question_that_nobody_answered_can_be_withdrawn(side: Side, how: str) -> None:
    assert side.is_stopped()
    if how == "put aside":
        side.us.run(papers.drop, side.it.drafter, side.first.paper, NOW)
    else:
        [asked] = [each.id for each in side.first.list().now if each.office == "customs"]
        side.us.run(closing.take_back, side.us.home, side.it.drafter, side.first.paper, asked, NOW)
    assert side.sign()
