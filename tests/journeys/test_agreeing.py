"""From a text in work to an agreement: two governments, two browsers, two languages, by keyboard."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.aftermath import copy_of
from tests.journeys.conftest import Command, served
from tests.journeys.test_people import come_in, fit, link_of
from tools.running import answers

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def homes(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration, since what is agreed here stays."""
    return copy_of(demo, tmp_path_factory.mktemp("agreeing") / "demo")


@pytest.fixture(scope="module")
def address(homes: Path) -> Iterator[str]:
    """Where the first government's node is served."""
    with served(homes / "us") as url:
        yield url


@pytest.fixture(scope="module")
def their_address(homes: Path) -> Iterator[str]:
    """Where the second government's node is served."""
    with served(homes / "mx") as url:
        yield url


def signer(browser: Any, run: Command, home: Path, address: str, email: str, lang: str) -> tuple[Any, list[str]]:
    """A coordinator who has come in, and their recovery codes."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    _, codes = come_in(page, link_of(run, home, address, email, "coordinator", lang))
    return page, codes


def press(page: Any, name: str, *, leaves: bool = True) -> None:
    """Reach a button or a link by keyboard, and press it."""
    page.locator(f"main :is(button, a):text-is('{name}')").first.focus()
    if not leaves:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")


def signed(page: Any, name: str, codes: list[str], there: str) -> None:
    """Press the button that signs, give the second factor where it is asked for, and arrive."""
    press(page, name)
    arrived = re.compile(f"{there}$")
    page.wait_for_url(lambda url: arrived.search(url) or "/2fa/reauthenticate/" in url)
    if "/2fa/reauthenticate/" in page.url:
        page.fill("#id_code", codes.pop())
        page.keyboard.press("Enter")
    page.wait_for_url(arrived)


def first_line(address: str) -> tuple[str, str]:
    """Some line of the plan: its name, and its kind."""
    told = answers(f"{address}/api/plan")[1]
    found = re.search(r'"name": ?"([\w/-]+:[\w-]+)", ?"kind": ?"(line)"', told)
    assert found, told[:2000]
    return found[1], found[2]


def written(ours: Any, address: str, name: str, kind: str) -> tuple[str, list[Any]]:
    """A text in force is taken up; what is missing for a while loses nothing. The paper, and what axe finds."""
    ours.goto(f"{address}/en/work/new/{kind}/?from={name}")
    problems = fit(ours)
    ours.fill("#f-title-en", "Faster border crossings for trusted traders")
    ours.fill("#f-title-es", "")
    press(ours, "Save")
    assert "Faster border crossings" in ours.text_content("main") or "One thing to correct" in ours.text_content("main")
    problems += fit(ours)
    work = ours.url
    assert "/en/work/" in work
    press(ours, "Write")
    assert ours.input_value("#f-title-en") == "Faster border crossings for trusted traders"
    ours.fill("#f-title-es", "Cruces fronterizos más ágiles para operadores confiables")
    ours.wait_for_function("document.querySelector('[data-said]').textContent === 'Saved.'")  # by itself
    press(ours, "Save")
    assert ours.url == work
    return work, problems


def test_a_text_goes_from_work_to_agreement(
    address: str, their_address: str, homes: Path, browser: Any, run: Command
) -> None:
    ours, codes = signer(browser, run, homes / "us", address, "signs@us.example", "en")
    theirs, their_codes = signer(browser, run, homes / "mx", their_address, "firma@mx.example", "es")
    name, kind = first_line(address)

    work, problems = written(ours, address, name, kind)

    # The other side knows nothing of it.
    assert theirs.goto(work.replace(address, their_address)).status == 404
    stranger = browser.new_context().new_page()
    stranger.goto(work)
    assert "/account/login/" in stranger.url

    # One signature.
    signed(ours, "Sign and propose", codes, r"/record/us/\d+/")
    assert "It is on the record as" in ours.text_content("main")
    problems += fit(ours)
    place = ours.url.split("/record/")[1]

    # The other side reads it on its own node, declines nothing, agrees.
    done = run("--home", str(homes / "mx"), "record", "pull")
    assert done.returncode == 0, done.stderr
    theirs.goto(f"{their_address}/es/record/{place}")
    assert "Cruces fronterizos más ágiles" in theirs.text_content("main")
    problems += fit(theirs)
    press(theirs, "Dar conformidad")
    problems += fit(theirs)
    signed(theirs, "Firmar: damos conformidad", their_codes, f"/es/record/{place}")
    assert theirs.locator(".lead-state .state-agreed").count() == 1
    done = run("--home", str(homes / "us"), "record", "pull")
    assert done.returncode == 0, done.stderr
    ours.goto(f"{address}/en/record/{place}")
    assert ours.locator(".lead-state .state-agreed").count() == 1
    assert not problems
    for page in (ours, theirs, stranger):
        page.context.close()


def test_a_proposal_is_declined_with_its_reason_and_answered_with_another_wording(
    address: str, their_address: str, homes: Path, browser: Any, run: Command
) -> None:
    theirs, codes = signer(browser, run, homes / "mx", their_address, "declina@mx.example", "es")
    name, kind = first_line(address)
    done = run(
        "--home", str(homes / "us"), "act", "propose", kind, "--name", name, "--set",
        'title={"en": "Words that nobody wants", "es": "Palabras que nadie quiere"}', "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seq = json.loads(done.stdout)["entry"]["seq"]
    assert run("--home", str(homes / "mx"), "record", "pull").returncode == 0
    page = f"{their_address}/es/record/us/{seq}/"
    theirs.goto(page)
    press(theirs, "Responder con otra redacción")
    theirs.wait_for_url("**/es/work/*/")
    assert "Palabras que nadie quiere" in theirs.text_content("main")
    theirs.goto(page)
    press(theirs, "Declinar")
    press(theirs, "Firmar: declinamos", leaves=False)
    assert theirs.url.endswith("/decline/"), "a reason is needed, in both languages"
    theirs.fill("#said-en", "It says nothing that can be checked.")
    theirs.fill("#said-es", "No dice nada que pueda comprobarse.")
    problems = fit(theirs)
    theirs.set_viewport_size({"width": 390, "height": 800})
    problems += fit(theirs)
    signed(theirs, "Firmar: declinamos", codes, f"/es/record/us/{seq}/")
    assert "No dice nada que pueda comprobarse." in theirs.text_content("main")
    assert theirs.locator(".lead-state .state-declined").count() == 1
    assert not problems
    theirs.context.close()


def test_two_tabs_overwrite_nothing_unseen(address: str, homes: Path, browser: Any, run: Command) -> None:
    """The slower one is shown both versions, with what they typed still in the form; nothing is kept unseen."""
    page, _ = signer(browser, run, homes / "us", address, "tabs@us.example", "en")
    page.goto(f"{address}/en/work/new/office/")
    page.fill("#f-title-en", "Office of bridges")
    page.fill("#f-title-es", "Oficina de puentes")
    press(page, "Save")
    press(page, "Write")
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("#f-title-en", "Office of tunnels")
    press(other, "Save and go on")
    page.fill("#f-title-en", "Office of ferries")
    press(page, "Save")
    told = page.text_content("main")
    assert "Somebody has changed this paper meanwhile." in told and "Office of tunnels" in told
    assert page.input_value("#f-title-en") == "Office of ferries"
    problems = fit(page)
    press(page, "Save")
    assert "Office of ferries" in page.text_content("main")
    work = page.url
    press(page, "Put this paper aside")
    other.goto(f"{work}0/")
    other.fill("#f-title-en", "Office of planes")
    press(other, "Save")
    assert "no longer open" in other.text_content("main")
    assert other.input_value("#f-title-en") == "Office of planes", "nothing typed is lost"
    problems += fit(other)
    assert not problems
    page.context.close()


def test_the_pages_of_one_side_are_nobody_elses(address: str, homes: Path, browser: Any, run: Command) -> None:
    """Every private address as the public sees it, and as each role of another side does on the same node."""
    ours, _ = signer(browser, run, homes / "us", address, "walk@us.example", "en")
    ours.goto(f"{address}/en/work/new/office/")
    ours.fill("#f-title-en", "Office that nobody else knows of")
    ours.fill("#f-title-es", "Oficina que nadie más conoce")
    press(ours, "Save")
    number = ours.url.rstrip("/").rpartition("/")[2]
    paths = (f"work/{number}/", f"work/{number}/0/", f"work/new/office/?paper={number}")
    stranger = browser.new_context().new_page()
    for path in (*paths, "work/", "inbox/", "people/", "work/new/office/"):
        stranger.goto(f"{address}/en/{path}")
        assert "/account/login/" in stranger.url, path
    for path in ("plan/", "decisions/", "record/"):
        assert "nobody else knows" not in (stranger.goto(f"{address}/en/{path}") or stranger).text(), path
    for role in ("administrator", "coordinator", "drafter", "moderator", "analyst", "observer"):
        page = browser.new_context().new_page()
        come_in(page, link_of(run, homes / "us", address, f"walk-{role}@mx.example", role, "en", "--as", "mx"))
        for path in paths:
            seen = page.goto(f"{address}/en/{path}")
            assert seen and seen.status in (403, 404), (role, path)
            assert "nobody else knows" not in seen.text(), (role, path)
        page.context.close()
    for page in (ours, stranger):
        page.context.close()
