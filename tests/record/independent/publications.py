"""Logs published at the sizes where tiles begin, fill and spill over, and what a verifier is asked about each.

The entries are short opaque lines: trees, tiles and signatures don't look inside them, and 65,537 signed entries would
take long. Everything is written by the room's own writer, `folder.write_log`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from bilateral.record import tree
from bilateral.record.checkpoint import Checkpoint, add_signature
from bilateral.record.folder import write_log
from bilateral.record.note import COSIGNER, ED25519, VerifierKey
from bilateral.record.sources import DirSource
from bilateral.record.tiles import ENTRIES, TileReader, path
from tests.record.builders import key

SIZES: Final = (0, 1, 2, 255, 256, 257, 65535, 65536, 65537)
ORIGIN: Final = "hled/us"
WITNESS: Final = "witness.example.org"
LOG_KEY, WITNESS_KEY = key("independent log"), key("independent witness")
LOG_VKEY: Final = VerifierKey.of(ORIGIN, ED25519, LOG_KEY.public)
WITNESS_VKEY: Final = VerifierKey.of(WITNESS, COSIGNER, WITNESS_KEY.public)
TIME: Final = 1_767_323_045


def entry(i: int) -> bytes:
    return b"entry %d\n" % i


@dataclass
class Publication:
    """A log's folder with its first `size` entries."""

    base: Path
    size: int

    @property
    def checkpoint(self) -> bytes:
        return (self.base / "checkpoint").read_bytes()

    @cached_property
    def head(self) -> Checkpoint:
        return Checkpoint(ORIGIN, self.size, roots((self.size,))[self.size])

    @cached_property
    def reader(self) -> TileReader:
        return TileReader(DirSource(self.base).read, self.size)

    @property
    def indexes(self) -> list[int]:
        """Places worth proving: the ends, both sides of every border of tiles, the middle."""
        wanted = {0, 1, 127, 128, 255, 256, 257, self.size // 2, 65279, 65280, 65535, self.size - 2, self.size - 1}
        return sorted(i for i in wanted if 0 <= i < self.size)

    @property
    def older(self) -> list[int]:
        """Sizes to be consistent with."""
        wanted = {*SIZES, 3, 128, 254, 511, 512, 32768, self.size // 2, self.size - 1}
        return sorted(size for size in wanted if 0 < size <= self.size)


def roots(sizes: Iterable[int]) -> dict[int, bytes]:
    """The root at each of the sizes, by appending alone: no tile is read for it."""
    frontier, found = tree.Frontier(), {}
    for size in sorted(sizes):
        frontier.extend(tree.leaf_hash(entry(i)) for i in range(frontier.size, size))
        found[size] = frontier.root()
    return found


def publish(base: Path, size: int, head: Checkpoint) -> Publication:
    """The log written afresh at one size, signed by its key and attested by a witness."""
    signed = add_signature(head.sign(LOG_KEY), head.cosign(WITNESS_KEY, WITNESS, TIME))
    write_log(base, ORIGIN, lambda start: (entry(i) for i in range(start, size)), signed, durable=False)
    return Publication(base.joinpath(*ORIGIN.split("/")), size)


def publish_all(base: Path) -> dict[int, Publication]:
    known = roots(SIZES)
    return {size: publish(base / str(size), size, Checkpoint(ORIGIN, size, known[size])) for size in SIZES}


def files(publication: Publication) -> list[str]:
    """Every tile and bundle of a publication, by its path in the log's folder."""
    found = []
    for level in (ENTRIES, *range(8)):
        count = publication.size if level == ENTRIES else publication.size >> 8 * level
        found += [path(level, i, min(256, count - i * 256)) for i in range(-(-count // 256))]
    return found
