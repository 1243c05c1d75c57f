"""The publisher signs only what it has recomputed, never two heads of one size, and makes a lost folder again."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, publication, publisher, upkeep
from bilateral.node.models import Log, LogEntry, SignedHead
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource
from bilateral.values import Fault
from tests.node.homes import START, Node, World


def head(node: Node, origin: str = "t/us") -> tuple[int, str]:
    log = node.run(Log.objects.get, pk=origin)
    return log.head_size, log.head_note


def unpublished(node: Node, acts: int = 2) -> None:
    """Acts on the record that no snapshot covers yet."""
    for _ in range(acts):
        node.run(door.commit, node.home, ActDraft("ack"), door.Actor(node.party), node.now())


def change(node: Node, seq: int, **fields: object) -> None:
    node.run(lambda: LogEntry.objects.filter(log="t/us", seq=seq).update(**fields))


def raw(node: Node, seq: int) -> bytes:
    return bytes(node.run(LogEntry.objects.get, log="t/us", seq=seq).raw)


def tamper(node: Node) -> None:
    change(node, 2, raw=raw(node, 2).replace(b'"office":""', b'"office":"x"'))


def tamper_last_signed(node: Node) -> None:
    change(node, 1, raw=raw(node, 1).replace(b'"office":""', b'"office":"x"'))


def lose_one(node: Node) -> None:
    node.run(lambda: LogEntry.objects.filter(log="t/us", seq=2).delete())


def lose_the_last(node: Node) -> None:
    node.run(lambda: LogEntry.objects.filter(log="t/us", seq=3).delete())


def other_root_of_a_row(node: Node) -> None:
    change(node, 2, root="0" * 64)


def other_root_of_the_log(node: Node) -> None:
    node.run(lambda: Log.objects.filter(pk="t/us").update(root="0" * 64))


def other_leaf(node: Node) -> None:
    change(node, 3, leaf="0" * 64)


FAULTS = [
    (tamper, "t/us#2"),
    (tamper_last_signed, "t/us#2"),
    (lose_one, "t/us#2"),
    (lose_the_last, "t/us#3"),
    (other_root_of_a_row, "t/us#2"),
    (other_root_of_the_log, "t/us#4"),
    (other_leaf, "t/us#3"),
]


@pytest.mark.parametrize(("spoil", "where"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_what_the_rows_do_not_give_is_not_signed(lone: World, spoil: Callable[[Node], None], where: str) -> None:
    us = lone.dialogue("us", "mx")[0]
    assert head(us)[0] == 2
    before, files = head(us), tree_of(us.home.public)
    unpublished(us)
    spoil(us)
    with pytest.raises(publisher.PublisherFault, match="Nothing is signed") as caught:
        us.publish()
    assert caught.value.where == where
    assert (head(us), tree_of(us.home.public)) == (before, files)


def tree_of(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in DirSource(folder).list()}


def lose_folder(folder: Path) -> None:
    shutil.rmtree(folder / "t" / "us")


def lose_checkpoint(folder: Path) -> None:
    (folder / "t" / "us" / "checkpoint").unlink()


def cut_checkpoint(folder: Path) -> None:
    (folder / "t" / "us" / "checkpoint").write_bytes(b"t/us\n")


def damage_tile(folder: Path) -> None:
    tile = folder / "t" / "us" / "tile" / "0" / "000.p" / "2"
    tile.write_bytes(b"\0" * len(tile.read_bytes()))


@pytest.mark.parametrize("spoil", [lose_folder, lose_checkpoint, cut_checkpoint], ids=lambda f: f.__name__)
def test_a_lost_publication_is_made_again_with_the_same_snapshot(lone: World, spoil: Callable[[Path], None]) -> None:
    us, mx = lone.dialogue("us", "mx")
    us.pull(mx)
    files = tree_of(us.home.public)
    spoil(us.home.public)
    us.clock = iter(range(10_000, 20_000))  # type: ignore[assignment]  # much later: the snapshot is still the same
    us.publish()
    mended = tree_of(us.home.public)
    assert {name: mended[name] for name in files if ".p/" not in name} == {
        n: d for n, d in files.items() if ".p/" not in n
    }
    assert us.run(upkeep.mend, us.home) == ()
    assert us.publish() == 0


def test_a_damaged_tile_is_found_when_the_log_grows_and_by_mend_at_once(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    damage_tile(us.home.public)
    assert us.publish() == 0, "the edge is only looked at when something is new"
    unpublished(us, 1)
    us.publish()
    assert audit(DirSource(us.export(lone.folder / "out"))).ok
    opening = next((us.home.public / "t/us/released").iterdir())
    opening.write_bytes(b"x")
    (us.home.public / "t/us/released" / "added").write_bytes(b"x")
    damaged = f"t/us/released/{opening.name}"
    assert us.run(upkeep.mend, us.home) == tuple(sorted((damaged, "t/us/released/added")))
    assert us.run(upkeep.mend, us.home) == ()


def test_rows_that_do_not_give_the_signed_root_stop_a_republication(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    change(us, 1, raw=raw(us, 0))
    lose_folder(us.home.public)
    with pytest.raises(publisher.PublisherFault, match="do not give the root that was signed"):
        us.publish()
    assert not (us.home.public / "t" / "us" / "checkpoint").exists()


@pytest.mark.parametrize("step", ["keep", "tiles", "checkpoint"])
def test_a_crash_at_any_step_leaves_one_head_of_a_size(
    world: World, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    us = world.dialogue("us", "mx")[0]
    unpublished(us)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if step == "keep":
            patch.setattr(publisher.heads, "keep", crash)
        elif step == "tiles":
            patch.setattr(publication.folder, "write_log", crash)
        else:
            write = publication.folder.write_file

            def write_file(path: Path, data: bytes, durable: bool = True) -> None:
                crash() if path.name == "checkpoint" else write(path, data, durable)

            patch.setattr(publication.folder, "write_file", write_file)
        with pytest.raises(KeyboardInterrupt):
            us.publish()
    published = (us.home.public / "t/us/checkpoint").read_text()
    assert published.splitlines()[1] == "2", "readers still have the older whole one"
    us.clock = iter(range(10_000, 20_000))  # type: ignore[assignment]
    us.publish()
    assert head(us)[0] == 4
    assert (us.home.public / "t/us/checkpoint").read_text() == head(us)[1]
    assert us.run(SignedHead.objects.filter(log="t/us", size=4).count) == 1
    assert us.run(upkeep.mend, us.home) == ()


def test_two_heads_of_one_size_are_never_signed(lone: World) -> None:
    """A database restored from a backup would grow another history under the same key."""
    us = lone.dialogue("us", "mx")[0]
    backup = lone.folder / "backup.sqlite3"
    with us.here(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(backup)])
    unpublished(us)
    us.publish()
    newest, note = head(us)
    known = us.run(SignedHead.objects.get, log="t/us", size=newest)
    connection.close()
    for tail in ("", "-wal", "-shm"):
        us.home.database.with_name(f"db.sqlite3{tail}").unlink(missing_ok=True)
    shutil.copy(backup, us.home.database)
    files = tree_of(us.home.public)
    with pytest.raises(door.Diverged, match="record recover") as caught:
        us.run(door.commit, us.home, ActDraft("ack"), door.Actor("us"), START + timedelta(days=9))
    assert caught.value.where == f"t/us {newest}", "our own publication says so"
    with pytest.raises(publisher.PublisherFault, match="older than this record"):
        us.publish()
    assert not any(name.startswith("t/us/") for name in us.run(upkeep.mend, us.home))
    assert tree_of(us.home.public) == files, "what tells of the lost entries stays"
    lose_folder(us.home.public)
    us.run(lambda: SignedHead.objects.create(log="t/us", size=newest, root=known.root, note=note, seen_at=START))
    with pytest.raises(door.Diverged, match="record recover"):
        unpublished(us)
    us.run(lambda: SignedHead.objects.filter(size=newest).delete())
    unpublished(us)
    us.run(lambda: SignedHead.objects.create(log="t/us", size=newest, root=known.root, note=note, seen_at=START))
    with pytest.raises(publisher.PublisherFault, match="signed at another state"):
        us.publish()


def test_a_key_that_the_record_does_not_declare_signs_no_snapshot(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    unpublished(us)
    (us.home.keys / "us.cosigner.key").replace(us.home.keys / "us.checkpoint.key")
    with pytest.raises(Fault):
        us.publish()
    assert head(us)[0] == 2


def test_a_mirror_bears_our_cosignature_and_is_made_again_too(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    mirror = mx.home.public / "t/us/checkpoint"
    assert "— t/mx " in mirror.read_text()
    assert us.run(publisher.publish, us.home, START) == 0
    before = mirror.read_text()
    shutil.rmtree(mirror.parent)
    mx.publish()
    assert mirror.read_text() == before
    mirror.write_text("nonsense")
    mx.publish()
    assert mirror.read_text() == before
    assert mx.run(upkeep.mend, mx.home) == ()


def test_a_full_disk_is_told_plainly_and_costs_nothing(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us = lone.dialogue("us", "mx")[0]
    unpublished(us)
    before = (us.home.public / "t/us/checkpoint").read_text()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "tile")

    with monkeypatch.context() as patch:
        patch.setattr(publication.folder, "write_file", full)
        with pytest.raises(publisher.PublisherFault, match="Make room") as caught:
            us.publish()
    assert caught.value.where == "tile: No space left on device"
    assert (us.home.public / "t/us/checkpoint").read_text() == before
    us.publish()
    assert (us.home.public / "t/us/checkpoint").read_text() == head(us)[1]
