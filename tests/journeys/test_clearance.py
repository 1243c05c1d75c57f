"""Clearance by a link in an e-mail: real servers, real letters over SMTP, a browser without an account, by keyboard."""

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from bilateral.node.home import MailServer, load
from tests.journeys.aftermath import copy_of
from tests.journeys.clearing import (
    UNTIL,
    WORDS,
    Letterbox,
    Place,
    answer,
    ask,
    begin,
    both_widths,
    official,
    over,
    reader,
    their_proposal,
    tick,
)
from tests.journeys.conftest import Command, served
from tests.journeys.test_agreeing import press, signed
from tests.journeys.test_people import come_in, link_of
from tools.running import free_port

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    base = copy_of(demo, tmp_path_factory.mktemp("clearing") / "demo")
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    home = load(base / "us")
    replace(home, mail=MailServer("127.0.0.1", controller.port, "", sender="bilateral@us.example")).save()
    log = base / "printed.txt"
    with served(base / "us", log=log) as url:
        yield Place(url, base / "us", box, log)
    controller.stop()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_text_is_cleared_by_a_link_in_a_letter(place: Place, browser: Any, run: Command, lang: str) -> None:
    said, to = WORDS[lang], f"office-{lang}@us.example"
    done = run("--home", str(place.home), "clearance", "required", "on", lang=lang)
    assert done.returncode == 0, done.stderr
    drafter, _ = official(browser, run, place, f"drafts-{lang}", "drafter", lang)
    signer, codes = official(browser, run, place, f"signs-{lang}", "coordinator", lang)
    work = begin(drafter, place, lang, f"Office of bridges {lang}", f"Oficina de puentes {lang}")

    problems = ask(drafter, work, lang, to)
    link = place.link(to, lang)
    outside = reader(browser)
    answered = outside.goto(link)
    assert answered.headers["referrer-policy"] == "no-referrer" and answered.headers["cache-control"] == "no-store"
    assert "noindex" in answered.headers["x-robots-tag"]
    assert f"Office of bridges {lang}" in outside.text_content("main")
    assert f"Oficina de puentes {lang}" in outside.text_content("main")
    problems += both_widths(outside)
    answer(outside, lang, "comments", "Say which bridges. / ¿Qué puentes?")
    assert said["recorded"] in outside.text_content("main")
    assert not [each for each in outside.context.cookies() if each["name"].startswith(("session", "csrf"))]
    problems += both_widths(outside)

    problems += commented(drafter, signer, codes, work, lang, to)
    again, found = changed(drafter, place, work, lang, to)
    problems += found
    assert outside.goto(link).status == 410 and said["anew"] in outside.text_content("main")
    problems += both_widths(outside)
    outside.goto(again)
    answer(outside, lang, "clear", "")
    assert said["recorded"] in outside.text_content("main")

    # Cleared, it is signed; the list stays with it and goes into a table.
    signer.goto(work)
    assert said["all"] in signer.text_content("#clearance")
    signed(signer, said["sign"], codes, r"/record/us/\d+/")
    drafter.goto(work)
    assert "Rosa Peña" in drafter.text_content("#clearance")
    table = drafter.request.get(f"{work}clearance.csv")
    assert table.ok and "Say which bridges." in table.text() and table.text().count(to) >= 2
    assert outside.goto(again).status == 410
    told = run("--home", str(place.home), "clearance", "list", work.rstrip("/").rpartition("/")[2], "--json")
    assert [each["state"] for each in json.loads(told.stdout)["now"]] == ["clear"]
    assert not problems
    for page in (drafter, signer, outside):
        page.context.close()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_offices_clear_what_the_other_side_proposes_before_it_is_agreed_to(
    place: Place, browser: Any, run: Command, lang: str
) -> None:
    said, to, (name, seq) = WORDS[lang], f"first-{lang}@us.example", their_proposal(run, place)
    assert run("--home", str(place.home), "clearance", "required", "on").returncode == 0
    signer, codes = official(browser, run, place, f"agrees-{lang}", "coordinator", lang)
    entry = f"{place.url}/{lang}/record/mx/{seq}/"
    signer.goto(entry)
    problems = both_widths(signer)
    press(signer, said["agree"])
    assert said["none"] in signer.text_content("main"), "told before anything is signed"
    problems += both_widths(signer)
    refused = run("--home", str(place.home), "act", "concur", f"{name.partition('/')[0]}/mx#{seq}", lang=lang)
    assert refused.returncode and said["none"] in " ".join(refused.stderr.split())
    signer.goto(entry)
    press(signer, said["first"])
    work = signer.url.removesuffix("clearance/")
    problems += ask(signer, work, lang, to)
    outside = reader(browser)
    outside.goto(place.link(to, lang))
    assert "Muelles" in outside.text_content("main")
    answer(outside, lang, "clear", "")
    signer.goto(work)
    problems += both_widths(signer)
    press(signer, said["on"])
    signed(signer, said["agreed"], codes, rf"/record/mx/{seq}/")
    assert signer.locator(".lead-state .state-agreed").count() == 1
    assert signer.locator(f"a[href$='{work.partition(place.url)[2]}']").count() == 1, "its paper is named beside it"
    problems += both_widths(signer)
    assert said["none"] not in over(signer, run, place, lang)
    assert not problems


def commented(drafter: Any, signer: Any, codes: list[str], work: str, lang: str, to: str) -> list[Any]:
    """Who asked sees the comments; nothing can be signed meanwhile. What axe finds."""
    drafter.goto(work.partition("work/")[0] + "inbox/")
    assert WORDS[lang]["bridges"] in drafter.text_content("main"), "by the name in its writer's language"
    drafter.goto(work)
    told = drafter.text_content("#clearance")
    assert "Say which bridges." in told and "Rosa Peña" in told and to in told
    problems = both_widths(drafter)
    signer.goto(work)
    assert WORDS[lang]["needs"] in signer.text_content("#clearance")
    press(signer, WORDS[lang]["sign"])
    if "/2fa/reauthenticate/" in signer.url:
        signer.fill("#id_code", codes.pop())
        signer.keyboard.press("Enter")
    signer.wait_for_selector("[role=alert]")
    assert WORDS[lang]["uncleared"] in signer.text_content("[role=alert]")
    return problems


def changed(drafter: Any, place: Place, work: str, lang: str, to: str) -> tuple[str, list[Any]]:
    """The text is changed, and the office asked anew. The new link, and what axe finds."""
    drafter.goto(work)
    press(drafter, WORDS[lang]["write"])
    drafter.fill("#f-title-en", f"Office of border bridges {lang}")
    drafter.fill("#f-title-es", f"Oficina de puentes fronterizos {lang}")
    press(drafter, WORDS[lang]["save"])
    problems = both_widths(drafter)
    drafter.goto(f"{work}clearance/1/")
    assert WORDS[lang]["since"] in drafter.text_content("main")
    problems += both_widths(drafter)
    problems += ask(drafter, work, lang, to)
    return place.link(to, lang), problems


def test_bad_moments_are_answered_plainly_and_nothing_typed_is_lost(place: Place, browser: Any, run: Command) -> None:
    said = WORDS["en"]
    drafter, _ = official(browser, run, place, "moments", "drafter", "en")
    work = begin(drafter, place, "en", "Office of moments", "Oficina de momentos")
    problems = ask(drafter, work, "en", "moments-office@us.example")
    link = place.link("moments-office@us.example", "en")
    outside = reader(browser)

    # The text changes under the reader.
    outside.goto(link)
    press(drafter, said["write"])
    drafter.fill("#f-title-en", "Office of great moments")
    press(drafter, said["save"])
    answer(outside, "en", "comments", "Which moments?")
    assert said["moved"] in outside.text_content("main") and said["since"] in outside.text_content("main")
    assert outside.input_value("#text") == "Which moments?" and outside.input_value("#name") == "Rosa Peña"
    assert outside.is_checked("input[value=comments]")
    problems += both_widths(outside)

    # Sent after all, and then once more from a page that is still open: one answer.
    other = outside.context.new_page()
    press(outside, said["answer"])
    assert said["recorded"] in outside.text_content("main")
    other.goto(link)
    outside.reload()
    drafter.goto(work)
    assert drafter.locator("#clearance .remark").count() == 1
    answer(other, "en", "clear", "")
    answer(outside, "en", "comments", "Written on the page that was opened before.")
    assert outside.locator("[role=alert]").count() == 1, "somebody answered meanwhile: told, and both are shown"
    assert outside.input_value("#text") == "Written on the page that was opened before."

    # The last day passes while the page is open. (A test can't wait for days: the day is moved.)
    with contextlib.closing(sqlite3.connect(place.home / "db.sqlite3", timeout=60)) as database, database:
        database.execute("UPDATE node_clearanceround SET due = '2026-01-05'")
    press(outside, said["answer"])
    told = outside.text_content("main")
    assert said["over"] in told and said["kept"] in told and "Written on the page that was opened before." in told
    assert "moments@us.example" in told, "whom to write to"
    problems += both_widths(outside)
    wrong = outside.goto(f"{place.url}/en/clearance/{'x' * 43}/")
    none = other.goto(f"{place.url}/en/clearance/")
    assert wrong.status == none.status == 404
    assert outside.text_content("main") == other.text_content("main") and said["nothing"] in outside.text_content(
        "main"
    )
    assert not problems
    for page in (drafter, outside):
        page.context.close()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_office_answers_signed_in_and_a_side_sets_its_rules(
    place: Place, browser: Any, run: Command, lang: str
) -> None:
    """From the inbox to the answer by keyboard; the rule of silence is in the next letter."""
    said = WORDS[lang]
    office = reader(browser)
    come_in(office, link_of(run, place.home, place.url, f"desk-{lang}@us.example", "reporter", lang, "--office", "ita"))
    signer, _ = official(browser, run, place, f"rules-{lang}", "coordinator", lang)
    problems: list[Any] = []
    for on in (True, False):
        signer.goto(f"{place.url}/{lang}/people/settings/")
        tick(signer, "#silence", on=on)
        press(signer, said["save"])
        assert signer.locator("#silence").is_checked() is on
        problems += both_widths(signer)
        titles = (f"Office of piers {on} {lang}", f"Oficina de muelles {on} {lang}")
        work = begin(signer, place, lang, *titles)
        signer.goto(f"{work}clearance/")
        tick(signer, "#office-ita", on=True)
        signer.fill("#until", UNTIL)
        press(signer, said["send"])
        assert (said["silence"] in place.box.next(f"desk-{lang}@us.example", titles[lang == "es"]).get_content()) is on
    office.goto(f"{place.url}/{lang}/inbox/")
    problems += both_widths(office)
    office.locator(f"main h3 a[href='{work.removeprefix(place.url)}']").first.focus()
    with office.expect_navigation():
        office.keyboard.press("Enter")
    assert office.url == work
    office.locator("#clearance .actions a.usa-button").first.focus()
    with office.expect_navigation():
        office.keyboard.press("Enter")
    problems += both_widths(office)
    office.locator("input[name=answer][value=comments]").focus()
    office.keyboard.press("Space")
    press(office, said["answer"])
    assert office.locator("[role=alert]").count() == 1, "it must say what has to change"
    office.locator("textarea[name=text]").fill("=1+1: which piers?")
    press(office, said["answer"])
    assert office.url == work and "=1+1: which piers?" in office.text_content("#clearance")
    assert "'=1+1: which piers?" in office.request.get(f"{work}clearance.csv").text(), "no formula"
    assert not problems
    for page in (office, signer):
        page.context.close()


def test_nobody_else_learns_of_it_and_no_link_is_printed(place: Place, browser: Any, run: Command) -> None:
    """Every new address, to each role of another side and to the public: as if there were no such paper."""
    drafter, _ = official(browser, run, place, "walks", "drafter", "en")
    work = begin(drafter, place, "en", "Office that nobody knows of", "Oficina que nadie conoce")
    ask(drafter, work, "en", "walks-office@us.example")
    link = place.link("walks-office@us.example", "en")
    number = int(work.rstrip("/").rpartition("/")[2])
    paths = ("work/{}/clearance/", "work/{}/clearance/1/", "work/{}/clearance.csv")
    stranger = reader(browser)
    for path in (*(each.format(number) for each in paths), "people/settings/"):
        stranger.goto(f"{place.url}/en/{path}")
        assert "/account/login/" in stranger.url, path
    for role in ("administrator", "coordinator", "drafter", "moderator", "analyst", "observer"):
        page = reader(browser)
        come_in(page, link_of(run, place.home, place.url, f"walks-{role}@mx.example", role, "en", "--as", "mx"))
        for path in paths:
            told = []
            for each in (number, 999_999):
                seen = page.request.get(f"{place.url}/en/{path.format(each)}")
                words = re.search(r"<main.*</main>", seen.text(), re.DOTALL)
                assert words
                told.append((seen.status, words[0].replace(f">{each}<", ">N<")))
            assert told[0] == told[1] and told[0][0] in (403, 404), (role, path, told)
        seen, none = (page.request.get(place.url + path) for path in (link.removeprefix(place.url), "/en/clearance/x/"))
        assert seen.status == none.status == 404 and "nobody knows" not in seen.text(), role
        page.context.close()
    token = link.rstrip("/").rpartition("/")[2]
    stranger.goto(link)
    stranger.goto(f"{place.url}/en/clearance/{token}x/")
    stranger.request.post(f"{link}?x={'y' * 9000}", form={"answer": "clear"})
    printed = place.log.read_text(errors="replace")
    assert token not in printed and "/clearance/" not in printed, printed
    for page in (drafter, stranger):
        page.context.close()
