"""The address at which homes exchange rooms, as it is served: one refusal for everything that is nobody's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from bilateral.dialogue.rooms.envelope import MAX_ENVELOPE
from bilateral.node.rooms import exchange
from tests.node.homes import World
from tests.node.papers.people import person
from tests.node.rooms.scenes import opened, seen, two
from tests.web.conftest import PLAIN

Served = tuple[Any, ...]


@pytest.fixture
def served(lone: World) -> Iterator[Served]:
    """The second home's pages, and a question of the first one's."""
    before = settings.ALLOWED_HOSTS, settings.STORAGES, settings.MIDDLEWARE
    settings.ALLOWED_HOSTS, settings.STORAGES = ["testserver"], PLAIN
    settings.MIDDLEWARE = [name for name in before[2] if "whitenoise" not in name]
    us, mx, _ = two(lone)
    pk = opened(us, person(us, "drafter"), "mx")
    question, nonce = us.run(exchange.ask, us.home, "us", "mx", datetime.now(UTC))
    yield us, mx, pk, question, nonce, Client(enforce_csrf_checks=True)
    settings.ALLOWED_HOSTS, settings.STORAGES, settings.MIDDLEWARE = before


def post(client: Client, data: bytes) -> Any:
    return client.post("/exchange/", data, content_type="application/octet-stream")


def test_a_question_is_taken_and_answered_without_a_cookie(served: Served) -> None:
    us, mx, pk, question, nonce, client = served
    with mx.here():
        answer = post(client, question)
    assert answer.status_code == 200 and not answer.cookies
    assert us.run(exchange.take_answer, us.home, "us", "mx", nonce, answer.content, datetime.now(UTC)).new == 0
    assert len(seen(mx, person(mx, "drafter"), pk).state.lines) == 1


def test_everything_else_gets_one_and_the_same_refusal(served: Served) -> None:
    _, mx, _, question, _, client = served
    with mx.here():
        assert post(client, question).status_code == 200
        told = [
            client.get("/exchange/"),
            client.put("/exchange/", question),
            post(client, question),  # once more
            post(client, b""),
            post(client, b"{}\n"),
            post(client, question.replace(b'"to":"mx"', b'"to":"us"')),
            post(client, b"x" * (MAX_ENVELOPE + 10)),
        ]
    assert {answer.status_code for answer in told} == {404}
    assert len({answer.content for answer in told}) == 1
    assert b"exchange" not in told[0].content and b"room" not in told[0].content


def test_a_node_that_cannot_answer_tells_nobody_why(served: Served) -> None:
    _, mx, _, question, _, client = served
    for key in mx.home.keys.glob("*.key"):
        key.unlink()
    with mx.here():
        answer, other = post(client, question), post(client, b"")
    assert (answer.status_code, answer.content) == (404, other.content)
