"""What slipped: page, JSON, table and feed say the same, in both languages; actions, plan and foot lead to it."""

import csv
import io
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from bilateral.values import LANGS
from bilateral.web.views import slipped as views
from tests.web import fake_slipped

WORDS = {
    "en": ("365 days later", "unreported: its date has passed", "given up, as all agreed", "paused on 30 days",
           "1 day earlier", "abolished on", "Carried on by", "Its dates count from there", "as of september 27, 2026",
           "1,204 entries of United States", "by 365 days in all", "2 more offices"),
    "es": ("365 días después", "sin informe: su fecha ya pasó", "abandonada, con la conformidad", "en pausa 30 días",
           "1 día antes", "suprimida el", "La continúa", "se cuentan desde ahí", "al 27 de septiembre de 2026",
           "1,204 asientos de Estados Unidos", "365 días en total", "2 dependencias más"),
}  # fmt: skip
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("lang", LANGS)
def test_each_action_with_what_became_of_it(web, lang):
    soup = BeautifulSoup(web.get(f"/{lang}/slipped/").content, "html.parser")
    text = " ".join(soup.find("main").get_text().split()).lower()
    for words in WORDS[lang]:
        assert words.lower() in text
    assert len(soup.select("article.slip")) == len(fake_slipped.VIEWS)
    diff = soup.select_one("article.slip details .pair")
    assert [half["lang"] for half in diff.find_all("div", recursive=False)] == [lang, "es" if lang == "en" else "en"]
    assert diff.select_one("ins") and diff.select_one("del")


@pytest.mark.parametrize(
    ("query", "count"),
    [("what=dropped", 1), ("of=hled/us:act-match", 1), ("office=hled/mx:anam", 4), ("what=nonsense&of=x&plan=:", 5)],
)
def test_filters_on_all_three(web, query, count):
    page = web.get(f"/en/slipped/?{query}").content.decode()
    assert page.count('class="slip"') == count
    assert web.get(f"/api/slipped?{query}").json()["total"] == count
    rows = table(web, query)
    assert sum(not row["milestone"] for row in rows) == count


def table(web, query=""):
    answer = web.get(f"/api/slipped.csv?{query}")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_the_table_holds_first_and_present_words_and_dates(web):
    rows = table(web)
    action, *steps = [row for row in rows if row["action"] == "hled/us:act-waits"]
    assert (action["first_date"], action["present_date"], action["days"], action["unit"]) == (
        "2026-06-30", "2027-06-30", "365", "days")  # fmt: skip
    assert action["state"] == "later reworded unreported"
    assert (action["first_entry"], action["present_entry"]) == ("hled/us#2", "hled/mx#3")
    assert action["text_es"].startswith("Las dos partes miden")
    assert [(row["milestone"], row["state"], row["days"]) for row in steps] == [
        ("m1", "done", "0"), ("m2", "unreported", "-1"), ("m3", "gone", ""),
    ]  # fmt: skip
    assert next(row for row in rows if row["action"] == "hled/us:act-border")["present_date"] == "ongoing"
    assert set(rows[0]) == set(views.COLUMNS)


@pytest.mark.parametrize("lang", LANGS)
def test_the_feed_is_atom_in_its_language(web, lang):
    answer = web.get(f"/{lang}/slipped/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)
    (entry,) = root.findall(f"{ATOM}entry")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    assert entry.findtext(f"{ATOM}title") == {"en": "Mexico, m2 & <3", "es": "México, m2"}[lang]
    assert entry.findtext(f"{ATOM}id", "").startswith("urn:uuid:")
    assert entry.findtext(f"{ATOM}updated") == "2026-09-01T12:00:00+00:00"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/{lang}/action/us/act-waits/"


@pytest.mark.parametrize("lang", LANGS)
def test_plan_action_and_foot_lead_to_it(web, lang):
    for path, target in (("plan/", ""), ("action/us/act-waits/", "?of=hled/us:act-waits#actions"), ("about/", "")):
        assert f'href="/{lang}/slipped/{target}"' in web.get(f"/{lang}/{path}").content.decode()
    page = web.get(f"/{lang}/slipped/").content.decode()
    assert f'type="application/atom+xml" title="{ {"en": "What slipped", "es": "Atrasos y cambios"}[lang] }"' in page
