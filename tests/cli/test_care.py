"""What an operator types, in processes of its own: backup, check, list, expire, restore, recover, upgrade."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Journey, Node, Run


@pytest.fixture
def us(journey: Journey, tmp_path: Path) -> Node:
    """A copy of one government's node, so that the journey stays as it is."""
    shutil.copytree(journey.us.path, tmp_path / "us")
    return Node(journey.us.forker, tmp_path / "us", "us")


def test_backup_restore_recover(us: Node, bilateral: Run, tmp_path: Path, journey: Journey) -> None:
    made = us("backup", "make", tmp_path / "backups", "--json").json
    assert made["keys"] is False
    assert us("backup", "check", made["backup"], "--json").json["holds"] is True
    assert [row["path"] for row in us("backup", "list", "--json").json] == [made["backup"]]
    assert us("backup", "expire", "--json").json == {"destroyed": [], "moved": []}
    new = Node(bilateral, tmp_path / "new", "us")
    assert "record recover" in new("restore", made["backup"], "--keys", us.path / "keys").out
    refused = new("act", "propose", "office", "--name", "x", "--set", "title=en: X | es: X", code=None)
    assert (refused.code, "record recover" in refused.err) == (2, True)
    found = new("record", "recover", "--json").json
    assert [(log["signs"], log["held_by"], log["lost"]) for log in found["logs"]] == [
        (True, [str(journey.mx.path / "public")], [])
    ]
    assert new("rebuild", "--check", "--json").json == {"differing": []}
    new.act("propose", "office", "--name", "x", "--set", "title=en: X | es: X")
    assert [line["what"] for line in map(json.loads, (new.path / "journal.jsonl").read_text().splitlines())] == [
        "restore",
        "recover",
    ]


@pytest.mark.parametrize(("lang", "words"), [("en", "destroy it by"), ("es", "destrúyelo a más tardar")])
def test_for_people(us: Node, tmp_path: Path, lang: str, words: str) -> None:
    told = us("backup", "make", tmp_path / "backups", "--with-keys", lang=lang).out
    assert words in told
    assert ("private keys" in told) or ("llaves privadas" in told)
    folder = next((tmp_path / "backups").iterdir())
    assert words in us("backup", "check", folder, lang=lang).out
    assert str(folder) in us("backup", "list", lang=lang).out
    (folder / "bilateral.toml").write_text("")
    assert us("backup", "check", folder, lang=lang, code=1).err
    shutil.move(folder, tmp_path / "tape")
    us("backup", "destroyed", folder, lang=lang)


def test_what_came_with_the_backup_and_who_does_not_answer_lift_no_mark(
    us: Node, bilateral: Run, tmp_path: Path, journey: Journey
) -> None:
    """Neither its own publication nor a backup's shows that nobody holds more, nor does an empty mount point."""
    made = us("backup", "make", tmp_path / "backups", "--with-keys", "--json").json
    new = Node(bilateral, tmp_path / "new", "us")
    new("restore", made["backup"])
    settings = new.path / "bilateral.toml"
    peer = json.dumps(str(journey.mx.path / "public"))
    away = tmp_path / "mount"
    away.mkdir()
    settings.write_text(settings.read_text().replace(peer, json.dumps(str(away))))
    for places in ((), (new.path / "public",), (Path(made["backup"]) / "public", new.path / "public"), (us.path,)):
        found = new("record", "recover", *places, "--json", code=1).json
        assert [fault["where"] for fault in found["faults"]][-1:] == [str(away)]
        assert not found["logs"][0]["signs"]
    assert str(away) in new("record", "recover", us.path / "public", code=1).err, "the peer was to be asked too"
    settings.write_text(settings.read_text().replace(json.dumps(str(away)), peer))
    for places in ((new.path / "public",), (Path(made["backup"]) / "public",)):
        held = new("record", "recover", *places, "--json").json["logs"][0]["held_by"]
        assert held == [str(journey.mx.path / "public")]


def test_nobody_else_needs_a_reason(us: Node, bilateral: Run, tmp_path: Path) -> None:
    made = us("backup", "make", tmp_path / "backups", "--with-keys", "--json").json
    new = Node(bilateral, tmp_path / "new", "us")
    new("restore", made["backup"])
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "--nobody-else" in new("record", "recover", empty, code=1).out
    assert "--nobody-else" in new("record", "recover", empty, tmp_path / "gone", code=1).out
    new("record", "recover", "--nobody-else", code=2)
    new("record", "recover", "--nobody-else", "--reason", "this is a drill")
    new.act("propose", "office", "--name", "x", "--set", "title=en: X | es: X")


def test_what_cannot_be_done_is_told(us: Node, bilateral: Run, tmp_path: Path) -> None:
    for arguments in (
        ("backup", "make", us.path / "inside"),
        ("backup", "check", tmp_path),
        ("backup", "destroyed", "nosuch"),
        ("restore", tmp_path),
        ("record", "recover", "--nobody-else", "--reason", "none waits"),
    ):
        for lang in ("en", "es"):
            assert us(*arguments, code=2, lang=lang).err
    assert bilateral("--home", tmp_path / "none", "backup", "list", code=2).err


def test_an_upgrade_of_a_node_that_needs_none(us: Node) -> None:
    found = us("upgrade", "--json").json
    assert (found["applied"], found["backup"], found["before"]) == ([], "", found["after"])


def test_a_node_whose_database_is_gone(us: Node) -> None:
    for tail in ("", "-wal", "-shm"):
        (us.path / f"db.sqlite3{tail}").unlink(missing_ok=True)
    assert "bilateral restore" in us("act", "list", code=2).err
    us("upgrade")
    found = us("record", "recover", us.path / "public", "--json").json
    assert found["logs"][0]["signs"] is True
    us("record", "pull")
    assert us("rebuild", "--check", "--json").json == {"differing": []}


def test_a_node_is_examined(us: Node, tmp_path: Path) -> None:
    us("backup", "make", tmp_path / "backups")
    us("record", "pull")
    found = us("doctor", "--json").json
    assert (
        found["healthy"],
        {check["name"]: check["state"] for check in found["checks"] if check["state"] != "ok"},
    ) == (
        True,
        {},
    )
    (us.path / "keys" / "us.entry.key").chmod(0o644)
    assert us("doctor", "--quick", "--json", code=1).json["healthy"] is False
    assert "chmod 600" in us("doctor", "--quick", code=1).out
    assert "Llaves privadas" in us("doctor", "--quick", code=1, lang="es").out


def test_a_node_of_another_release_is_examined_and_told(us: Node) -> None:
    db = sqlite3.connect(us.path / "db.sqlite3")
    db.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('node', '0999_later', '2030-01-01')")
    db.commit()
    db.close()
    for arguments in (("act", "list"), ("rebuild",), ("record", "pull"), ("upgrade",), ("serve", "--port", "8765")):
        assert "0999_later" in us(*arguments, code=2).err
    states = {check["name"]: check["state"] for check in us("doctor", "--quick", "--json", code=1).json["checks"]}
    assert states["release"] == "fault"
