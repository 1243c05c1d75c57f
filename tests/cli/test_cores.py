"""An audit large enough for other cores answers like a small one: clean is clean, and a bad signature is named."""

import subprocess
import sys
from pathlib import Path

from bilateral.cli.cores import MANY, cores
from bilateral.record.sources import DirSource
from bilateral.record.tiles import WIDTH
from tests.record.builders import export, parties


def audit(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bilateral.cli.main", "record", "audit", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_large_record_is_checked_on_other_cores(tmp_path: Path) -> None:
    (party,) = parties("us")
    for _ in range((MANY + 1) * WIDTH):
        party.act("ack")
    export(tmp_path, party, cosign=False)
    with cores(DirSource(tmp_path).list()) as pool:
        assert pool is not None
    clean = audit(tmp_path)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    bundle = tmp_path / party.origin / "tile" / "entries" / "010"
    data = bundle.read_bytes()
    at = data.index(b'"sig":"') + 7
    bundle.write_bytes(data[:at] + (b"B" if data[at : at + 1] == b"A" else b"A") + data[at + 1 :])
    damaged = audit(tmp_path)
    assert damaged.returncode == 1, damaged.stderr
    assert f"#{10 * WIDTH}" in damaged.stdout or "entries/010" in damaged.stdout


def test_a_small_record_or_an_address_starts_nothing() -> None:
    for files in (None, set(), {"t/us/tile/entries/000.p/3"}):
        with cores(files) as pool:
            assert pool is None
