"""A side that wants its officials' passkeys: nothing that pages offer is signed without, by whomever."""

import pytest

from bilateral.dialogue.compose import ActDraft
from bilateral.node import acting
from bilateral.node.approving import required
from bilateral.node.people import rules
from bilateral.node.people.permissions import Forbidden
from bilateral.node.viewer import Viewer
from tests.node.approving.officials import Official, answer, offices, official, state
from tests.node.homes import START, World
from tests.node.papers.people import person
from tools.soft_passkey import SoftPasskey

LUIS = SoftPasskey("RS256", "luis")


def test_a_side_that_wants_it_signs_nothing_without(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    ana, place = official(us), mx.propose(mx.line("x"))
    us.pull(mx)
    us.run(rules.settle, ana.who, "us", required.REQUIRED, on=True)
    before = state(us)
    for act in (offices(us, "trade"), answer(us, "concur", place), answer(us, "position", place, "Well")):
        with pytest.raises(required.PasskeyNeeded):
            ana.sign(act)
        with pytest.raises(required.PasskeyNeeded) as caught:
            us.run(acting.at_machine, us.home, act, acting.Actor("us"), START)
        assert "require-passkey" in caught.value.do.es and caught.value.what.complete
    assert state(us) == before
    assert us.run(acting.at_machine, us.home, ActDraft("ack"), acting.Actor("us"), START)
    first = ana.approve(offices(us, "trade"), "b")
    assert ana.sign(offices(us, "trade"), attempt="b").ref == first.ref, "what is done is told, not asked for again"
    luis = Official(mx, person(mx, "coordinator"), LUIS)
    assert luis.sign(ActDraft("propose", (mx.office("comercio"),))), "the other side wants it or not by itself"
    us.run(rules.settle, None, "us", required.REQUIRED, on=False)
    assert ana.sign(offices(us, "farms"), attempt="c")


def test_who_may_want_it(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    for role, may in (("administrator", True), ("coordinator", True), ("drafter", False), ("observer", False)):
        who = person(us, role)
        if may:
            us.run(rules.settle, who, "us", required.REQUIRED, on=True)
            assert us.run(rules.is_on, "us", required.REQUIRED) and not us.run(rules.is_on, "mx", required.REQUIRED)
            us.run(rules.settle, who, "us", required.REQUIRED, on=False)
            assert not us.run(rules.is_on, "us", required.REQUIRED)
        else:
            with pytest.raises(Forbidden):
                us.run(rules.settle, who, "us", required.REQUIRED, on=True)
        with pytest.raises(Forbidden):
            us.run(rules.settle, who, "mx", required.REQUIRED, on=True)
    with pytest.raises(Forbidden):
        us.run(rules.settle, Viewer(), "us", required.REQUIRED, on=True)
