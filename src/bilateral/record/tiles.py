"""Tiles and entry bundles as in C2SP tlog-tiles: paths, bytes, which to write, and reading a tree through them.

Here: the layout under one log's folder and a `TileReader` over any `read(path)`. Not here: files (folder.py), addresses
(sources.py), and whether what is read is right: check a root against a signed checkpoint before believing it.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bilateral.record import tree
from bilateral.record.faults import TreeFault

WIDTH: Final = 256
HASH: Final = 32
ENTRIES: Final = -1  # the 'level' of entry bundles
MAX_BUNDLE: Final = WIDTH * (2 + 0xFFFF)
_PATH: Final = re.compile(
    r"tile/(?P<level>entries|0|[1-9]|[1-5][0-9]|6[0-3])/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)


def path(level: int, index: int, width: int = WIDTH) -> str:
    """Where a tile (or, for level ENTRIES, a bundle) lies under the log's folder."""
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    name = "/".join([*(f"x{g}" for g in groups[:-1]), groups[-1]])
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{'entries' if level == ENTRIES else level}/{name}{partial}"


def entries_path(index: int, width: int = WIDTH) -> str:
    return path(ENTRIES, index, width)


@dataclass(frozen=True, slots=True)
class Tile:
    """One file: `width` hashes of that level, or `width` entries for level ENTRIES, from `index * 256` on."""

    level: int
    index: int
    width: int

    @property
    def path(self) -> str:
        return path(self.level, self.index, self.width)

    @classmethod
    def parse(cls, text: str) -> "Tile | None":
        """The tile that a path names, or None if it names none in exactly the written form."""
        match = _PATH.fullmatch(text)
        if match is None:
            return None
        level = ENTRIES if match["level"] == "entries" else int(match["level"])
        index = int(match["index"].replace("x", "").replace("/", ""))
        tile = cls(level, index, int(match["width"] or WIDTH))
        return tile if tile.path == text else None


def tiles_for(old: int, new: int) -> Iterator[Tile]:
    """The files to write when a log grows from `old` to `new` entries: bundles first, then tiles from the leaves up."""
    for level in (ENTRIES, *range(8)):
        before, after = (old, new) if level == ENTRIES else (old >> 8 * level, new >> 8 * level)
        if level > 0 and after == 0:
            return
        if after > before:
            full, rest = divmod(after, WIDTH)
            for index in range(before // WIDTH, full):
                yield Tile(level, index, WIDTH)
            if rest:
                yield Tile(level, full, rest)


def belongs(tile: Tile, size: int) -> bool:
    """Whether a log of that size, written afresh, has exactly this file."""
    count = size if tile.level == ENTRIES else size >> 8 * tile.level
    full, rest = divmod(count, WIDTH)
    return (tile.index < full and tile.width == WIDTH) or (tile.index == full and tile.width == rest > 0)


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after another, each after its length in two bytes, big-endian."""
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > 0xFFFF:
            raise TreeFault.of("entry-too-long", size=len(entry))
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def unbundle(data: bytes, width: int | None = None, where: str = "") -> list[bytes]:
    """The entries of a bundle, exactly `width` of them where it is given."""
    entries, at, end = [], 0, len(data)
    while at < end:
        start = at + 2
        stop = start + int.from_bytes(data[at:start], "big")
        if start > end or stop > end:
            raise TreeFault.of("bundle-broken", where)
        entries.append(data[start:stop])
        at = stop
    if width is not None and len(entries) != width:
        raise TreeFault.of("bundle-count", where, found=len(entries), expected=width)
    return entries


def split_hashes(data: bytes, width: int, where: str = "") -> list[bytes]:
    """The hashes of a tile of that width."""
    if len(data) != width * HASH:
        raise TreeFault.of("tile-length", where, found=len(data), expected=width * HASH)
    return [data[i : i + HASH] for i in range(0, len(data), HASH)]


class TileReader:
    """A tree of `size` leaves read through its tiles: roots, proofs and entries in O(log n) reads.

    `read(path)` gives a file's bytes or None. A partial file that is gone is looked for in the full one, which a log
    may serve in its place once it has grown. The last tiles read are kept.
    """

    def __init__(self, read: Callable[[str], bytes | None], size: int, keep: int = 64) -> None:
        self._read, self.size, self._keep = read, size, keep
        self._tiles: OrderedDict[tuple[int, int], Sequence[bytes]] = OrderedDict()
        self._inner: OrderedDict[tuple[int, int], list[Sequence[bytes]]] = OrderedDict()

    def tile(self, level: int, index: int) -> Sequence[bytes]:
        """The hashes (or entries) of one tile, as wide as this tree's size makes it."""
        key = (level, index)
        held = self._tiles.get(key)
        if held is not None:
            self._tiles.move_to_end(key)
            return held
        count = self.size if level == ENTRIES else self.size >> 8 * level
        width = min(WIDTH, count - index * WIDTH)
        if width <= 0 or index < 0:
            raise TreeFault.of("outside-tree", index=index * WIDTH, size=count)
        where = path(level, index, width)
        data, held_width = self._read(where), width
        if data is None and width < WIDTH:
            data, held_width = self._read(path(level, index)), WIDTH
        if data is None:
            raise TreeFault.of("file-missing", where)
        items = unbundle(data, held_width, where) if level == ENTRIES else split_hashes(data, held_width, where)
        self._tiles[key] = items = items[:width]
        if len(self._tiles) > self._keep:
            self._tiles.popitem(last=False)
        return items

    def hash_at(self, height: int, index: int) -> bytes:
        """The hash of a perfect subtree: `tree.HashAt`."""
        level, inside = divmod(height, 8)
        rows = self._rows(level, (index << inside) // WIDTH)
        while len(rows) <= inside:
            rows.append(tree.above(rows[-1]))
        at = index % (WIDTH >> inside)
        if at >= len(rows[inside]):
            raise TreeFault.of("outside-tree", index=index << height, size=self.size)
        return rows[inside][at]

    def _rows(self, level: int, index: int) -> list[Sequence[bytes]]:
        """A tile's hashes and those above them that were asked for: a proof needs nearly all, the next one the same."""
        key = (level, index)
        tile, rows = self.tile(level, index), self._inner.get(key)
        if rows is None or rows[0] is not tile:
            self._inner[key] = rows = [tile]
            if len(self._inner) > self._keep:
                self._inner.popitem(last=False)
        self._inner.move_to_end(key)
        return rows

    def root(self, size: int | None = None) -> bytes:
        return tree.root_at(self._within(self.size if size is None else size), self.hash_at)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        return tree.inclusion_proof(index, self._within(self.size if size is None else size), self.hash_at)

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        return tree.consistency_proof(old, self._within(self.size if size is None else size), self.hash_at)

    def leaf(self, index: int) -> bytes:
        return self.tile(0, index // WIDTH)[self._leaf_within(index) % WIDTH]

    def entry(self, index: int) -> bytes:
        """The entry's bytes, which must hash to the leaf in the tree's lowest tile."""
        data = self.tile(ENTRIES, index // WIDTH)[self._leaf_within(index) % WIDTH]
        if tree.leaf_hash(data) != self.leaf(index):
            raise TreeFault.of("entry-not-leaf", where=f"#{index}")
        return data

    def _within(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise TreeFault.of("outside-tree", index=size, size=self.size)
        return size

    def _leaf_within(self, index: int) -> int:
        if not 0 <= index < self.size:
            raise TreeFault.of("outside-tree", index=index, size=self.size)
        return index
