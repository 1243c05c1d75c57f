"""Peers that lie: each lie is noticed, nothing past the last consistent size is taken, what can be proven is proven.

A lie that can be proven leaves a file in ``evidence/`` that holds against keys from elsewhere, and freezes the log.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from bilateral.node import read, sync
from bilateral.node.models import Act, SignedHead
from bilateral.node.pulling import bounds
from bilateral.node.read import PUBLIC
from bilateral.record import checkpoint, tiles
from bilateral.record.audit import audit
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.note import Note
from bilateral.record.sources import DirSource
from bilateral.values import Fault
from tests.node.faults.liar import Liar, evidence_file, proofs, signed
from tests.node.faults.whole import consistent, pins_of
from tests.node.homes import Node, World, copy_of, sizes
from tests.node.test_hostile import force
from tests.node.test_sync_faults import mirror_of, other_history
from tests.record.builders import Party

Lie = Callable[[Node, Node, Node, Path], object]
"""(government, its twin under the same keys, who is lied to, a folder) -> a source."""


def pull(node: Node, source: object) -> tuple[sync.Pulled, ...]:
    found: tuple[sync.Pulled, ...] = node.run(sync.pull, node.home, source, node.now())
    return found


def same_size(us: Node, twin: Node, mx: Node, at: Path) -> object:
    twin.propose(twin.line("other"))
    return DirSource(copy_of(twin, at))


def longer(us: Node, twin: Node, mx: Node, at: Path) -> object:
    for n in range(3):
        twin.propose(twin.line(f"other{n}"))
    return DirSource(copy_of(twin, at))


def rollback_to_another_past(us: Node, twin: Node, mx: Node, at: Path) -> object:
    twin.propose(twin.line("other"))
    us.propose(us.line("y"))
    mx.pull(us)
    return DirSource(copy_of(twin, at))


def rollback_made_up(us: Node, twin: Node, mx: Node, at: Path) -> object:
    """A smaller snapshot with no entries behind it at all."""
    return Liar(us, {"t/us/checkpoint": signed(us, 2)}, every=lambda path: None)


def same_size_made_up(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, {"t/us/checkpoint": signed(us, 3)}, every=lambda path: None)


def tiles_withheld_of_a_longer_one(us: Node, twin: Node, mx: Node, at: Path) -> object:
    """Its bundles are gone, but its hashes are there: enough to prove the other beginning."""
    longer(us, twin, mx, at)
    for bundle in (at / "t/us/tile/entries").rglob("*"):
        if bundle.is_file():
            bundle.unlink()
    return DirSource(at)


PROVABLE: dict[str, tuple[Lie, str]] = {
    "another history of the same size": (same_size, "two-entries"),
    "another, longer history": (longer, "two-entries"),
    "a rollback to another past": (rollback_to_another_past, "two-entries"),
    "a smaller snapshot with nothing behind it": (rollback_made_up, "other-beginning"),
    "a second snapshot with nothing behind it": (same_size_made_up, "two-snapshots"),
    "a longer history, its entries kept back": (tiles_withheld_of_a_longer_one, "other-beginning"),
}


@pytest.mark.parametrize("name", PROVABLE)
def test_a_lie_that_can_be_proven(lone: World, name: str) -> None:
    us, mx = lone.dialogue("us", "mx")
    twin = other_history(us, lone.folder / "twin")
    us.propose(us.line("x", "one way"))
    mx.pull(us)
    lie, kind = PROVABLE[name]
    source = lie(us, twin, mx, lone.folder / "lie")
    before = sizes(mx)
    with pytest.raises(sync.Fork, match="The proof is in") as caught:
        pull(mx, source)
    assert str(evidence_file(mx)) in caught.value.do.es
    (shown,) = proofs(mx, us)
    assert (shown.kind, shown.log) == (kind, "t/us")
    stands(mx, us, before)
    with pytest.raises(sync.Fork, match="frozen"):
        mx.pull(us)
    (frozen,) = mx.run(read.contradictions, PUBLIC).frozen
    assert (frozen.log, frozen.own) == ("t/us", False)
    assert [each.says for each in mx.run(read.contradictions, PUBLIC).proofs] == [shown.says]


def stands(node: Node, other: Node, before: dict[str, tuple[int, int]]) -> None:
    """What was taken before is all there is, and holds inside and out."""
    assert sizes(node) == before
    consistent(node)
    target = node.home.path / f"out{len(list(node.home.path.iterdir()))}"
    assert audit(DirSource(node.export(target)), pins_of(node, other)).ok


def held_back(us: Node, twin: Node, mx: Node, at: Path) -> object:
    us.propose(us.line("y"))
    return Liar(us, {f"t/us/{tiles.entries_path(0, 4)}": None, f"t/us/{tiles.entries_path(0)}": None})


def grown_from_nothing(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, {"t/us/checkpoint": signed(us, 9)})


def of_another_log(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, {"t/us/checkpoint": signed(us, 9, origin="t/ca")})


def by_another_key(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, {"t/us/checkpoint": signed(mx, 9, origin="t/us")})


def too_long_a_snapshot(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, {"t/us/checkpoint": signed(us, 9) + b"x" * (8 << 20)})


def too_long_a_bundle(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, {"t/us/checkpoint": signed(us, 300), f"t/us/{tiles.entries_path(0)}": bytes(40 << 20)})


def one_answer_to_everything(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, every=signed(us, 9))


def more_than_anybody_writes(us: Node, twin: Node, mx: Node, at: Path) -> object:
    return Liar(us, {"t/us/checkpoint": signed(us, 1 << 60)})


UNPROVABLE: dict[str, tuple[Lie, str]] = {
    "a tile that is withheld": (held_back, "file-missing"),
    "a larger snapshot with nothing behind it": (grown_from_nothing, "file-missing"),
    "another log's snapshot in its place": (of_another_log, "fork"),
    "a snapshot by another government's key": (by_another_key, "file-missing"),
    "a snapshot without end": (too_long_a_snapshot, "file-too-big"),
    "a bundle without end": (too_long_a_bundle, "file-too-big"),
    "one answer to everything": (one_answer_to_everything, "bundle-broken"),
    "more entries than anybody writes": (more_than_anybody_writes, "too-many-new"),
}


@pytest.mark.parametrize("name", UNPROVABLE)
def test_a_lie_that_proves_nothing_takes_nothing_either(lone: World, name: str) -> None:
    """No file, no freezing: what is withheld may only be late, and what nobody's key signed is nobody's lie."""
    us, mx = lone.dialogue("us", "mx")
    twin = other_history(us, lone.folder / "twin")
    us.propose(us.line("x"))
    mx.pull(us)
    lie, code = UNPROVABLE[name]
    source = lie(us, twin, mx, lone.folder / "lie")
    before = sizes(mx)
    with pytest.raises(Fault) as caught:
        pull(mx, source)
    assert caught.value.code == code and caught.value.what.es
    if isinstance(source, Liar):
        assert source.asked < 30 and source.most <= tiles.MAX_BUNDLE + 1, "it cost little"
    assert proofs(mx, us) == []
    stands(mx, us, before)
    mx.pull(us)
    assert sizes(mx)["t/us"] == sizes(us)["t/us"], "the true one is still welcome"


def test_a_source_that_is_behind_is_told(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    old = copy_of(us, lone.folder / "old")
    us.propose(us.line("x"))
    mx.pull(us)
    assert [each.behind for each in mx.pull(old) if each.origin == "t/us"] == [1]
    assert mx.pull(us)[0].behind == 0
    assert proofs(mx, us) == []


def test_two_histories_shown_to_two_neighbours_meet(lone: World) -> None:
    """Each got one of them rightly signed; the first exchange between the two brings it to light."""
    us, mx, ca = lone.dialogue("us", "mx", "ca")
    twin = other_history(us, lone.folder / "twin")
    us.propose(us.line("x", "to Mexico"))
    twin.propose(twin.line("x", "to Canada"))
    mx.pull(us)
    ca.pull(twin)
    ca.propose(ca.line("y"))
    before = sizes(mx)
    with pytest.raises(sync.Fork, match="The proof is in"):
        mx.pull(ca)
    found = {(shown.kind, shown.log, shown.seq) for shown in proofs(mx, us, ca)}
    said = ("other-root-seen", "t/ca", sizes(mx)["t/ca"][0] - 1)
    assert found == {("two-entries", "t/us", 2), said}, "and Canada's word for what it was shown, which is no lie"
    assert sizes(mx)["t/us"] == before["t/us"]
    assert sizes(mx)["t/ca"][0] > before["t/ca"][0], "what Canada itself wrote came in all the same"
    consistent(mx)


def test_a_made_up_word_of_what_was_seen(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    us.propose(us.line("x"))
    mx.pull(us)
    force(mx, act="ack", seen=[{"log": "t/us", "root": "ab" * 32, "size": 3}])
    us.pull(mx)
    row = us.run(Act.objects.get, log="t/mx", reason="seen-mismatch")
    assert row.verdict == "void"
    (shown,) = proofs(us, mx)
    assert (shown.kind, shown.log, shown.seq, shown.size) == ("other-root-seen", "t/mx", row.seq, 3)
    assert us.run(read.contradictions, PUBLIC).frozen == (), "who lied is not known: Mexico's log goes on"
    consistent(us)
    us.pull(mx)
    assert len(proofs(us, mx)) == 1


def test_an_attestation_replayed_on_another_snapshot(lone: World) -> None:
    """Mexico's line for a smaller snapshot under a larger one: it attests nothing, and the note is refused whole."""
    us, mx = lone.dialogue("us", "mx")
    us.propose(us.line("x"))
    mx.pull(us)
    old = Note.parse((mx.home.public / "t/us/checkpoint").read_bytes())
    us.propose(us.line("y"))
    us.publish()
    new = (us.home.public / "t/us/checkpoint").read_bytes()
    (line,) = (each for each in old.signatures if each.name == "t/mx")
    replayed = checkpoint.add_signature(new, line)
    before = us.run(lambda: list(SignedHead.objects.order_by("pk").values_list("size", "attested")))
    with pytest.raises(Fault) as caught:
        pull(us, Liar(mx, {"t/us/checkpoint": replayed}))
    assert caught.value.code == "bad-signature"
    assert us.run(lambda: list(SignedHead.objects.order_by("pk").values_list("size", "attested"))) == before


@pytest.mark.parametrize("bound", ["UNVOUCHED", "UNVOUCHED_BYTES"])
def test_entries_without_end_by_nobody_known(lone: World, monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    """The first pull: anyone can write a log that declares the pinned key, as long as one likes; it is never opened."""
    us, mx = lone.node("us"), lone.node("mx", start=1)
    mx.pin(us)
    forged = Party("us", "t").begin(keys=Party("us", "t").keys_body() | {"checkpoint": mx.home.peers[0].key})
    for _ in range(255):
        forged.act("ack")
    weight = sum(len(entry.bytes) for entry in forged.entries[:40])
    monkeypatch.setattr(bounds, bound, 40 if bound == "UNVOUCHED" else weight - 1)
    note = Checkpoint("t/us", 1 << 40, bytes(32)).sign(forged.checkpoint_key)
    bundle = tiles.bundle(entry.bytes for entry in forged.entries)
    source = Liar(us, {"t/us/checkpoint": note}, every=lambda path: bundle if "entries" in path else None)
    with pytest.raises(Fault) as caught:
        pull(mx, source)
    assert (caught.value.code, caught.value.where) == ("nobody-vouches", "t/us#40")
    assert source.asked <= 5
    assert "t/us" not in sizes(mx)


def test_our_own_log_in_two_histories(lone: World) -> None:
    """Somebody else has our keys: the first mirror that shows it stops us, with the proof in our own hands."""
    us, mx = lone.dialogue("us", "mx")
    twin = other_history(us, lone.folder / "twin")
    us.propose(us.line("x", "ours"))
    us.publish()
    twin.propose(twin.line("x", "another's"))
    mx.pull(twin)
    with pytest.raises(sync.Fork, match="two histories"):
        us.pull(mirror_of(twin, "us", lone.folder / "mirror", mx))
    (shown,) = proofs(us, mx)
    assert (shown.kind, shown.log, shown.seq) == ("two-entries", "t/us", 2)
    (frozen,) = us.run(read.contradictions, PUBLIC).frozen
    assert frozen.own
    with pytest.raises(Fault, match="two histories"):
        us.propose(us.line("z"))
