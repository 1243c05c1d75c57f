"""Folders made to harm: whatever they hold, a report comes back, soon, and never an exception."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilateral.record import tiles, tree
from bilateral.record.audit import audit
from bilateral.record.audit.report import MAX_FINDINGS
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.sources import DirSource
from bilateral.record.tiles import MAX_BUNDLE
from tests.record.builders import Party, export, key, story
from tests.record.test_audit_bytes import MemorySource, small

JUNK = (b"", b"\0", b"\xff" * 40, b"\n\n", b"{}", b"[" * 100_000, b"A" * 100_000, "—".encode() * 9)


@pytest.mark.parametrize("path", sorted(small()))
@pytest.mark.parametrize("junk", range(len(JUNK)))
def test_junk_for_any_file(path: str, junk: int) -> None:
    report = audit(MemorySource({**small(), path: JUNK[junk]}))
    assert not report.ok
    assert all(len(line) < 2000 for line in report.lines("es"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_many_files_damaged_at_once(data: st.DataObject) -> None:
    files = dict(small())
    for path in data.draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=6, unique=True)):
        kind = data.draw(st.sampled_from(("drop", "cut", "splice", "other")))
        old = files[path]
        at = data.draw(st.integers(0, max(len(old) - 1, 0)))
        if kind == "drop":
            del files[path]
        elif kind == "cut":
            files[path] = old[:at]
        elif kind == "splice":
            files[path] = old[:at] + data.draw(st.binary(min_size=1, max_size=8)) + old[at:]
        else:
            files[path] = small()[data.draw(st.sampled_from(sorted(small())))]
    report = audit(MemorySource(files))
    assert report.ok == (files == small())


@pytest.mark.parametrize("size", [10**6, 2**40, 2**63 - 1])
def test_a_checkpoint_that_claims_any_size(size: int) -> None:
    """Only what is there costs time: the claim alone is a line."""
    us = Party("us").begin()
    head = Checkpoint(us.origin, size, bytes(32)).sign(us.checkpoint_key)
    files = {**small(), "hled/us/checkpoint": head}
    report = audit(MemorySource(files))
    assert not report.ok and len(report.findings) < 30
    assert any(f.code == "file-missing" and f.place.startswith("hled/us/tile/") for f in report.findings)


def test_a_checkpoint_of_nothing() -> None:
    us = Party("us").begin()
    head = Checkpoint(us.origin, 0, tree.EMPTY_ROOT).sign(us.checkpoint_key)
    report = audit(MemorySource({**small(), "hled/us/checkpoint": head}))
    assert any(f.code == "no-genesis" for f in report.findings)


def test_files_too_big_are_not_held(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    for name, limit in (("checkpoint", 1 << 16), ("tile/0/000.p/4", 8192), ("tile/entries/000.p/4", MAX_BUNDLE)):
        path = tmp_path / "hled/us" / name
        good = path.read_bytes()
        os.truncate(path, limit + 1)
        found = {(f.code, f.place) for f in audit(DirSource(tmp_path)).findings}
        assert ("file-too-big", f"hled/us/{name}") in found
        path.write_bytes(good)


def test_links_and_pipes_in_the_place_of_files(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    (tmp_path / "hled/us/checkpoint").rename(tmp_path / "kept")
    (tmp_path / "hled/us/checkpoint").symlink_to(tmp_path / "kept")
    (tmp_path / "verifiers.txt").unlink()
    os.mkfifo(tmp_path / "verifiers.txt")
    (tmp_path / "hled/loop").symlink_to(tmp_path)
    found = {(f.code, f.place) for f in audit(DirSource(tmp_path)).findings}
    assert {("file-not-plain", "hled/us/checkpoint"), ("file-not-plain", "verifiers.txt")} <= found
    assert {("file-extra", "hled/loop"), ("file-extra", "kept")} <= found


def test_a_flood_of_findings_is_cut() -> None:
    files = {**small(), **{f"junk/{i}": b"" for i in range(3 * MAX_FINDINGS)}}
    report = audit(MemorySource(files))
    assert len(report.findings) == MAX_FINDINGS and any(n.code == "more-findings" for n in report.notes)


def test_a_log_of_another_owner_over_nonsense() -> None:
    """Signed by its own keys all through, with bytes that are no entries at all."""
    raw = [b"{}", b"", b"\xff" * 10, b'{"v":1}', b"[" * 5000]
    leaves = [tree.leaf_hash(e) for e in raw]
    head = Checkpoint("hled/xx", len(raw), tree.root_of(leaves))
    files = {
        "hled/xx/checkpoint": head.sign(key("xx")),
        f"hled/xx/{tiles.path(0, 0, 5)}": b"".join(leaves),
        f"hled/xx/{tiles.entries_path(0, 5)}": tiles.bundle(raw),
    }
    report = audit(MemorySource(files))
    assert {"nobody-known-signed", "file-missing"} <= {f.code for f in report.findings}
    assert any(f.place.startswith("hled/xx#0") for f in report.findings)
