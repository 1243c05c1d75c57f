"""A log published as a folder of static files (C2SP tiles), written so that a crash leaves an older whole one.

    DIR/verifiers.txt                    the keys that the logs declare, a line each, sorted
    DIR/<origin>/checkpoint              the signed head, written last
    DIR/<origin>/tile/...                hashes and entry bundles
    DIR/<origin>/released/<digest>       the openings of what was released

Here: writing from an iterator of entries, growing what is there, clearing what doesn't belong. Not here: which openings
may be shown (the caller hands over only those), signing, reading back (tiles.py, audit).
"""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from bilateral.record import seal, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.faults import RecordFault, TreeFault
from bilateral.record.note import Note, VerifierKey
from bilateral.record.sources import DirSource
from bilateral.record.tiles import ENTRIES, WIDTH, Tile, TileReader, belongs, bundle
from bilateral.values import check_origin

VERIFIERS: Final = "verifiers.txt"
CHECKPOINT: Final = "checkpoint"
RELEASED: Final = "released"
EntriesFrom = Callable[[int], Iterable[bytes]]


def write_file(path: Path, data: bytes, durable: bool = True) -> None:
    """Put a file in its place in one step: readers see the old bytes or the new, after a crash too."""
    _make_folder(path.parent, durable)
    temp = draft_of(path)
    try:
        with temp.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temp.replace(path)
    except OSError:
        temp.unlink(missing_ok=True)  # on a full disk it would take the room that is needed
        raise
    if durable:
        _sync_folder(path.parent)


def draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place; whoever is killed meanwhile leaves it there."""
    return path.with_name(f".{path.name}.tmp")


def _make_folder(path: Path, durable: bool) -> None:
    """A folder with those above it. Each new name is made to last, or a power cut could take what is written below."""
    if path.is_dir():
        return
    _make_folder(path.parent, durable)
    path.mkdir(exist_ok=True)
    if durable:
        _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verifiers_text(keys: Iterable[VerifierKey]) -> bytes:
    """The one way of writing a list of keys: each once, sorted as text, a line each."""
    return "".join(f"{line}\n" for line in sorted({str(key) for key in keys})).encode()


class Levels:
    """The hash tiles of a growing tree above its entries: give it leaf hashes, it gives the tiles that became full."""

    def __init__(self, below: list[list[bytes]] | None = None, start: int = 0) -> None:
        self.size = start
        self.rows: list[list[bytes]] = below or [[]]

    @classmethod
    def resume(cls, reader: TileReader) -> "Levels":
        """Continue at the last full tile of leaves of a tree already published."""
        start = reader.size // WIDTH * WIDTH
        rows: list[list[bytes]] = [[]]
        level = 1
        while start >> 8 * level:
            count = start >> 8 * level
            rows.append(list(reader.tile(level, count // WIDTH))[: count % WIDTH] if count % WIDTH else [])
            level += 1
        return cls(rows, start)

    def push(self, leaves: list[bytes]) -> Iterator[tuple[Tile, bytes]]:
        """Up to the next full tile of leaves."""
        self.rows[0] += leaves
        self.size += len(leaves)
        level = 0
        while len(self.rows[level]) == WIDTH:
            hashes = self.rows[level]
            yield Tile(level, (self.size >> 8 * level) // WIDTH - 1, WIDTH), b"".join(hashes)
            self.rows[level] = []
            level += 1
            if level == len(self.rows):
                self.rows.append([])
            while len(hashes) > 1:
                hashes = tree.above(hashes)
            self.rows[level] += hashes

    def partial(self) -> Iterator[tuple[Tile, bytes]]:
        """The tiles that aren't full, from the leaves up."""
        for level, hashes in enumerate(self.rows):
            if hashes:
                yield Tile(level, (self.size >> 8 * level) // WIDTH, len(hashes)), b"".join(hashes)

    def root(self) -> bytes:
        """Over everything pushed: each row is a run of equal perfect subtrees, the biggest in the highest row."""
        root: bytes | None = None
        for hashes in self.rows:
            edge = tree.Frontier()
            edge.extend(hashes)
            for left in reversed(edge.edge):
                root = left if root is None else tree.node_hash(left, root)
        return tree.EMPTY_ROOT if root is None else root


def write_log(
    root: Path, origin: str, entries: EntriesFrom, signed: bytes, openings: Iterable[bytes] = (), durable: bool = True
) -> Checkpoint:
    """Write a log's folder up to a signed checkpoint, or let the one that is there grow to it.

    :param entries: `entries(start)` gives the entries' bytes from that position on.
    :param openings: what was released; each goes under its own digest.
    :raises TreeFault: the entries don't give the checkpoint's root. The folder keeps its old checkpoint then.
    """
    base = root.joinpath(*check_origin(origin).split("/"))
    head = Checkpoint.parse(Note.parse(signed).text, origin)
    if head.origin != origin:
        raise TreeFault.of("other-log", origin, log=head.origin)
    levels = _resumed(base, head)
    start = levels.size
    if not _grow(base, entries, levels, head, durable) and not (
        start and _grow(base, entries, levels := Levels(), head, durable)  # what was there was damaged: all afresh
    ):
        raise TreeFault.of("root-not-signed", origin, size=head.size)
    for tile, data in levels.partial():
        write_file(base / tile.path, data, durable)
    for opening in openings:
        write_file(base / RELEASED / seal.digest_of(opening), opening, durable)
    write_file(base / CHECKPOINT, signed, durable)
    return head


def _grow(base: Path, entries: EntriesFrom, levels: Levels, head: Checkpoint, durable: bool) -> bool:
    """Write full tiles and all bundles up to the head; whether that gives its root."""
    source = iter(entries(levels.size))
    for first in range(levels.size, head.size, WIDTH):
        width = min(WIDTH, head.size - first)
        batch = list(islice(source, width))
        if len(batch) != width:
            return False
        write_file(base / Tile(ENTRIES, first // WIDTH, width).path, bundle(batch), durable)
        for tile, data in levels.push(tree.leaf_hashes(batch)):
            write_file(base / tile.path, data, durable)
    return (levels.size, levels.root()) == (head.size, head.root)


def _resumed(base: Path, head: Checkpoint) -> Levels:
    """Where to go on: after the last full tile of what is published, if that is a beginning of the new tree's size.

    What is there isn't believed: the whole root, the old part included, must come out as signed.
    """
    try:
        source = DirSource(base)
        old = Checkpoint.parse(Note.parse(source.read(CHECKPOINT) or b"").text)
        return Levels.resume(TileReader(source.read, old.size)) if old.size <= head.size else Levels()
    except RecordFault:
        return Levels()


def prune(root: Path, origin: str, size: int, digests: Iterable[str]) -> list[str]:
    """Remove from a log's folder every file that one written afresh wouldn't have; returns their paths."""
    base = root.joinpath(*check_origin(origin).split("/"))
    keep = {CHECKPOINT, *(f"{RELEASED}/{digest}" for digest in digests)}
    gone = []
    for path in sorted(DirSource(base).list()):
        tile = Tile.parse(path)
        if path not in keep and not (tile and belongs(tile, size)):
            (base / path).unlink()
            gone.append(path)
    return gone
