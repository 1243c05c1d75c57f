"""What only a browser can tell: accessibility, width, the keyboard, the weight of a page, the policy in force."""

from pathlib import Path

import pytest

from bilateral.values import LANGS
from tests.web.conftest import PATHS

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
EVERY = [(lang, path) for lang in LANGS for path in PATHS]
WIDTHS = (1280, 390)
RUN = """async () => {
  document.querySelectorAll('details').forEach(item => { item.open = true });
  const found = await axe.run({resultTypes: ['violations']});
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).slice(0, 3).join(' | '));
}"""
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {tag: at.tagName, href: at.getAttribute('href'),
          outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
          seen: box.width > 0 && box.height > 0 && box.top > -box.height && box.left > -box.width};
}"""


@pytest.fixture(scope="session")
def lenient(browser):
    """A page into which the checker can be put, which the policy forbids to everybody else."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed: run make setup", pytrace=False)
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("lang", "path"), [*EVERY, *((lang, "nothing/") for lang in LANGS)])
def test_axe_finds_nothing_and_nothing_sticks_out(lenient, address, lang, path):
    lenient.set_viewport_size({"width": WIDTHS[0], "height": 900})
    lenient.goto(f"{address}/{lang}/{path}")
    lenient.add_script_tag(path=AXE)
    for width in WIDTHS:
        lenient.set_viewport_size({"width": width, "height": 900})
        assert lenient.evaluate(RUN) == [], width
        assert lenient.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing_on_a_form_with_faults_and_on_a_preview(lenient, address, lang):
    lenient.goto(f"{address}/{lang}/write/action/?from=hled/us:act-waits")
    lenient.click('button[value="check"]')
    lenient.locator("#preview").wait_for()
    lenient.wait_for_load_state()
    lenient.add_script_tag(path=AXE)
    assert lenient.evaluate(RUN) == []
    lenient.fill('[name="number"]', "x")
    lenient.click('button[value="check"]')
    lenient.locator(".usa-alert--error").wait_for()
    lenient.wait_for_load_state()
    lenient.add_script_tag(path=AXE)
    assert lenient.evaluate(RUN) == []


def test_small_screens_of_320_pixels_show_all(lenient, address):
    lenient.set_viewport_size({"width": 320, "height": 800})
    for path in PATHS:
        lenient.goto(f"{address}/es/{path}")
        assert lenient.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize("path", ["", "plan/", "action/us/act-waits/", "record/", "decisions/", "write/office/"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(visitor, address, path):
    visitor.goto(f"{address}/en/{path}")
    links = visitor.eval_on_selector_all(
        "header.top a, main a[href], main button, main select",
        "all => all.filter(item => item.checkVisibility()).map(item => item.getAttribute('href'))",
    )
    visitor.keyboard.press("Tab")
    first = visitor.evaluate(FOCUSED)
    assert (first["href"], first["seen"]) == ("#main", True)
    visited = []
    for _ in range(200):
        visitor.keyboard.press("Tab")
        at = visitor.evaluate(FOCUSED)
        if at["tag"] == "BODY":
            break
        assert at["outline"] != "none", at
        assert at["width"] >= 2, at
        if at["tag"] in ("A", "BUTTON", "SELECT"):
            visited.append(at["href"])
    assert visited[: len(links)] == links


def test_the_skip_link_leads_past_the_menu(visitor, address):
    visitor.goto(f"{address}/en/record/")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    assert visitor.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", ["", "record/us/2/", "write/action/?from=hled/us:act-waits"])
def test_the_policy_has_nothing_to_refuse(visitor, address, path):
    said: list[str] = []
    visitor.on("console", lambda message: said.append(message.text))
    visitor.on("requestfailed", lambda request: said.append(request.url))
    visitor.goto(f"{address}/en/{path}", wait_until="networkidle")
    assert said == []
    assert visitor.evaluate("document.fonts.check('600 20px \"Public Sans Web\"')")


def test_home_is_light_and_lighter_the_second_time(visitor, address):
    session = visitor.context.new_cdp_session(visitor)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visitor.goto(f"{address}/en/", wait_until="networkidle")
    first = sum(sizes)
    sizes.clear()
    visitor.goto(f"{address}/en/", wait_until="networkidle")
    assert 20_000 < first < 300_000
    assert sum(sizes) < 40_000


def test_pages_read_without_the_style_sheet_too(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{address}/es/action/us/act-waits/")
    assert "Menos espera" in page.inner_text("h1")
    context.close()
