"""What a round does by itself: reminders once each, its end, silence only where the side says so, word to who asked."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bilateral.dialogue.compose import ActDraft
from bilateral.node import acting, courier, drafting, papers
from bilateral.node.clearance import closing, rule
from bilateral.node.clearance.asking import ends
from bilateral.node.clearance.models import ClearanceAnswer, ClearanceRound
from bilateral.node.clearance.readers import Wanted
from bilateral.node.clearance.rule import NotCleared
from bilateral.node.continuity import offices
from bilateral.node.models import LogEntry
from bilateral.node.people import members, rules
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import Forbidden
from bilateral.node.people.roles import ROLES
from bilateral.node.post.models import Mail
from bilateral.node.read.base import NotFound
from bilateral.node.viewer import Viewer
from bilateral.values import BadInput
from tests.node.clearance.scenes import DUE, NOW, Scene, scene
from tests.node.homes import World, both
from tests.node.papers.people import person
from tests.node.papers.test_papers import proposed


def at(month: int, day: int, hour: int = 13) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def look(it: Scene, now: datetime) -> int:
    done: int = it.node.run(closing.run, it.node.home, now)
    return done


def told(it: Scene, to: str) -> list[str]:
    return [mail.subject for mail in it.letters() if mail.to.startswith(to)]


def test_reminders_come_once_two_working_days_before_and_on_the_day(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("customs", "farms")
    it.ask(Wanted("desk"), Wanted("customs", "customs@us.example"), Wanted("farms", "farms@us.example"))
    it.answer(it.tokens("farms@")[0])
    sent = len(it.letters())
    for moment, reminders in (
        (at(3, 4), 0),
        (at(3, 5, 11), 0),
        (at(3, 5), 2),
        (at(3, 5, 20), 0),
        (at(3, 6), 0),
        (at(3, 8), 0),
        (at(3, 9, 11), 0),
        (at(3, 9), 2),
        (at(3, 9, 23), 0),
        (at(3, 10, 1), 0),
    ):
        assert look(it, moment) == reminders, moment
    assert len(it.letters()) == sent + 4 and len(told(it, "farms")) == 1
    assert told(it, "reporter") == [
        "Please clear by March 9, 2026: Trade",
        "Still to clear, until March 9, 2026: Trade",
        "Still to clear, today is the last day: Trade",
    ]
    for token in it.tokens("reporter@"):
        assert it.by_link(token).why == "", "the links of all letters open"
    it.answer(it.tokens("reporter@")[-1])
    assert it.by_link(it.tokens("reporter@")[0]).turn == 1


def test_a_round_asked_late_reminds_on_the_day_alone(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    it.ask(now=at(3, 5, 18))
    assert [look(it, moment) for moment in (at(3, 5, 20), at(3, 6), at(3, 9))] == [0, 0, 1]


def test_reminders_go_to_who_answers_for_the_office_now(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    new = it.someone("new", "drafter")
    us.run(members.hand_over, None, *(us.run(members.known, each.person) for each in (it.reporter, new)), NOW)
    assert look(it, at(3, 9)) == 1
    assert told(it, "new") == ["Still to clear, today is the last day: Trade"] and len(told(it, "reporter")) == 1


@pytest.mark.parametrize("silence", [False, True])
def test_silence_counts_only_where_the_side_said_so_when_it_asked(world: World, silence: bool) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("customs")
    us.run(rules.settle, it.signer, "us", rule.SILENCE, on=silence)
    it.ask(Wanted("desk"), Wanted("customs", "customs@us.example"))
    us.run(rules.settle, None, "us", rule.SILENCE, on=not silence)  # later rounds are another matter
    for mail in it.letters():
        assert ("silence counts" in mail.body) is silence and ("never taken as consent" in mail.body) is not silence
    us.run(Mail.objects.update, sent=NOW)
    it.answer(it.tokens("customs@")[0])
    assert look(it, ends(DUE) - timedelta(seconds=1)) == 0 and not it.list().clear
    assert [look(it, ends(DUE)), look(it, ends(DUE))] == [1, 0]
    whole = it.list(ends(DUE))
    states = {each.office: each.state for each in whole.now}
    assert states == {"desk": "silence" if silence else "none", "customs": "clear"}
    assert whole.clear is silence
    desk = next(each for each in whole.now if each.office == "desk")
    assert [(each.how, each.name) for each in desk.answers] == ([("silence", "")] if silence else [])
    assert told(it, "drafter") == ["The time to clear is over: Trade"]
    body = it.letters()[-1].body
    assert ("cleared by silence" if silence else "no answer") in body and f"/en/work/{it.paper}/" in body


def test_who_was_never_told_has_not_been_silent(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    us.run(rules.settle, None, "us", rule.SILENCE, on=True)
    it.ask()
    us.run(Mail.objects.update, sent=None, error="550 no such mailbox")
    assert look(it, ends(DUE)) == 1
    assert [each.state for each in it.list(ends(DUE)).now] == ["none"] and not it.list().clear


def test_who_asked_and_who_keeps_the_paper_hear_when_all_have_answered(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("customs")
    it.ask(Wanted("desk"), Wanted("customs", "customs@us.example"), who=it.signer)
    us.run(lambda: Person.objects.filter(pk=it.signer.person).update(language="es"))
    it.answer(it.tokens("reporter@")[0])
    assert told(it, "drafter") == told(it, "coordinator") == []
    it.answer(it.tokens("customs@")[0])
    assert told(it, "drafter") == ["Cleared: Trade"] and told(it, "coordinator") == ["Con visto bueno: Trade"]
    it.answer(it.tokens("customs@")[0], "comments", "On second thoughts, no.")
    assert told(it, "drafter") == ["Cleared: Trade", "Answered: Trade"], "a change of mind is told too"
    assert look(it, ends(DUE)) == 1 and len(told(it, "drafter")) == 2, "the end tells nothing that isn't known"
    keeper, asker = (us.run(members.known, each.person) for each in (it.drafter, it.signer))
    new = it.someone("new", "coordinator")
    us.run(members.leave, None, asker, NOW)
    us.run(members.leave, None, keeper, NOW)
    it.drafter = new
    it.ask(who=new)
    us.run(ClearanceRound.objects.filter(number=2).update, asked_by=asker)
    it.answer(it.tokens("reporter@")[-1])
    assert told(it, "new") == ["Cleared: Trade"], "where both have left, whoever signs hears"


def test_an_office_asked_by_mistake_is_asked_no_longer(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("customs")
    us.run(rules.settle, None, "us", rule.REQUIRED, on=True)
    it.ask(Wanted("desk"), Wanted("customs", "customs@us.example"))
    it.answer(it.tokens("reporter@")[0])
    desk, customs = (next(e.id for e in it.list().now if e.office == name) for name in ("desk", "customs"))
    with pytest.raises(BadInput, match="has answered"):
        us.run(closing.take_back, us.home, it.drafter, it.paper, desk, NOW)
    for who, fault in ((it.reporter, Forbidden), (Viewer("mx", 1, frozenset(ROLES)), NotFound)):
        with pytest.raises(fault):
            us.run(closing.take_back, us.home, who, it.paper, customs, NOW)
    for _ in range(2):
        us.run(closing.take_back, us.home, it.drafter, it.paper, customs, NOW)
    assert told(it, "drafter") == ["Cleared: Trade"], "all that are left have answered"
    token = it.tokens("customs@")[0]
    assert it.by_link(token).why == "taken-back"
    with pytest.raises(BadInput, match="no longer asked"):
        it.answer(token)
    assert [each.office for each in it.list().before] == ["customs"] and it.list().clear
    assert look(it, at(3, 9)) == 0, "and is not reminded"
    proposed(us, it.signer, it.paper)


def test_an_objection_is_not_taken_back_with_the_next_question(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    it.ask(Wanted("desk"))
    it.answer(it.tokens("reporter@")[0], "comments", "Which piers?")
    it.ask(Wanted("desk"), attempt="anew")
    (desk,) = (each.id for each in it.list().now)
    with pytest.raises(BadInput, match="answered before"):
        us.run(closing.take_back, us.home, it.drafter, it.paper, desk, NOW)
    assert not it.list().clear


def test_a_paper_that_was_proposed_ends_its_rounds_quietly(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    us.run(rules.settle, None, "us", rule.SILENCE, on=True)
    it.ask()
    sent = len(it.letters())
    proposed(us, it.signer, it.paper)
    assert look(it, at(3, 9)) == 1 and look(it, ends(DUE)) == 0
    assert len(it.letters()) == sent and us.run(ClearanceAnswer.objects.count) == 0
    assert it.list().now[0].state == "none", "the list stays with the paper"


def test_the_courier_carries_it(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    it.ask()
    alone = replace(us.home, peers=())
    done, _ = us.run(courier.run, courier.Round(alone, at(3, 9), lambda place: nullcontext()))  # type: ignore[arg-type,return-value]
    assert done["clearance"] == 1


def test_where_the_side_wants_it_only_what_is_cleared_is_proposed(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("customs")
    us.run(rules.settle, it.signer, "us", rule.REQUIRED, on=True)
    with pytest.raises(NotCleared, match="none was asked"):
        proposed(us, it.signer, it.paper)
    it.ask(Wanted("desk"), Wanted("customs", "customs@us.example"))
    it.answer(it.tokens("reporter@")[0])
    with pytest.raises(NotCleared, match="customs"):
        proposed(us, it.signer, it.paper)
    it.answer(it.tokens("customs@")[0], "comments", "Name the border.")
    with pytest.raises(NotCleared, match="customs"):
        proposed(us, it.signer, it.paper)
    it.change("Office of the border")
    it.ask(Wanted("customs", "customs@us.example"))
    it.answer(it.tokens("customs@")[-1])
    with pytest.raises(NotCleared, match="desk"):
        proposed(us, it.signer, it.paper, seen=2)  # what the desk cleared were other words
    it.ask()
    it.answer(it.tokens("reporter@")[-1])
    assert it.list().clear and it.list().required
    proposed(us, it.signer, it.paper, seen=2)
    assert us.run(papers.paper, it.drafter, it.paper).state == "proposed"


def test_a_command_proposes_nothing_while_a_side_wants_clearance(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    place = mx.propose(mx.line("x"))
    us.pull(mx)
    us.propose(us.office("desk"))
    us.run(rules.settle, None, "us", rule.REQUIRED, on=True)
    act, actor = ActDraft("propose", (us.office("trade"),)), acting.Actor("us")
    before = us.run(LogEntry.objects.count)
    with pytest.raises(NotCleared, match="carries no clearance") as caught:
        us.run(acting.at_machine, us.home, act, actor, NOW)
    assert caught.value.do.complete
    with pytest.raises(NotCleared):
        us.run(offices.abolish, us.home, "us", "desk", "2026-03-01", "", NOW)
    assert us.run(LogEntry.objects.count) == before
    answer = us.run(drafting.answer, "decline", place, both("Not so."))
    assert us.run(acting.at_machine, us.home, answer, actor, NOW), "only agreeing takes clearance"
    us.run(rules.settle, None, "us", rule.REQUIRED, on=False)
    assert us.run(acting.at_machine, us.home, act, actor, NOW)


def test_clearance_taken_back_at_the_last_moment_stops_the_proposal(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    us.run(rules.settle, None, "us", rule.REQUIRED, on=True)
    it.ask()
    it.answer(it.tokens()[0])
    from bilateral.node.papers import proposing

    before = us.run(lambda: papers.proposing.acting.LogEntry.objects.count())
    drafts = proposing.drafts

    def meanwhile(texts: object) -> object:
        it.answer(it.tokens()[0], "comments", "No.")
        return drafts(texts)  # type: ignore[arg-type]

    monkeypatch.setattr(proposing, "drafts", meanwhile)
    with pytest.raises(NotCleared):
        proposed(us, it.signer, it.paper)
    assert us.run(lambda: papers.proposing.acting.LogEntry.objects.count()) == before
    assert us.run(papers.paper, it.drafter, it.paper).state == "open"


@pytest.mark.parametrize("role", [*ROLES, "other side"])
def test_who_sets_the_rules(lone: World, role: str) -> None:
    us, _ = lone.dialogue("us", "mx")
    who = Viewer("mx", 1, frozenset(ROLES)) if role == "other side" else person(us, role)
    if role in ("administrator", "coordinator"):
        us.run(rules.settle, who, "us", rule.SILENCE, on=True)
        assert us.run(rule.settled, who) == {rule.SILENCE: True, rule.REQUIRED: False}
        return
    with pytest.raises(Forbidden):
        us.run(rules.settle, who, "us", rule.SILENCE, on=True)
    assert not us.run(rules.is_on, "us", rule.SILENCE)
