"""A new kind takes its declaration and nothing here: form, check, file, page and JSON come from its value types."""

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
import yaml
from bs4 import BeautifulSoup

from bilateral.dialogue.kind import Body, Kind, field
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.value_types import Day, Entry, Flag, Link, Title
from bilateral.node.read.entry_shapes import EntryLink
from bilateral.values import Text
from tests.web import fake_read, fake_world


class Lesson1(Body):
    title: Title = field(Text("Title", "Título"))
    learnt: Day = field(Text("Learnt on", "Aprendida el"))
    how: Literal["easy", "hard"] = field(
        Text("How it came", "Cómo llegó"),
        choices={"easy": Text("by reading", "leyendo"), "hard": Text("by falling", "a golpes")},
    )
    told: Flag = field(Text("Told to others", "Compartida"))
    link: Link | None = field(Text("See", "Véase"))
    taught: Entry | None = field(Text("Taught by", "Enseñada por"))


LESSON = Kind(
    name="lesson",
    bodies={1: Lesson1},
    joint=False,
    title=Text("lesson", "lección"),
    plural=Text("lessons", "lecciones"),
    about=Text("Something learnt.", "Algo aprendido."),
)
SENT = {
    "title.en": "Ask first",
    "title.es": "Preguntar primero",
    "learnt": "5 de marzo de 2027",
    "how": "hard",
    "told": "yes",
    "link": "https://example.org/",
    "taught": "hled/mx#3",
}
TAUGHT = EntryLink(fake_world.ref(fake_world.MX, 3), Text("Mexico declined.", "México declinó."))


@pytest.fixture
def lessons(web, monkeypatch):
    monkeypatch.setitem(KINDS, "lesson", LESSON)
    monkeypatch.setitem(fake_world.KINDS, "lesson", LESSON.title)
    views = (
        fake_world.field("title", Text("Title", "Título"), "title", Text("Ask first", "Preguntar primero")),
        fake_world.field("learnt", Text("Learnt on", "Aprendida el"), "date", date(2027, 3, 5)),
        fake_world.field("how", Text("How it came", "Cómo llegó"), "choice", Text("by falling", "a golpes")),
        fake_world.field("told", Text("Told to others", "Compartida"), "flag", True),
        fake_world.field("link", Text("See", "Véase"), "link", "https://example.org/"),
        fake_world.field("taught", Text("Taught by", "Enseñada por"), "entry", TAUGHT),
    )
    found = replace(
        fake_read.document(None, str(fake_world.CBP.name)),
        link=fake_world.link("lesson", "ask-first", Text("Ask first", "Preguntar primero"), "recorded"),
        fields=views,
    )
    monkeypatch.setattr(fake_read, "document", lambda viewer, name, older=0: found)
    return web


def test_its_form_is_generated_checked_and_gives_its_file(lessons):
    assert "Lección" in lessons.get("/es/write/").text
    form = BeautifulSoup(lessons.get("/es/write/lesson/").content, "html.parser")
    assert [option.get_text() for option in form.select("#f-how option")][1:] == ["leyendo", "a golpes"]
    bad = lessons.post("/en/write/lesson/", SENT | {"link": "ftp://x", "learnt": "", "taught": "the third"})
    assert bad.status_code == 400
    assert "“Learnt on” is missing." in bad.text
    assert "an entry’s place" in bad.text.replace("&#x27;", "’")
    assert "A golpes" not in bad.text
    shown = lessons.post("/es/write/lesson/", SENT)
    assert shown.status_code == 200
    assert "a golpes" in shown.text
    assert '<span class="proof">hled/mx#3</span>' in shown.text
    content = yaml.safe_load(lessons.post("/es/write/lesson/", SENT | {"do": "download"}).content)
    assert content == {
        "title": {"en": "Ask first", "es": "Preguntar primero"},
        "learnt": "2027-03-05",
        "how": "hard",
        "told": True,
        "link": "https://example.org/",
        "taught": "hled/mx#3",
    }


def test_its_page_and_its_json_come_by_themselves(lessons):
    page = BeautifulSoup(lessons.get("/es/lesson/us/ask-first/").content, "html.parser")
    facts = page.select_one(".facts").get_text(" ", strip=True)
    assert "5 de marzo de 2027" in facts
    assert "a golpes" in facts
    assert "sí" in facts
    assert "México declinó. hled/mx#3" in facts
    assert lessons.get("/api/documents/hled/us:ask-first").json()["link"]["kind"] == "lesson"
    shown = lessons.get("/api/documents/hled/us:ask-first").json()["fields"][-1]["value"]
    assert shown["ref"] == TAUGHT.ref.to_json()


def test_a_new_wording_starts_from_what_stands(lessons):
    form = BeautifulSoup(lessons.get("/es/write/lesson/?from=hled/us:ask-first").content, "html.parser")
    assert form.select_one("#f-how option[selected]")["value"] == "hard"
    assert form.select_one("#f-told").has_attr("checked")
    assert form.select_one("#f-learnt")["value"] == "2027-03-05"
    assert form.select_one("#f-taught")["value"] == "hled/mx#3"
