"""Opening a home, its settings, proofs and exports: whole or not at all."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from bilateral.node import exporting, genesis, proving, publisher
from bilateral.node import home as homes
from bilateral.node.home import Home, Peer, load
from bilateral.node.models import Log
from bilateral.record.audit import audit
from bilateral.record.note import VerifierKey
from bilateral.record.proof import verify_proof
from bilateral.record.sources import DirSource
from bilateral.values import BadInput, Fault
from tests.node.homes import START, Node, World, both


def test_settings_are_read_as_written(tmp_path: Path) -> None:
    peer = Peer("hled/mx", "hled/mx+00000000+A", 'C:\\x "quoted" ñ 😀\n')
    home = Home(tmp_path / "h", "hled", ("us",), "us", True, ("a.example",), peers=(peer,), turns=(("us", 2),))
    home.save()
    assert load(home.path) == home
    assert not Home(tmp_path / "none").exists
    assert load(tmp_path / "none") == Home(tmp_path / "none")


@pytest.mark.parametrize(
    "text",
    ["not toml [", 'own = ["us"]', 'dialogue = "t"\nown = "us"', 'dialogue = "t"\nown = []\npeers = ["x"]', "\xff"],
)
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, text: str) -> None:
    (tmp_path / homes.CONFIG).write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInput, match="settings can't be read") as caught:
        load(tmp_path)
    assert str(tmp_path / homes.CONFIG) in caught.value.where


def test_hosts_left_out_are_this_machine(tmp_path: Path) -> None:
    (tmp_path / homes.CONFIG).write_text('dialogue = "t"\nown = ["us"]\n')
    assert load(tmp_path).hosts == homes.HOSTS


def open_home(world: World, path: Path, *, recovery: Path | None = None, **fields: Any) -> Node:
    home = Home(path, fields.pop("dialogue", "t"), fields.pop("own", ("us",)), fields.pop("custodian", "us"))
    node = Node(home, world.databases.fresh(path))
    founder = genesis.Founder(
        home.own[0], fields.pop("name", both("United States", "Estados Unidos")), fields.pop("order", 1)
    )
    node.run(genesis.found, home, (founder,), [recovery or world.folder / "recovery"], START)
    return node


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"custodian": "Ministry of Economy"}, "not a document's identifier"),
        ({"own": ("US",)}, "not the name of a log"),
        ({"dialogue": "H L"}, "not the name of a log"),
        ({"name": {"en": "Only"}}, "needs English and Spanish"),
        ({"name": both("", "x")}, "empty in one language"),
        ({"order": 0}, "1, 2"),
    ],
)
def test_a_home_that_others_would_refuse_is_not_opened(lone: World, fields: dict[str, Any], what: str) -> None:
    path = lone.folder / "h"
    with pytest.raises(BadInput, match=what):
        open_home(lone, path, **fields)
    assert not (path / "keys").exists()
    assert open_home(lone, path).home.exists


def test_a_failure_halfway_leaves_no_home_and_a_second_try_works(lone: World, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lone.folder / "h"

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(genesis, "_open", fail)
        with pytest.raises(OSError, match="No space"):
            open_home(lone, path)
    left = sorted(p.name for p in path.rglob("*"))
    assert left == ["keys"], "and nothing in it"
    assert list((lone.folder / "recovery").iterdir()) == []
    assert open_home(lone, path).home.exists


def test_a_node_that_lost_its_settings_is_never_written_over(lone: World) -> None:
    us = lone.node("us")
    (us.home.path / homes.CONFIG).unlink()
    before = sorted(p.name for p in us.home.path.rglob("*") if "wal" not in p.name and "shm" not in p.name)
    with pytest.raises(BadInput, match="a node here already"):
        open_home(lone, us.home.path, recovery=lone.folder / "other")
    after = sorted(p.name for p in us.home.path.rglob("*") if "wal" not in p.name and "shm" not in p.name)
    assert after == before
    assert us.run(Log.objects.count) == 1


def test_keys_are_for_their_owner_only(lone: World) -> None:
    us = lone.node("us")
    assert us.home.keys.stat().st_mode & 0o777 == 0o700
    assert {key.stat().st_mode & 0o777 for key in us.home.keys.iterdir()} == {0o600}
    assert sorted(key.name for key in us.home.keys.iterdir()) == [
        "us.checkpoint.key",
        "us.cosigner.key",
        "us.entry.key",
    ]
    spare = lone.folder / "recovery" / "t-us.recovery.key"
    assert spare.stat().st_mode & 0o777 == 0o600
    (us.home.keys / "us.entry.key").unlink()
    with pytest.raises(Fault, match="private key can't be read") as caught:
        us.propose(us.office("cbp"))
    assert "backup" in caught.value.do.en


def test_an_export_stands_alone_and_is_whole_or_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx = world.dialogue("us", "mx")
    us.propose(us.line("x"))
    mx.pull(us)
    keys = [VerifierKey.parse(key) for log in ("t/us", "t/mx") for key in us.run(publisher.declared_keys, log)]
    for node in (us, mx):
        report = audit(DirSource(node.export(node.home.path / "out")), keys)
        assert report.ok, report.lines()
        assert report.verified
    with pytest.raises(BadInput, match="not empty"):
        us.export(us.home.path / "out")
    empty = world.folder / "empty"
    empty.mkdir()
    us.export(empty)
    assert (empty / "verifiers.txt").exists()

    def crash(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(exporting.publication, "write_verifiers", crash)
        with pytest.raises(BadInput, match="can't be written"):
            us.run(exporting.export, us.home, world.folder / "half")
    assert not [path for path in world.folder.iterdir() if "half" in path.name]


def test_a_changed_byte_of_an_export_is_found(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    out = us.export(lone.folder / "out")
    for file in sorted(p for p in out.rglob("*") if p.is_file()):
        data = file.read_bytes()
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        report = audit(DirSource(out))
        assert not report.ok, file
        file.write_bytes(data)
    assert audit(DirSource(out)).ok


def test_a_proof_holds_offline(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    place = us.propose(us.line("x"))
    mx.pull(us)
    key = VerifierKey.parse(us.run(publisher.declared_keys, "t/us")[0])
    cosigner = VerifierKey.parse(us.run(publisher.declared_keys, "t/mx")[1])
    for node in (us, mx):
        proved = verify_proof(node.run(proving.proof, node.home, "t/us", 2), (key, cosigner))
        assert (f"t/us#{proved.index}", proved.checkpoint.size) == (place, 3)
    assert [k.name for k, _ in proved.cosigners] == ["t/mx"], "the mirror's proof carries who attests it"


@pytest.mark.parametrize(("log", "seq"), [("t/us", 99), ("t/none", 0)])
def test_a_proof_of_what_is_not_there_is_refused_plainly(lone: World, log: str, seq: int) -> None:
    us = lone.dialogue("us", "mx")[0]
    with pytest.raises(BadInput, match="no published snapshot"):
        us.run(proving.proof, us.home, log, seq)
    shutil.rmtree(us.home.public / "t" / "us" / "tile")
    with pytest.raises(BadInput, match="no published snapshot"):
        us.run(proving.proof, us.home, "t/us", 0)
