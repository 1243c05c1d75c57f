"""Audit of logs that changed their keys: old and new pins, checkpoints by old keys, forged beginnings."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bilateral.record import tree
from bilateral.record.audit import AuditReport, audit
from bilateral.record.checkpoint import Checkpoint, add_signature
from bilateral.record.entry import Entry
from bilateral.record.note import VerifierKey
from bilateral.record.sources import DirSource
from tests.record.builders import COSIGNED_AT, Party, export, parties


def changed(recoveries: int = 2) -> tuple[Party, Party, VerifierKey]:
    us, mx = parties("us", "mx", recoveries=recoveries)
    first = us.checkpoint_verifier
    us.act("ack", seen=[mx])
    us.change_keys("rotate", "2")
    us.act("ack")
    us.change_keys("revoke", "3", 3)
    us.act("ack")
    return us, mx, first


def codes(report: AuditReport) -> list[str]:
    return [f.code for f in report.findings]


def test_old_and_new_pins(tmp_path: Path) -> None:
    us, mx, first = changed()
    root = export(tmp_path, us, mx)
    for pin in (first, us.checkpoint_verifier):
        report = audit(DirSource(root), [pin, mx.checkpoint_verifier])
        assert report.ok and report.verified
        assert any(n.code == "pinned-former" for n in report.notes) == (pin == first)
    summary = next(log for log in report.logs if log.origin == "hled/us")
    assert [(c.act, c.seq, c.authorised, c.of, c.suspect) for c in summary.changes] == [
        ("rotate", 2, 2, 2, None),
        ("revoke", 4, 2, 2, 3),
    ]
    english, spanish = report.lines("en"), report.lines("es")
    assert any("keys revoked" in line and "2 of 2" in line and "from 3 to 3" in line for line in english)
    assert any("llaves revocadas" in line and "2 de 2" in line for line in spanish)


def test_a_pin_that_was_never_a_key(tmp_path: Path) -> None:
    us, mx, _ = changed()
    stranger = Party("us", seed="x").checkpoint_verifier
    report = audit(DirSource(export(tmp_path, us, mx)), [stranger, mx.checkpoint_verifier])
    assert codes(report) == ["key-not-pinned"] and not report.verified


def test_a_checkpoint_by_an_old_key(tmp_path: Path) -> None:
    us, mx, first = changed()
    us.checkpoint_key = us.fresh("2")[1]
    listed = us.fresh("3")[1]
    root = export(tmp_path, us, mx)
    us.checkpoint_key = listed
    for pins in ([first], [VerifierKey.of(us.origin, 1, us.fresh("2")[1].public)], []):
        report = audit(DirSource(root), pins)
        assert "former-key" in codes(report) and not report.verified


def test_cosignatures_by_an_old_key_are_refused(tmp_path: Path) -> None:
    us, mx, _ = changed()
    note = mx.signed(us)
    note = add_signature(note, mx.head.cosign(us.fresh("2")[2], us.origin, COSIGNED_AT))
    root = export(tmp_path, us, mx)
    (root / mx.origin / "checkpoint").write_bytes(note)
    assert codes(audit(DirSource(root))) == ["unknown-signature"]


def test_a_forged_beginning_with_the_pinned_key_in_it(tmp_path: Path) -> None:
    """Another history that declares the real public key: at genesis, and in the middle."""
    us, mx, first = changed()
    forged = Party("us", order=1, seed="forger ", recoveries=1)
    forged.begin(keys={**forged.keys_body(), "checkpoint": str(first)})
    forged.act("ack")
    real = us.entries[2].body["last"]  # a true snapshot by the pinned key, of the true log
    forged.change_keys("rotate", "2", last=real)
    report = audit(DirSource(export(tmp_path / "a", forged, mx)), [first])
    assert codes(report) == ["keys-root"] and not report.verified

    middle = Party("us", order=1, seed="forger ", recoveries=1).begin()
    ring = middle.fresh("2")
    keys = {**middle.keys_body(ring), "checkpoint": str(first)}
    body = middle.change_body("rotate", ring, middle.recovery, None, {"keys": keys})
    middle.entry_key = ring[0]
    middle.declaring = middle.act("rotate", body=body, sealed={"text.en": "a", "text.es": "b"}).seq
    report = audit(DirSource(export(tmp_path / "b", middle, mx)), [first])
    assert not report.ok and not report.verified
    middle.change_keys("rotate", "3", last=real)
    report = audit(DirSource(export(tmp_path / "c", middle, mx)), [first])
    assert not report.ok and not report.verified


def test_a_snapshot_of_another_history(tmp_path: Path) -> None:
    """The outgoing key signed two histories: the change shows it."""
    us, mx = parties("us", "mx")
    frontier = tree.Frontier()
    frontier.append(bytes(32))
    us.change_keys("rotate", "2", last=Checkpoint(us.origin, 1, frontier.root()).sign(us.checkpoint_key).decode())
    report = audit(DirSource(export(tmp_path, us, mx)), [us.checkpoint_verifier])
    assert codes(report) == ["keys-root"] and not report.verified


def test_verifiers_list_the_keys_in_force(tmp_path: Path) -> None:
    us, mx, first = changed()
    root = export(tmp_path, us, mx)
    text = (root / "verifiers.txt").read_text(encoding="utf-8")
    assert str(us.checkpoint_verifier) in text and str(first) not in text
    lines = sorted([*text.splitlines(), str(first)])
    (root / "verifiers.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert codes(audit(DirSource(root))) == ["verifiers-differ"]


def test_custody_is_the_one_in_force(tmp_path: Path) -> None:
    """A joint secretariat splits: afterwards each attests the other."""
    us, mx = parties("us", "mx", custody="joint", custodian="secretariat")
    for party in (us, mx):
        party.custody, party.custodian = "own", party.code
        party.change_keys("rotate", "2")
    report = audit(DirSource(export(tmp_path, us, mx)))
    assert report.ok and [s.custody for s in report.logs] == ["own", "own"]
    assert all(c.counts for s in report.logs for c in s.cosigners)


@pytest.mark.parametrize("size", [3, 300])
def test_signatures_are_still_checked_ahead(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a pool the report is the same, and the walk itself checks none of the signatures of either key."""
    us, mx = parties("us", "mx")
    for _ in range(size):
        us.act("ack")
    us.change_keys("rotate", "2")
    for _ in range(size):
        us.act("ack")
    root = export(tmp_path, us, mx)
    alone = audit(DirSource(root))
    by_hand: list[int] = []
    true = Entry.is_signed_by
    monkeypatch.setattr(Entry, "is_signed_by", lambda e, k: by_hand.append(e.seq) or true(e, k))
    with ThreadPoolExecutor(2) as pool:
        assert audit(DirSource(root), None, pool) == alone
    assert set(by_hand) <= {0}
