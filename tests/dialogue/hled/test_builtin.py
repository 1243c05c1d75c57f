"""The built-in plan is whole, in both languages, says what in it is an illustration, and is in our own words."""

import datetime
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from bilateral.dialogue.hled import BuiltinPlan, load_builtin
from bilateral.dialogue.plan_import import read_plan
from bilateral.files import read_document
from bilateral.values import PLACES, SECTORS, Text, concordance, is_id
from tests.helpers import shared_data


@pytest.fixture(scope="module")
def plan() -> BuiltinPlan:
    return load_builtin()


def texts(plan: BuiltinPlan) -> Iterator[tuple[str, Text]]:
    yield from (
        ("title", plan.title),
        ("vision", plan.vision),
        ("participation", plan.participation),
        ("note", plan.note),
    )
    yield from ((office.id, office.name) for office in plan.offices)
    yield from ((party.id, party.name) for party in plan.parties)
    for pillar in plan.pillars:
        yield from ((pillar.id, pillar.title), (pillar.id, pillar.summary))
        yield from ((line.id or "", line.title) for line in pillar.lines if line.title)
        for action in pillar.actions:
            yield from ((action.id, text) for text in (action.title, action.text, action.end, action.keywords))
            yield from ((f"{action.id}/{part.id}", part.title) for part in action.milestones)


def test_it_has_the_published_shape(plan: BuiltinPlan) -> None:
    assert [len(pillar.actions) for pillar in plan.pillars] == [6, 2, 2, 4]
    assert [[line.title is not None for line in pillar.lines] for pillar in plan.pillars] == [
        [True, True],
        [False],
        [True],
        [True],
    ]
    assert [pillar.number for pillar in plan.pillars] == [1, 2, 3, 4]
    assert plan.start == datetime.date(2021, 9, 9)


def test_every_text_is_there_in_both_languages_and_differs(plan: BuiltinPlan) -> None:
    same = [where for where, text in texts(plan) if not text.complete or text.en == text.es]
    assert same == []


def test_numbers_dates_and_references_agree_in_both_languages(plan: BuiltinPlan) -> None:
    assert [discord for where, text in texts(plan) for discord in concordance(text, where)] == []


def test_ids_are_stable_names_and_none_comes_twice(plan: BuiltinPlan) -> None:
    ids = [plan.id, *(p.id for p in plan.pillars), *(a.id for a in plan.actions), *(o.id for o in plan.offices)]
    ids += [line.id for pillar in plan.pillars for line in pillar.lines if line.id]
    assert all(map(is_id, ids))
    assert [one for one, count in Counter(ids).items() if count > 1] == []
    assert plan.actions[0].id == "i-1-supply-shocks"


def test_every_action_has_a_lead_and_two_to_five_milestones_of_each_party(plan: BuiltinPlan) -> None:
    parties = {party.id for party in plan.parties}
    for action in plan.actions:
        assert set(action.leads) == parties
        assert all(plan.office(office).party == party for party, office in action.leads.items())
        counts = Counter(part.party for part in action.milestones)
        assert all(2 <= counts[party] <= 5 for party in parties), action.id
        assert len({part.id for part in action.milestones}) == len(action.milestones)
        assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", part.id) for part in action.milestones)


def test_dates_make_sense(plan: BuiltinPlan) -> None:
    for action in plan.actions:
        assert action.start >= plan.start
        assert action.due == "ongoing" or action.due > action.start
        for part in action.milestones:
            assert part.due != "ongoing"
            assert action.start < part.due, (action.id, part.id)
            assert action.due == "ongoing" or part.due <= action.due, (action.id, part.id)


def test_places_and_sectors_are_known(plan: BuiltinPlan) -> None:
    assert [c for a in plan.actions for c in a.places if c not in PLACES] == []
    assert [c for a in plan.actions for c in a.sectors if c not in SECTORS] == []


def test_offices_used_are_in_the_table_of_2021(plan: BuiltinPlan) -> None:
    assert plan.offices_as_of == datetime.date(2021, 9, 9)
    assert {office for action in plan.actions for office in action.leads.values()} <= {o.id for o in plan.offices}


def test_it_says_what_is_an_illustration(plan: BuiltinPlan) -> None:
    assert plan.illustrative
    assert {"due", "milestones", "leads", "end"} <= set(plan.illustrative_fields)


def test_no_run_of_six_words_is_taken_from_the_published_text(plan: BuiltinPlan) -> None:
    """But the title, which is the name of the dialogue."""
    path = shared_data("hled-work-plan.txt")
    published = runs(read_document(path.name, path.read_bytes()).text)
    assert [(where, run) for where, text in texts(plan) for run in runs(text.en) & published if where != "title"] == []
    assert len(read_plan(read_document(path.name, path.read_bytes())).actions) == len(plan.actions)


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
