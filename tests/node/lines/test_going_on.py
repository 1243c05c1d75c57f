"""From the loss of every key to the next agreement, on two and three homes; and what a thief writes meanwhile."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bilateral.node import publisher, read
from bilateral.node.care import recover
from bilateral.node.door import Refused
from bilateral.node.lines import founding
from bilateral.node.lines.line import left_behind
from bilateral.node.models import Act, Log
from bilateral.node.projection import rebuild
from bilateral.node.read.shapes import PUBLIC
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource
from tests.node.homes import Node, World, sizes, state
from tests.node.lines.test_founding import WHY, follow, lose_keys, succeed
from tests.node.seals.scenes import exchange, seal


def recognise(node: Node, log: str) -> str:
    place = node.act("recognise", f"{log}#0")
    node.publish()
    return place


def thief(node: Node, folder: Path) -> Node:
    """Somebody with a copy of the whole node, keys and database."""
    path = folder / "thief"
    shutil.copytree(node.home.path, path)
    database = {**node.database, "NAME": str(path / "db.sqlite3")}
    return Node(replace(node.home, path=path), database)


def test_the_next_agreement_stands_in_both_homes(world: World, tmp_path: Path) -> None:
    us, mx = world.dialogue("us", "mx")
    world.agree("t/us#1", us, mx)
    place = us.propose(us.line("x"))
    world.agree(place, us, mx)
    mx.propose(mx.office("o"))
    seal(mx, "erase", mx.propose(mx.office("secret")))
    exchange(us, mx)
    lose_keys(us)
    succeed(us, tmp_path)
    with pytest.raises(Refused) as refused:
        us.propose(us.line("y"))
    assert "recognised" in refused.value.what.en
    follow(mx, us)
    recognise(mx, "t/us/2")
    us.pull(mx)  # from here on it speaks: the node takes note on its own
    assert us.run(lambda: [act.log for act in Act.objects.filter(act="erased")]) == ["t/us"], "said before, once"
    amended = us.propose(us.line("t/us:x", "x amended"))
    created = us.propose(us.line("y"))
    mx.pull(us)
    for each in (amended, created):
        mx.act("concur", each)
    us.pull(mx)
    mx.pull(us)
    seen = []
    for node in (us, mx):
        assert node.run(rebuild, check=True) == ()
        assert (state(node, amended), state(node, created)) == ("agreed", "agreed")
        line = node.run(read.document, PUBLIC, "t/us:x")
        assert len(line.versions) == 2
        assert node.run(read.document, PUBLIC, "t/us/2:y").link.status == "agreed"
        heads = {head.log: head for head in node.run(read.site, PUBLIC).heads}
        assert "Recognised by Mexico." in heads["t/us/2"].line[-1].en
        assert "t/us/2" in heads["t/us"].line[0].es
        assert {party.origin for party in node.run(read.site, PUBLIC).parties} == {"t/us/2", "t/mx"}
        told = audit(DirSource(node.export(tmp_path / f"copy-{node.party}")))
        assert told.ok, told.lines()
        assert any("recognised by t/mx" in words for words in told.lines())
        acts = node.run(lambda: list(Act.objects.order_by("log", "seq")))
        seen.append([(act.log, act.seq, act.verdict, act.state) for act in acts])
    assert seen[0] == seen[1]


def test_nothing_behind_the_end_is_taken_any_more(lone: World, tmp_path: Path) -> None:
    us, mx = lone.dialogue("us", "mx")
    lone.agree("t/us#1", us, mx)
    us.pull(mx)
    stolen = thief(us, tmp_path)
    lose_keys(us)
    succeed(us, tmp_path)
    follow(mx, us)
    recognise(mx, "t/us/2")
    us.pull(mx)
    before = sizes(mx)["t/us"]
    stolen.propose(stolen.line("bad"))
    stolen.publish()
    found = {pulled.origin: pulled for pulled in mx.pull(stolen.home.public)}
    assert found["t/us"].ended == "t/us/2"
    assert sizes(mx)["t/us"] == before
    mx.propose(mx.line("good"))
    assert mx.run(Log.objects.get, pk="t/us").size == before[0]


def test_one_that_was_opened_too_early_is_followed_by_a_later_one(lone: World, tmp_path: Path) -> None:
    """The rows were older than what the other side had already agreed to: it can't recognise that end."""
    us, mx = lone.dialogue("us", "mx")
    lone.agree("t/us#1", us, mx)
    us.pull(mx)
    old = thief(us, tmp_path)
    place = us.propose(us.line("x"))
    lone.agree(place, us, mx)
    lose_keys(old)
    succeed(old, tmp_path)
    follow(mx, old)
    assert mx.run(left_behind, "t/us/2")
    with pytest.raises(Refused, match="more or less of the old record"):
        recognise(mx, "t/us/2")
    old.run(recover.recover, old.home, [("mx", DirSource(mx.home.public))], old.now(), everyone=True)
    found = old.run(founding.succeed, old.home, "us", [tmp_path / "safe3"], WHY, old.now(), even_so=True)
    old.home = found.home
    old.publish()
    assert found.ref.short == "t/us/3#0"
    assert set(found.cuts) == {"t/us", "t/us/2"}
    follow(mx, old)
    assert mx.run(left_behind, "t/us/3") == []
    recognise(mx, "t/us/3")
    old.pull(mx)
    amended = old.propose(old.line("t/us:x", "x amended"))
    lone.agree(amended, old, mx)
    for node in (old, mx):
        assert state(node, place) == state(node, amended) == "agreed"
        assert node.run(rebuild, check=True) == ()
        assert audit(DirSource(node.export(tmp_path / f"copy-{node.party}"))).ok


def test_what_a_thief_got_in_before_the_recognition_does_not_count_afterwards(lone: World, tmp_path: Path) -> None:
    """A third home had taken more than the others have recognised: it must say so before it can follow."""
    us, mx, ca = lone.dialogue("us", "mx", "ca")
    for node in (mx, ca):
        node.act("concur", "t/us#1")
    lone.meet(us, mx, ca)
    stolen = thief(us, tmp_path)
    lose_keys(us)
    bad = stolen.propose(stolen.line("bad"))
    ca.pull(stolen)
    assert state(ca, bad) == "open"
    succeed(us, tmp_path)
    for node in (mx, ca):
        follow(node, us)
    recognise(mx, "t/us/2")
    recognise(ca, "t/us/2")  # it holds more, but none of its own entries has seen it
    lone.meet(us, mx, ca)
    good = us.propose(us.line("good"))
    for node in (mx, ca):
        node.pull(us)
        node.act("concur", good)
    lone.meet(us, mx, ca)
    for node in (us, mx, ca):
        assert state(node, good) == "agreed"
        assert node.run(rebuild, check=True) == ()
    assert state(ca, bad) == "cut_off"
    act = ca.run(read.entry, PUBLIC, "t/us", int(bad.rpartition("#")[2]))
    assert act.act.standing.ended is not None
    assert "t/us/2" in act.act.standing.ended.en
    ca.run(publisher.publish, ca.home, ca.now())
