"""The served pages in a real browser, both languages, phone and desk: nothing overflows, axe finds nothing."""

from typing import Any

import pytest

from tests.journeys.aftermath import Aftermath
from tools.report import ROOT
from tools.running import answers

pytestmark = pytest.mark.browser
WIDTHS = (1280, 390)
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
    "/slipped/",
    "/slipped/?what=unreported&party=mx",
    "/slipped/?of=hled-demo/us:i-5-crossings-ports",
    "/report/mx/report-2026-autumn/",
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


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_page_is_fit_for_everyone(address: str, browser: Any, lang: str) -> None:
    assert problems(address, browser, lang, PAGES) == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_pages_are_fit_whatever_has_come_over_the_dialogue(
    later: str, aftermath: Aftermath, browser: Any, lang: str
) -> None:
    """Hidden and erased texts, changed and revoked keys, an agreement undone, a record that goes on in another."""
    for path in aftermath.pages:
        assert answers(f"{later}/{lang}{path}")[0] == 200, path
    assert problems(later, browser, lang, aftermath.pages) == []


def problems(address: str, browser: Any, lang: str, paths: list[str]) -> list[tuple[str, Any]]:
    """What is wrong with pages: what axe finds with all of them unfolded, what sticks out, another language."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    found: list[tuple[str, Any]] = []
    for path in paths:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(f"{address}/{lang}{path}")
        page.add_script_tag(path=str(AXE))
        page.evaluate("document.querySelectorAll('details').forEach(item => { item.open = true })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            told = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])")
            found += [(path, violation) for violation in told]
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                found.append((path, ["overflow", width]))
        if page.evaluate("document.documentElement.lang")[:2] != lang:
            found.append((path, ["language", page.evaluate("document.documentElement.lang")]))
    context.close()
    return found


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
