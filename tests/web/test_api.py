"""The pages as data: the same shapes, both languages at once."""

import pytest


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/api/plan", {"link", "vision", "pillars"}),
        ("/api/documents/hled/us:act-waits", {"link", "fields", "versions", "proposals", "history"}),
        ("/api/entries/mx/3", {"act", "raw", "leaf", "proof", "checkpoint"}),
        ("/api/proposals?status=open", {"items", "after", "total"}),
        ("/api/record?party=us&limit=2", {"site", "entries"}),
    ],
)
def test_shapes(web, path, keys):
    answer = web.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert keys <= set(answer.json())


def test_both_languages_stand_beside_each_other(web):
    title = web.get("/api/documents/hled/us:act-waits").json()["link"]["title"]
    assert title["es"].startswith("Menos espera")
    assert title["en"].startswith("Shorter waits")


def test_a_silly_limit_is_brought_into_range(web):
    assert web.get("/api/proposals?limit=0").json()["total"] == 3
    assert len(web.get("/api/proposals?limit=1").json()["items"]) == 1
    assert web.get("/api/proposals?limit=abc").status_code == 200
