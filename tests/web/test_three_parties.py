"""A third government takes no change of code: it has its bank, its answers, its filter and its fields."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from bilateral.node.read.shapes import Head, Party, SideView
from bilateral.values import Text
from tests.web import fake_read, fake_world

CA = Party("ca", "hled/ca", Text("Canada", "Canadá"), 3, "joint")


@pytest.fixture
def three(web, monkeypatch):
    before = fake_read.site(None)
    head = Head(CA, CA.origin, 7, fake_world.digest("ca"), before.heads[0].time, (), False)
    site = replace(before, parties=(*before.parties, CA), heads=(*before.heads, head))
    card = fake_world.CARDS["act-waits"]
    wider = replace(card, sides=(*card.sides, SideView(CA, None, ())))
    waits = fake_world.P_WAITS
    open_ = replace(waits, named=site.parties, waiting_for=(*waits.waiting_for, CA), joint_custody=True)
    monkeypatch.setattr(fake_read, "site", lambda viewer: site)
    monkeypatch.setitem(fake_read.CARDS, "act-waits", wider)
    monkeypatch.setattr(fake_read, "PROPOSALS", (open_,))
    return web


@pytest.mark.parametrize(("lang", "name"), [("en", "Canada"), ("es", "Canadá")])
def test_pages_show_all_three(three, lang, name):
    for path in ("", "action/us/act-waits/", "decisions/", "record/", "record/mx/3/", "write/action/"):
        answer = three.get(f"/{lang}/{path}")
        assert answer.status_code == 200
        assert name in BeautifulSoup(answer.content, "html.parser").find("body").get_text()


def test_the_third_bank_and_its_custody(three):
    soup = BeautifulSoup(three.get("/en/action/us/act-waits/").content, "html.parser")
    assert [side.h2.get_text() for side in soup.select(".side")] == ["United States", "Mexico", "Canada"]
    assert soup.select_one(".only-wide svg .bank-3")
    record = BeautifulSoup(three.get("/en/record/").content, "html.parser")
    assert "jointly, in one place" in record.select_one(".heads").get_text()
    assert "nobody else yet" in record.select_one(".heads").get_text()
    decisions = BeautifulSoup(three.get("/en/decisions/").content, "html.parser")
    assert len(decisions.select(".answers > li")) == 3
    assert "What governments agreed" in three.get("/en/").text
