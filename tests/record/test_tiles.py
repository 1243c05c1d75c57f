"""Tiles: paths, the files that a log of a size has, and reading a tree through them in few reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import tiles, tree
from bilateral.record.faults import TreeFault
from bilateral.record.folder import Levels
from bilateral.record.tiles import ENTRIES, Tile, TileReader, belongs, tiles_for
from tests.record import oracle


def published(entries: list[bytes]) -> dict[str, bytes]:
    """All files of a log, made by the plain definition of a tile and not by the code that writes them."""
    files = {}
    for first in range(0, len(entries), 256):
        batch = entries[first : first + 256]
        raw = b"".join(len(e).to_bytes(2, "big") + e for e in batch)
        files[tiles.entries_path(first // 256, len(batch))] = raw
    level, hashes = 0, [oracle.leaf(e) for e in entries]
    while hashes:
        for first in range(0, len(hashes), 256):
            batch = hashes[first : first + 256]
            files[tiles.path(level, first // 256, len(batch))] = b"".join(batch)
        level += 1
        step = 256**level
        hashes = [oracle.mth(entries[i : i + step]) for i in range(0, len(entries) - step + 1, step)]
    return files


ENTRY = [b"%d" % i for i in range(700)]
FILES = published(ENTRY)


@given(st.integers(0, 10**18), st.integers(1, 256), st.integers(-1, 63))
def test_paths_are_read_back(index: int, width: int, level: int) -> None:
    tile = Tile(level, index, width)
    assert Tile.parse(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p",
        "tile/0/000/",
        "tile/data/000",
        "tile/-1/000",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "",
    ],
)
def test_what_is_not_a_tile(path: str) -> None:
    assert Tile.parse(path) is None


def test_seventy_thousand_entries_make_the_files_that_the_page_of_tlog_tiles_lists() -> None:
    made = list(tiles_for(0, 70_000))
    count = {level: [t.width for t in made if t.level == level] for level in (ENTRIES, 0, 1, 2, 3)}
    assert count[0] == [256] * 273 + [112] == count[ENTRIES]
    assert count[1] == [256, 17] and count[2] == [1] and count[3] == []
    assert [t.path for t in tiles_for(0, 256)] == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
    assert list(tiles_for(70_000, 70_000)) == []


@given(st.integers(0, 200_000), st.integers(0, 3_000))
def test_growing_writes_what_writing_afresh_would_have_more(old: int, more: int) -> None:
    new = old + more
    afresh = set(tiles_for(0, new))
    grown = set(tiles_for(old, new))
    assert grown <= afresh and all(belongs(t, new) for t in afresh)
    kept = {t for t in tiles_for(0, old) if belongs(t, new)}
    assert grown | kept == afresh and not grown & kept


def test_the_definition_and_the_writer_make_the_same_files() -> None:
    assert set(FILES) == {t.path for t in tiles_for(0, len(ENTRY))}
    levels, made = Levels(), []
    for first in range(0, len(ENTRY), 256):
        made += list(levels.push([tree.leaf_hash(e) for e in ENTRY[first : first + 256]]))
    made += list(levels.partial())
    assert {t.path: data for t, data in made} == {p: d for p, d in FILES.items() if "entries" not in p}
    assert levels.root() == oracle.mth(ENTRY)


@given(st.data())
def test_a_tree_read_through_its_tiles(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(ENTRY)))
    old, index = data.draw(st.integers(0, size)), data.draw(st.integers(0, size - 1))
    reads: list[str] = []

    def read(path: str) -> bytes | None:
        reads.append(path)
        return FILES.get(path)

    reader = TileReader(read, len(ENTRY))
    assert reader.root(size) == oracle.mth(ENTRY[:size])
    assert reader.inclusion(index, size) == oracle.path(index, ENTRY[:size])
    assert reader.consistency(old, size) == (oracle.proof(old, ENTRY[:size]) if old else [])
    assert len(reads) <= 6
    assert reader.entry(index) == ENTRY[index] and reader.leaf(index) == oracle.leaf(ENTRY[index])


def test_a_log_that_has_grown_is_read_at_its_old_size() -> None:
    full = {path: data for path, data in FILES.items() if ".p/" not in path}
    full[tiles.path(1, 0, 1)] = FILES[tiles.path(1, 0, 2)][:32]  # not yet full, so its older widths are still served
    old = TileReader(full.get, 500)
    assert old.root() == oracle.mth(ENTRY[:500]) and old.entry(499) == ENTRY[499]


def test_a_million_leaves_cost_three_reads_a_root() -> None:
    """The levels above are made up: what counts is which files are asked for."""
    asked: list[str] = []

    def read(path: str) -> bytes | None:
        asked.append(path)
        tile = Tile.parse(path)
        return bytes(32) * tile.width if tile else None

    TileReader(read, 1_000_003).root()
    assert len(asked) == 3
    asked.clear()
    TileReader(read, 1_000_003).inclusion(123_456)
    assert len(asked) <= 6


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "file-missing"),
        ({tiles.path(0, 0, 2): bytes(63), tiles.entries_path(0, 2): b"\0\0\0\0"}, "tile-length"),
        ({tiles.path(0, 0): bytes(64), tiles.entries_path(0, 2): b"\0\0\0\0"}, "tile-length"),
        ({tiles.path(0, 0, 2): bytes(64), tiles.entries_path(0, 2): b"\0\0\0"}, "bundle-broken"),
        ({tiles.path(0, 0, 2): bytes(64), tiles.entries_path(0, 2): b"\0\0"}, "bundle-count"),
        ({tiles.path(0, 0, 2): bytes(64), tiles.entries_path(0, 2): b"\0\0\0\5x"}, "bundle-broken"),
        ({tiles.path(0, 0, 2): bytes(64), tiles.entries_path(0, 2): b"\0\0\0\0"}, "entry-not-leaf"),
    ],
)
def test_damage_is_named(files: dict[str, bytes], code: str) -> None:
    with pytest.raises(TreeFault) as caught:
        TileReader(files.get, 2).entry(0)
    assert caught.value.code == code and caught.value.where


def test_nothing_outside_the_tree_is_given() -> None:
    reader = TileReader(FILES.get, len(ENTRY))
    for call in (reader.leaf, reader.entry, reader.inclusion):
        for index in (-1, len(ENTRY)):
            with pytest.raises(TreeFault):
                call(index)
    for call in (reader.root, lambda n: reader.consistency(0, n)):
        with pytest.raises(TreeFault):
            call(len(ENTRY) + 1)


@given(st.lists(st.binary(max_size=40), max_size=10))
def test_bundles(entries: list[bytes]) -> None:
    assert tiles.unbundle(tiles.bundle(entries), len(entries)) == entries


def test_an_entry_must_fit_its_length() -> None:
    assert tiles.unbundle(tiles.bundle([bytes(0xFFFF)])) == [bytes(0xFFFF)]
    with pytest.raises(TreeFault):
        tiles.bundle([bytes(0x10000)])
