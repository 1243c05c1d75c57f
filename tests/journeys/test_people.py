"""People come in: invitation, password, second factor, recovery codes, inviting others; both languages, in Chromium."""

import base64
import json
import time
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from tests.journeys.conftest import Command
from tools.report import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PHRASE = "una frase larga y rara 47"


def code(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238)."""
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(time.time())).decode()


def link_of(run: Command, home: Path, address: str, email: str, role: str, lang: str = "en", *more: str) -> str:
    done = run(
        "--home", str(home), "user", "invite", email, "--name", "Ana Torres", "--role", role, "--lang", lang,
        "--json", *more,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    path: str = json.loads(done.stdout)["link"].partition("//")[2].partition("/")[2]
    return f"{address}/{path}"


def fit(page: Any) -> list[Any]:
    page.add_script_tag(path=str(AXE))
    found: list[Any] = page.evaluate(
        "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])"
    )
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(["overflow", page.url])
    return found


def come_in(page: Any, link: str) -> tuple[str, list[str]]:
    """Accept an invitation by keyboard, set up an authenticator app; its secret and the recovery codes."""
    page.goto(link)
    page.focus("#id_first")
    page.keyboard.type(PHRASE)
    page.keyboard.press("Tab")
    page.keyboard.type(PHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/2fa/")
    lang = page.url.split("/")[3]
    page.goto(f"{'/'.join(page.url.split('/')[:3])}/{lang}/account/2fa/totp/activate/")
    page.fill("#id_password", PHRASE)
    page.keyboard.press("Enter")
    page.wait_for_selector("#authenticator_secret")
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0, "the code to scan is shown"
    secret: str = page.get_attribute("#authenticator_secret", "value")
    page.fill("#id_code", code(secret))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/")
    return secret, page.locator(".codes code").all_text_contents()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_administrator_comes_in_and_invites(address: str, demo: Path, browser: Any, run: Command, lang: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    _, codes = come_in(page, link_of(run, demo / "us", address, f"admin-{lang}@us.example", "administrator", lang))
    page.goto(f"{address}/{lang}/people/")
    page.fill("#invite-email", f"new-{lang}@us.example")
    page.select_option("#invite-role", "drafter")
    page.fill("#invite-name", "Carla Paz")
    page.press("#invite-name", "Enter")
    page.wait_for_url("**/2fa/reauthenticate/**")
    page.fill("#id_code", codes[0])
    page.press("#id_code", "Enter")
    page.wait_for_selector("text=Carla Paz")  # what was sent had been kept, and was done
    assert f"new-{lang}@us.example" in page.text_content("main")
    page.fill("#invite-email", "no address")
    page.evaluate("document.querySelector('#invite-email').type = 'text'")
    page.fill("#invite-name", "Nadie")
    page.press("#invite-name", "Enter")
    page.wait_for_selector("[role=alert]")
    assert page.input_value("#invite-name") == "Nadie", "what was typed is still there"
    assert not refused
    context.close()


def test_the_public_learns_nothing_of_people(address: str, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in ("people/", "people/invite/", "people/hand-over/?from=1", "account/"):
        page.goto(f"{address}/en/{path}")
        assert "/account/login/" in page.url, path
    assert page.goto(f"{address}/en/welcome/not-a-token/").status == 400
    assert page.goto(f"{address}/en/account/signup/").status == 200
    assert "by invitation" in page.text_content("h1")
    context.close()


def test_a_lost_second_factor_is_replaced_by_a_recovery_code_once(
    address: str, demo: Path, browser: Any, run: Command
) -> None:
    context = browser.new_context()
    page = context.new_page()
    _, codes = come_in(page, link_of(run, demo / "us", address, "lost@us.example", "coordinator"))
    assert len(codes) == 10
    for attempt, enters in ((codes[0], True), (codes[0], False), (codes[1], True)):
        page.context.clear_cookies()
        page.goto(f"{address}/en/account/login/")
        page.fill("#id_login", "lost@us.example")
        page.fill("#id_password", PHRASE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/2fa/authenticate/")
        page.fill("#id_code", attempt)
        page.keyboard.press("Enter")
        if enters:
            page.wait_for_url("**/account/")
        else:
            page.wait_for_selector(".usa-error-message")  # a used code is refused, plainly
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_pages_of_people_are_fit_for_everyone(
    address: str, demo: Path, browser: Any, run: Command, lang: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/{lang}/account/login/")
    problems = [("login", found) for found in fit(page)]
    page.goto(f"{address}/{lang}/account/password/reset/")
    problems += [("reset", found) for found in fit(page)]
    link = link_of(run, demo / "us", address, f"fit-{lang}-{width}@us.example", "administrator", lang)
    page.goto(link)
    problems += [("welcome", found) for found in fit(page)]
    come_in(page, link)
    problems += [("codes", found) for found in fit(page)]
    for path in (
        "account/",
        "people/",
        "people/?ended=1",
        "account/2fa/",
        "account/password/change/",
        "account/email/",
    ):
        page.goto(f"{address}/{lang}/{path}")
        problems += [(path, found) for found in fit(page)]
    context.close()
    assert not problems


def test_an_official_of_the_demonstration_signs_in_as_printed(
    address: str, demo: Path, browser: Any, run: Command
) -> None:
    """With the password and the code that the commands tell; a node that is no demonstration has no such people."""
    told = json.loads(run("--home", str(demo / "us"), "user", "officials", "--json").stdout)
    assert [each["role"] for each in told] == ["coordinator", "drafter"]
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/account/login/")
    page.fill("#id_login", told[0]["email"])
    page.fill("#id_password", told[0]["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/2fa/authenticate/")
    page.fill("#id_code", run("--home", str(demo / "us"), "user", "code", told[0]["email"]).stdout.strip())
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/")
    page.goto(f"{address}/en/inbox/")
    assert "Agree or decline" in page.text_content("main")
    context.close()


def test_only_a_demonstration_has_such_officials(tmp_path: Path, run: Command) -> None:
    home = str(tmp_path / "us")
    made = run(
        "--home", home, "init", "--dialogue", "t", "--party", "us:1:United States:Estados Unidos",
        "--recovery", str(tmp_path / "recovery"),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    for arguments in (("officials",), ("code", "grace.whitfield@us.example")):
        done = run("--home", home, "user", *arguments)
        assert done.returncode == 2 and "not a demonstration" in done.stderr
