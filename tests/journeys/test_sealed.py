"""Words sealed between two governments: proposed, fetched by the other node, agreed, released. Two browsers, two
languages, two nodes, by keyboard; the public looks on.
"""

import re
import time
from typing import Any

import pytest

from tests.journeys.conftest import Command
from tests.journeys.test_agreeing import press, signed, signer
from tests.journeys.test_rooms import Two, lines, two, typed

__all__ = ["two"]
pytestmark = pytest.mark.browser
WORDS = ("Night crossings for trusted trucks", "Cruces nocturnos para camiones confiables")


def chosen(page: Any, name: str) -> None:
    """Choose by keyboard who reads it."""
    page.focus(f"#{name}")
    page.keyboard.press("Space")
    assert page.is_checked(f"#{name}")


def public(browser: Any, two: Two, place: str) -> list[str]:
    """What the public reads of it, at both nodes in both languages; axe looks too."""
    page = browser.new_context(bypass_csp=True).new_page()
    found = []
    for address, lang in ((two.us, "en"), (two.mx, "es")):
        for path in (f"record/{place}", "decisions/", "withheld/"):
            page.goto(f"{address}/{lang}/{path}")
            found.append(page.text_content("main"))
            two.looked_at(page)
    page.context.close()
    return found


def arrived(page: Any, address: str) -> None:
    """The words come by themselves."""
    for _ in range(120):
        page.goto(address)
        if WORDS[1] in page.text_content("main"):
            return
        time.sleep(1)
    raise AssertionError("the words did not arrive")


def test_sealed_words_go_to_the_other_side_and_are_released(two: Two, browser: Any, run: Command) -> None:
    ours, codes = signer(browser, run, two.base / "us", two.us, "seals@us.example", "en")
    theirs, their_codes = signer(browser, run, two.base / "mx", two.mx, "sella@mx.example", "es")
    ours.goto(f"{two.us}/en/work/new/line/?from={lines(two.us)[-1]}")
    typed(ours, "#f-title-en", WORDS[0])
    typed(ours, "#f-title-es", WORDS[1])
    press(ours, "Save")
    chosen(ours, "words-sealed")
    two.looked_at(ours)
    signed(ours, "Sign and propose", codes, r"/record/us/\d+/")
    assert WORDS[0] in ours.text_content("main") and "Its words are sealed" in ours.text_content("main")
    two.looked_at(ours)
    place = ours.url.split("/record/")[1]

    two.pull("mx")
    page = f"{two.mx}/es/record/{place}"
    arrived(theirs, page)
    assert "Sus palabras están selladas" in theirs.text_content("main")
    two.looked_at(theirs)
    for told in public(browser, two, place):
        assert not any(words in told for words in WORDS)
        assert re.search("sealed|sellad", told)

    press(theirs, "Responder con otra redacción")
    theirs.wait_for_url("**/es/work/*/")
    assert theirs.locator("#agree").count() == 1, "the same words are agreed to, not proposed once more"
    press(theirs, "Redactar")
    theirs.fill("#f-title-en", "Another night")
    theirs.fill("#f-title-es", "Otra noche")
    press(theirs, "Guardar")
    assert theirs.is_checked("#words-sealed"), "an answer to sealed words is sealed unless somebody says otherwise"
    theirs.goto(page)
    press(theirs, "Dar conformidad")
    signed(theirs, "Firmar: damos conformidad", their_codes, f"/es/record/{place}")
    two.pull("us")
    ours.goto(f"{two.us}/en/inbox/")
    assert "In force, its words still sealed" in ours.text_content("main")
    ours.goto(f"{two.us}/en/record/{place}")
    press(ours, "Release the words")
    two.looked_at(ours)
    signed(ours, "Sign: release them", codes, f"/en/record/{place}")
    assert "Its words are sealed" not in ours.text_content("main")
    two.pull("mx")
    found = public(browser, two, place)
    assert WORDS[0] in found[0] and WORDS[1] in found[3]
    assert not two.problems
    for each in (ours, theirs):
        each.context.close()
