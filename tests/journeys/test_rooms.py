"""Private rooms between two homes: two governments, two browsers, two languages, two nodes, all by keyboard."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.aftermath import copy_of
from tests.journeys.conftest import Command, served
from tests.journeys.test_agreeing import press, signed, signer
from tests.journeys.test_people import fit
from tools.running import answers, free_port

pytestmark = pytest.mark.browser
TITLE = ("Crossing at night", "Cruces de noche")


@dataclass
class Two:
    """Two homes in service, each knowing where the other's node is asked, and what axe found so far."""

    base: Path
    us: str
    mx: str
    run: Command
    problems: list[Any]

    def pull(self, *codes: str) -> None:
        for code in codes:
            done = self.run("--home", str(self.base / code), "record", "pull")
            assert done.returncode == 0, done.stderr

    def looked_at(self, page: Any) -> None:
        """The page, narrow and wide, as axe sees it."""
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            self.problems += fit(page)


@pytest.fixture(scope="module")
def two(demo: Path, tmp_path_factory: pytest.TempPathFactory, run: Command) -> Iterator[Two]:
    base = copy_of(demo, tmp_path_factory.mktemp("rooms") / "demo")
    ports = {"us": free_port(), "mx": free_port()}
    for code, other in (("us", "mx"), ("mx", "us")):
        home = ("--home", str(base / code))
        (peer,) = json.loads(run(*home, "peer", "list", "--json").stdout)
        there = f"http://127.0.0.1:{ports[other]}"
        done = run(*home, "peer", "add", peer["origin"], "--key", peer["key"], "--rooms", there)
        assert done.returncode == 0, done.stderr
    with ExitStack() as stack:
        addresses = [stack.enter_context(served(base / code, ports[code])) for code in ("us", "mx")]
        yield Two(base, *addresses, run, [])


def typed(page: Any, place: str, words: str) -> None:
    """Write into a field by keyboard, in place of what was there."""
    page.focus(place)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(words)


def lines(address: str) -> list[str]:
    """Two lines of the plan, by name."""
    found = re.findall(r'"name": ?"([\w/-]+:[\w-]+)", ?"kind": ?"line"', answers(f"{address}/api/plan")[1])
    return list(dict.fromkeys(found))[:2]


def package(page: Any, two: Two, words: tuple[str, str]) -> None:
    """A paper of two texts in force, of which the first gets other words."""
    first, second = lines(two.us)
    page.goto(f"{two.us}/en/work/new/line/?from={first}")
    typed(page, "#f-title-en", words[0])
    typed(page, "#f-title-es", words[1])
    press(page, "Save")
    paper = re.search(r"/work/(\d+)/", page.url)
    assert paper
    page.goto(f"{two.us}/en/work/new/line/?from={second}&paper={paper[1]}")
    typed(page, "#f-title-en", f"{words[0]}, and by day")
    typed(page, "#f-title-es", f"{words[1]}, y de día")
    press(page, "Save")


def opened(page: Any, two: Two) -> str:
    """A room is opened from the paper's page, and the paper sent into it. The room's id."""
    press(page, "Work on it with the other side in a private room")
    two.looked_at(page)
    typed(page, "#title-en", TITLE[0])
    typed(page, "#title-es", TITLE[1])
    typed(page, "#purpose-en", "To settle the hours before May.")
    press(page, "Open the room")
    two.looked_at(page)
    typed(page, "#note", "A first wording.")
    press(page, "Send as a version")
    room = re.search(r"/private/([0-9a-f]{32})/", page.url)
    assert room and "Sent version 1." in page.text_content("main")
    return room[1]


def unknown(two: Two, room: str) -> None:
    """To everybody else the room is one that doesn't exist."""
    other = "f" * 32
    for address in (two.us, two.mx):
        for path in ("/api/rooms/{}", "/en/rooms/{}/", "/es/rooms/{}/"):
            told = [answers(address + path.format(each)) for each in (room, other)]
            assert told[0][0] == 404
            assert told[0][1].replace(room, "ID") == told[1][1].replace(other, "ID")
        for path in ("/en/", "/en/decisions/", "/en/record/", "/api/record", "/en/slipped/"):
            assert TITLE[0] not in answers(address + path)[1], path


def answered(theirs: Any, two: Two) -> None:
    """The other side finds it in its inbox, works on it in a paper of its own, sends it back, and asks."""
    theirs.goto(f"{two.mx}/es/inbox/")
    assert "Responder en la sala privada" in theirs.text_content("main")
    press(theirs, TITLE[1])
    assert "Cruces abiertos de noche" in theirs.text_content("#version")
    two.looked_at(theirs)
    press(theirs, "Trabajar sobre esta versión")
    two.looked_at(theirs)
    press(theirs, "Redactar")
    typed(theirs, "#f-title-es", "Cruces abiertos de noche, también los domingos")
    typed(theirs, "#f-title-en", "Crossings open at night, on Sundays too")
    press(theirs, "Guardar")
    assert "no se ha enviado a la sala" in theirs.text_content("main")
    press(theirs, f"Se trabaja para la sala privada «{TITLE[1]}»")
    typed(theirs, "#note", "Falta el domingo.")
    press(theirs, "Enviar como versión")
    typed(theirs, "#say-words", "¿Les parece bien?")
    theirs.focus("#about")
    theirs.select_option("#about", theirs.locator("#about option:text-is('Título')").first.get_attribute("value"))
    press(theirs, "Decirlo")
    assert "Sobre la versión 2: Cruces abiertos de noche, también los domingos – Título" in theirs.text_content("main")


def test_from_a_private_redline_to_the_agreement_of_a_package(two: Two, browser: Any, run: Command) -> None:
    ours, codes = signer(browser, run, two.base / "us", two.us, "room@us.example", "en")
    theirs, their_codes = signer(browser, run, two.base / "mx", two.mx, "sala@mx.example", "es")
    package(ours, two, ("Crossings open at night", "Cruces abiertos de noche"))
    room = opened(ours, two)
    assert "Its node has picked everything up." in ours.text_content("#sides")

    answered(theirs, two)

    # Both are ready for the same version; one proposes it.
    ours.goto(f"{two.us}/en/private/{room}/")
    assert ours.locator("#version ins").first.text_content().endswith(", on Sundays too")
    two.looked_at(ours)
    press(ours, "We are ready for version 2")
    theirs.goto(f"{two.mx}/es/private/{room}/")
    press(theirs, "Estamos listos con la versión 2")
    unknown(two, room)
    ours.goto(f"{two.us}/en/private/{room}/")
    assert "All sides are ready for version 2." in ours.text_content("#sides")
    two.looked_at(ours)
    press(ours, "Propose it")
    assert "exactly the texts of version 2" in ours.text_content("main")
    signed(ours, "Sign and propose", codes, r"/record/us/\d+/")
    place = ours.url.split("/record/")[1]

    # The other side knows the text again, and agrees: one signature each.
    two.pull("mx")
    theirs.goto(f"{two.mx}/es/inbox/")
    assert "el texto acordado en una sala privada" in theirs.text_content("main")
    theirs.goto(f"{two.mx}/es/record/{place}concur/")
    assert "Es exactamente el texto" in theirs.text_content("main")
    two.looked_at(theirs)
    signed(theirs, "Firmar: damos conformidad", their_codes, f"/es/record/{place}")
    assert theirs.locator(".lead-state .state-agreed").count() == 1
    two.pull("us")
    ours.goto(f"{two.us}/en/record/{place}")
    assert ours.locator(".lead-state .state-agreed").count() == 1
    unknown(two, room)
    assert not two.problems
    for page in (ours, theirs):
        page.context.close()


def test_a_refusal_stays_private_until_both_release_it(two: Two, browser: Any, run: Command) -> None:
    ours, codes = signer(browser, run, two.base / "us", two.us, "later@us.example", "en")
    theirs, their_codes = signer(browser, run, two.base / "mx", two.mx, "luego@mx.example", "es")
    package(ours, two, ("Words for nobody", "Palabras para nadie"))
    room = opened(ours, two)
    theirs.goto(f"{two.mx}/es/private/{room}/")
    theirs.locator("summary:has-text('Rehusar la versión 1')").focus()
    theirs.keyboard.press("Enter")
    typed(theirs, "#refuse-words", "No antes de mayo.")
    press(theirs, "La rehusamos")
    assert "rehúsa la versión 1" in theirs.text_content("#sides")
    ours.goto(f"{two.us}/en/private/{room}/")
    assert "No antes de mayo." in ours.text_content("#sides")
    unknown(two, room)

    # One side asks to make it public; the other agrees to the same; each puts it on its record.
    ours.locator("summary:has-text('Release everything said so far')").focus()
    ours.keyboard.press("Enter")
    two.looked_at(ours)
    press(ours, "Release it for our side")
    unknown(two, room)
    theirs.goto(f"{two.mx}/es/private/{room}/")
    two.looked_at(theirs)
    press(theirs, "Dar a conocer lo mismo")
    unknown(two, room)
    ours.goto(f"{two.us}/en/private/{room}/")
    two.looked_at(ours)
    signed(ours, "Sign: put it on the record", codes, r"/record/us/\d+/")
    two.looked_at(ours)
    two.pull("mx")
    for address in (two.us, two.mx):
        assert answers(f"{address}/api/rooms/{room}")[0] == 404, "one side's record is not enough"
    theirs.goto(f"{two.mx}/es/private/{room}/")
    signed(theirs, "Firmar: llevarla al registro", their_codes, r"/record/mx/\d+/")
    two.pull("us")
    stranger = browser.new_context(bypass_csp=True).new_page()
    for address, lang, words in ((two.us, "en", "Refuses version 1"), (two.mx, "es", "Rehúsa la versión 1")):
        assert stranger.goto(f"{address}/{lang}/rooms/{room}/").status == 200
        assert words in stranger.text_content("#talk") and "No antes de mayo." in stranger.text_content("#talk")
        two.looked_at(stranger)
        told = json.loads(answers(f"{address}/api/rooms/{room}")[1])
        assert [each["party"] for each in told["recorded"]] == ["mx", "us"]
        assert len(told["messages"]) == 3
    assert not two.problems
    for page in (ours, theirs, stranger):
        page.context.close()


def test_the_same_from_the_command_line(two: Two, browser: Any, run: Command, tmp_path: Path) -> None:
    ours, _ = signer(browser, run, two.base / "us", two.us, "command@us.example", "en")
    package(ours, two, ("Words by command", "Palabras por comando"))
    room = opened(ours, two)
    ours.context.close()
    us, mx = ("--home", str(two.base / "us")), ("--home", str(two.base / "mx"))
    file = tmp_path / "package.yaml"
    file.write_text(json.dumps({"kind": "line", "name": lines(two.us)[0], "set": ["number=7"]}))
    sent = json.loads(run(*mx, "room", "send", room, "--file", str(file), "--note-es", "El número", "--json").stdout)
    assert (sent["party"], sent["n"]) == ("mx", 0)
    assert run(*us, "room", "send", room, "--say", "Thank you.", "--lang", "en").returncode == 0
    assert run(*mx, "room", "exchange", lang="es").stdout.endswith("Mensajes y textos sellados nuevos: 0.\n")
    told = json.loads(run(*mx, "room", "show", room, "--json").stdout)
    assert [(each["party"], each["kind"]) for each in told["lines"]] == [
        ("us", "open"), ("us", "version"), ("mx", "version"), ("us", "say"),
    ]  # fmt: skip
    assert "Thank you." in run(*mx, "room", "show", room).stdout
    assert room in {each["room"] for each in json.loads(run(*us, "room", "list", "--json").stdout)}
    for bad in (
        ("send", room), ("send", room, "--say", "x", "--file", str(file)), ("send", "f" * 32, "--say", "x"),
        ("show", "no-room"), ("show", room, "--as", "mx"), ("list", "--as", "mx"),
    ):  # fmt: skip
        done = run(*us, "room", *bad)
        assert done.returncode == 2 and "Traceback" not in done.stderr, bad


def test_what_came_is_shown_beside_what_was_changed_meanwhile(two: Two, browser: Any, run: Command) -> None:
    ours, _ = signer(browser, run, two.base / "us", two.us, "both@us.example", "en")
    package(ours, two, ("Words before", "Palabras antes"))
    room = opened(ours, two)
    file = two.base / "changed.yaml"
    file.write_text(json.dumps({"kind": "line", "name": lines(two.us)[0], "set": ["number=8"]}))
    assert run("--home", str(two.base / "mx"), "room", "send", room, "--file", str(file)).returncode == 0
    ours.goto(f"{two.us}/en/private/{room}/")
    press(ours, "Your side’s paper for this room")
    press(ours, "Write")
    typed(ours, "#f-title-en", "Words meanwhile")
    typed(ours, "#f-title-es", "Palabras entre tanto")
    press(ours, "Save")
    work = ours.url
    ours.goto(f"{two.us}/en/private/{room}/")
    press(ours, "Work on this version")
    assert "Version 2 beside your paper" in ours.text_content("h1")
    assert "Words meanwhile" in ours.text_content("main")
    assert "No longer in the package:" in ours.text_content("main"), "the second text was left out of what came"
    two.looked_at(ours)
    press(ours, "Take the version over")
    assert ours.url == work and "The same as version 2 in the room." in ours.text_content("main")
    assert not two.problems
    ours.context.close()
