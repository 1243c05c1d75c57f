"""Pulling: in pieces, in any order, stale or forked or tampered with; and what comes along of our own log."""

import shutil
from pathlib import Path

import pytest

from bilateral.node import door, projection, read
from bilateral.node.models import Act, Log, LogEntry, SignedHead
from bilateral.node.read import PUBLIC
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource
from tests.node.homes import Node, World, copy_of, only_log, sizes, state


def test_a_log_comes_in_pieces_and_once(pair: list[Node]) -> None:
    us, mx = pair
    for n in range(3):
        us.propose(us.line(f"x{n}"))
        pulled = mx.pull(us)[0]
        assert (pulled.before, pulled.after, pulled.texts) == (n + 2, n + 3, 2)
    again = mx.pull(us)[0]
    assert (again.before, again.after, again.texts) == (5, 5, 0)
    assert mx.run(read.document, PUBLIC, "t/us:x2").link.title.en == "x2"
    assert mx.run(projection.rebuild, check=True) == ()


def test_entries_wait_for_what_they_saw(world: World) -> None:
    us, mx, ca = world.dialogue("us", "mx", "ca")
    place = us.propose(us.line("x"))
    mx.pull(us)
    mx.act("concur", place)
    ca.pull(only_log(mx, "mx", world.folder / "only"))
    assert sizes(ca)["t/mx"] == (2, 1), "held, but not judged: what it answers isn't here yet"
    assert ca.run(projection.rebuild, check=True) == ()
    with pytest.raises(read.NotFound):
        ca.run(read.entry, PUBLIC, "t/mx", 1)
    ca.pull(us)
    assert sizes(ca)["t/mx"] == (2, 2)
    assert state(ca, place) == "open"
    ca.act("concur", place)
    for node in (us, mx):
        node.pull(ca)
        node.pull(mx if node is us else us)
        assert state(node, place) == "agreed"
        assert node.run(projection.rebuild, check=True) == ()


def test_a_stale_snapshot_is_harmless(pair: list[Node], tmp_path: Path) -> None:
    us, mx = pair
    old = copy_of(us, tmp_path / "old")
    us.propose(us.line("x"))
    mx.pull(us)
    before = mx.run(Log.objects.get, pk="t/us")
    pulled = mx.pull(old)[0]
    assert (pulled.before, pulled.after) == (3, 3)
    after = mx.run(Log.objects.get, pk="t/us")
    assert (after.head_size, after.head_note) == (before.head_size, before.head_note)


def test_a_withdrawal_is_noted_and_takes_effect(pair: list[Node]) -> None:
    us, mx = pair
    place = us.propose(us.line("x"))
    mx.pull(us)
    us.act("withdraw", place)
    assert state(us, place) == "withdrawing"
    before = sizes(mx)["t/mx"][0]
    mx.pull(us)
    assert sizes(mx)["t/mx"][0] == before + 1
    assert mx.run(Act.objects.get, log="t/mx", seq=before).act == "ack"
    mx.pull(us)
    assert sizes(mx)["t/mx"][0] == before + 1, "once is enough"
    us.pull(mx)
    assert state(us, place) == state(mx, place) == "withdrawn"
    assert us.run(projection.rebuild, check=True) == ()
    assert us.propose(us.line("x", "again"))


def test_cosignatures_come_along_also_on_older_snapshots(world: World) -> None:
    us, mx, ca = world.dialogue("us", "mx", "ca")
    world.meet(us, mx, ca)
    us.propose(us.line("x"))
    mx.pull(us)
    us.propose(us.line("y"))
    us.pull(mx)
    head = next(h for h in us.run(read.site, PUBLIC).heads if h.own)
    assert (head.size, head.attested_by, head.attested_size) == (4, (), 3), "the newest isn't attested, an older one is"
    assert us.run(SignedHead.objects.get, log="t/us", size=3).attested == ["mx"]
    mx.pull(us)
    ca.pull(us)
    us.pull(mx)
    us.pull(ca)
    head = next(h for h in us.run(read.site, PUBLIC).heads if h.own)
    assert ([p.code for p in head.attested_by], head.attested_size) == (["mx", "ca"], 4)
    published = (us.home.public / "t/us/checkpoint").read_text()
    assert published.count("\n— t/mx ") == published.count("\n— t/ca ") == 1
    mx.pull(us)
    theirs = next(h for h in mx.run(read.site, PUBLIC).heads if h.party.code == "us")
    assert [p.code for p in theirs.attested_by] == ["mx", "ca"], "a third party's attestation comes along"
    assert audit(DirSource(us.export(world.folder / "out"))).ok


def test_texts_that_were_missing_are_asked_for_again(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    us.propose(us.line("x", "Late words"))
    partial = copy_of(us, lone.folder / "partial")
    shutil.rmtree(partial / "t/us/released")
    assert mx.pull(partial)[0].texts == 0
    assert mx.run(read.document, PUBLIC, "t/us:x").link.title.en == "[not released]"
    states = {item.state for item in mx.run(read.entry, PUBLIC, "t/us", 2).sealed}
    assert states == {"missing"}
    assert mx.pull(us)[0].texts == 2
    mx.run(projection.rebuild, check=False)
    assert mx.run(read.document, PUBLIC, "t/us:x").link.title.en == "Late words"
    assert audit(DirSource(mx.export(lone.folder / "out"))).ok


def test_three_parties_agree_without_a_change_of_code(world: World) -> None:
    us, mx, ca = world.dialogue("us", "mx", "ca")
    place = us.propose(us.line("x"))
    two = us.propose(us.line("y", among=("us", "ca")))
    for node in (mx, ca):
        node.pull(us)
    mx.act("concur", place)
    with pytest.raises(door.Refused, match="does not name this government"):
        mx.act("concur", two)
    world.meet(us, mx, ca)
    found = us.run(read.proposals, PUBLIC, status="open").items
    assert {p.ref.short: [w.code for w in p.waiting_for] for p in found}[place] == ["ca"]
    for each in (place, two):
        ca.act("concur", each)
    world.meet(us, mx, ca)
    for node in (us, mx, ca):
        assert (state(node, place), state(node, two)) == ("agreed", "agreed")
        assert node.run(projection.rebuild, check=True) == ()
        assert [p.code for p in node.run(read.document, PUBLIC, "t/us:x").parties] == ["us", "mx", "ca"]
        assert audit(DirSource(node.export(node.home.path / "out"))).ok


def test_joint_custody_says_so(world: World) -> None:
    both_ = world.node("us", "mx")
    content = {
        "title": {"en": "Plan", "es": "Plan"},
        "vision": {"en": "V", "es": "V"},
        "participation": {"en": "P", "es": "P"},
    }
    place = both_.propose(both_.draft("plan", "plan", content, party="us"), party="us")
    both_.act("concur", place, party="mx")
    proposal = both_.run(read.proposals, PUBLIC).items[0]
    assert proposal.joint_custody
    assert proposal.status_words.en == "agreed under joint custody"
    assert "custodia conjunta" in proposal.status_words.es
    heads = both_.run(read.site, PUBLIC).heads
    assert all(not head.attested_by and not head.attested_size for head in heads), "one's own hand attests nothing"
    report = audit(DirSource(both_.export(world.folder / "out")))
    assert report.ok
    assert {log.custody for log in report.logs} == {"joint"}
    assert both_.run(projection.rebuild, check=True) == ()


def test_a_refused_answer_in_joint_custody_names_no_stranger(lone: World) -> None:
    ours, ca = lone.node("us", "mx"), lone.node("ca", start=2)
    ours.pin(ca)
    ca.pin(ours)
    ours.pull(ca)
    ca.pull(ours)
    content = {
        "title": {"en": "Plan", "es": "Plan"},
        "vision": {"en": "V", "es": "V"},
        "participation": {"en": "P", "es": "P"},
    }
    place = ca.propose(ca.draft("plan", "plan", content, among=("ca", "us")))
    ours.pull(ca)
    ours.act("concur", place, party="us")
    proposal = ours.run(read.proposals, PUBLIC).items[0]
    assert not proposal.joint_custody, "the two that are in one hand are not both parties to this text"
    assert ours.run(LogEntry.objects.filter(log="t/us").count) == 2
