"""Nothing of clearance waits unseen: what each inbox shows, and that it asks the tables no more for more papers."""

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilateral.node import inbox, papers
from bilateral.node.clearance.asking import ends
from bilateral.node.clearance.readers import Wanted
from bilateral.node.people import members
from bilateral.node.post import sending
from bilateral.node.viewer import Viewer
from tests.node.clearance.scenes import DUE, NOW, Scene, scene
from tests.node.clearance.test_rounds import look
from tests.node.homes import World
from tests.node.papers.test_papers import proposed
from tests.node.post.test_post import Catcher, with_server
from tools.running import free_port


@pytest.fixture
def mail_port() -> Iterator[int]:
    """A mail server that refuses addresses which begin with 'no'."""
    controller = Controller(Catcher(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller.port
    controller.stop()


def waits(it: Scene, who: Viewer) -> list[tuple[str, str]]:
    found = it.node.run(inbox.waiting, who)
    items = ((name, item) for name in ("me", "side") for item in getattr(found, name))
    return [(name, item.what.en) for name, item in items if item.place == f"paper/{it.paper}"]


def test_nothing_of_clearance_waits_unseen(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("customs")
    it.ask(Wanted("desk"), Wanted("customs", "customs@us.example"))
    assert waits(it, it.reporter) == [("me", "Clear a text for “desk”")] or waits(it, it.reporter)[0][0] == "me"
    [due] = [each.due for each in us.run(inbox.waiting, it.reporter).me if each.place == f"paper/{it.paper}"]
    assert due is not None and due.date() == DUE
    assert [whom for whom, _ in waits(it, it.drafter)] == ["side"]
    it.answer(it.tokens("reporter@")[0])
    assert waits(it, it.reporter) == []
    it.answer(it.tokens("customs@")[0], "comments", "Name the border.")
    [(whom, what)] = waits(it, it.drafter)
    assert whom == "me" and what.startswith("Look at the comments of")
    it.change("Office of the border")
    it.ask(Wanted("customs", "customs@us.example"))
    it.answer(it.tokens("customs@")[-1])
    assert waits(it, it.drafter) == [("me", "Changed since it was cleared: ask anew")]
    it.ask()
    it.answer(it.tokens("reporter@")[-1])
    assert waits(it, it.signer) == [("me", "Cleared: ready to sign")]
    assert waits(it, it.drafter) == [("side", "Cleared: ready to sign")]
    it.ask()
    look(it, ends(DUE))
    [(whom, what)] = waits(it, it.drafter)
    assert whom == "me" and what.startswith("Didn't answer in time: ")
    new = it.someone("new", "drafter")
    us.run(members.hand_over, None, *(us.run(members.known, each.person) for each in (it.drafter, new)), NOW)
    assert [whom for whom, _ in waits(it, new)] == ["me"], "rounds follow who keeps the paper"
    proposed(us, it.signer, it.paper, seen=2)
    assert waits(it, new) == []


def test_a_letter_that_the_mail_server_refuses_is_shown_to_who_keeps_the_paper(world: World, mail_port: int) -> None:
    us, _ = world.dialogue("us", "mx")
    it = scene(us)
    it.offices("customs")
    with_server(us, mail_port)
    it.ask(Wanted("desk"), Wanted("customs", "nobody@us.example"))
    us.run(sending.send_due, us.home, NOW)
    refused = {each.office: each.undelivered for each in it.list().now}
    assert refused == {"desk": (), "customs": ("nobody@us.example",)}
    assert ("me", "A letter is not delivered: nobody@us.example") in waits(it, it.drafter)
    assert not any(mail.body for mail in it.letters() if mail.sent), "what a letter said is not kept once it is sent"
    it.ask(Wanted("customs", "chief@us.example"))
    us.run(sending.send_due, us.home, NOW)
    assert not any(each.undelivered for each in it.list().now)


def test_the_inbox_asks_the_tables_no_more_often_for_more_papers(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    it = scene(us)
    counts = []
    for _n in range(3):
        it.paper = us.run(papers.start, it.drafter, "Trade", us.run(papers.paper, it.drafter, it.paper).texts, NOW)
        it.ask()
        it.answer(it.tokens()[-1])
        with us.here(), CaptureQueriesContext(connection) as asked:
            inbox.waiting(it.drafter)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
