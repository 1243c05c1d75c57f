"""Every address of the site as everybody: what one side keeps to itself is nowhere but with it, and a room nowhere but
with its sides. On one node of both sides, where only the walls of the program part them.
"""

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bilateral.dialogue.compose import ActDraft
from bilateral.node import drafting as drafting_acts
from bilateral.node import inbox, papers
from bilateral.node.clearance import answering, asking, listing
from bilateral.node.clearance.answering import Given
from bilateral.node.clearance.readers import Wanted
from bilateral.node.inbox import digest
from bilateral.node.models import Document
from bilateral.node.people import members
from bilateral.node.people.models import Person
from bilateral.node.people.permissions import can
from bilateral.node.people.roles import ROLES
from bilateral.node.post.models import Mail
from bilateral.node.rooms import drafting, saying
from bilateral.node.viewer import PUBLIC, Viewer
from tests.node.homes import START, World
from tests.node.inbox.test_inbox import MONDAY
from tests.node.rooms.scenes import line, seen
from tests.web.conftest import PLAIN

OWN = {
    "us": ("Tungsten", "Wolframite", "Scheelite", "Cassiterite", "Galena"),
    "mx": ("Vanadium", "Molybdenite", "Rhenium", "Cinnabar", "Sphalerite"),
}
ROOM = ("Iridium", "Osmium", "Palladium", "Ruthenium")
SEALED = ("Niobite", "Tantalite")
FILLED = {
    "seq": "1", "turn": "2", "id": "p", "kind": "line", "act": "concur", "token": "x", "rest": "x", "number": "0",
    "name": "t/us:p", "place": "t/us/checkpoint", "party": "us", "provider_id": "x", "key": "x", "uidb36": "x",
}  # fmt: skip

ABOUT_SEALED = {"id": "sealed", "name": "t/us:sealed", "kind": "plan"}
ABOUT_ONES_OWN = ("private", "room", "work", "inbox", "clear", "counter", "concur")
"""What is in the addresses that show or change something of one's side: everybody walks them, the others some."""
SENT = {"do": "say", "words": "x"}


class Scene:
    """A node of two sides: each has a paper with remarks and clearance, not sent; a room has a text and a refusal."""

    def __init__(self, world: World) -> None:
        self.node = world.node("us", "mx")
        self.node.propose(self.node.office("desk"), party="us")
        self.node.propose(self.node.draft("office", "desk", {"title": {"en": "D", "es": "D"}}, (), "mx"), party="mx")
        self.people = {(p, role): self._person(p, role) for p in ("us", "mx") for role in ROLES}
        us, mx = self.people["us", "coordinator"], self.people["mx", "coordinator"]
        self.papers = {}
        for who, (title, remark, words, *clearance) in ((us, OWN["us"]), (mx, OWN["mx"])):
            pk = self.run(papers.start, who, title, (line(self.node, words),), START)
            self.run(papers.remark, who, pk, "", remark, START)
            self.papers[str(who.party)] = pk
            self._cleared(who, pk, *clearance)
        self.room: str = self.run(
            saying.open_room, self.node.home, us, {"en": ROOM[0], "es": ROOM[0]}, {}, ("mx",), START
        )
        sent = self.run(papers.start, us, "Plain", (line(self.node, ROOM[1], "y"),), START)
        self.run(drafting.send, self.node.home, us, sent, 1, self.room, {}, None, START)
        self.digest = seen(self.node, us, self.room).state.versions[0].digest
        for kind, body in (
            ("say", saying.say_body({"en": ROOM[2]})),
            ("refuse", saying.refuse_body(self.digest, {"es": ROOM[3]})),
        ):
            self.run(saying.put, self.node.home, mx, self.room, kind, body, START)
        self.sent = sent
        self._sealed()

    def _sealed(self) -> None:
        """A proposal between the sides in words that the public doesn't read, and what the other side says to it."""
        words = {"en": SEALED[0], "es": SEALED[0]}
        whole = {"title": words, "vision": words, "participation": words}
        text = self.node.draft("plan", "sealed", whole, party="us")
        place = self.node.commit(ActDraft("propose", (text,), sealed=True), "us")
        said = {"en": SEALED[1], "es": SEALED[1]}
        view = self.run(partial(drafting_acts.answer, "position", place, said, sealed=True))
        self.places = [place.partition("#")[2], self.node.commit(view, "mx").partition("#")[2]]

    def _cleared(self, who: Viewer, pk: int, note: str, comments: str) -> None:
        """The side's desk is asked twice, and answers with comments."""
        due = (START + timedelta(days=9)).date()
        for _ in range(2):
            self.run(asking.ask, self.node.home, who, pk, 1, (Wanted("desk"),), due, note, "", START)
        [request] = self.run(listing.clearance, who, pk, START).now
        desk, given = self.people[str(who.party), "reporter"], Given("comments", comments, "", 1, 0)
        self.run(answering.answer_here, self.node.home, desk, pk, request.id, given, START)

    def run(self, do: Any, *arguments: Any) -> Any:
        return self.node.run(do, *arguments)

    def _person(self, party: str, role: str) -> Viewer:
        def made() -> Viewer:
            who = Person.objects.create_user(f"{role}@{party}.example", name=f"{role} of {party}")
            members.give(None, who, party, role, "desk" if ROLES[role].of_an_office else "", START)
            return members.viewer_of(who)

        found: Viewer = self.run(made)
        return found

    def hidden_from(self, who: Viewer) -> set[str]:
        """The words that this viewer must meet nowhere."""
        own = {*OWN[str(who.party)], *ROOM, *SEALED} if can(who, "work.see") else set()
        return {word for words in (*OWN.values(), ROOM, SEALED) for word in words} - own


def addresses(scene: Scene) -> Iterator[str]:
    """Every address with everything that it can be about."""
    numbers = [str(pk) for pk in (*scene.papers.values(), scene.sent)]
    for route in routes(get_resolver().url_patterns, ""):
        whats = [""]
        if "<int:pk>" in route:
            whats = numbers
        elif "<str:pk>" in route:
            whats = [scene.room]
        for what in whats:
            filled = re.sub(r"<\w+:pk>", what, route).replace("<str:digest>", scene.digest)
            yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: FILLED.get(match[1], "x"), filled)
        for seq in scene.places if "<int:seq>" in route and "turn" not in route else ():
            filled = route.replace("<int:seq>", seq)
            for party in ("us", "mx"):
                each = filled.replace("<slug:party>", party)
                yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: FILLED.get(match[1], "x"), each)
        if "name>" in route or "<slug:id>" in route:
            yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: (FILLED | ABOUT_SEALED).get(match[1], "x"), route)


def routes(patterns: Any, before: str) -> Iterator[str]:
    for each in patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, here)
        elif isinstance(each, URLPattern) and "(?P" not in here and "^" not in here:
            yield here


@pytest.fixture
def scene(lone: World) -> Iterator[Scene]:
    """With the pages of that node, as they are but for compressed assets."""
    before = settings.ALLOWED_HOSTS, settings.STORAGES, settings.MIDDLEWARE
    settings.ALLOWED_HOSTS, settings.STORAGES = ["testserver"], PLAIN
    settings.MIDDLEWARE = [name for name in before[2] if "whitenoise" not in name]
    yield Scene(lone)
    settings.ALLOWED_HOSTS, settings.STORAGES, settings.MIDDLEWARE = before


def browser(scene: Scene, who: Viewer) -> Client:
    client = Client(raise_request_exception=True)
    if who.person:
        with scene.node.here():
            client.force_login(Person.objects.get(pk=who.person), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_no_address_shows_anybody_what_is_not_theirs(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    walked = list(dict.fromkeys(addresses(scene)))
    assert any("/private/" in each for each in walked) and any("/work/" in each for each in walked)
    assert len(walked) > 90
    met: dict[str, set[str]] = {}
    for who in (PUBLIC, *scene.people.values()):
        hidden, client = scene.hidden_from(who), browser(scene, who)
        for address in walked:
            theirs = any(part in address for part in ABOUT_ONES_OWN)
            if not theirs and who not in (PUBLIC, scene.people["us", "coordinator"], scene.people["mx", "observer"]):
                continue
            with scene.node.here():
                for answer in (client.get(address), *([client.post(address, SENT)] if theirs else [])):
                    if "logout" in address:
                        client = browser(scene, who)
                    told = body_of(answer) + str(answer.headers)
                    shown = {word for word in hidden if word in told}
                    assert not shown, (address, who.party, who.roles, shown)
                    there = (*ROOM, *SEALED, *OWN["us"])
                    met.setdefault(str(who.party), set()).update(word for word in there if word in told)
    assert met["us"] == {*ROOM, *SEALED, *OWN["us"]}, "the walk does reach what is theirs"
    assert met["mx"] == {*ROOM, *SEALED} and met["None"] == set()
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert not [word for words in (*OWN.values(), ROOM, SEALED) for word in words if word in logged]


def body_of(answer: Any) -> str:
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(bytes(whole).decode("utf-8", errors="replace"))


def test_to_outsiders_a_room_is_one_that_does_not_exist(scene: Scene) -> None:
    """The public address before the release, and the private one to whoever has no part in the room."""

    for who in (PUBLIC, scene.people["us", "moderator"], scene.people["us", "administrator"]):
        client = browser(scene, who)
        for path in ("/en/rooms/{}/", "/es/rooms/{}/", "/api/rooms/{}", "/en/private/{}/", "/en/private/{}/act/"):
            with scene.node.here():
                told = [
                    (
                        answer.status_code,
                        re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body_of(answer)).replace(pk, "ID"),
                    )
                    for pk in (scene.room, "f" * 32)
                    for answer in (client.get(path.format(pk)),)
                ]
            assert told[0] == told[1], path
            assert told[0][0] in (302, 404, 405)


def test_nothing_of_it_is_published_exported_or_mailed(scene: Scene, tmp_path: Any) -> None:
    node, hidden = scene.node, [word for words in (*OWN.values(), ROOM, SEALED) for word in words]
    node.publish()

    node.export(tmp_path / "out")
    for folder in (node.home.public, tmp_path / "out"):
        for path in (each for each in folder.rglob("*") if each.is_file()):
            assert not [word for word in hidden if word.encode() in path.read_bytes()], path
            assert scene.room.encode() not in path.read_bytes()
    assert node.run(digest.send, node.home, MONDAY) > 0
    for to, text in node.run(lambda: list(Mail.objects.values_list("to", "body"))):
        role, _, party = to.partition("@")
        who = scene.people[party.partition(".")[0], role]
        assert not [word for word in scene.hidden_from(who) if word in text], to
    assert not node.run(lambda: Document.objects.filter(kind="room").exists())
    waiting = node.run(inbox.waiting, scene.people["us", "coordinator"])
    assert any(item.place == f"room/{scene.room}" for item in (*waiting.me, *waiting.side))
