"""The promise of audit: any bit of any file changed, any file added or removed, is found and its place is named."""

import itertools
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import pytest

from bilateral.record import entry, note, tiles
from bilateral.record.audit import AuditReport, audit
from bilateral.record.keys import verify_strict
from bilateral.record.sources import MAX_FILE
from tests.node.faults.scale import FULL, counted
from tests.record.builders import export, parties


class MemorySource:
    """Files in memory: what a folder holds, without a disk."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def read(self, path: str, limit: int = MAX_FILE) -> bytes | None:
        return self.files.get(path)

    def list(self) -> set[str]:
        return set(self.files)


@pytest.fixture(autouse=True)
def _remember_signatures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verifying is a pure function: thousands of audits of almost the same bytes needn't repeat it."""
    remembered = lru_cache(maxsize=None)(verify_strict)
    monkeypatch.setattr(entry, "verify_strict", remembered)
    monkeypatch.setattr(note, "verify_strict", remembered)


@cache
def small() -> dict[str, bytes]:
    """Two logs, one attested by the other, with words released, words kept sealed, and something seen."""
    import tempfile

    us, mx = parties("us", "mx")
    us.act("position", sealed={"text.en": "words"}, seen=[mx])
    us.act("position", sealed={"text.en": "kept"}, visibility="sealed")
    with tempfile.TemporaryDirectory() as folder:
        root = export(Path(folder), us, mx)
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def places_of(path: str) -> Iterator[str]:
    """Where a finding about a file may point: the file, or an entry of the bundle that it is."""
    yield path
    tile = tiles.Tile.parse(path.split("/", 2)[-1])
    if tile is not None and tile.level == tiles.ENTRIES:
        yield from (f"{path.rsplit('/tile', 1)[0]}#{i}" for i in range(tile.width))


def named(report: AuditReport, path: str) -> bool:
    wanted = tuple(places_of(path))
    return any(f.place == p or f.place.startswith((f"{p} ", f"{p}:")) for f in report.findings for p in wanted)


def test_untouched_it_is_ok() -> None:
    report = audit(MemorySource(small()))
    assert report.ok and report.assessed, report.lines()


@pytest.mark.parametrize("path", sorted(small()))
def test_every_bit(path: str) -> None:
    """Each bit of each byte in CI, one of each byte where a developer waits."""
    data = small()[path]
    for at in range(len(data)):
        for flip in [1 << bit for bit in range(8)] if FULL else [1 << at % 8]:
            changed = data[:at] + bytes([data[at] ^ flip]) + data[at + 1 :]
            report = audit(MemorySource({**small(), path: changed}))
            assert not report.ok, (path, at)
            assert named(report, path), (path, at, report.lines())
    counted("bits", 8 * sum(map(len, small().values())))


@pytest.mark.parametrize("path", sorted(small()))
def test_every_file_removed_cut_or_lengthened(path: str) -> None:
    rest = {name: data for name, data in small().items() if name != path}
    data = small()[path]
    for files in (rest, *({**rest, path: cut} for cut in (b"", data[:-1], data + b"\n", data + b"\0", data * 2))):
        report = audit(MemorySource(files))
        assert not report.ok and named(report, path), (path, files.get(path), report.lines())


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "hled/us/notes",
        "hled/us/checkpoint.old",
        "hled/us/tile/0/000",
        "hled/us/tile/0/000.p/2",
        "hled/us/tile/1/000.p/1",
        "hled/us/tile/entries/000.p/1",
        "hled/us/tile/entries/001",
        "hled/us/released/x",
        "hled/us/released/" + "ab" * 32,
        "hled/ca/checkpoint",
        "hled/ca/tile/0/000",
        "checkpoint",
        "verifiers.txt~",
        "hled/verifiers.txt",
        "hled/us/.checkpoint.tmp",
        "hled/us/tile/0/\udcff",
        "\x1b[2Jx",
    ],
)
def test_a_file_added(path: str) -> None:
    for data in (b"", b"x", next(iter(small().values()))):
        report = audit(MemorySource({**small(), path: data}))
        shown = path.encode("unicode_escape").decode() if not path.isprintable() else path
        origin = path.rsplit("/tile", 1)[0]
        assert not report.ok and any(shown in f.place or f.place.startswith(origin) for f in report.findings)
        for lang in ("en", "es"):
            assert all(line.isprintable() for line in report.lines(lang))  # nothing in it can drive a terminal


def test_files_swapped() -> None:
    names = sorted(small())
    for a, b in itertools.pairwise(names):
        swapped = {**small(), a: small()[b], b: small()[a]}
        report = audit(MemorySource(swapped))
        assert not report.ok and (named(report, a) or named(report, b))
