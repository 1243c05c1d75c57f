"""What pages say of pauses, abolished offices and plans that were succeeded, in both languages."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from bilateral.node.read.shapes import FieldView
from bilateral.values import LANGS, Text
from tests.web import fake_read, fake_slipped
from tests.web.fake_world import ANAM, CARDS, PLAN

WHEN = {"en": "August 28, 2026", "es": "28 de agosto de 2026"}


def text(web, path):
    soup = BeautifulSoup(web.get(path).content, "html.parser")
    return soup, " ".join(soup.find("body").get_text().split())


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_that_the_dialogue_is_paused(web, monkeypatch, lang):
    assert BeautifulSoup(web.get(f"/{lang}/").content, "html.parser").select_one("aside.paused") is None
    monkeypatch.setattr(fake_read, "pauses_now", lambda viewer: (fake_slipped.PAUSE,))
    for path in ("", "plan/", "action/us/act-waits/", "slipped/", "about/", "write/"):
        soup, _ = text(web, f"/{lang}/{path}")
        said = " ".join(soup.select_one("aside.paused").get_text().split())
        assert {"en": "Mexico takes no part since", "es": "México no participa desde el"}[lang] in said
        assert WHEN[lang] in said
        assert soup.select_one("aside.paused a")["href"] == f"/{lang}/pause/mx/pause-2026/"


def changed(monkeypatch, **fields):
    real = fake_read.document

    def document(viewer, name, older=0):
        found = real(viewer, name, older)
        more = {key: value for key, value in fields.items() if not isinstance(value, FieldView)}
        shown = tuple(value for value in fields.values() if isinstance(value, FieldView))
        return replace(found, fields=(*found.fields, *shown), **more)

    monkeypatch.setattr(fake_read, "document", document)


@pytest.mark.parametrize(("lang", "words"), [("en", "was abolished on"), ("es", "se suprimió el")])
def test_an_office_that_is_no_more_says_so_and_where_its_work_went(web, monkeypatch, lang, words):
    ended = FieldView("ended", Text("Abolished on", "Suprimida el"), "date", date(2026, 8, 28))
    to = FieldView("moved_to", Text("Its work goes to", "Sus asuntos pasan a"), "name", ANAM)
    changed(monkeypatch, ended=ended, to=to, children=(CARDS["act-waits"].link,))
    soup, whole = text(web, f"/{lang}/office/us/cbp/")
    notice = soup.select_one(".notice")
    assert words in notice.get_text() and WHEN[lang] in notice.get_text()
    assert notice.a["href"] == f"/{lang}/office/mx/anam/"
    assert f'href="/{lang}/action/us/act-waits/"' in str(soup.find("main"))
    assert {"en": "still name it", "es": "todavía la nombran"}[lang].split()[0] in whole


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_names_the_one_before_and_the_one_after(web, monkeypatch, lang):
    later = replace(PLAN, title=Text("The next plan", "El siguiente plan"))
    before = FieldView("follows", Text("Succeeds", "Sucede a"), "name", PLAN)
    changed(monkeypatch, followed_by=(later,), follows=before)
    soup, _ = text(web, f"/{lang}/plan/us/plan/" if PLAN.name.id == "plan" else f"/{lang}/plan/us/{PLAN.name.id}/")
    assert later.title.in_(lang) in soup.select_one(".notice").get_text()
    whole, _ = text(web, f"/{lang}/plan/")
    assert f"/{lang}/slipped/?plan={PLAN.name}#actions" in [a["href"] for a in whole.select(".notice a")]


@pytest.mark.parametrize("lang", LANGS)
def test_an_action_says_that_its_lead_was_abolished(web, monkeypatch, lang):
    card = CARDS["act-waits"]
    sides = (replace(card.sides[0], ended=date(2026, 8, 28), moved_to=ANAM), *card.sides[1:])
    monkeypatch.setitem(fake_read.CARDS, "act-waits", replace(card, sides=sides))
    soup, _ = text(web, f"/{lang}/action/us/act-waits/")
    assert {"en": "abolished on", "es": "suprimida el"}[lang] in soup.select_one(".side .who").get_text()
