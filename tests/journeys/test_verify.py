"""Verify in your browser: every step holds on true data, and the step that meets tampered data says so."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PLACES = ["us/0", "us/2", "mx/8"]


def verify(browser: Any, url: str, tamper: tuple[str, Callable[[bytes], bytes]] | None = None) -> tuple[list[str], str]:
    """The state of each step and of the verdict, once the button is pressed; ``tamper`` changes what a file answers."""
    context = browser.new_context()
    page = context.new_page()
    if tamper:
        pattern, change = tamper

        def answer(route: Any) -> None:
            response = route.fetch()
            route.fulfill(response=response, body=change(response.body()))

        page.route(re.compile(pattern), answer)
    page.goto(url)
    page.locator("[data-verify] button").click()
    page.wait_for_selector(", ".join(f'[data-verdict][data-state="{end}"]' for end in ("holds", "fails", "unable")))
    states = page.eval_on_selector_all("[data-step]", "rows => rows.map(row => row.dataset.state)")
    verdict = page.locator("[data-verdict]").get_attribute("data-state")
    assert page.locator("[data-verdict]").inner_text().strip(), "the verdict is said in words"
    context.close()
    return states, verdict


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("place", PLACES)
def test_a_true_entry_holds(address: str, browser: Any, place: str, lang: str) -> None:
    states, verdict = verify(browser, f"{address}/{lang}/record/{place}/")
    assert (states, verdict) == (["holds"] * 6, "holds")


def flip(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("pattern", "change", "step"),
    [
        (r"/log/hled-demo/us/checkpoint$", flip(20), 0),
        (r"/log/verifiers\.txt$", flip(60), 0),
        (r"/log/hled-demo/us/tile/0/", flip(100), 1),
        (r"/log/hled-demo/us/tile/entries/", lambda data: data.replace(b'"act":"propose"', b'"act":"propOse"'), 1),
        (r"/log/hled-demo/us/released/", flip(-2), 4),
    ],
)
def test_tampered_data_is_found_at_its_step(
    address: str, browser: Any, pattern: str, change: Callable[[bytes], bytes], step: int
) -> None:
    states, verdict = verify(browser, f"{address}/en/record/us/2/", (pattern, change))
    assert verdict == "fails"
    assert states.index("fails") == step, states
    assert "holds" not in states[step:]
