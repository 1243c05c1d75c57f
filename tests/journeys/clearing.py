"""Letters of a node that is served, and the steps of clearance as people take them on its pages."""

import email
import email.policy
import json
import queue
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.journeys.conftest import Command
from tests.journeys.test_agreeing import first_line, press
from tests.journeys.test_people import come_in, fit, link_of

UNTIL = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
PATIENCE = 120
WORDS = {
    "en": {
        "save": "Save", "write": "Write", "ask": "Ask offices to clear it", "again": "Ask anew, or ask others",
        "send": "Send the letters", "answer": "Send the answer", "recorded": "Your answer is recorded",
        "not": "Not clear yet", "clear": "We clear it", "all": "Every office asked has cleared the text",
        "sign": "Sign and propose", "needs": "Your side signs only what", "anew": "asked anew",
        "over": "The time to answer is over", "kept": "What you wrote was not recorded",
        "moved": "has changed while you read it", "since": "What has changed since", "settle": "Mark as settled",
        "nothing": "This link opens nothing", "uncleared": "have not cleared the text", "silence": "silence counts",
        "first": "Have our offices clear it", "agree": "Agree", "none": "none was asked", "on": "Go on to agree",
        "agreed": "Sign: we agree", "bridges": "Office of bridges en",
    },
    "es": {
        "save": "Guardar", "write": "Redactar", "ask": "Pedir visto bueno a dependencias",
        "again": "Consultar de nuevo o a otras", "send": "Enviar las cartas", "answer": "Enviar la respuesta",
        "recorded": "Tu respuesta quedó registrada", "not": "Aún no damos el visto bueno",
        "clear": "Damos el visto bueno", "all": "Todas las dependencias consultadas dieron su visto bueno",
        "sign": "Firmar y proponer", "needs": "Tu parte firma sólo lo que", "anew": "Se consultó de nuevo",
        "over": "Terminó el plazo para responder", "kept": "Lo que escribiste no se registró",
        "moved": "cambió mientras lo leías", "since": "Qué cambió después", "settle": "Marcar como atendida",
        "nothing": "Este enlace no abre nada", "uncleared": "no han dado el visto bueno", "silence": "el silencio vale",
        "first": "Pedir el visto bueno de nuestras dependencias", "agree": "Dar conformidad",
        "none": "no se ha consultado a ninguna", "on": "Continuar para dar conformidad",
        "agreed": "Firmar: damos conformidad", "bridges": "Oficina de puentes es",
    },
}  # fmt: skip


class Letterbox:
    """A local mail server that puts what it is given into a queue."""

    def __init__(self) -> None:
        self.letters: queue.Queue[EmailMessage] = queue.Queue()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.put(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"

    def next(self, to: str, about: str = "") -> EmailMessage:
        """The next letter to an address, about something; others are passed over."""
        while True:
            letter = self.letters.get(timeout=PATIENCE)
            if letter["To"] == to and about in letter["Subject"]:
                return letter


@dataclass(frozen=True)
class Place:
    """A node that is served, its home, its mail, and everything that its processes printed."""

    url: str
    home: Path
    box: Letterbox
    log: Path

    def link(self, to: str, lang: str) -> str:
        """The address in the next letter to somebody, at this server."""
        found = re.search(rf"/{lang}/clearance/[\w-]+/", self.box.next(to).get_content())
        assert found
        return self.url + found[0]


def official(browser: Any, run: Command, place: Place, name: str, role: str, lang: str) -> tuple[Any, list[str]]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()
    _, codes = come_in(page, link_of(run, place.home, place.url, f"{name}@us.example", role, lang))
    return page, codes


def reader(browser: Any) -> Any:
    """A browser that nobody has signed in to."""
    return browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True).new_page()


def both_widths(page: Any) -> list[Any]:
    found = fit(page)
    page.set_viewport_size({"width": 390, "height": 800})
    found += fit(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def begin(page: Any, place: Place, lang: str, en: str, es: str) -> str:
    page.goto(f"{place.url}/{lang}/work/new/office/")
    page.fill("#f-title-en", en)
    page.fill("#f-title-es", es)
    press(page, WORDS[lang]["save"])
    return str(page.url)


def their_proposal(run: Command, place: Place) -> tuple[str, int]:
    """Mexico proposes other words for a text in force; its record is brought in. The text's name, and the entry."""
    name, kind = first_line(place.url)
    words = 'title={"en": "Piers", "es": "Muelles"}'
    theirs = str(place.home.parent / "mx")
    assert run("--home", theirs, "record", "pull").returncode == 0
    done = run("--home", theirs, "act", "propose", kind, "--name", name, "--set", words, "--json")
    assert done.returncode == 0, done.stderr
    assert run("--home", str(place.home), "record", "pull").returncode == 0
    return name, int(json.loads(done.stdout)["entry"]["seq"])


def over(page: Any, run: Command, place: Place, lang: str) -> str:
    """What somebody is told who would agree to what the story has declined: that nothing can be signed."""
    listed = json.loads(run("--home", str(place.home), "act", "list", "--json").stdout)["items"]
    ref = next(each["ref"] for each in listed if each["status"] == "declined")
    assert page.goto(f"{place.url}/{lang}/record/{ref['log'].split('/')[1]}/{ref['seq']}/concur/").ok
    assert page.locator("main form").count() == 0
    return str(page.text_content("main"))


def ask(page: Any, work: str, lang: str, address: str) -> list[Any]:
    """Ask the first office by an address, by keyboard; what axe finds on the form."""
    said = WORDS[lang]
    page.goto(work)
    press(page, said["again"] if page.locator(f"a:text-is('{said['again']}')").count() else said["ask"])
    problems = both_widths(page)
    box = page.locator("input[name=office]").first
    if not box.is_checked():
        box.focus()
        page.keyboard.press("Space")
    box, details = page.locator("input[type=email]").first, page.locator(".asked details").first
    if not details.evaluate("each => each.open"):
        page.locator(".asked summary").first.focus()
        page.keyboard.press("Enter")
        box.fill(address)
        page.locator(".asked select").first.select_option(lang)
    assert box.input_value() == address, "asked anew, the address is there already"
    page.fill("#until", UNTIL)
    press(page, said["send"])
    assert page.url == work, page.text_content("main")
    return problems


def answer(page: Any, lang: str, choice: str, words: str) -> None:
    """Answer without a mouse: from the link to the form, through its fields, to the button."""
    page.locator("a[href='#answer']").focus()
    page.keyboard.press("Enter")
    page.locator(f"input[name=answer][value={choice}]").focus()
    page.keyboard.press("Space")
    page.focus("#text")
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "name"
    page.keyboard.press("Control+a")
    page.keyboard.type("Rosa Peña")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tick(page: Any, box: str, *, on: bool) -> None:
    """Set a box by keyboard."""
    page.focus(box)
    if page.is_checked(box) is not on:
        page.keyboard.press("Space")
