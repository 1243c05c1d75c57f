"""An imported plan matched to the built-in one: the published text whole, and small worlds with one thing changed."""

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.dialogue.hled import BuiltinPlan, load_builtin, match_import, render_match
from bilateral.dialogue.hled.similarity import assign, likeness, stems, weights
from bilateral.dialogue.plan_import import Action, Pillar, PlanTree, WorkLine, read_plan
from bilateral.files import read_document
from bilateral.values import LANGS, Lang
from tests.helpers import shared_data


def imported(builtin: BuiltinPlan, lang: Lang) -> PlanTree:
    """The built-in plan as if it had been read from a file, in one language."""
    lines = itertools.count(10)
    pillars = tuple(
        Pillar(
            number=p.number,
            title=p.title.in_(lang),
            summary=p.summary.in_(lang),
            line=next(lines),
            lines=tuple(
                WorkLine(
                    line.title.in_(lang) if line.title else None,
                    tuple(Action(f"{a.title.in_(lang)}. {a.text.in_(lang)}", next(lines)) for a in line.actions),
                    next(lines),
                )
                for line in p.lines
            ),
        )
        for p in builtin.pillars
    )
    return PlanTree(
        lang,
        builtin.title.in_(lang),
        builtin.vision.in_(lang),
        pillars,
        builtin.participation.in_(lang),
        (),
        vision_line=1,
        participation_line=99,
    )


def with_pillar(tree: PlanTree, at: int, **changes: object) -> PlanTree:
    pillars = list(tree.pillars)
    pillars[at] = replace(pillars[at], **changes)  # type: ignore[arg-type]
    return replace(tree, pillars=tuple(pillars))


def with_actions(tree: PlanTree, at: int, line: int, actions: tuple[Action, ...]) -> PlanTree:
    lines = list(tree.pillars[at].lines)
    lines[line] = replace(lines[line], actions=actions)
    return with_pillar(tree, at, lines=tuple(lines))


def test_the_published_text_matches_part_by_part() -> None:
    path = shared_data("hled-work-plan.txt")
    builtin = load_builtin()
    match = match_import(read_plan(read_document(path.name, path.read_bytes())), builtin)
    assert [p.builtin.id for p in match.pairs if p.builtin.kind == "action"] == [a.id for a in builtin.actions]
    assert [p.builtin.id for p in match.pairs if p.builtin.kind == "pillar"] == [p.id for p in builtin.pillars]
    assert sum(p.builtin.kind == "line" for p in match.pairs) == 4
    assert {d.change for d in match.differences} == {"wording"}
    assert match.builtin_id(28) == "i-6-medical-supplies"


@pytest.mark.parametrize("lang", LANGS)
def test_the_plan_itself_in_either_language_differs_in_nothing_but_the_joined_pillar_words(lang: Lang) -> None:
    match = match_import(imported(load_builtin(), lang), load_builtin())
    assert match.differences == ()
    assert all(pair.similarity == 100 for pair in match.pairs)


@pytest.mark.parametrize("lang", LANGS)
def test_a_missing_action_is_listed_and_its_neighbours_keep_their_partners(lang: Lang) -> None:
    tree = imported(load_builtin(), lang)
    gone = tree.pillars[0].lines[0].actions[1]
    tree = with_actions(tree, 0, 0, tuple(a for a in tree.pillars[0].lines[0].actions if a is not gone))
    match = match_import(tree, load_builtin())
    assert [(d.change, d.builtin.id) for d in match.differences if d.builtin] == [("missing", "i-2-supply-needs")]


def test_an_added_action_is_listed_with_its_line() -> None:
    tree = imported(load_builtin(), "en")
    new = Action("Dim the street lamps near astronomical observatories.", 77)
    tree = with_actions(tree, 3, 0, (new, *tree.pillars[3].lines[0].actions))
    match = match_import(tree, load_builtin())
    assert [(d.change, d.imported.at) for d in match.differences if d.imported] == [("added", 77)]


def test_an_action_in_another_pillar_has_moved() -> None:
    tree = imported(load_builtin(), "es")
    moving = tree.pillars[0].lines[1].actions[2]
    tree = with_actions(tree, 0, 1, tree.pillars[0].lines[1].actions[:2])
    tree = with_actions(tree, 3, 0, (*tree.pillars[3].lines[0].actions, moving))
    match = match_import(tree, load_builtin())
    assert [(d.change, d.builtin and d.builtin.id) for d in match.differences] == [("moved", "i-6-medical-supplies")]


def test_two_actions_that_changed_places_have_moved() -> None:
    tree = imported(load_builtin(), "en")
    actions = tree.pillars[3].lines[0].actions
    tree = with_actions(tree, 3, 0, (actions[1], actions[0], *actions[2:]))
    match = match_import(tree, load_builtin())
    assert [d.change for d in match.differences] == ["moved"]


def test_other_words_are_a_difference_with_a_share() -> None:
    tree = imported(load_builtin(), "en")
    tree = with_pillar(tree, 1, summary="Something else altogether about the south and its harbours.")
    (only,) = match_import(tree, load_builtin()).differences
    assert (only.change, only.kind) == ("wording", "pillar")
    assert only.similarity is not None
    assert 0 < only.similarity < 100


def test_a_plan_on_another_subject_has_next_to_nothing_in_common() -> None:
    pillar = Pillar(7, "Beekeeping", None, (WorkLine(None, (Action("Ban two pesticides.", 3),)),), 2)
    match = match_import(PlanTree("en", None, None, (pillar,), None, ()), load_builtin())
    assert len(match.of("missing", "action")) == 14
    assert [d.imported.at for d in match.of("added", "action") if d.imported] == [3]


def test_json_holds_every_pair_and_difference() -> None:
    match = match_import(with_pillar(imported(load_builtin(), "en"), 2, title="Wires"), load_builtin())
    data = json.loads(json.dumps(match.to_json()))
    assert len(data["pairs"]) == len(match.pairs)
    assert data["differences"][0]["change"] == "wording"
    assert data["differences"][0]["id"] == "pillar-3"


def test_the_report_is_in_both_languages() -> None:
    tree = imported(load_builtin(), "en")
    tree = replace(tree, pillars=tree.pillars[:3])
    match = match_import(tree, load_builtin())
    english, spanish = (render_match(match, lang) for lang in LANGS)
    assert "In the built-in plan, not in this text: 6" in english
    assert "Está en el plan incluido y no en este texto: 6" in spanish
    assert "iv-3-inclusion" in english
    assert "personas jóvenes" in spanish


@given(st.integers(0, 5), st.integers(0, 5), st.data())
def test_assignment_is_as_good_as_trying_every_one(rows: int, columns: int, data: st.DataObject) -> None:
    scores = [[data.draw(st.integers(0, 9)) / 10 for _ in range(columns)] for _ in range(rows)]
    given_to = assign(scores)
    taken = [column for column in given_to if column is not None]
    assert len(set(taken)) == len(taken)
    assert len(given_to) == rows
    if rows and columns:
        assert len(taken) == min(rows, columns)
        total = sum(scores[row][column] for row, column in enumerate(given_to) if column is not None)
        assert total == pytest.approx(best_by_trying(scores))


def best_by_trying(scores: list[list[float]]) -> float:
    if len(scores) > len(scores[0]):
        scores = [list(column) for column in zip(*scores, strict=True)]
    orders = itertools.permutations(range(len(scores[0])), len(scores))
    return max(sum(scores[row][column] for row, column in enumerate(order)) for order in orders)


@given(st.text(alphabet="abcdef ", max_size=40), st.text(alphabet="abcdef ", max_size=40))
def test_likeness_is_a_share_and_the_same_both_ways(a: str, b: str) -> None:
    left, right = stems(a), stems(b)
    weight = weights([left, right])
    assert 0 <= likeness(left, right, weight) <= 1 + 1e-9
    assert likeness(left, right, weight) == pytest.approx(likeness(right, left, weight))
    if left:
        assert likeness(left, left, weight) == pytest.approx(1)
