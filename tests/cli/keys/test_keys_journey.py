"""The ceremony through commands, on two homes: rotate, pull, attest, audit, revoke after a theft, wrong key files."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import NAMES, Forker, Node

WHY = ("--text-en", "New machines.", "--text-es", "Equipos nuevos.")


@pytest.fixture
def homes(bilateral: Forker, tmp_path: Path) -> tuple[Node, Node, Path]:
    us, mx = (Node(bilateral, tmp_path / code, code) for code in NAMES)
    for node in (us, mx):
        party = ":".join((node.code, *NAMES[node.code]))
        safes = [part for n in (1, 2, 3) for part in ("--recovery", tmp_path / "safes" / f"{node.code}{n}")]
        node("init", "--dialogue", "talks", "--party", party, *safes)
    for node, other in ((us, mx), (mx, us)):
        key = other("peer", "own", "--json").json[0]["key"]
        node("peer", "add", f"talks/{other.code}", "--key", key, "--from", other.path / "public")
    for node in (us, mx, us):
        node("record", "pull")
    return us, mx, tmp_path


def spare(folder: Path, safe: str) -> Path:
    return folder / "safes" / safe / f"talks-{safe[:2]}.recovery.key"


def pins(folder: Path, *nodes: Node) -> Path:
    file = folder / "pins.txt"
    file.write_text("".join(f"{node('peer', 'own', '--json').json[0]['key']}\n" for node in nodes))
    return file


def test_the_ceremony(homes: tuple[Node, Node, Path], bilateral: Forker) -> None:
    us, mx, folder = homes
    old = pins(folder, us, mx).read_text()
    stolen = shutil.copytree(us.path / "keys", folder / "stolen")
    told = us("keys", "list", "--json").json[0]
    assert told["needed"] == 2 and len(told["recovery"]) == 3 and told["here"] and not told["pending"]

    statement, signed = folder / "statement.json", folder / "statement.json.signed"
    us("keys", "prepare", "--out", statement)
    assert us("keys", "list", "--json").json[0]["pending"]
    us("keys", "prepare", "--out", statement, code=2)  # nothing is overwritten
    one = bilateral("keys", "authorise", statement, "--recovery", spare(folder, "us1"), "--yes")
    assert "Regular change of the keys of talks/us." in one.out and "Cambio regular" in one.out
    refused = us("keys", "rotate", statement, signed, *WHY, code=2)
    assert "1 of 3" in refused.err and "2 are needed" in refused.err
    us("keys", "revoke", statement, signed, *WHY, code=2)
    bilateral("keys", "authorise", statement, "--recovery", spare(folder, "us3"), "--yes", lang="es")
    bilateral("keys", "authorise", folder / "stolen", "--recovery", spare(folder, "us3"), "--yes", code=2)
    done = us("keys", "rotate", statement, signed, *WHY, "--json").json
    assert done["entry"] == "talks/us#1" and not done["repeated"]
    assert us("keys", "rotate", statement, signed, *WHY, "--json").json["repeated"]

    mx("record", "pull")
    us("record", "pull")
    _pins_move(us, mx)
    new = pins(folder, us, mx).read_text()
    assert new != old
    us("record", "export", folder / "export")
    for text in (old, new):
        (folder / "pins.txt").write_text(text)
        report = bilateral("record", "audit", folder / "export", "--keys", folder / "pins.txt", "--json").json
        assert report["ok"] and report["verified"]
        assert all(any(c["counts"] for c in log["cosigners"]) for log in report["logs"])
    changes = next(log["key_changes"] for log in report["logs"] if log["origin"] == "talks/us")
    assert [(c["act"], c["authorised"], c["of"]) for c in changes] == [("rotate", 2, 3)]
    lines = bilateral("record", "audit", folder / "export", "--keys", folder / "pins.txt", lang="es", code=None).out
    assert "autorizado por 2 de 3 llaves de recuperación" in lines
    _theft(us, mx, folder, bilateral)
    _wrong_files(us, stolen)


def _pins_move(us: Node, mx: Node) -> None:
    """The pin of before still holds; whoever wants to move it is told to what, and keeps the place to pull from."""
    (before,) = mx("peer", "list", "--json").json
    now = us("peer", "own", "--json").json[0]["key"]
    assert (before["moved"], before["in_force"]) == (True, now)
    assert "at entry 1" in mx("peer", "list").out and f"--key {now}" in mx("peer", "list", lang="es").out
    mx("peer", "add", "talks/us", "--key", now)
    (after,) = mx("peer", "list", "--json").json
    assert after == {**before, "key": now, "moved": False} and after["source"]
    mx("record", "pull")


def _theft(us: Node, mx: Node, folder: Path, bilateral: Forker) -> None:
    """Revoke, with one fresh recovery key, and go on."""
    digests = [bilateral("keys", "recovery", folder / f"new{n}.key", "--json").json["digest"] for n in (1, 2)]
    fresh = [part for digest in digests for part in ("--new-recovery", digest)]
    statement = folder / "revoke.json"
    us("keys", "prepare", "--suspect-from", "9", "--out", statement, code=2)
    us("keys", "prepare", "--suspect-from", "1", *fresh, "--out", statement)
    for safe in ("us1", "us2"):
        out = folder / f"{safe}.signed"
        told = bilateral("keys", "authorise", statement, "--recovery", spare(folder, safe), "--out", out, "--yes")
        assert "REVOCATION" in told.out and "REVOCACIÓN" in told.out
    us("keys", "revoke", statement, folder / "us1.signed", folder / "us2.signed", *WHY)
    mx("record", "pull")
    us("record", "pull")
    told = us("keys", "list", "--json").json[0]
    assert told["recovery"] == digests and told["needed"] == 2
    assert [each["act"] for each in told["history"]] == ["genesis", "rotate", "revoke"]
    assert "revocadas" in us("keys", "list", lang="es").out
    us("record", "export", folder / "after")
    assert bilateral("record", "audit", folder / "after", "--json", code=None).json["ok"]
    assert us("rebuild", "--check", "--json").json == {"differing": []}
    assert mx("rebuild", "--check", "--json").json == {"differing": []}


def _wrong_files(us: Node, stolen: Path) -> None:
    """Keys from an old backup: nothing is signed, and it is said why."""
    for file in stolen.glob("*.key"):
        shutil.copy(file, us.path / "keys" / file.name)
    assert not us("keys", "list", "--json", code=1).json[0]["here"]
    told = us("act", "propose", "office", "--name", "cbp", "--set", "title=en: Customs | es: Aduanas", code=None)
    assert told.code != 0 and "not the key that the record declares now" in told.err


def test_recovery_keys_go_to_different_places(bilateral: Forker, tmp_path: Path) -> None:
    node = Node(bilateral, tmp_path / "us", "us")
    same = ("--recovery", tmp_path / "safe", "--recovery", tmp_path / "." / "safe")
    refused = node("init", "--dialogue", "talks", "--party", "us:1:Upland:Tierra Alta", *same, code=2)
    assert "would lie together" in refused.err
    assert not (tmp_path / "us" / "keys").exists() and not list(tmp_path.glob("safe/*"))
