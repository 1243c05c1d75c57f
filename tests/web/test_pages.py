"""Every page, in both languages: it answers, says which language it is in, and obeys the rules that all pages obey."""

import re

import pytest
from bs4 import BeautifulSoup

from bilateral.values import LANGS
from tests.web.conftest import PATHS

EVERY = [(lang, path) for lang in LANGS for path in PATHS]
OTHER = {"en": "es", "es": "en"}


def page(web, lang, path, status=200):
    answer = web.get(f"/{lang}/{path}")
    assert answer.status_code == status, (answer.status_code, path)
    return answer, BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize(("lang", "path"), EVERY)
def test_a_page_answers_in_its_language(web, lang, path):
    answer, soup = page(web, lang, path)
    assert soup.html["lang"] == lang
    assert answer.headers["Content-Language"] == lang
    assert soup.title.get_text().strip().removesuffix("· Bilateral").strip()
    assert len(soup.find_all("h1")) == 1
    assert soup.find("main", id="main")
    assert soup.find("a", class_="usa-skipnav")["href"] == "#main"


@pytest.mark.parametrize(("lang", "path"), EVERY)
def test_the_switch_stays_on_the_page_query_included(web, lang, path):
    _, soup = page(web, lang, path)
    switch = soup.select_one(".switch a")
    assert switch["href"] == f"/{OTHER[lang]}/{path}"
    assert switch["lang"] == switch["hreflang"] == OTHER[lang]
    found = {link["hreflang"]: link["href"] for link in soup.find_all("link", hreflang=True)}
    assert found == {code: f"http://testserver/{code}/{path}" for code in LANGS}


@pytest.mark.parametrize(("lang", "path"), EVERY)
def test_no_page_carries_styles_or_scripts_of_its_own(web, lang, path):
    answer, soup = page(web, lang, path)
    assert not [script for script in soup.find_all("script") if script.string or not script.get("src")]
    assert not soup.find("style")
    assert not soup.find(style=True)
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    assert not re.search(r"javascript:", answer.text)
    assert "{{" not in answer.text
    assert "{%" not in answer.text


@pytest.mark.parametrize(("lang", "path"), EVERY)
def test_ids_are_unique_and_what_points_at_them_finds_them(web, lang, path):
    _, soup = page(web, lang, path)
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for tag in soup.find_all("label", attrs={"for": True}):
        assert tag["for"] in ids
    for tag in soup.find_all(attrs={"aria-describedby": True}):
        assert set(tag["aria-describedby"].split()) <= set(ids), tag
    for link in soup.select('a[href^="#"]'):
        assert link["href"][1:] in ids


@pytest.mark.parametrize("lang", LANGS)
def test_links_lead_to_pages(web, lang):
    """From every page, every link inside the site answers."""
    seen: set[str] = set()
    for path in PATHS:
        _, soup = page(web, lang, path)
        seen |= {link["href"].split("#")[0] for link in soup.find_all("a", href=True)}
    inside = sorted(url for url in seen if url.startswith(f"/{lang}/"))
    assert len(inside) > 30
    for url in inside:
        assert web.get(url).status_code == 200, url


@pytest.mark.parametrize(("lang", "words"), [("en", "A demonstration."), ("es", "Demostración.")])
def test_every_page_says_that_it_is_a_demonstration(web, lang, words):
    for path in PATHS:
        _, soup = page(web, lang, path)
        assert words in soup.select_one("aside.demo").get_text()
        assert "1,204" in soup.select_one("footer").get_text()


def test_headers_are_strict(web):
    headers = web.get("/en/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy + ";"  # our own files only, nothing inline
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


def test_meaning_comes_before_the_machinery(web):
    _, soup = page(web, "es", "record/us/2/")
    details = soup.select_one("details.technical").extract()
    assert "hled/us" in details.get_text()
    assert "leaf" not in soup.get_text().lower()
    assert not re.search(r"[0-9a-f]{64}", soup.get_text())


def test_an_entry_shows_both_languages_with_what_changed(web):
    _, soup = page(web, "en", "record/mx/3/")
    pair = soup.select_one(".change .pair")
    assert [half["lang"] for half in pair.find_all("div", recursive=False)] == ["en", "es"]
    assert "45" in pair.select_one("ins").get_text()
    assert "60" in pair.select_one("del").get_text()
    assert "Each side’s view" in soup.get_text()


def test_a_page_knows_itself_as_data(web):
    _, soup = page(web, "en", "action/us/act-waits/")
    link = soup.find("link", rel="alternate", type="application/json")
    assert link["href"] == "/api/documents/hled/us:act-waits"
    assert web.get(link["href"]).json()["link"]["name"] == "hled/us:act-waits"


def test_a_document_asked_for_under_another_kind_is_found(web):
    answer = web.get("/en/line/us/act-waits/")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/en/action/us/act-waits/"
