"""Officials' passkeys sign too: two governments, two browsers with passkeys of Chromium's, two languages; and what is
left when a passkey is lost, or wanted by a side.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.aftermath import copy_of
from tests.journeys.conftest import Command, served
from tests.journeys.test_agreeing import first_line, press, signed, written
from tests.journeys.test_people import come_in, fit, link_of
from tests.journeys.test_verify import verify
from tests.record.approvals.test_vectors import ENTRY, A

pytestmark = pytest.mark.browser
WORDS = {
    "en": ("Sign with your passkey too", "Use the passkey and sign", "Also signed with an official’s passkey"),
    "es": (
        "Firmar también con tu llave de acceso",
        "Usar la llave de acceso y firmar",
        "Firmado además con la llave de acceso",
    ),
}


@pytest.fixture(scope="module")
def homes(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration, since what is signed here stays."""
    return copy_of(demo, tmp_path_factory.mktemp("passkeys") / "demo")


@pytest.fixture(scope="module")
def address(homes: Path) -> Iterator[str]:
    """Where the first government's node is served; a passkey needs a name, not a number."""
    with served(homes / "us") as url:
        yield url.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def their_address(homes: Path) -> Iterator[str]:
    with served(homes / "mx") as url:
        yield url.replace("127.0.0.1", "localhost")


class Official:
    """A coordinator who has come in, with an authenticator app, recovery codes and a browser that can have passkeys."""

    def __init__(self, browser: Any, run: Command, home: Path, address: str, email: str, lang: str) -> None:
        self.address, self.lang, self.home = address, lang, home
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
        _, self.codes = come_in(self.page, link_of(run, home, address, email, "coordinator", lang))
        self.devices = self.page.context.new_cdp_session(self.page)
        self.devices.send("WebAuthn.enable")
        self.device = ""

    def plug(self, **options: Any) -> None:
        """A device with passkeys, in place of the one before."""
        self.unplug()
        whole = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            **options,
        }
        self.device = self.devices.send("WebAuthn.addVirtualAuthenticator", {"options": whole})["authenticatorId"]

    def unplug(self) -> None:
        if self.device:
            self.devices.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.device})
            self.device = ""

    def enrol(self) -> list[Any]:
        """Set a passkey up by keyboard; what axe finds on the way."""
        self.plug()
        self.page.goto(f"{self.address}/{self.lang}/account/2fa/webauthn/add/")
        problems = fit(self.page)
        self.page.focus("#mfa_webauthn_add")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.goto(f"{self.address}/{self.lang}/account/2fa/webauthn/")
        assert self.page.locator("main li strong").count() == 1, self.page.inner_text("main")
        return problems + fit(self.page)

    def asked(self) -> None:
        """From a form of signing to the page that asks the passkey, through the second factor where it is asked for."""
        button = WORDS[self.lang][0]
        press(self.page, button)
        if "/2fa/reauthenticate/" in self.page.url and not self.page.locator("form[data-passkey]").count():
            self.page.fill("#id_code", self.codes.pop())
            self.page.keyboard.press("Enter")
        self.page.wait_for_selector("form[data-passkey] button:visible")

    def approve(self, there: str) -> None:
        self.asked()
        button = self.page.locator("form[data-passkey] button")
        assert button.inner_text() == WORDS[self.lang][1]
        button.focus()
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile(f"{there}$"))

    def close(self) -> None:
        self.page.context.close()


def looks(page: Any) -> list[Any]:
    """What axe finds, and whether it fits, on a telephone and on a desk."""
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found += fit(page)
    return found


def audited(run: Command, home: Path, out: Path, lang: str) -> str:
    assert run("--home", str(home), "record", "export", str(out)).returncode == 0
    done = run("record", "audit", str(out), lang=lang)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_both_sides_agree_with_their_passkeys(
    address: str, their_address: str, homes: Path, browser: Any, run: Command, tmp_path: Path
) -> None:
    ours = Official(browser, run, homes / "us", address, "passkey@us.example", "en")
    theirs = Official(browser, run, homes / "mx", their_address, "llave@mx.example", "es")
    problems = ours.enrol() + theirs.enrol()
    work, found = written(ours.page, address, *first_line(address))
    problems += found + looks(ours.page)
    ours.asked()
    problems += looks(ours.page)
    assert "Faster border crossings" in ours.page.inner_text("main")
    ours.page.goto(work)
    assert ours.page.locator("#propose").count(), "asking signs nothing"
    ours.approve(r"/record/us/\d+/")
    problems += looks(ours.page)
    place = ours.page.url.split("/record/")[1].strip("/")
    assert f"{WORDS['en'][2]}, which made sure who used it, on {address}." in ours.page.inner_text("main")

    assert run("--home", str(homes / "mx"), "record", "pull").returncode == 0
    theirs.page.goto(f"{their_address}/es/record/{place}/")
    assert WORDS["es"][2] in theirs.page.inner_text("main") and address in theirs.page.inner_text("main")
    press(theirs.page, "Dar conformidad")
    problems += looks(theirs.page)
    theirs.asked()
    problems += looks(theirs.page)
    theirs.page.go_back()
    theirs.page.goto(f"{their_address}/es/record/{place}/concur/")
    theirs.approve(f"/es/record/{place}/")
    assert theirs.page.locator(".lead-state .state-agreed").count() == 1
    assert run("--home", str(homes / "us"), "record", "pull").returncode == 0

    for home, lang, words in (
        ("us", "en", "also signed with an official's passkey, user verified, on"),
        ("mx", "es", "firmado además con la llave de acceso de una persona funcionaria"),
    ):
        told = audited(run, homes / home, tmp_path / home, lang)
        assert told.count(words) == 2 and address in told and their_address in told, told
    tampered(run, tmp_path / "us")
    proved(run, homes / "us", place.replace("/", "#"), tmp_path)
    for page in (f"{address}/en/record/{place}/", f"{their_address}/es/record/{place}/"):
        states, verdict = verify(browser, page)
        assert (verdict, states[5]) == ("holds", "holds"), states
    assert not problems
    ours.close()
    theirs.close()


def tampered(run: Command, out: Path) -> None:
    """One letter of an approval in a copy of the record."""
    files = [path for path in out.glob("*/us/tile/entries/**/*") if path.is_file()]
    (tile,) = [path for path in files if b'"type":"webauthn"' in path.read_bytes()]
    data = tile.read_bytes()
    at = data.index(b'"authenticator":"') + 20
    tile.write_bytes(data[:at] + (b"A" if data[at : at + 1] != b"A" else b"B") + data[at + 1 :])
    done = run("record", "audit", str(out))
    assert done.returncode == 1 and "was altered" in done.stdout


def proved(run: Command, home: Path, place: str, folder: Path) -> None:
    proof, keys = folder / "proof.txt", folder / "us" / "verifiers.txt"
    origin = next(each for each in keys.read_text().split("\n") if "/us+" in each).partition("+")[0]
    place = f"{origin}#{place.partition('#')[2]}"
    assert run("--home", str(home), "record", "prove", place, "--out", str(proof)).returncode == 0
    done = run("record", "check-proof", str(proof), "--keys", str(keys))
    assert done.returncode == 0 and "Also signed with an official's passkey, user verified" in done.stdout
    (row,) = json.loads(run("record", "check-proof", str(proof), "--keys", str(keys), "--json").stdout)["approvals"]
    assert row["holds"] and row["algorithm"] == "ES256"
    assert "Also signed with an official's passkey" in run("--home", str(home), "record", "show", place).stdout


def test_without_the_passkey_the_second_factor_is_enough(address: str, homes: Path, browser: Any, run: Command) -> None:
    """It is not there, or doesn't know its owner: said plainly, nothing is signed, and the other way is open."""
    ours = Official(browser, run, homes / "us", address, "lost-passkey@us.example", "en")
    ours.enrol()
    ours.page.goto(f"{address}/en/work/new/office/")
    ours.page.fill("#f-title-en", "Office of lost things")
    ours.page.fill("#f-title-es", "Oficina de cosas perdidas")
    press(ours.page, "Save")
    ours.asked()
    ours.devices.send("WebAuthn.setUserVerified", {"authenticatorId": ours.device, "isUserVerified": False})
    ours.page.locator("form[data-passkey] button").click()
    ours.page.wait_for_function("document.querySelector('[data-said]').textContent.includes('did not sign')")
    assert not fit(ours.page)
    with ours.page.expect_navigation():
        ours.page.click("text=Sign without the passkey")
    assert re.search(r"/record/us/\d+/$", ours.page.url)
    assert WORDS["en"][2] not in ours.page.inner_text("main")
    states, verdict = verify(browser, ours.page.url)
    assert (verdict, states[5]) == ("holds", "none"), states
    # It is removed; then nothing offers it any more, and a recovery code still gives the second factor.
    ours.page.goto(f"{address}/en/account/2fa/webauthn/")
    ours.page.click("main li a")
    assert not fit(ours.page)
    with ours.page.expect_navigation():
        ours.page.click("main button[type=submit]")
    ours.page.goto(f"{address}/en/work/new/office/")
    ours.page.fill("#f-title-en", "Office of found things")
    ours.page.fill("#f-title-es", "Oficina de cosas halladas")
    press(ours.page, "Save")
    assert ours.page.locator("button[value=passkey]").count() == 0
    signed(ours.page, "Sign and propose", ours.codes, r"/record/us/\d+/")
    ours.close()


def test_a_side_wants_its_officials_passkeys(their_address: str, homes: Path, browser: Any, run: Command) -> None:
    theirs = Official(browser, run, homes / "mx", their_address, "exige@mx.example", "es")
    home = ("--home", str(homes / "mx"))
    theirs.page.goto(f"{their_address}/es/people/settings/")
    theirs.page.focus("#passkey-required")
    theirs.page.keyboard.press("Space")
    problems = looks(theirs.page)
    theirs.page.locator("form[action$='/people/signing/'] button").click()
    if "/2fa/reauthenticate/" in theirs.page.url:
        theirs.page.fill("#id_code", theirs.codes.pop())
        theirs.page.keyboard.press("Enter")
        theirs.page.wait_for_url("**/people/settings/")
    assert theirs.page.locator("#passkey-required").is_checked()
    assert json.loads(run(*home, "user", "require-passkey", "--json").stdout) == {"party": "mx", "required": True}
    title = 'title={"en": "Office of keys", "es": "Oficina de llaves"}'
    refused = run(*home, "act", "propose", "office", "--name", "llaves", "--set", title, lang="es")
    assert refused.returncode == 2 and "llave de acceso" in refused.stderr
    theirs.page.goto(f"{their_address}/es/work/new/office/")
    theirs.page.fill("#f-title-en", "Office of keys")
    theirs.page.fill("#f-title-es", "Oficina de llaves")
    press(theirs.page, "Guardar")
    work = theirs.page.url
    assert theirs.page.locator("#propose button").count() == 0, "without one there is no way, and the page says so"
    assert "aquí todavía no tienes una" in theirs.page.inner_text("#propose")
    problems += looks(theirs.page)
    problems += theirs.enrol()
    theirs.page.goto(work)
    assert theirs.page.locator("#propose button").count() == 1
    theirs.asked()
    assert theirs.page.locator("main form").count() == 1, "no way around it"
    problems += looks(theirs.page)
    theirs.page.goto(work)
    theirs.approve(r"/record/mx/\d+/")
    assert run(*home, "user", "require-passkey", "off").returncode == 0
    assert run(*home, "user", "require-passkey", "perhaps").returncode == 2
    assert not problems
    theirs.close()


def test_the_browser_checks_approvals_as_the_record_does(address: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/")
    script = "/static/scripts/approvals.js"
    entry = json.loads(ENTRY.bytes)
    good = entry["approvals"]
    flipped = [
        {**each, name: each[name][:at] + ("A" if each[name][at] != "A" else "B") + each[name][at + 1 :]}
        for each in good
        for name in ("authenticator", "client", "key", "sig")
        for at in range(0, len(each[name]) - 4, 7)
    ]
    wrong = [case["approval"] for case in A["wrong"]] + flipped + [{**good[0], "nonce": "0" * 64}]
    entries = [{**entry, "approvals": [each]} for each in (*good, *wrong)] + [{**entry, "office": "state"}]
    found = page.evaluate(CHECK, [script, entries])
    assert found[:3] == [1, 1, 1] and set(found[3:]) == {"no"}, found
    assert page.evaluate(CHECK, [script, [entry, {**entry, "approvals": [{"type": "later"}]}]]) == [3, 0]
    page.close()


CHECK = """async ([script, entries]) => {
  const { approvalsOf } = await import(script);
  return Promise.all(entries.map((each) => approvalsOf(each).then((found) => found.held, () => "no")));
}"""
