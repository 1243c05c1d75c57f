"""A peer whose software is another, or ill-meant: whatever it signs, pages stand and others' words are not lost."""

from typing import Any

import pytest

from bilateral.dialogue.compose import ActDraft, Composed
from bilateral.node import keyring, projection, read
from bilateral.node.keys import declared
from bilateral.node.models import Act, Log, LogEntry
from bilateral.node.pulling.verified import Look
from bilateral.node.read import PUBLIC
from bilateral.node.signing import Pen, seen_now
from bilateral.record import seal
from bilateral.record.audit import audit
from bilateral.record.entry import Entry, sign
from bilateral.record.sources import DirSource
from tests.node.homes import Node, World


def force(node: Node, items: tuple[tuple[str, seal.Sealed], ...] = (), **fields: Any) -> Entry:
    """An entry that the door would never make, rightly signed and in its place."""

    def write() -> Entry:
        logs = {log.pk: log for log in Log.objects.all()}
        origin = node.home.origin(node.party)
        seen = seen_now(origin, logs, {log.pk: log.judged for log in logs.values()})
        key, chain = keyring.load(node.home, node.party).entry, declared.chain(origin, logs[origin].size)
        pen = Pen(logs[origin], key, chain, seen)
        made = pen.fields(ActDraft("ack"), "", node.now(), Composed((), {"visibility": "public"}, items)) | fields
        entry = sign(made, key)
        pen.keep(entry, Composed((), entry.body, items), None)
        pen.write()
        projection.judge_waiting()
        return entry

    entry: Entry = node.run(write)
    return entry


def look_everywhere(node: Node) -> None:
    """Every surface that reads answers, in JSON too."""
    asks = [
        lambda: read.acts(PUBLIC, limit=500),
        lambda: read.proposals(PUBLIC, limit=500),
        lambda: read.recent(PUBLIC),
    ]
    asks += [lambda: read.plan(PUBLIC), lambda: read.site(PUBLIC), lambda: read.document(PUBLIC, "t/us:x")]
    for ask in asks:
        read.to_json(node.run(ask))
    for log, seq in node.run(lambda: list(Act.objects.values_list("log", "seq"))):
        read.to_json(node.run(read.entry, PUBLIC, log, seq))
    assert node.run(projection.rebuild, check=True) == ()


BODIES = [
    {"visibility": "public", "text": "words"},
    {"visibility": "public", "text": {"en": "0" * 64}},
    {"visibility": "public", "text": {"en": 1, "es": []}},
    {"visibility": "public", "text": {"en": "not a digest", "es": ""}},
    {},
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_an_answer_whose_reason_is_no_text(lone: World, body: dict[str, Any]) -> None:
    us, mx = lone.dialogue("us", "mx")
    place = us.propose(us.line("x"))
    mx.pull(us)
    leaf = us.run(LogEntry.objects.get, log="t/us", seq=2).leaf
    force(mx, act="position", target={"log": "t/us", "seq": 2, "leaf": leaf}, body=body)
    force(mx, act="decline", target={"log": "t/us", "seq": 2, "leaf": leaf}, body=body)
    us.pull(mx)
    look_everywhere(us)
    assert us.run(read.proposals, PUBLIC, status="declined").items[0].ref.short == place


def test_acts_that_are_unknown_out_of_place_or_void(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    us.propose(us.line("x"))
    mx.pull(us)
    leaf = us.run(LogEntry.objects.get, log="t/us", seq=2).leaf
    target = {"log": "t/us", "seq": 2, "leaf": leaf}
    far = {"log": "t/us", "seq": 999, "leaf": "0" * 64}
    force(mx, act="ack", target=target)
    force(mx, act="a" + "b" * 63, target=target, office="a" * 64)
    force(mx, act="concur", target=far)
    force(mx, act="concur", refs=[{"rel": "answers", **far}])
    force(mx, act="genesis")
    odd = {"base": "", "body": {"title": 3, "leads": "x", "milestones": [1]}, "kind": "action/1", "name": "t/mx:odd"}
    force(mx, act="propose", changes=[{**odd, "parties": ["mx", "us"]}])
    force(mx, act="propose", changes=[{**odd, "kind": "treaty/7", "parties": []}])
    force(mx, act="propose", changes=[{**odd, "base": "0" * 64 + "/99999", "parties": ["mx", "us"]}])
    us.pull(mx)
    verdicts = list(us.run(lambda: list(Act.objects.filter(log="t/mx", seq__gt=0).order_by("seq"))))
    assert [act.verdict for act in verdicts] == [
        "valid",
        "not_understood",
        "void",
        "void",
        "void",
        "void",
        "not_understood",
        "not_assessed",
    ]
    look_everywhere(us)


@pytest.mark.parametrize(
    ("content", "header", "shown"),
    [
        ("A\u202eB\x00C".encode(), {"lang": "en", "type": "text/plain"}, "A\ufffdB\ufffdC"),
        (b"\xff\xfe", {"lang": "en", "type": "text/plain"}, "[not released]"),
        (b"GIF89a", {"type": "image/gif"}, "[not released]"),
        (b"x" * 300_000, {"lang": "en", "type": "text/plain"}, "[not released]"),
    ],
    ids=["hidden", "bytes", "picture", "long"],
)
def test_words_that_are_none(world: World, content: bytes, header: dict[str, str], shown: str) -> None:
    us, mx = world.dialogue("us", "mx")
    us.propose(us.line("x"))
    sealed = seal.seal(content, header, bytes(32))
    body = {"number": 1, "pillar": "t/us:p", "title": {"en": sealed.digest, "es": sealed.digest}}
    change = {"base": "", "body": body, "kind": "line/1", "name": "t/mx:l", "parties": ["mx", "us"]}
    item = {"digest": sealed.digest, "id": "0.title.en"}
    force(mx, (("0.title.en", sealed),), act="propose", changes=[change], sealed=[item])
    us.pull(mx)
    assert us.run(read.document, PUBLIC, "t/mx:l").link.title.en == shown
    look_everywhere(us)
    assert audit(DirSource(us.export(world.folder / "out"))).ok


def test_nobody_can_take_anothers_words_away(world: World) -> None:
    """A log that names another's digest as withheld, brought in first, hides nothing from who comes after."""
    us, mx, ca = world.dialogue("us", "mx", "ca")
    us.propose(us.line("x", "Words of the United States"))
    ca.pull(us)
    digests = ca.run(read.entry, PUBLIC, "t/us", 2).sealed
    items = [{"digest": item.digest, "id": f"text.{item.lang}"} for item in digests]
    force(ca, act="ack", sealed=items, body={"visibility": "sealed"}, seen=[])
    mx.pull(ca)
    mx.pull(us)
    assert mx.run(read.document, PUBLIC, "t/us:x").link.title.en == "Words of the United States"
    assert audit(DirSource(mx.export(world.folder / "out"))).ok


def test_two_pulls_at_once_bring_everything_in_once(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = lone.dialogue("us", "mx")
    us.propose(us.line("x"))
    verified, calls = Look.verified, []

    def meanwhile(look: Look, *arguments: Any) -> Any:
        new = verified(look, *arguments)
        calls.append(look.log.pk)
        if len(calls) == 1:
            mx.pull(us)
        return new

    monkeypatch.setattr(Look, "verified", meanwhile)
    pulled = mx.pull(us)[0]
    assert (pulled.before, pulled.after, len(calls)) == (3, 3, 3)
    look_everywhere(mx)
