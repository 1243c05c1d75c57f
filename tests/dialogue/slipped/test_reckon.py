"""What slipped: stories with their answers, random plans beside the slow oracle, and what holds whatever comes."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.dialogue.slipped import Action, Pause, Said, Step, Sum, Wording, by_office, by_party, paused_days, reckon
from bilateral.dialogue.slipped import total as total_of
from bilateral.dialogue.slipped.reckon import MARKS, Slip
from tests.dialogue.slipped import oracle

D = date.fromisoformat
TODAY = D("2027-01-10")
FIRST = Wording(D("2026-03-01"), D("2026-12-31"), ("a",), (Step("m1", "us", D("2026-06-30"), ("x",)),))


def action(**changes: Any) -> Action:
    whole = {"name": "t/us:a", "status": "agreed", "first": FIRST, "present": FIRST, "leads": {"us": "t/us:o"}}
    return Action(**{**whole, **changes})


def one(found: Action, *others: Action, today: date = TODAY, **more: Any) -> Slip:
    return next(s for s in reckon((found, *others), today, **more) if s.action.name == found.name)


def test_a_date_moved_and_back_again() -> None:
    slip = one(action(present=replace(FIRST, due=D("2028-12-31"))))
    assert (slip.moved.days, slip.late, slip.marks & {"later"}) == (731, False, {"later"})
    assert one(action(present=replace(FIRST, due=D("2026-12-30")))).moved.days == -1
    assert one(action(present=replace(FIRST, due=None))).moved.mark == "undated"
    assert one(action(first=replace(FIRST, due=None))).moved.mark == "dated"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ((), "unreported"),
        ((Said("us", D("2026-06-29"), {"m1": "under-way"}),), "unreported"),
        ((Said("us", D("2026-06-30"), {"m1": "under-way"}),), "late"),
        ((Said("us", D("2026-05-01"), {"m1": "done"}),), "done"),
        ((Said("us", D("2026-05-01"), {"m1": "done"}), Said("us", D("2026-08-01"), {"m1": "under-way"})), "late"),
        ((Said("mx", D("2026-08-01"), {"m1": "done"}),), "unreported"),
        ((Said("us", D("2026-08-01"), {"m2": "done"}),), "unreported"),
    ],
)
def test_what_reports_say_of_a_milestone(said: tuple[Said, ...], state: str) -> None:
    assert one(action(reports=said)).steps[0].state == state


def test_its_own_day_is_not_over() -> None:
    assert one(action(), today=D("2026-06-30")).steps[0].state == "waiting"
    assert one(action(), today=D("2026-07-01")).steps[0].state == "unreported"
    assert not one(action(), today=D("2026-12-31")).late
    assert one(action(), today=D("2027-01-01")).late


def test_how_an_action_ends() -> None:
    done = one(action(completed=D("2027-01-05")))
    assert (done.late, done.steps[0].state, done.dropped) == (False, "complete", "")
    for status in ("annulled", "overtaken", "cut_off"):
        ended = one(action(status=status))
        assert (ended.dropped, ended.steps[0].state, "dropped" in ended.marks) == (status, "ended", True)
    assert one(action(retired=D("2026-08-01"))).dropped == "retired"
    left = one(action(plan="t/us:plan"), succeeded=["t/us:plan"])
    assert left.dropped == "left_behind"
    assert one(action(plan="t/us:plan", completed=TODAY), succeeded=["t/us:plan"]).dropped == ""
    assert one(action(status="not_assessed")).marks == {"unassessed"}, "what can't be assessed is not called clean"


def test_a_new_plan_makes_no_late_action_a_punctual_one() -> None:
    old = action(name="t/us:old", plan="t/us:plan")
    new = action(name="t/us:new", follows="t/us:old", plan="t/us:plan-2", present=replace(FIRST, due=D("2027-12-31")),
                 first=replace(FIRST, due=D("2027-12-31"), agreed=D("2027-01-01")))  # fmt: skip
    slip = one(new, old, succeeded=["t/us:plan"])
    assert (slip.moved.days, slip.origin, slip.first.agreed) == (365, "t/us:old", D("2026-03-01"))
    before = one(old, new, succeeded=["t/us:plan"])
    assert (before.carried, before.dropped, before.late, before.steps[0].state) == ("t/us:new", "", False, "ended")


def test_milestones_that_came_and_went() -> None:
    now = replace(FIRST, steps=(Step("m2", "mx", D("2027-06-30")),))
    slip = one(action(present=now))
    assert [(s.id, s.state, s.new) for s in slip.steps] == [("m2", "waiting", True), ("m1", "gone", False)]
    assert "dropped" in slip.marks
    assert total_of([slip]).gone == 1
    renamed = replace(FIRST, steps=(replace(FIRST.steps[0], words=("y",)),))
    assert one(action(present=renamed)).reworded


def test_pauses_that_overlap_count_once() -> None:
    pauses = [Pause("us", D("2026-04-01"), D("2026-04-11")), Pause("mx", D("2026-04-06"), D("2026-04-21"))]
    assert paused_days(pauses, D("2026-01-01"), TODAY) == 20
    assert paused_days([Pause("us", D("2027-01-01"))], D("2026-01-01"), TODAY) == 9
    assert paused_days(pauses, D("2026-04-10"), D("2026-04-12")) == 2
    assert paused_days(pauses, TODAY, D("2026-01-01")) == 0
    assert one(action(), pauses=pauses).paused == 20


# -- whatever comes ---------------------------------------------------------------------------------------------------

days = st.dates(D("2026-01-01"), D("2026-03-15"))
dues = st.one_of(st.none(), days)
steps = st.lists(
    st.builds(Step, st.sampled_from(["m1", "m2", "m3"]), st.sampled_from(["us", "mx"]), dues, st.just(())),
    max_size=3,
    unique_by=lambda step: step.id,
).map(tuple)
wordings = st.builds(Wording, dues, dues, st.sampled_from([("a",), ("b",)]), steps)
reports = st.lists(
    st.builds(
        Said,
        st.sampled_from(["us", "mx"]),
        days,
        st.dictionaries(st.sampled_from(["m1", "m2"]), st.sampled_from(["done", "under-way", "not-started"])),
    ),
    max_size=4,
).map(tuple)
NAMES = ["t/us:a", "t/us:b", "t/us:c"]
PLANS = ["t/us:p", "t/us:q"]
acts = st.lists(
    st.builds(
        Action,
        name=st.sampled_from(NAMES),
        status=st.sampled_from(["agreed"] * 4 + ["annulled", "overtaken", "not_assessed"]),
        first=wordings,
        present=wordings,
        leads=st.dictionaries(st.sampled_from(["us", "mx"]), st.sampled_from(["t/us:o", "t/mx:o"])),
        completed=st.one_of(st.none(), st.none(), days),
        retired=st.one_of(st.none(), st.none(), days),
        plan=st.sampled_from(PLANS),
        follows=st.sampled_from(["", "", *NAMES]),
        reports=reports,
    ),
    max_size=3,
    unique_by=lambda found: found.name,
).map(lambda found: [a if a.status == "agreed" else replace(a, completed=None, retired=None) for a in found])
pauses_ = st.lists(st.builds(Pause, st.sampled_from(["us", "mx"]), days, dues), max_size=4)


@given(acts, days, pauses_, st.sets(st.sampled_from(PLANS)))
def test_the_slow_oracle_says_the_same(
    actions: list[Action], today: date, pauses: list[Pause], succeeded: set[str]
) -> None:
    for slip in reckon(actions, today, pauses, succeeded):
        found = slip.action
        if found.status == "not_assessed":
            assert slip.marks == {"unassessed"}
            continue
        first = oracle.origin(found, actions)
        assert slip.origin == first.name
        assert slip.moved.days == oracle.steps_between(first.first.due, found.present.due)
        assert bool(slip.carried) == oracle.carried(found, actions)
        assert bool(slip.dropped) == oracle.dropped(found, actions, succeeded)
        told = {s.id: s.state for s in slip.steps if s.state != "gone"}
        assert told == {s.id: oracle.state(found, s, actions, succeeded, today) for s in found.present.steps}
        gone = {s.id for s in slip.steps if s.state == "gone"}
        assert gone == {s.id for s in found.first.steps} - {s.id for s in found.present.steps}
        until = found.completed or found.retired or today
        begun = first.first.agreed
        assert slip.paused == (oracle.paused(pauses, begun, until) if begun else 0)
        assert slip.late == (not slip.closed and oracle.steps_between(found.present.due, today) not in (None, 0)
                             and found.present.due is not None and found.present.due < today)  # fmt: skip
        assert slip.marks <= set(MARKS)


@given(acts, days, pauses_, st.sets(st.sampled_from(PLANS)))
def test_totals_are_what_their_parts_add_up_to(
    actions: list[Action], today: date, pauses: list[Pause], succeeded: set[str]
) -> None:
    slips = reckon(actions, today, pauses, succeeded)
    whole, sides = total_of(slips), by_party(slips, ["us", "mx"])
    assert whole.actions == len(actions)
    for name in ("milestones", "done", "steps_late", "unreported", "steps_later", "gone"):
        assert getattr(whole, name) == sum(getattr(side, name) for side in sides.values()), name
    assert whole.done + whole.steps_late + whole.unreported <= whole.milestones
    assert whole.later == sum(slip.moved.mark == "later" for slip in slips)
    again = Sum()
    for slip in slips:
        part = total_of([slip])
        for each in fields(Sum):
            setattr(again, each.name, getattr(again, each.name) + getattr(part, each.name))
    assert again == whole
    offices = by_office(slips)
    assert set(offices) == {office for found in actions for office in found.leads.values()}


@given(acts, days)
def test_a_day_later_nothing_is_less_late(actions: list[Action], today: date) -> None:
    """Without another report or agreement, time alone never makes up for anything."""
    now, then = reckon(actions, today), reckon(actions, today + timedelta(days=1))
    for before, after in zip(now, then, strict=True):
        assert after.late >= before.late
        assert after.marks >= before.marks
        unreported = {s.id for s in before.steps if s.state == "unreported"}
        assert unreported <= {s.id for s in after.steps if s.state == "unreported"}


@given(acts, days, st.randoms())
def test_the_order_of_actions_does_not_matter(actions: list[Action], today: date, chance: Any) -> None:
    """A later action of the same earlier one wins by nothing: two that carry on one action are a mistake to show."""
    targets = [a.follows for a in actions if a.follows and a.follows != a.name and a.status == "agreed"]
    if len(targets) != len(set(targets)):
        return
    mixed = list(actions)
    chance.shuffle(mixed)
    told = [{slip.action.name: slip for slip in reckon(found, today)} for found in (mixed, actions)]
    assert told[0] == told[1]
