"""The ledger of what is not shown: page, JSON and table say the same, in both languages; an entry says what it does."""

import csv
import io
from dataclasses import replace

import pytest

from bilateral.values import LANGS, Text
from bilateral.web import tables
from bilateral.web.views import withheld as views
from tests.web import fake_read, fake_withheld, fake_world

WORDS = {
    "en": ("Personal data", "review overdue", "How to appeal", "Shown in its place", "not confirmed yet", "recalled"),
    "es": ("Datos personales", "revisión vencida", "Cómo impugnar", "Se muestra en su lugar", "aún sin confirmar",
           "recuperarse"),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_every_one_stands_with_its_ground_review_and_way_to_appeal(web, lang):
    page = web.get(f"/{lang}/withheld/").content.decode()
    for words in WORDS[lang]:
        assert words in page
    assert page.count('class="hidden-text ') == len(fake_withheld.VIEWS)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_sealed_between_governments_stands_on_the_same_page(web, monkeypatch, lang):
    assert 'id="sealed"' not in web.get(f"/{lang}/withheld/").content.decode()
    found = replace(fake_world.PROPOSALS[0], sealed=fake_world.PROPOSALS[0].named)
    monkeypatch.setattr(fake_read, "sealed", lambda viewer: (found,))
    page = web.get(f"/{lang}/withheld/").content.decode()
    assert 'id="sealed"' in page and {"en": "words sealed", "es": "palabras selladas"}[lang] in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("party=mx", 2), ("ground=safety", 1), ("state=erased", 2), ("overdue=1", 1), ("party=mx&state=withheld", 0),
     ("state=nonsense", 4)],
)  # fmt: skip
def test_filters_on_all_three(web, query, count):
    page = web.get(f"/en/withheld/?{query}").content.decode()
    assert page.count('class="hidden-text ') == count
    assert web.get(f"/api/withheld?{query}").json()["total"] == count
    table = b"".join(web.get(f"/api/withheld.csv?{query}").streaming_content).decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(table)))) == 2 * count


def test_the_table_holds_one_line_a_text_in_both_languages(web):
    answer = web.get("/api/withheld.csv")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    first = rows[0]
    assert (first["entry"], first["text"], first["state"]) == ("hled/us#2", "0.note.en", "withheld")
    assert (first["ground_en"], first["ground_es"], first["overdue"]) == ("personal data", "datos personales", "1")
    assert [row["confirmed_by"] for row in rows if row["ground"] == "safety"] == ["mx", "mx"]


def test_a_spreadsheet_takes_no_words_for_a_formula():
    spoilt = replace(fake_withheld.VIEWS[0], reason=Text("=1+1", "@x"))
    line = next(views._lines(spoilt))
    assert tables.safe(line["reason_en"]) == "'=1+1"
    assert [tables.safe(value) for value in ("-1", "-1+1", "-")] == ["-1", "'-1+1", "'-"]
    assert tables.safe(line["reason_es"]) == "'@x"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", ["record/us/2/", "action/us/act-waits/"])
def test_where_it_stands_it_says_why(web, lang, path):
    page = web.get(f"/{lang}/{path}").content.decode()
    for words in WORDS[lang][:3]:
        assert words in page
    assert f'href="/{lang}/withheld/"' in page


@pytest.mark.parametrize("act", ["release", "withhold", "redact", "erase", "erased"])
@pytest.mark.parametrize("lang", LANGS)
def test_each_act_in_words(web, monkeypatch, lang, act):
    from tests.web import fake_read

    monkeypatch.setattr(fake_read, "ON_TEXTS", replace(fake_withheld.ON_TEXTS, act=act, count=1))
    one = web.get(f"/{lang}/record/us/2/").content.decode()
    assert {"en": "What it does", "es": "Qué hace"}[lang] in one
    monkeypatch.setattr(fake_read, "ON_TEXTS", replace(fake_withheld.ON_TEXTS, act=act, count=3))
    many = web.get(f"/{lang}/record/us/2/").content.decode()
    assert " 3 " in many
    assert one != many


def test_record_and_footer_lead_to_it(web):
    assert web.get("/en/record/").content.decode().count('href="/en/withheld/"') == 2
    assert 'href="/es/withheld/"' in web.get("/es/about/").content.decode()


def test_a_form_keeps_what_stands_for_a_hidden_text(web, monkeypatch):
    """Left as it is, the file has what stands for the text, which whoever proposes it carries on."""
    from tests.web import fake_read

    real = fake_read.document

    def document(viewer, name):
        found = real(viewer, name)
        fields = [
            replace(f, value=Text("[withheld: safety]", f.value.es)) if f.name == "title" else f for f in found.fields
        ]
        return replace(found, fields=tuple(fields))

    monkeypatch.setattr(fake_read, "document", document)
    page = web.get("/en/write/office/?from=hled/us:cbp").content.decode()
    assert "[withheld: safety]" in page
    sent = {"title.en": "[withheld: safety]", "title.es": "Oficina 7", "name": "hled/us:cbp", "do": "download"}
    answer = web.post("/en/write/office/", sent)
    assert answer.status_code == 200
    assert "[withheld: safety]" in answer.content.decode()
