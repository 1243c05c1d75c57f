"""An upgrade is one transaction: it is done, or nothing happened, whatever fails and whenever the process is killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bilateral.node.care import manifest, restore, running, shelf, upgrade, versions
from bilateral.node.projection import rebuild
from bilateral.values import BadInput, Fault
from tests.node.care.releases import OURS, package, release
from tests.node.care.test_backup import backed_up, empty, restored
from tests.node.care.test_recover import sign, truth
from tests.node.homes import Node, World

FAILS = 'raise ValueError("this release is broken")'
LOSES = 'apps.get_model("node", "LogEntry").objects.filter(seq=1).delete()'
SHORTENS = 'apps.get_model("node", "Log").objects.update(size=1)'


def schema(node: Node) -> list[Any]:
    """The tables and their columns as the database has them."""

    def read() -> list[Any]:
        with connection.cursor() as cursor:
            names = sorted(connection.introspection.table_names(cursor))
            return [
                (name, [c.name for c in connection.introspection.get_table_description(cursor, name)]) for name in names
            ]

    return list(node.run(read))


def upgraded(node: Node) -> upgrade.Upgraded:
    found: upgrade.Upgraded = node.run(upgrade.upgrade, node.home, node.home.path.parent / "backups", node.now())
    return found


def test_a_later_release_brings_its_tables_and_the_node_goes_on(world: World) -> None:
    us = world.dialogue("us", "mx")[0]
    before, tables = truth(us), schema(us)
    with release(world.folder, package(world.folder)):
        with pytest.raises(versions.OtherRelease, match="bilateral upgrade"):
            us.run(versions.require_equal)
        found = upgraded(us)
        us.run(versions.require_equal)
        assert "node 0900_later" in found.after and found.applied == ("node 0900_later",)
        assert f"node {OURS[-1].stem}" in found.before
        assert found.backup
        assert list(manifest.problems(found.backup, manifest.read(found.backup))) == []
        assert truth(us) == before
        assert schema(us) != tables
        sign(us)
        assert us.publish() == 1
        assert upgraded(us).applied == ()
    with pytest.raises(versions.OtherRelease, match="newer release"):
        us.run(versions.require_equal)
    with pytest.raises(versions.OtherRelease, match="newer release"):
        upgraded(us)


@pytest.mark.parametrize("work", [FAILS, LOSES, SHORTENS], ids=["fails", "loses", "shortens"])
def test_a_release_whose_migration_fails_changes_nothing(world: World, work: str) -> None:
    us = world.dialogue("us", "mx")[0]
    before, tables = truth(us), schema(us)
    with release(world.folder, package(world.folder, work)), pytest.raises(Fault, match="Nothing was changed"):
        upgraded(us)
    us.run(versions.require_equal)
    assert (truth(us), schema(us)) == (before, tables)
    assert [each.there for each in shelf.backups(us.home)] == [True], "the second net"
    sign(us)


def test_a_release_that_cannot_read_the_record_changes_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us = world.dialogue("us", "mx")[0]
    before, tables = truth(us), schema(us)

    def broken(*_: object, **__: object) -> None:
        raise KeyError("a kind that this release forgot")

    with release(world.folder, package(world.folder)), monkeypatch.context() as patch:
        patch.setattr(sys.modules[rebuild.__module__], "judge_waiting", broken)
        with pytest.raises(Fault, match="Nothing was changed"):
            upgraded(us)
    us.run(versions.require_equal)
    assert (truth(us), schema(us)) == (before, tables)


def test_killed_in_the_middle_it_is_as_if_it_had_not_begun(world: World) -> None:
    us = world.dialogue("us", "mx")[0]
    before, tables = truth(us), schema(us)
    reached = world.folder / "reached"
    name = package(world.folder, f"import pathlib, time; pathlib.Path({str(reached)!r}).touch(); time.sleep(60)")
    with us.here():
        process = started(us, world.folder, name)
        connection.close()
    try:
        while not reached.exists():
            assert process.poll() is None, process.communicate()
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
    us.run(versions.require_equal)
    assert (truth(us), schema(us)) == (before, tables)
    sign(us)
    with release(world.folder, package(world.folder)):
        assert upgraded(us).applied == ("node 0900_later",)


def started(node: Node, folder: Path, name: str) -> Any:
    """`bilateral upgrade` of that release, in a process of its own."""
    code = (
        "from django.conf import settings; from bilateral.cli.main import run\n"
        f"settings.MIGRATION_MODULES = {{'node': {name!r}}}\n"
        f"run(['--home', {str(node.home.path)!r}, 'upgrade', '--backups', {str(folder / 'b')!r}])"
    )
    env = {**os.environ, "BILATERAL_HOME": str(node.home.path), "PYTHONPATH": str(folder), "BILATERAL_LANG": "en"}
    if connection.vendor == "postgresql":
        database = node.database
        host = database["OPTIONS"].get("host") or database.get("HOST")
        env["BILATERAL_DATABASE_URL"] = f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"
    return subprocess.Popen([sys.executable, "-c", code], env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)


def test_a_running_node_is_not_upgraded(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    with running.serving(us.home), running.serving(us.home), pytest.raises(BadInput, match="running"):  # noqa: SIM117
        with running.stopped(us.home):
            pass
    with running.stopped(us.home), pytest.raises(BadInput, match="running"), running.serving(us.home):
        pass


def test_an_empty_database_says_what_to_do(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    us.database = {**us.database, "NAME": str(lone.folder / "nothing.sqlite3")}
    with pytest.raises(versions.OtherRelease, match="bilateral restore"):
        us.run(versions.require_equal)
    assert upgraded(us).backup is None
    us.run(versions.require_equal)


def test_a_backup_of_an_older_release_is_restored_and_brought_up(world: World) -> None:
    us = world.dialogue("us", "mx")[0]
    wanted = truth(us)
    folder = backed_up(us)
    with release(world.folder, package(world.folder)):
        new = restored(world, folder)
        new.run(versions.require_equal)
        assert truth(new) == wanted
        newer = backed_up(new)
    assert list(manifest.problems(newer, manifest.read(newer))) == []
    with pytest.raises(versions.OtherRelease, match="newer release"):
        backed_up(new)
    with pytest.raises(versions.OtherRelease, match="newer release"):
        restored(world, newer, code="old")
    assert not (world.folder / "old" / "bilateral.toml").exists()
    again = empty(world, "again")
    with pytest.raises(versions.OtherRelease, match="newer release"):
        again.run(restore.restore, again.home.path, newer, again.now())
    assert list(again.home.path.iterdir()) == []
