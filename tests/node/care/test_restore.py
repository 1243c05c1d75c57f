"""A restore that was broken off, and what it must never touch."""

import pytest
from django.db import connection

from bilateral.node.care import backup, manifest, restore
from bilateral.node.home import load
from bilateral.node.models import Log
from bilateral.values import BadInput
from tests.node.care.test_backup import backed_up, empty, restored
from tests.node.care.test_recover import truth
from tests.node.homes import START, Databases, World


def test_a_restore_killed_in_the_middle_is_begun_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us = world.dialogue("us", "mx")[0]
    folder = backed_up(us)
    new = empty(world)
    with monkeypatch.context() as patch:
        patch.setattr(restore, "_clear", lambda path: None)  # what a SIGKILL does not do either
        patch.setattr(restore.shelf, "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            new.run(restore.restore, new.home.path, folder, START)
    assert not load(new.home.path).exists
    assert new.run(Log.objects.count) == 2
    new.home = new.run(restore.restore, new.home.path, folder, START)[0]
    assert truth(new) == truth(us)


@pytest.mark.postgres
def test_beginning_a_restore_anew_clears_no_other_database(
    lone: World, _postgres: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one was killed; the second is given the address of a database in use."""
    world = World(lone.folder, _postgres)
    us, mx = world.dialogue("us", "mx")
    folder = backed_up(us)
    before = truth(mx)
    new = empty(world)
    with monkeypatch.context() as patch:
        patch.setattr(restore, "_clear", lambda path: None)
        patch.setattr(restore.shelf, "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            new.run(restore.restore, new.home.path, folder, START)
    with pytest.raises(manifest.BackupFault, match="BILATERAL_DATABASE_URL"):
        mx.run(restore.restore, new.home.path, folder, START)
    assert truth(mx) == before
    _postgres.drop(world.nodes)


def test_nothing_that_is_there_is_written_over(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    folder = backed_up(us)
    before = truth(mx)
    with pytest.raises(BadInput, match="something here already"):
        mx.run(restore.restore, mx.home.path, folder, START)
    if connection.vendor == "postgresql":
        with pytest.raises(BadInput, match="BILATERAL_DATABASE_URL"):
            mx.run(restore.restore, world.folder / "other", folder, START)
    assert truth(mx) == before
    with pytest.raises(BadInput, match="lost with it"):
        us.run(backup.make, us.home, us.home.path / "public" / "b", START)
    with pytest.raises(BadInput, match="no whole backup"):
        restored(world, us.home.path)
