"""The published HLED text, as a web page's plain text: the tree that the issue asks for, line by line."""

import pytest

from bilateral.dialogue.plan_import import PlanTree, read_plan, render_tree
from bilateral.files import Document, read_document
from tests.dialogue.plan_import.reading import words_in, words_out
from tests.helpers import shared_data


@pytest.fixture(scope="module")
def document() -> Document:
    path = shared_data("hled-work-plan.txt")
    return read_document(path.name, path.read_bytes())


@pytest.fixture(scope="module")
def tree(document: Document) -> PlanTree:
    return read_plan(document)


def test_pillars_and_actions(tree: PlanTree) -> None:
    assert tree.lang == "en"
    assert [(p.number, p.label, p.line) for p in tree.pillars] == [
        (1, "Pillar I:", 18),
        (2, "Pillar II:", 30),
        (3, "Pillar III:", 36),
        (4, "Pillar IV:", 43),
    ]
    assert tree.pillars[0].title == "Building Back Together"
    assert [len(p.actions) for p in tree.pillars] == [6, 2, 2, 4]
    assert all((p.summary or "").startswith("The United States and Mexico will") for p in tree.pillars)


def test_lines_of_work(tree: PlanTree) -> None:
    assert [[line.title for line in p.lines] for p in tree.pillars] == [
        ["Strengthening Existing and New Supply Chains", "Trade Facilitation and Infrastructure"],
        [None],
        ["Mitigating Threats and Enhancing Data Flows"],
        ["Inclusiveness and Training"],
    ]
    assert [len(line.actions) for p in tree.pillars for line in p.lines] == [3, 3, 2, 2, 4]


def test_vision_and_participation(tree: PlanTree) -> None:
    assert tree.vision is not None
    assert tree.vision.startswith("United States President")
    assert tree.vision.endswith("from civil society and business.")
    assert tree.vision_line == 5
    assert tree.participation is not None
    assert "regularly consult with civil society" in tree.participation
    assert tree.participation_line == 52


def test_furniture_is_left_out_with_reasons(tree: PlanTree) -> None:
    assert [(r.line, r.reason) for r in tree.ignored] == [
        (1, "site notice"),
        (3, "section heading"),
        (7, "introduces a list that repeats the pillars"),
        *((line, "repeats a pillar name") for line in (9, 10, 11, 12)),
        (16, "section heading"),
        (54, "page furniture"),
        (56, "page furniture"),
        (57, "page furniture"),
    ]
    assert (tree.title, tree.title_borrowed) == ("The HLED Work Plan", True)


def test_the_one_doubt_is_the_heading_among_its_items(tree: PlanTree) -> None:
    assert [(r.line, r.reason) for r in tree.unsure] == [(46, "heading at the same level as its actions")]


def test_every_word_is_accounted_for(tree: PlanTree, document: Document) -> None:
    assert words_out(tree) == words_in(document)


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_same_text_as_another_format_gives_the_same_plan(tree: PlanTree, document: Document, form: str) -> None:
    data = shared_data("hled-work-plan.txt").read_text(encoding="utf-8")
    if form == "html":
        data = "<html><body>" + data.replace("\n", "<br>\n") + "</body></html>"
    other = read_plan(read_document(f"plan.{form}", data.encode()))
    assert [p.title for p in other.pillars] == [p.title for p in tree.pillars]
    assert sum(len(p.actions) for p in other.pillars) == 14


def test_it_is_shown_in_both_languages(tree: PlanTree) -> None:
    english, spanish = render_tree(tree, "en"), render_tree(tree, "es")
    assert "   46    Inclusiveness and Training" in english
    assert "4 pillars, 4 lines of work, 14 actions; 11 left out, 1 to check." in english
    assert "4 pilares, 4 líneas de trabajo, 14 acciones; 11 fuera, 1 por revisar." in spanish
    assert "aviso del sitio web" in spanish
