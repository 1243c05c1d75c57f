"""Errors: in both languages, with what to do; one shape as JSON."""

import pytest
from django.test import Client

from bilateral.values import Text
from tests.web import fake_read


@pytest.mark.parametrize(
    ("path", "en", "es"),
    [
        ("nothing/", "There is no page at this address.", "No hay ninguna página en esta dirección."),
        ("action/us/none/", "There is no such document here.", "Aquí no hay ese documento."),
        ("write/nothing/", "There is no page at this address.", "No hay ninguna página en esta dirección."),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_not_there_says_so_in_both_languages(web, lang, path, en, es):
    answer = web.get(f"/{lang}/{path}")
    assert answer.status_code == 404
    assert f'<html lang="{lang}">' in answer.text
    assert en in answer.text
    assert es in answer.text
    assert "Check the address" in answer.text


def test_a_bad_name_is_a_bad_request_with_a_remedy(web):
    answer = web.get("/es/write/action/?from=nonsense")
    assert answer.status_code == 400
    assert "hled/us:i-1-supply" in answer.text
    assert "no es el nombre de un documento" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/documents/hled/us:none", 404),
        ("/api/documents/nonsense", 400),
        ("/api/entries/us/999", 404),
        ("/api/nothing", 404),
        ("/log/../../etc/passwd", 404),
    ],
)
def test_errors_of_the_api_have_one_shape(web, path, status):
    answer = web.get(path)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"code", "what", "where", "do"}
    assert set(error["what"]) == set(error["do"]) == {"en", "es"}
    assert error["what"]["en"] != error["what"]["es"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_pages_are_only_read(web):
    answer = web.post("/es/plan/", {"a": "b"})
    assert answer.status_code == 405
    assert "sólo se puede leer" in answer.text
    assert web.post("/api/plan").json()["error"]["code"] == "read-only"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_broken_server_answers_without_its_database(fake, monkeypatch, lang):
    def broken(*args, **more):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(fake_read, "site", broken)
    answer = Client(raise_request_exception=False).get(f"/{lang}/")
    assert answer.status_code == 500
    assert "Nothing was changed." in answer.text
    assert "No se modificó nada." in answer.text
    assert "RuntimeError" not in answer.text


def test_a_fault_that_nobody_foresaw_is_said_in_words(web, monkeypatch):
    from bilateral.values import Fault

    def withheld(*args, **more):
        raise Fault(Text("It is sealed.", "Está sellado."), "here", Text("Ask.", "Pide."), "sealed")

    monkeypatch.setattr(fake_read, "recent", withheld)
    answer = web.get("/en/")
    assert answer.status_code == 500
    assert "It is sealed." in answer.text


def test_a_request_for_another_host_is_refused_in_both_languages(fake):
    answer = Client(headers={"host": "elsewhere.example"}).get("/en/")
    assert answer.status_code == 400
    assert "Go back, correct it" in answer.text
    assert "Regresa, corrígela" in answer.text
