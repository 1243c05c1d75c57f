"""Verify in your browser: every step holds on true data, and the step that meets tampered data says so."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import Command
from tools.running import answers, end, free_port

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
    assert (states, verdict) == (["holds"] * 3 + ["none", "holds", "none"] + ["holds"] * 2, "holds")


def test_a_text_that_an_act_withholds_is_no_fault_and_without_the_act_it_is(
    address: str, browser: Any, demo: Path, run: Command
) -> None:
    (found,) = json.loads(run("--home", str(demo / "us"), "seal", "list", "--json").stdout)
    url = f"{address}/en/record/us/{found['entry']['seq']}/"
    states, verdict = verify(browser, url)
    assert verdict == "holds", states

    def elsewhere(page: bytes) -> bytes:
        """The page names another act than the one that withholds it."""
        return page.replace(f'data-acts="{found["act"]["seq"]} "'.encode(), b'data-acts=""')

    states, verdict = verify(browser, url, (rf"/en/record/us/{found['entry']['seq']}/$", elsewhere))
    assert (verdict, states.index("fails")) == ("fails", 6)


def flip(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("pattern", "change", "step"),
    [
        (r"/log/hled-demo/us/checkpoint$", flip(20), 0),
        (r"/log/verifiers\.txt$", flip(60), 0),
        (r"/log/hled-demo/us/tile/0/", flip(100), 1),
        (r"/log/hled-demo/us/tile/entries/", lambda data: data.replace(b'"act":"propose"', b'"act":"propOse"'), 1),
        (r"/log/hled-demo/us/released/", flip(-2), 6),
    ],
)
def test_tampered_data_is_found_at_its_step(
    address: str, browser: Any, pattern: str, change: Callable[[bytes], bytes], step: int
) -> None:
    states, verdict = verify(browser, f"{address}/en/record/us/2/", (pattern, change))
    assert verdict == "fails"
    assert states.index("fails") == step, states
    assert "holds" not in states[step:]


@pytest.fixture(scope="module")
def rekeyed(demo: Path, run: Command, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A node whose keys were changed and then revoked, served; and the position of the first change."""
    base = tmp_path_factory.mktemp("rekeyed")
    home = shutil.copytree(demo / "us", base / "us")
    spare = next(demo.rglob("*-us.recovery.key"))
    first = 0
    for n, act in enumerate(("rotate", "revoke")):
        statement = base / f"{act}.json"
        suspect = ("--suspect-from", str(first)) if act == "revoke" else ()
        words = ("--text-en", "New machines.", "--text-es", "Equipos nuevos.")
        for told in (
            ("--home", str(home), "keys", "prepare", "--out", str(statement), *suspect),
            ("keys", "authorise", str(statement), "--recovery", str(spare), "--yes"),
            ("--home", str(home), "keys", act, str(statement), f"{statement}.signed", *words, "--json"),
        ):
            done = run(*told)
            assert done.returncode == 0, done.stderr
        place = int(json.loads(done.stdout)["entry"].split("#")[1])
        first = first or place
        assert place == first + n
    yield from served(home, first)


def served(home: Path, first: int) -> Iterator[tuple[str, int]]:
    port = free_port()
    command = [sys.executable, "-m", "bilateral.cli.main", "--home", str(home), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(200):
            if answers(f"http://127.0.0.1:{port}/healthz")[0] == 200:
                break
            assert process.poll() is None, "serve ended"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", first
    finally:
        end(process)


@pytest.mark.parametrize("after", [-1, 0, 1])
def test_entries_before_and_after_a_change_of_keys_hold(rekeyed: tuple[str, int], browser: Any, after: int) -> None:
    address, first = rekeyed
    states, verdict = verify(browser, f"{address}/es/record/us/{first + after}/")
    assert verdict == "holds", states
    assert states[3] == "holds"


def test_a_change_of_keys_that_the_page_leaves_out_is_noticed(rekeyed: tuple[str, int], browser: Any) -> None:
    address, first = rekeyed
    page = re.compile(r"/en/record/us/\d+/$")
    hide = (page.pattern, lambda data: re.sub(rb'data-rekeyed="[^"]*"', b'data-rekeyed=""', data))
    states, verdict = verify(browser, f"{address}/en/record/us/{first + 1}/", hide)
    assert verdict == "fails" and states[3] == "fails"


@pytest.mark.parametrize("lang, words", [("en", "1 of its 1 recovery keys"), ("es", "1 de sus 1 llaves")])
def test_the_page_says_in_words_what_changed(rekeyed: tuple[str, int], browser: Any, lang: str, words: str) -> None:
    address, first = rekeyed
    page = browser.new_page()
    page.goto(f"{address}/{lang}/record/us/{first + 1}/")
    text = page.locator("main").inner_text()
    assert words in text and {"en": "are contested", "es": "quedan en duda"}[lang] in text
    assert {"en": "New machines.", "es": "Equipos nuevos."}[lang] in text
    page.goto(f"{address}/{lang}/record/")
    assert page.locator(f'a[href="/{lang}/record/us/{first}/"]').count() >= 1
    page.close()
