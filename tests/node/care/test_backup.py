"""A backup stands alone, is whole or is not there, and becomes a node again that signs nothing before it has asked."""

import json
import sqlite3
import stat
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from bilateral.node import projection, publisher
from bilateral.node.care import backup, journal, manifest, restore, shelf
from bilateral.node.home import load
from bilateral.node.models import LogEntry
from bilateral.values import BadInput
from tests.node.care.test_recover import acts, recovered, refuses, sign, truth
from tests.node.homes import START, Databases, Node, World
from tests.node.test_processes import WRITER, start


def backed_up(node: Node, **how: bool) -> Path:
    return node.run(backup.make, node.home, node.home.path.parent / "backups", node.now(), **how)[0]


def empty(world: World, code: str = "new") -> Node:
    """A place for a node: a folder and a database with nothing in them."""
    path = world.folder / code
    node = Node(replace(world.nodes[0].home, path=path), world.databases.fresh(path, "template0"))
    world.nodes.append(node)
    return node


def restored(world: World, source: Path, keys: Path | None = None, code: str = "new") -> Node:
    node = empty(world, code)
    node.home = node.run(restore.restore, node.home.path, source, START, keys=keys)[0]
    return node


def problems(folder: Path) -> list[str]:
    return [fault.where for fault in manifest.problems(folder, manifest.read(folder))]


def test_a_restored_node_signs_only_after_it_has_asked_and_ends_where_the_other_is(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    place = us.propose(us.line("x"))
    kept = backed_up(us)
    assert problems(kept) == []
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    acts(us)
    mx.pull(us)
    us.pull(mx)
    wanted = truth(us)
    new = restored(world, kept, us.home.keys)
    assert new.home == load(new.home.path)
    assert new.home.peers == us.home.peers
    refuses(new, "not yet compared")
    found = recovered(new, mx.home.public)
    assert (found.after - found.before, found.lost) == (2, ())
    new.pull(mx)
    assert truth(new) == wanted
    sign(new)
    mx.pull(new)
    assert [line["what"] for line in journal.lines(new.home)] == ["restore", "recover"]


def test_a_backup_made_while_acts_come_in_is_one_moment_of_the_record(world: World) -> None:
    """Two processes commit and publish through the real door meanwhile."""
    us = world.dialogue("us", "mx")[0]
    with us.here():
        writers = [start(us, WRITER, name, "6") for name in ("left", "right")]
        for writer in writers:
            assert writer.stdin
            writer.stdin.write("go\n")
            writer.stdin.flush()
        made = []
        while any(writer.poll() is None for writer in writers) or not made:
            made.append(backup.make(us.home, world.folder / "b", START + timedelta(hours=len(made))))
        told = [writer.communicate(timeout=120) for writer in writers]
    assert [(writer.returncode, err) for writer, (_, err) in zip(writers, told, strict=True)] == [(0, "")] * 2
    sizes = [next(log.size for log in found.logs if log.own) for _, found in made]
    assert sizes == sorted(sizes)
    assert [problems(folder) for folder, _ in made] == [[]] * len(made)
    assert us.run(LogEntry.objects.filter(log="t/us").count) == 14, "and nobody was kept from writing"
    newest = restored(world, made[-1][0])
    assert newest.run(LogEntry.objects.filter(log="t/us").count) == sizes[-1]
    assert newest.run(projection.rebuild, check=True) == ()


def test_keys_are_in_it_only_if_asked_for_and_it_is_the_owners_alone(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    without, with_keys = backed_up(us), backed_up(us, with_keys=True)
    assert not (without / "keys").exists()
    assert sorted(path.name for path in (with_keys / "keys").iterdir()) == sorted(
        p.name for p in us.home.keys.iterdir()
    )
    for folder in (without, with_keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert all(not path.stat().st_mode & 0o077 for path in folder.rglob("*"))
    assert [each.keys for each in shelf.backups(us.home)] == [False, True]
    new = restored(lone, with_keys)
    assert {p.name: p.read_bytes() for p in new.home.keys.iterdir()} == {
        p.name: p.read_bytes() for p in us.home.keys.iterdir()
    }


def test_erased_rows_are_not_carried_along(lone: World) -> None:
    """Free pages of the database still hold what was deleted; a backup must not."""
    us = lone.dialogue("us", "mx")[0]
    words = b"these words were taken back"
    with us.here(), connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
        cursor.execute("UPDATE node_sealedtext SET opening = %s", [words * 400])
        cursor.execute("UPDATE node_sealedtext SET opening = NULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert words in us.home.database.read_bytes()
    assert words not in (backed_up(us) / manifest.DATABASE).read_bytes()


def change_file(folder: Path) -> str:
    file = folder / "bilateral.toml"
    file.write_text(file.read_text() + "# more\n")
    return "bilateral.toml"


def lose_file(folder: Path) -> str:
    (folder / "public/t/us/checkpoint").unlink()
    return "public/t/us/checkpoint"


def add_file(folder: Path) -> str:
    (folder / "public/more").write_text("x")
    return "public/more"


def change_rows(folder: Path) -> str:
    """Somebody who can write the manifest too."""
    db = sqlite3.connect(folder / manifest.DATABASE)
    db.execute("UPDATE node_logentry SET raw = replace(raw, 'office', 'oFfice') WHERE log = 't/us' AND seq = 1")
    db.commit()
    db.close()
    said = json.loads((folder / manifest.FILE).read_text())
    said["files"][manifest.DATABASE] = manifest.digest(folder / manifest.DATABASE)
    (folder / manifest.FILE).write_text(json.dumps(said))
    return "t/us#1"


@pytest.mark.parametrize("spoil", [change_file, lose_file, add_file, change_rows], ids=lambda f: f.__name__)
def test_a_backup_that_was_changed_is_told_and_not_restored(lone: World, spoil: Callable[[Path], str]) -> None:
    us = lone.dialogue("us", "mx")[0]
    folder = backed_up(us)
    where = spoil(folder)
    assert [where in found for found in problems(folder)] == [True]
    with pytest.raises(BadInput):
        restored(lone, folder)
    assert not any((lone.folder / "new").iterdir())


def test_what_fails_in_the_middle_leaves_no_backup_and_no_node(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us = world.dialogue("us", "mx")[0]
    before = truth(us)

    def crash(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for module, name in ((backup.copying, "snapshot"), (backup, "_copied"), (manifest, "digest")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, crash)
            with pytest.raises(OSError, match="No space"):
                backed_up(us)
        assert list((us.home.path.parent / "backups").iterdir()) == []
    assert shelf.backups(us.home) == ()
    folder = backed_up(us)
    new = empty(world)
    for module, name in ((restore.upgrade, "bring_up"), (restore, "_files"), (restore.shelf, "add")):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, crash)
            with pytest.raises(OSError, match="No space"):
                new.run(restore.restore, new.home.path, folder, START)
        assert list(new.home.path.iterdir()) == []
    new.home = new.run(restore.restore, new.home.path, folder, START)[0]
    assert truth(new) == before


@pytest.mark.postgres
def test_a_node_moves_from_one_engine_to_the_other_and_back(lone: World, _postgres: Databases) -> None:
    """To a bigger machine: the backup of a node on SQLite is restored on PostgreSQL, and the other way round."""
    us, mx = lone.dialogue("us", "mx")
    us.propose(us.line("x"))
    wanted = truth(us)
    server = World(lone.folder / "server", _postgres)
    server.nodes.append(us)
    moved = restored(server, backed_up(us), us.home.keys)
    server.nodes.remove(us)
    assert moved.run(lambda: connection.vendor) == "postgresql"
    assert truth(moved) == wanted
    recovered(moved, mx.home.public)
    sign(moved)
    again = truth(moved)
    back = restored(lone, backed_up(moved))
    assert back.run(lambda: connection.vendor) == "sqlite"
    assert truth(back) == again
    _postgres.drop(server.nodes)


def test_a_server_shared_with_something_else_is_told(world: World) -> None:
    """A table that no app of ours knows can't be copied from a server; a copied file has it, and can't be moved."""
    us = world.dialogue("us", "mx")[0]
    with us.here(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE theirs (id integer)")
    if us.run(lambda: connection.vendor) == "sqlite":
        assert problems(backed_up(us)) == []
        return
    with pytest.raises(manifest.BackupFault, match="theirs"):
        backed_up(us)
    assert list((us.home.path.parent / "backups").iterdir()) == []


def test_the_publisher_waits_for_a_backup(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the publication in it is never newer than the database in it."""
    us = lone.dialogue("us", "mx")[0]
    snapshot = backup.copying.snapshot
    waited = []

    def while_copying(target: Path) -> None:
        snapshot(target)
        acts(us)

        def publish() -> None:
            publisher.publish(us.home, START)
            connection.close()

        thread = threading.Thread(target=publish)
        thread.start()
        thread.join(0.3)
        waited.append(thread)

    monkeypatch.setattr(backup.copying, "snapshot", while_copying)
    folder = backed_up(us)
    waited[0].join()
    assert (folder / "public/t/us/checkpoint").read_text().splitlines()[1] == "2"
    assert (us.home.public / "t/us/checkpoint").read_text().splitlines()[1] == "4"
    monkeypatch.undo()
    assert recovered(restored(lone, folder), us.home.public).after == 4
