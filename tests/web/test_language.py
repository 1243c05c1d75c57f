"""The choice of language: by path, by cookie, by what the browser asks for; and when the cookie is written."""

import pytest


@pytest.mark.parametrize(
    ("accept", "cookie", "to"),
    [
        ("", "", "/en/"),
        ("es-MX,es;q=0.9,en;q=0.5", "", "/es/"),
        ("fr,es;q=0.4", "", "/es/"),
        ("de", "", "/en/"),
        ("es", "en", "/en/"),
        ("en", "es", "/es/"),
        ("es", "xx", "/es/"),
    ],
)
def test_the_front_door_leads_to_the_readers_language(web, accept, cookie, to):
    if cookie:
        web.cookies["language"] = cookie
    answer = web.get("/", headers={"accept-language": accept})
    assert (answer.status_code, answer.headers["Location"]) == (302, to)
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].replace(" ", "").split(","))


def test_a_query_survives_and_an_address_without_a_language_is_found(web):
    assert web.get("/?a=1").headers["Location"] == "/en/?a=1"
    assert web.get("/plan/?a=1", headers={"accept-language": "es"}).headers["Location"] == "/es/plan/?a=1"
    assert web.get("/no/such/place/at/all/").status_code == 404
    assert web.get("/nothing/").status_code == 404


def test_the_choice_sticks(web):
    web.get("/es/plan/", headers={"accept-language": "en"})
    assert web.cookies["language"].value == "es"
    assert web.cookies["language"]["httponly"]
    assert web.get("/", headers={"accept-language": "en"}).headers["Location"] == "/es/"
    web.get("/en/plan/", headers={"accept-language": "en"})
    assert web.get("/", headers={"accept-language": "es"}).headers["Location"] == "/en/"


def test_reading_in_the_browsers_own_language_leaves_no_cookie(web):
    web.get("/es/", headers={"accept-language": "es-MX"})
    assert "language" not in web.cookies


def test_following_a_link_from_another_site_is_no_choice(web):
    web.get("/es/", headers={"accept-language": "en", "sec-fetch-site": "cross-site"})
    assert "language" not in web.cookies
