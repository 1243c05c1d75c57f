"""The page of runs that have little: it says what is not there, in both languages, and nothing is broken."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bilateral.values import LANGS, Lang
from bilateral.voices.pipeline.run import listen
from bilateral.voices.report.page import FILES
from bilateral.voices.report.shown import when
from tests.helpers import ROOT
from tests.voices.pipeline.builders import SETTINGS, as_csv, quiet, rows

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
GERMAN = (
    "Ich möchte, dass die Brücke nachts geöffnet bleibt, weil die Lastwagen zu lange warten müssen und unser Obst "
    "dabei verdirbt, bevor es jemand sieht."
)
NOTHING = {"en": "Themes are sought among", "es": "Los temas se buscan entre"}


def only(lang: str) -> list[dict[str, Any]]:
    said = re.compile(r"^(Los|La) ") if lang == "es" else re.compile(r"^(The|Dear) ")
    return [{"id": row["id"], "text": row["text"]} for row in rows() if said.match(row["text"])]


GIVEN: dict[str, list[dict[str, Any]]] = {
    "one": [{"id": "1", "text": "Please open the bridge at night."}],
    "empty": [{"id": str(n), "text": ""} for n in range(5)],
    "english": only("en"),
    "spanish": only("es"),
    "others": [{"id": str(n), "text": GERMAN.replace("Obst", f"Obst {n}")} for n in range(4)],
    "no times": [{"id": row["id"], "text": row["text"], "country": row["country"]} for row in rows()],
    "no countries": [{"id": row["id"], "text": row["text"], "time": row["time"]} for row in rows()],
    "set aside": [{"id": "1", "text": "Open the bridge.", "time": "soon"}, {"id": "1", "text": "Open the bridge."}],
}
SAYS = {
    "one": {"en": ["<h1>1 submission</h1>", "No two submissions"], "es": ["<h1>1 aportación</h1>", "No hay dos"]},
    "empty": {"en": ["no words", "No two submissions"], "es": ["sin palabras", "No hay dos"]},
    "english": {"en": ["in English, by"], "es": ["en inglés, por", '<span lang="en">Dear']},
    "spanish": {"en": ["in Spanish, by"], "es": ["en español, por"]},
    "others": {"en": ["another language", "4 different texts"], "es": ["otro idioma", "4 textos distintos"]},
    "no times": {"en": ["it gives no dates", "United States\u00a0"], "es": ["no trae fechas", "Estados Unidos\u00a0"]},
    "no countries": {"en": ["dated from March 1, 2026"], "es": ["con fecha del 1 de marzo de 2026"]},
    "set aside": {
        "en": ["1 row of it was", "its dates could not be read"],
        "es": ["1 de sus filas se", "no se pudieron leer sus fechas"],
    },
}
SILENT = {
    "english": {"en": ["in Spanish, by"], "es": ["en español, por"]},
    "spanish": {"en": ["in English, by"], "es": ["en inglés, por"]},
    "no countries": {"en": ["United States"], "es": ["Estados Unidos"]},
    "no times": {"en": ["2026"], "es": ["2026"]},
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder, found = tmp_path_factory.mktemp("edges"), {}
    for name, table in GIVEN.items():
        file = folder / f"{name}.csv"
        file.write_text(as_csv(table), encoding="utf-8")
        if name == "set aside":
            file = file.with_suffix(".jsonl")
            file.write_text("\n".join(json.dumps(row) for row in table), encoding="utf-8")
        listen(file, folder / name, SETTINGS, quiet)
        found[name] = folder / name
    return found


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", GIVEN)
def test_it_says_what_there_is_and_nothing_else(pages: dict[str, Path], name: str, lang: Lang) -> None:
    page = (pages[name] / FILES[lang]).read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>|<section id=.made.*", "", page, flags=re.S)
    for words in SAYS[name][lang]:
        assert words in body
    for words in SILENT.get(name, {}).get(lang, []):
        assert words not in body
    assert (NOTHING[lang] in body) == (name in ("one", "empty", "others", "set aside"))
    assert not re.search(r"\{\w*\}|\bNone\b(?!: all)|\b1 (submissions|rows|aportaciones|filas)\b", body)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["one", "empty", "others"])
def test_axe_finds_nothing_on_a_page_with_little(browser: Any, pages: dict[str, Path], name: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto((pages[name] / FILES["es"]).as_uri())
    page.add_script_tag(path=AXE)
    found = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + v.nodes.map(n => n.html))")
    assert found == [] and page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_day_is_said_once() -> None:
    from datetime import date

    one, two = date(2026, 3, 1), date(2026, 3, 2)
    assert when(one, one).en == "on March 1, 2026" and when(one, one).es == "el 1 de marzo de 2026"
    assert when(one, two).es == "del 1 de marzo de 2026 al 2 de marzo de 2026"
