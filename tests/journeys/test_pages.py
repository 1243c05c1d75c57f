"""The served pages in a real browser, both languages, phone and desk: nothing overflows, axe finds nothing."""

from typing import Any

import pytest

from tools.report import ROOT
from tools.running import answers

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "/",
    "/plan/",
    "/pillar/us/pillar-1/",
    "/line/us/line-1-1/",
    "/action/us/i-5-crossings-ports/",
    "/action/us/iii-2-data-flows/",
    "/action/us/i-3-green-technology/",
    "/office/us/cbp/",
    "/decisions/",
    "/record/",
    "/record/us/2/",
    "/record/mx/7/",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/write/",
    "/write/action/",
    "/no-such-page/",
]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_page_is_fit_for_everyone(address: str, browser: Any, lang: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    problems = []
    for path in PAGES:
        page.goto(f"{address}/{lang}{path}")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
        problems += [(path, violation) for violation in found]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems.append((path, ["overflow", width]))
        if page.evaluate("document.documentElement.lang")[:2] != lang:
            problems.append((path, ["language", page.evaluate("document.documentElement.lang")]))
    context.close()
    assert not problems


def test_the_switch_stays_on_the_page_and_sticks(address: str, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/action/us/i-5-crossings-ports/")
    page.get_by_role("link", name="Español").click()
    assert page.url == f"{address}/es/action/us/i-5-crossings-ports/"
    page.goto(f"{address}/")
    assert page.url == f"{address}/es/"
    context.close()


def test_the_first_visit_is_light(address: str, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    sizes: dict[str, int] = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
    page.goto(f"{address}/en/", wait_until="networkidle")
    first = sum(sizes.values())
    sizes.clear()
    page.goto(f"{address}/en/plan/", wait_until="networkidle")
    again = sum(sizes.values())
    context.close()
    assert first < 300_000, first
    assert again < 40_000, again


def test_every_page_says_that_it_is_a_demonstration(address: str) -> None:
    for path in PAGES:
        for lang, words in (("en", "demonstration"), ("es", "demostración")):
            assert words in answers(f"{address}/{lang}{path}")[1].lower() or path == "/no-such-page/", path
