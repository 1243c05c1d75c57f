"""Every check of the doctor is made to fail once; a healthy node passes all; looking changes nothing."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bilateral.node.care import backup, doctor, shelf
from bilateral.node.models import Log
from bilateral.record.sources import DirSource, Source
from tests.node.care.releases import package, release
from tests.node.care.rewind import keep
from tests.node.care.spoils import NOW, SPOILS, entries
from tests.node.care.test_recover import acts, truth
from tests.node.homes import START, Node, World


@contextmanager
def source_of(where: str) -> Iterator[Source]:
    yield DirSource(where)


def patient_of(node: Node, now: datetime = NOW, least_free: int = 1) -> doctor.Patient:
    return doctor.Patient(node.home, now, source_of, least_free)


def checked(node: Node, name: str, **how: Any) -> doctor.Diagnosis:
    """One check's outcome."""
    check = next(check for check in doctor.CHECKS if check.name == name)
    found: doctor.Diagnosis = node.run(doctor.made, check, patient_of(node, **how))
    return found


def examined(node: Node, *, quick: bool = False, **how: Any) -> dict[str, doctor.Diagnosis]:
    patient = patient_of(node, **how)
    return {each.check.name: each for each in node.run(lambda: list(doctor.examine(patient, quick=quick)))}


@pytest.fixture
def us(world: World) -> Node:
    """A healthy node: published, pulled, backed up."""
    us, mx = world.dialogue("us", "mx")
    mx.pull(us)
    us.pull(mx)
    us.run(backup.make, us.home, world.folder / "backups", START)
    return us


def test_every_check_is_made_to_fail() -> None:
    assert set(SPOILS) | {"release"} == {check.name for check in doctor.CHECKS}
    assert len({check.name for check in doctor.CHECKS}) == len(doctor.CHECKS)


@pytest.mark.parametrize("name", SPOILS)
def test_what_is_spoilt_is_found_with_a_remedy(us: Node, world: World, name: str) -> None:
    before = checked(us, name)
    assert before.state == ("fault" if name == "durability" else "ok"), before.findings
    spoil, wanted = SPOILS[name]
    found = checked(us, name, **(spoil(us, world) or {}))
    assert found.state == wanted, found.findings
    for finding in found.findings:
        assert all(finding.what.to_dict().values())
        assert all(finding.do.to_dict().values())
        assert finding.where


def test_another_release_is_found_and_what_cannot_be_assessed_is_not_fine(us: Node, world: World) -> None:
    assert examined(us)["release"].state == "ok"
    with release(world.folder, package(world.folder)):
        assert examined(us)["release"].state == "fault"
    us.run(lambda: connection.cursor().execute('ALTER TABLE node_logentry RENAME TO "elsewhere"'))
    found = examined(us)
    assert {found[name].state for name in ("entries", "projection", "settings")} >= {"unknown"}
    assert found["entries"].findings[0].do.es
    assert not doctor.healthy(list(found.values()))


def test_a_healthy_node_passes_and_is_left_as_it_was(us: Node) -> None:
    rows, files = truth(us), everything(us.home.path)
    found = examined(us)
    assert {each.state for name, each in found.items() if name != "durability"} == {"ok"}
    assert truth(us) == rows
    assert everything(us.home.path) == files


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("db.sqlite3"))
    return {str(path): path.read_bytes() for path in files}


def test_a_quick_look_says_what_it_left_out(us: Node, world: World) -> None:
    entries(us, world)
    found = examined(us, quick=True)
    assert {name for name, each in found.items() if each.state == "skipped"} == {
        check.name for check in doctor.CHECKS if check.slow
    }


def test_keys_that_are_not_the_declared_ones(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    (us.home.keys / "us.entry.key").replace(us.home.keys / "us.checkpoint.key")
    found = examined(us)["keys"]
    assert found.state == "fault"
    assert "us.entry.key" in found.findings[0].where


def test_room_that_is_left_on_the_disk_is_told_to_the_byte(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, _ = lone.dialogue("us", "mx")
    still = shutil.disk_usage(us.home.path)  # other tests write to the same disk meanwhile
    monkeypatch.setattr(shutil, "disk_usage", lambda path: still)
    copies = 2 * us.home.database.stat().st_size
    states = [examined(us, least_free=still.free + more)["disk"].state for more in (-copies, 1 - copies, 0, 1)]
    assert states == ["ok", "warning", "warning", "fault"]


def test_an_old_backup_and_a_peer_without_a_source_are_warned_of(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    assert examined(us)["backups"].state == "warning", "none was made"
    us.run(backup.make, us.home, lone.folder / "b", START)
    assert examined(us)["backups"].state == "ok"
    assert examined(us, now=START + timedelta(days=8))["backups"].state == "warning"
    assert [each.overdue(START) for each in shelf.backups(us.home)] == [False]
    us.home = replace(us.home, peers=(replace(us.home.peers[0], source=""),))
    found = examined(us, now=START + timedelta(days=9))["peers"]
    assert [finding.severity for finding in found.findings] == ["warning", "warning"]
    assert mx


def test_a_peer_that_holds_more_of_our_record_is_named(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    rewind = keep(lone.databases, us)
    acts(us)
    mx.pull(us)
    acts(mx)
    mx.publish()
    rewind()
    shutil.rmtree(us.home.public)
    found = examined(us)["peers"]
    assert sorted((finding.severity, finding.where) for finding in found.findings) == [
        ("fault", "t/us 4"),
        ("warning", f"t/mx {mx.run(Log.objects.get, pk='t/mx').size}"),
    ]
