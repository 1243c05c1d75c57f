"""Sources that were tampered with, that fork, that are another's: refused, and nothing of them is kept."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, publisher, read, sync
from bilateral.node.home import Peer
from bilateral.node.models import Log, SealedText, SignedHead
from bilateral.node.read import PUBLIC
from bilateral.record.note import VerifierKey
from bilateral.values import BadInput, Fault
from tests.node.homes import START, Node, World, copy_of, only_log, rename, sizes


def spoil_entry(folder: Path) -> None:
    bundle = newest(folder / "t/us/tile/entries")
    bundle.write_bytes(bundle.read_bytes().replace(b"2026-03-01", b"2026-03-02"))


def spoil_released(folder: Path) -> None:
    for opening in (folder / "t/us/released").iterdir():
        opening.write_bytes(opening.read_bytes() + b"!")


def spoil_signature(folder: Path) -> None:
    file = folder / "t/us/checkpoint"
    file.write_text(file.read_text().replace("\n3\n", "\n4\n"))


def lose_bundle(folder: Path) -> None:
    newest(folder / "t/us/tile/entries").unlink()


def empty_checkpoint(folder: Path) -> None:
    (folder / "t/us/checkpoint").write_bytes(b"\xff")


def newest(folder: Path) -> Path:
    return max(folder.rglob("*"), key=lambda path: path.is_file() and int(path.name))


@pytest.mark.parametrize(
    "spoil",
    [spoil_entry, spoil_released, spoil_signature, lose_bundle, empty_checkpoint],
    ids=lambda f: f.__name__,
)
def test_nothing_of_a_tampered_source_is_kept(lone: World, spoil: Callable[[Path], None]) -> None:
    us, mx = lone.dialogue("us", "mx")
    us.propose(us.line("x"))
    bad = copy_of(us, lone.folder / "bad")
    spoil(bad)
    before = sizes(mx)
    with pytest.raises(Fault):
        mx.pull(bad)
    assert sizes(mx) == before
    assert mx.run(SealedText.objects.filter(log="t/us", seq=2).count) == 0
    mx.pull(us)
    assert sizes(mx)["t/us"] == (3, 3), "the true one is still welcome"


def other_history(us: Node, at: Path) -> Node:
    """The same government, restored from an early backup, going another way under the same keys."""
    connection.close()
    home = replace(us.home, path=at)
    shutil.copytree(us.home.path, at)
    database = {**us.database, "NAME": str(at / "db.sqlite3")}
    return Node(home, database)


def test_a_fork_is_refused_kept_as_evidence_and_freezes_the_log(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    twin = other_history(us, lone.folder / "twin")
    us.propose(us.line("x", "one way"))
    mx.pull(us)
    twin.propose(twin.line("x", "another"))
    before = sizes(mx), mx.run(Log.objects.get, pk="t/us").head_note
    with pytest.raises(sync.Fork, match="Nothing was taken") as caught:
        mx.pull(twin)
    assert caught.value.where == "t/us 3"
    assert (sizes(mx), mx.run(Log.objects.get, pk="t/us").head_note) == before
    assert mx.run(SignedHead.objects.filter(log="t/us", size=3).count) == 2, "the proof: two signed roots of one size"
    with pytest.raises(sync.Fork, match="frozen"):
        mx.pull(us)
    head = mx.run(read.site, PUBLIC).heads[0]
    assert head.size == 3
    assert head.root == mx.run(Log.objects.get, pk="t/us").root, "pages show what is held, not what contradicts it"
    mirror = mirror_of(twin, "us", lone.folder / "mirror", mx)
    with pytest.raises(sync.Fork, match="two histories"):
        us.pull(mirror)


def mirror_of(node: Node, code: str, target: Path, peer: Node) -> Path:
    """A source with one node's log of a government and another node's own."""
    only_log(node, code, target)
    shutil.copytree(peer.home.public / "t" / peer.party, target / "t" / peer.party)
    return target


def test_a_longer_other_history_is_a_fork_too(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    twin = other_history(us, lone.folder / "twin")
    us.propose(us.line("x", "one way"))
    mx.pull(us)
    for n in range(3):
        twin.propose(twin.line(f"y{n}"))
    before = sizes(mx)
    with pytest.raises(sync.Fork, match="does not continue"):
        mx.pull(twin)
    assert sizes(mx) == before


def test_our_own_newer_head_elsewhere_stops_the_door(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    old = other_history(us, lone.folder / "restored")
    us.propose(us.line("x"))
    mx.pull(us)
    with pytest.raises(sync.Fork, match="record recover"):
        old.pull(mx)
    with pytest.raises(door.Diverged):
        old.run(door.commit, old.home, ActDraft("ack"), door.Actor("us"), START)


def test_a_wrong_pinned_key_takes_nothing(lone: World) -> None:
    us, mx = lone.node("us"), lone.node("mx", start=1)
    wrong = mx.run(publisher.declared_keys, "t/mx")[0]
    body = VerifierKey.parse(wrong)
    rename(mx, peers=(Peer("t/us", str(VerifierKey.of("t/us", body.type, body.key)), ""),))
    with pytest.raises(Fault, match="another key than the one pinned"):
        mx.pull(us)
    assert "t/us" not in sizes(mx)
    rename(mx, peers=(Peer("t/mx", wrong, ""),))
    with pytest.raises(BadInput, match="signs that log itself"):
        mx.pull(mx)
    rename(mx, peers=())
    with pytest.raises(BadInput, match="no log of a known peer") as caught:
        mx.pull(us)
    assert caught.value.where == str(us.home.public)


def test_another_dialogue_stays_out(lone: World) -> None:
    us, stranger = lone.node("us"), lone.node("zz", dialogue="other")
    us.pin(stranger)
    with pytest.raises(BadInput, match="another dialogue"):
        us.pull(stranger)
