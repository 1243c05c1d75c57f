"""Mail: queued with what it tells of, sent once over real SMTP in its reader's language, tried again when it fails."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction

from bilateral.node.home import MailServer, load
from bilateral.node.post import letters, sending
from bilateral.node.post.models import Mail
from bilateral.values import Text
from tests.node.homes import START, Node, World
from tools.running import free_port

HELLO = letters.Letter(Text("Hello", "Hola"), Text("A text waits.", "Un texto espera."))


class Catcher:
    """A local server that keeps what it is given, and refuses addresses that begin with 'no'."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("no"):
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def catcher() -> Iterator[tuple[Catcher, int]]:
    caught = Catcher()
    controller = Controller(caught, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield caught, controller.port
    controller.stop()


@pytest.fixture
def us(world: World) -> Node:
    return world.node("us")


def with_server(node: Node, port: int) -> None:
    node.home = replace(node.home, mail=MailServer("127.0.0.1", port, "", sender="bilateral@example.gov"))
    node.home.save()


def test_a_letter_is_sent_once_in_its_language(us: Node, catcher: tuple[Catcher, int]) -> None:
    caught, port = catcher
    with_server(us, port)
    us.run(letters.send_to, us.home, "ana@example.gov", "es", HELLO, START)
    assert us.run(sending.send_due, us.home, START) == 1
    assert us.run(sending.send_due, us.home, START) == 0
    [letter] = caught.letters
    assert (letter["To"], letter["Subject"], letter["Content-Language"]) == ("ana@example.gov", "Hola", "es")
    assert "Un texto espera." in letter.get_content() and "DEMOSTRACIÓN" in letter.get_content()


def test_what_is_undone_is_not_sent(us: Node) -> None:
    with us.here(), pytest.raises(RuntimeError), transaction.atomic():
        letters.send_to(us.home, "ana@example.gov", "en", HELLO, START)
        raise RuntimeError
    assert us.run(sending.waiting, START) == 0


def test_a_letter_with_a_key_goes_out_once(us: Node) -> None:
    keyed = replace(HELLO, key="reminder 1")
    for _ in range(2):
        us.run(letters.send_to, us.home, "ana@example.gov", "en", keyed, START)
    assert us.run(Mail.objects.count) == 1


def test_one_refused_address_holds_up_no_other(us: Node, catcher: tuple[Catcher, int]) -> None:
    caught, port = catcher
    with_server(us, port)
    for to in ("nobody@example.gov", "ana@example.gov"):
        us.run(letters.send_to, us.home, to, "en", HELLO, START)
    assert us.run(sending.send_due, us.home, START) == 1
    assert [letter["To"] for letter in caught.letters] == ["ana@example.gov"]
    refused = us.run(Mail.objects.get, to="nobody@example.gov")
    assert "nobody of that name" in refused.error and refused.after > START and not refused.given_up
    for n in range(sending.TRIES):
        us.run(sending.send_due, us.home, START + timedelta(days=n * 10))
    assert us.run(Mail.objects.get, to="nobody@example.gov").given_up
    assert len(caught.letters) == 1


def test_a_server_that_is_away_loses_nothing(us: Node, catcher: tuple[Catcher, int]) -> None:
    caught, port = catcher
    us.run(letters.send_to, us.home, "ana@example.gov", "en", HELLO, START)
    with_server(us, 9)  # nobody listens there
    with pytest.raises(sending.Unsent, match="does not answer"):
        us.run(sending.send_due, us.home, START)
    with_server(us, port)
    assert us.run(sending.send_due, us.home, START) == 1
    assert len(caught.letters) == 1


def test_a_demonstration_without_a_server_writes_files(us: Node) -> None:
    us.run(letters.send_to, us.home, "ana@example.gov", "en", HELLO, START)
    assert us.run(sending.send_due, us.home, START) == 1
    [file] = (us.home.path / "mail").iterdir()
    assert b"A text waits." in file.read_bytes()
    us.home = replace(us.home, demonstration=False)
    us.run(letters.send_to, us.home, "ana@example.gov", "en", HELLO, START)
    with pytest.raises(sending.Unsent, match="No mail server"):
        us.run(sending.send_due, us.home, START)


def test_the_settings_keep_mail_and_sign_in_servers(us: Node) -> None:
    with_server(us, 2525)
    again = load(us.home.path)
    assert again.mail == us.home.mail
    assert (us.home.path / "bilateral.toml").stat().st_mode & 0o077 == 0
