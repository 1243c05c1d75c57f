"""The page of a run: whole in itself, in both languages, masked, honest about what it is, and readable in a browser."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from bilateral.values import LANGS, Lang
from bilateral.voices.pipeline.run import EDITED, listen
from bilateral.voices.report.page import FILES
from bilateral.voices.report.shown import excerpt, masked
from bilateral.voices.report.themes import themes
from tests.helpers import ROOT
from tests.voices.pipeline.builders import SETTINGS, as_csv, quiet, rows

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => {
  document.querySelectorAll('details').forEach(item => { item.open = true });
  return (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' | '));
}"""


def consultation() -> list[dict[str, Any]]:
    """The consultation, with markup, an address in a letter that was sent often, a country that nobody knows, and short
    texts that came more than once.
    """
    table = rows()
    table[0]["text"], table[1]["type"] = "<script>alert(1)</script> & more <b>words</b>", "<i>business</i>"
    table[2]["country"], table[5]["country"] = "Atlantis & sons", "x" * 300
    table[6]["type"] = table[7]["type"] = "dora.diaz@example.org"
    for row in table[20:]:
        row["id"] += "@example.org"
    signed = (
        "We who grow tomatoes on both sides of the river ask for one form instead of seven, <b>please</b>, and for an "
        "answer to carla.ruiz@example.org before the harvest is over and the workers have gone home for the winter."
    )
    more = [{**table[3], "id": f"t{n}", "text": signed + (" Thank you." if n > 3 else "")} for n in range(6)]
    short = ["No al tratado", "¡NO AL TRATADO!", "Call <b>555-867-5309</b> today", "a" * 400] * 2
    return [*table, *more, *({**table[4], "id": f"u{n}", "text": text} for n, text in enumerate(short))]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    (folder / "a&b.csv").write_text(as_csv(consultation()), encoding="utf-8")
    listen(folder / "a&b.csv", folder / "out", SETTINGS, quiet)
    return folder / "out"


@pytest.mark.parametrize("lang", LANGS)
def test_it_is_whole_in_itself_and_runs_nothing(out: Path, lang: str) -> None:
    page = (out / FILES[lang]).read_text(encoding="utf-8")  # type: ignore[index]
    assert page.startswith(f'<!doctype html>\n<html lang="{lang}">')
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|\son\w+=|\sstyle=", page)
    assert not re.search(r'(?:href|src)="(?!#|report|tagging)', page)
    assert "&lt;b&gt;please" in page and "<b>please" not in page
    assert "<i>business" not in page and "Atlantis &amp; sons" in page and "a&amp;b.csv" in page


@pytest.mark.parametrize("lang", LANGS)
def test_nobody_s_address_is_shown(out: Path, lang: str) -> None:
    page = (out / FILES[lang]).read_text(encoding="utf-8")  # type: ignore[index]
    assert "example.org" not in page
    assert {"en": "[e-mail address left out]", "es": "[se omite: correo electrónico]"}[lang] in page


def test_each_language_says_what_it_is_not_and_links_the_other(out: Path) -> None:
    english, spanish = ((out / FILES[lang]).read_text(encoding="utf-8") for lang in LANGS)
    assert "This is no survey" in english and "Esto no es una encuesta" in spanish
    assert 'href="report.es.html"' in english and 'href="report.html"' in spanish
    assert 'href="tagging.csv"' in english and 'href="tagging.es.csv"' in spanish
    for word in ("Shared letters", "Themes", "submissions", "Short texts"):
        assert word in english and word not in re.sub(r"<style>.*?</style>|submissions\.parquet", "", spanish)
    assert "want" not in re.sub(r"<blockquote.*?</blockquote>", "", english)


@pytest.mark.parametrize("lang", LANGS)
def test_short_texts_sent_more_than_once_are_shown_with_their_number_and_masked(out: Path, lang: Lang) -> None:
    page = (out / FILES[lang]).read_text(encoding="utf-8")
    told = page[page.index('id="short"') : page.index('id="themes"')]
    row = re.search(r'<tr><th scope="row">(?:<span lang="es">)?No al tratado.*?</tr>', told)
    assert row and '<td class="num">4</td>' in row[0] and "<rect" in row[0]
    left_out = {"en": "Call &lt;b&gt;[telephone", "es": "Call &lt;b&gt;[se omite: número"}
    assert "555-867" not in page and left_out[lang] in told
    same = Counter(tuple(re.findall(r"\w+", row["text"].lower())) for row in consultation())
    short = sorted((n for words, n in same.items() if n > 1 and 0 < len(words) < 15), reverse=True)
    wanted = {
        "en": f"{len(short)} such texts were sent more than once, {sum(short)} times",
        "es": f"{len(short)} de estos textos se enviaron más de una vez, {sum(short)} veces",
    }
    assert wanted[lang] in told
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert [n["submissions"] for n in summary["short_texts"].pop("largest")] == short[:10]
    assert summary["short_texts"] == {"repeated": len(short), "submissions": sum(short)}


def test_text_in_the_other_language_is_marked_as_such(out: Path) -> None:
    english, spanish = ((out / FILES[lang]).read_text(encoding="utf-8") for lang in LANGS)
    assert '<span lang="es">No al tratado</span>' in english and 'lang="es">No al tratado' not in spanish
    assert '<span lang="en">Dear governments' in spanish and 'lang="en">Dear governments' not in english


def test_masks_and_cuts() -> None:
    assert (
        masked("Call 55 1234 5678 or ana@example.org", "en")
        == "Call [telephone number left out] or [e-mail address left out]"
    )
    assert excerpt("a <b> c", "en") == "a &lt;b&gt; c"
    assert excerpt("palabra " * 200, "es", 30) == "palabra palabra palabra …"


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Any, out: Path, lang: str) -> None:
    page = browser.new_page()
    page.goto((out / FILES[lang]).as_uri())  # type: ignore[index]
    page.add_script_tag(path=AXE)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(RUN) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.browser
def test_a_link_to_a_theme_opens_it_without_scripts_and_print_shows_all(
    browser: Any, out: Path, tmp_path: Path
) -> None:
    body = (out / FILES["en"]).read_text(encoding="utf-8")
    (tmp_path / "closed.html").write_text(body.replace("<details open>", "<details>"), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "closed.html").as_uri())
    closed = page.locator("#themes > details:not([open]) > div").first
    for media, shown in (("screen", False), ("print", True), ("screen", False)):
        page.emulate_media(media=media)
        assert closed.evaluate("item => item.checkVisibility()") is shown
    name = closed.get_attribute("id")
    link = page.locator(f'#themes > table a[href="#{name}"]')
    link.focus()
    page.keyboard.press("Enter")
    page.locator(f"#{name}").wait_for(state="visible")
    page.context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_loose_themes_and_edits_that_do_not_fit_are_marked_and_where_themes_are_edited(lang: Lang) -> None:
    row = {
        "theme": "en-01", "lang": "en", "label": "land, save, animals", "terms": ["land"], "members": 7, "linked": [],
        "edited": False, "together": 0.42, "loose": True,
    }  # fmt: skip
    lost = {"id": "en-07", "why": {"en": "No theme <x>", "es": "Ningún tema <x>"}}
    summary = {
        "submissions": 9,
        "themes": {"texts_with_theme": 7, "edits_that_no_longer_fit": [lost]},
        "parameters": {"like": ""},
    }
    facts = SimpleNamespace(themes=[row], summary=summary, by_theme={}, countries=(), quotes={}, confirmed=())
    said = {"en": "hold together loosely (42%", "es": "están poco unidos (sólo 42%"}[lang]
    assert said in themes(facts, lang)  # type: ignore[arg-type]
    assert f"<code>en-07</code>: {lost['why'][lang][:-4]} &lt;x&gt;" in themes(facts, lang)  # type: ignore[index,arg-type]
    assert "themes.edited.yaml" in themes(facts, lang)  # type: ignore[arg-type]
    row["loose"], summary["parameters"] = False, {"like": "0f"}
    assert said not in themes(facts, lang)  # type: ignore[arg-type]
    assert "themes.edited.yaml" not in themes(facts, lang)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", LANGS)
def test_what_people_decided_on_themes_is_told_as_theirs(out: Path, lang: Lang, tmp_path: Path) -> None:
    """A link confirmed, the other ones proposed as before; then every theme dropped."""
    given, folder = tmp_path / "a&b.csv", tmp_path / "out"
    given.write_text(as_csv(consultation()), encoding="utf-8")
    shutil.copytree(out, folder)
    body = yaml.safe_load((folder / EDITED).read_text(encoding="utf-8"))
    en, es = (next(theme for theme in body["themes"] if theme["id"].startswith(code)) for code in ("en", "es"))
    body["links"] = [{"en": en["id"], "es": es["id"], "confirm": True}]
    (folder / EDITED).write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    listen(given, folder, SETTINGS, quiet)
    page = (folder / FILES[lang]).read_text(encoding="utf-8")
    sure = {"en": "as a person confirmed", "es": "según confirmó una persona"}[lang]
    links = re.findall(rf'{sure}: <a href="#([^"]+)"', page)
    assert sorted(links) == [en["id"], es["id"]]
    for theme in body["themes"]:
        theme["drop"] = True
    body["links"] = []
    (folder / EDITED).write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
    listen(given, folder, SETTINGS, quiet)
    page = (folder / FILES[lang]).read_text(encoding="utf-8")
    assert {"en": "People dropped every theme", "es": "se quitaron todos los temas"}[lang] in page
