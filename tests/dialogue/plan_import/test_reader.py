"""What the reader refuses, what it says when unsure, Word documents, language, JSON; the rest is in the cases."""

import json

import pytest

from bilateral.dialogue.plan_import import NoPillar, read_plan, render_tree
from bilateral.dialogue.plan_import.language import detect
from bilateral.dialogue.plan_import.reasons import IGNORED, UNSURE
from bilateral.dialogue.plan_import.vocabulary import line_label, pillar_label, section_name
from bilateral.files import BadFile, read_document
from bilateral.values import BadInput
from tests.dialogue.plan_import.reading import read, shape, words_in, words_out
from tests.files.builders import read_word

NO_PLAN = {
    "a letter": "Dear Minister,\n\nThank you for your letter of May.\n\nYours,\nA. Friend\n",
    "a shopping list": "Shopping\n\n1. Milk\n2. Eggs\n3. Bread\n",
    "a recipe": "Bean soup\n\n1. Beans\n   - Soak them.\n2. Soup\n   - Boil it.\n",
    "prose that mentions pillars": "The bridge stands on pillars. Pillar 3 was built in 1901 and leans a little.\n",
    "a contract": "CONTRACT\n\nArticle 1. Object\nThe parties agree.\n\nArticle 2. Price\nTen.\n",
    "bullets alone": "- one\n- two\n  - three\n",
    "Spanish prose": "El eje del camión se rompió. Cada pilar del puente mide tres metros.\n",
    "a table of numbers": "1 2 3\n4 5 6\n",
    "a minute's agenda": "Agenda\n\n1. Opening\n2. Reports\n3. Close\n",
}


@pytest.mark.parametrize("name", NO_PLAN)
def test_a_text_without_pillars_is_refused_with_what_was_looked_for(name: str) -> None:
    with pytest.raises(NoPillar) as caught:
        read(NO_PLAN[name])
    fault = caught.value
    assert isinstance(fault, BadInput)
    assert "Pillar 1" in fault.do.en
    assert "Eje 3" in fault.do.es
    assert fault.where == "plan.txt"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"Pillar 1: \x00\x01\x02"])
def test_empty_and_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(BadFile):
        read(data)


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("Pillar I: Growth", 1, "Growth"),
        ("PILLAR ONE: GROWTH", 1, "GROWTH"),
        ("Pillar Three – Growth", 3, "Growth"),
        ("The Second Pillar: Growth", 2, "Growth"),
        ("1st pillar. Growth", 1, "Growth"),
        ("Pillar 12. Growth", 12, "Growth"),
        ("Pillar #2 | Growth", 2, "Growth"),
        ("Pillar (2) Growth", 2, "Growth"),
        ("Pillar IV", 4, ""),
        ("Pilar II. Crecimiento", 2, "Crecimiento"),
        ("Pilar Nº 3 — Crecimiento", 3, "Crecimiento"),
        ("PILAR DOS: CRECIMIENTO", 2, "CRECIMIENTO"),
        ("Eje 3", 3, ""),
        ("Eje 3.- Crecimiento", 3, "Crecimiento"),
        ("Eje estratégico 2: Crecimiento", 2, "Crecimiento"),
        ("Eje rector V | Crecimiento", 5, "Crecimiento"),
        ("Primer eje: Crecimiento", 1, "Crecimiento"),
        ("Séptimo eje. Crecimiento", 7, "Crecimiento"),
        ("2.º eje: Crecimiento", 2, "Crecimiento"),
        ("Tercer pilar – Crecimiento", 3, "Crecimiento"),
        ("Eje transversal: Crecimiento", None, "Crecimiento"),
        ("Pillar: Growth", None, "Growth"),
    ],
)
def test_ways_of_naming_a_pillar(line: str, number: int | None, title: str) -> None:
    label = pillar_label(line)
    assert label is not None
    assert (label.number, label.title) == (number, title)


@pytest.mark.parametrize(
    "line",
    [
        "Pillars of trade",
        "Pillar 1 was built",
        "eje 3 del plan",
        "Ejercicio 1: Suma",
        "Pilares",
        "Pillar 1.2 x",
        "A pillar: x",
    ],
)
def test_what_does_not_name_a_pillar(line: str) -> None:
    assert pillar_label(line) is None


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Line of action 1.1: Roads", "Roads"),
        ("Línea de acción 2. Caminos", "Caminos"),
        ("Objetivo 1.1. Caminos", "Caminos"),
        ("Objective 3: Roads", "Roads"),
        ("Línea estratégica 1: Caminos", "Caminos"),
        ("Workstream A: Roads", "Roads"),
        ("Objetivo específico 2 – Caminos", "Caminos"),
    ],
)
def test_ways_of_naming_a_line_of_work(line: str, title: str) -> None:
    label = line_label(line)
    assert label is not None
    assert label.title == title


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("The HLED Vision", "vision"),
        ("Visión", "vision"),
        ("Participación ciudadana", "participation"),
        ("Stakeholder Engagement", "participation"),
        ("The four pillars", "pillars"),
        ("Plan de trabajo", "plan"),
        ("Próximos pasos", "closing"),
        ("Television", ""),
        ("Provisiones", ""),
    ],
)
def test_names_of_sections(heading: str, name: str) -> None:
    assert section_name(heading) == name


def test_a_word_document_with_heading_styles_and_lists() -> None:
    document = read_word(
        ("Title", "Joint Plan"),
        ("Heading 1", "Vision"),
        ("", "One river, two banks."),
        ("Heading 1", "Pillar 1: Water"),
        ("", "Water for all."),
        ("List Bullet", "Wells"),
        ("List Bullet 2", "Dig ten wells."),
        ("List Bullet 2", "Test them."),
        ("Heading 1", "Pillar 2: Land"),
        ("Heading 2", "Titles"),
        ("List Number", "Register every plot."),
        ("Heading 1", "Participation"),
        ("", "Everyone is heard."),
    )
    tree = read_plan(document)
    assert tree.unit == "paragraph"
    found = shape(tree)
    assert (found["title"], found["vision"], found["participation"]) == (
        "Joint Plan",
        "One river, two banks.",
        "Everyone is heard.",
    )
    assert [(p["title"], p["summary"]) for p in found["pillars"]] == [("Water", "Water for all."), ("Land", None)]
    assert [[(ln["title"], len(ln["actions"])) for ln in p["lines"]] for p in found["pillars"]] == [
        [("Wells", 2)],
        [("Titles", 1)],
    ]
    assert words_out(tree) == words_in(document)


def test_a_word_document_with_bold_text_only() -> None:
    document = read_word(
        ("**", "PLAN DE TRABAJO"),
        ("**", "Eje 1. Agua"),
        ("", "Agua para todas las personas."),
        ("**", "Pozos"),
        ("", "• Perforar diez pozos."),
        ("", "• Analizarlos."),
        ("**", "Eje 2. Tierra"),
        ("**", "Títulos"),
        ("", "Registrar cada parcela."),
        ("", "Entregar los títulos."),
    )
    tree = read_plan(document)
    assert tree.lang == "es"
    assert [[(ln.title, len(ln.actions)) for ln in p.lines] for p in tree.pillars] == [[("Pozos", 2)], [("Títulos", 2)]]
    assert words_out(tree) == words_in(document)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The plan of the two governments", "en"),
        ("El plan de los dos gobiernos", "es"),
        ("Pillar 1: Water", "en"),
        ("Pilar 1: Educación", "es"),
        ("", "en"),
    ],
)
def test_language(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_a_language_that_is_given_is_kept() -> None:
    assert read("Pillar 1: Water\n- Dig.", lang="es").lang == "es"


def test_json_has_the_issue_s_shape_and_more() -> None:
    data = json.loads(json.dumps(read("Plan\n\nPillar 1: Water\n• Dig wells.\n###\n").to_json()))
    assert {"title", "vision", "pillars", "participation", "ignored"} <= data.keys()
    (pillar,) = data["pillars"]
    assert {"number", "title", "summary", "lines"} <= pillar.keys()
    assert pillar["lines"] == [
        {
            "title": None,
            "actions": [{"text": "Dig wells.", "line": 4, "marker": ""}],
            "line": None,
            "label": "",
            "summary": None,
        }
    ]
    assert data["ignored"] == [
        {
            "line": 5,
            "text": "###",
            "reason": "page furniture",
            "reason_text": IGNORED["page furniture"].to_dict(),
        }
    ]


def test_every_reason_is_in_both_languages() -> None:
    assert all(text.complete and text.en != text.es for text in (*IGNORED.values(), *UNSURE.values()))
    assert not IGNORED.keys() & UNSURE.keys()


def test_notes_of_the_reading_come_with_the_tree() -> None:
    tree = read("Pilar 1: Música\n- Cantar.".encode("cp1252"))
    assert "Windows-1252" in tree.to_json()["notes"][0]["en"]
    assert "Windows-1252" in render_tree(tree, "es")


def test_what_is_missing_is_null_and_said_so() -> None:
    tree = read("Pillar 1: Water\n\nPillar 2: Land\n- Survey it.\n")
    assert (tree.title, tree.vision, tree.participation) == (None, None, None)
    assert tree.pillars[0].lines == ()
    assert [r.reason for r in tree.unsure] == ["pillar without actions"]
    assert "(none found)" in render_tree(tree)


def test_a_large_plan_is_read_whole() -> None:
    text = "Plan\n" + "".join(
        f"\nPillar {n}: Name {n}\n" + "".join(f"- Build part {m} of {n}.\n" for m in range(120)) for n in range(1, 41)
    )
    tree = read_plan(read_document("plan.txt", text.encode()))
    assert len(tree.actions) == 40 * 120
