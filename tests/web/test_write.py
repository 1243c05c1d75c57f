"""Preparing a wording: generated controls, plain faults in both languages, the texts compared, a file to take away."""

import pytest
import yaml
from bs4 import BeautifulSoup
from django.template.loader import get_template

from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.value_types import VALUE_TYPES
from bilateral.web.forms import CONTROLS

GOOD = {
    "under": "hled/us:i-b",
    "number": "2",
    "title.en": "Shorter waits",
    "title.es": "Menos espera",
    "text.en": "Open 12 lanes by 30 June 2027.",
    "text.es": "Abrir 12 carriles para el 30 de junio de 2027.",
    "end.en": "Anyone can see it.",
    "end.es": "Cualquiera puede verlo.",
    "leads.us": "hled/us:cbp",
    "leads.mx": "hled/mx:anam",
    "start": "",
    "due.how": "date",
    "due.date": "30 de junio de 2027",
    "places": ["Texas", "MX-TAM", ""],
    "sectors": ["48-49"],
    "milestones.count": "1",
    "milestones.0.id": "",
    "milestones.0.party": "us",
    "milestones.0.title.en": "Publish waits",
    "milestones.0.title.es": "Publicar esperas",
    "milestones.0.due.how": "ongoing",
    "completed": "",
}


def faults(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    return {link["href"]: link.parent.get_text() for link in soup.select(".usa-alert--error li a")}


def test_every_value_type_has_its_control_its_form_and_its_page():
    assert set(CONTROLS) == set(VALUE_TYPES)
    for name in VALUE_TYPES:
        assert get_template(f"values/{name}.html")
        assert get_template(f"forms/values/{name}.html")


def test_every_template_of_a_value_belongs_to_a_value_type(settings):
    for folder in ("values", "forms/values"):
        found = {path.stem for path in (settings.HERE / "templates" / folder).glob("*.html")}
        assert found == set(VALUE_TYPES)


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_kind_has_a_form(web, kind, lang):
    answer = web.get(f"/{lang}/write/{kind}/")
    assert answer.status_code == (200 if KINDS[kind].by_hand else 404)
    if not KINDS[kind].by_hand:
        return
    for spec in KINDS[kind].fields:
        assert spec.label.in_(lang) in answer.text


@pytest.mark.parametrize(
    ("lang", "change", "place", "says"),
    [
        ("en", {"number": "two"}, "#f-number", "“two” is not a whole number. Write digits only, such as 3."),
        ("es", {"number": "dos"}, "#f-number", "«dos» no es un número entero. Escribe sólo dígitos, por ejemplo 3."),
        ("en", {"title.es": ""}, "#f-title", "“Title” has no text in Spanish. Write it in both languages."),
        ("es", {"title.en": ""}, "#f-title", "«Título» no tiene texto en inglés. Escríbelo en los dos idiomas."),
        ("es", {"due.date": "pronto"}, "#f-due", "«pronto» no es una fecha."),
        ("en", {"places": ["Texus"]}, "#f-places", "Did you mean US-TX (Texas)?"),
        ("es", {"end.en": "", "end.es": ""}, "#f-end", "Falta «Cómo sabremos que se cumplió»."),
        ("es", {"milestones.0.due.how": "date"}, "#f-milestones-0-due", "Falta «Fecha límite»."),
    ],
)
def test_bad_input_says_what_where_and_what_to_do(web, lang, change, place, says):
    answer = web.post(f"/{lang}/write/action/", GOOD | change)
    assert answer.status_code == 400
    found = faults(answer)
    assert list(found) == [place]
    assert says in found[place]
    assert 'aria-invalid="true"' in answer.text or "usa-form-group--error" in answer.text
    if "title.en" not in change:
        assert "Shorter waits" in answer.text  # nothing that was typed is lost


def test_texts_that_do_not_say_the_same_are_shown_beside_each_other(web):
    answer = web.post("/en/write/action/", GOOD | {"text.es": "Abrir 21 carriles para el 30 de junio de 2027."})
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    assert "don’t say the same" in soup.select_one(".usa-alert--warning").get_text()
    assert soup.select_one("#f-text").find_next(class_="discord")


def test_a_good_text_is_shown_as_it_would_read_with_the_command(web):
    answer = web.post("/es/write/action/", GOOD)
    assert answer.status_code == 200
    text = BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)
    assert "Esto se puede proponer" in text
    assert "Tamaulipas" in text
    assert "30 de junio de 2027" in text
    assert "bilateral act propose action --name shorter-waits --file action.yaml --as mx" in text


def test_the_file_is_what_the_command_reads(web):
    answer = web.post("/es/write/action/", GOOD | {"do": "download"})
    assert answer.headers["Content-Type"] == "application/yaml; charset=utf-8"
    assert 'filename="action.yaml"' in answer.headers["Content-Disposition"]
    content = yaml.safe_load(answer.content)
    assert list(content) == [spec.name for spec in KINDS["action"].fields]
    assert content["title"] == {"en": "Shorter waits", "es": "Menos espera"}
    assert content["due"] == "2027-06-30"
    assert content["places"] == ["MX-TAM", "US-TX"]
    assert content["milestones"][0] == {
        "id": "m1",
        "party": "us",
        "title": {"en": "Publish waits", "es": "Publicar esperas"},
        "due": "ongoing",
    }


def test_a_text_that_exists_is_where_its_new_wording_starts(web):
    answer = web.get("/en/write/action/?from=hled/us:act-waits")
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one('[name="title.es"]')["value"].startswith("Menos espera para camiones")
    assert soup.select_one('[name="name"]')["value"] == "hled/us:act-waits"
    assert len(soup.select(".part")) == 9
    sent = {tag["name"]: tag.get("value", "") for tag in soup.select("#writing input[name]")}
    assert sent["due.date"] == "2027-06-30"


def test_parts_are_added_and_taken_out_without_scripts(web):
    added = BeautifulSoup(web.post("/en/write/action/", GOOD | {"add": "milestones"}).content, "html.parser")
    assert len(added.select(".part")) == 2
    assert not added.select(".usa-alert--error")
    dropped = BeautifulSoup(web.post("/en/write/action/", GOOD | {"drop": "milestones.0"}).content, "html.parser")
    assert not dropped.select(".part")


def test_what_is_typed_is_never_markup(web):
    answer = web.post("/en/write/action/", GOOD | {"title.en": '<img src=x onerror="alert(1)">'})
    assert "<img" not in answer.text


def test_a_flood_of_parts_is_bounded(web):
    answer = web.post("/en/write/action/", {"milestones.count": "999"})
    assert answer.status_code == 400
    assert len(BeautifulSoup(answer.content, "html.parser").select(".part")) == 60
