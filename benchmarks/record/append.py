"""Appending in memory: entries to leaf hashes to all levels of tiles, beside pymerkle and beside one hash an entry."""

from hashlib import sha256
from typing import Any

from pymerkle import InmemoryTree

from benchmarks.record._measure import ENTRY_BYTES, SEED, SIZES, by_cpu, entries, repeats
from bilateral.record import tree
from bilateral.record.folder import Levels
from bilateral.record.tiles import WIDTH, Tile


def kept(data: list[bytes]) -> tuple[dict[Tile, bytes], bytes]:
    """All tiles of all levels, as they would be published, and the root."""
    levels, tiles = Levels(), dict[Tile, bytes]()
    for first in range(0, len(data), WIDTH):
        tiles.update(levels.push(tree.leaf_hashes(data[first : first + WIDTH])))
    tiles.update(levels.partial())
    return tiles, levels.root()


def frontier(data: list[bytes]) -> bytes:
    """The root alone: what a signer of checkpoints needs."""
    edge = tree.Frontier()
    edge.extend(map(tree.leaf_hash, data))
    return edge.root()


def peer(data: list[bytes]) -> bytes:
    other = InmemoryTree(algorithm="sha256")
    other.append_entries(data)
    return bytes(other.get_state())


def hashes(data: list[bytes]) -> None:
    """The physical limit in this language: a leaf and a node an entry, and nothing else."""
    pair = bytes(65)
    for entry in data:
        sha256(entry).digest()
        sha256(pair).digest()


def point(n: int) -> dict[str, Any]:
    data = entries(n)
    assert kept(data)[1] == frontier(data) == peer(data)
    runs = {"ours": kept, "frontier": frontier, "peer": peer, "hashes": hashes}
    took = by_cpu({name: lambda f=run: f(data) for name, run in runs.items()}, repeats(n))
    rate = {name: n / seconds for name, seconds in took.items()}
    return {"n": n, **rate, "ratio": rate["ours"] / rate["peer"], "of_hashes": rate["ours"] / rate["hashes"]}


def measure() -> dict[str, Any]:
    return {
        "title": "Append in batches, in memory, every tile of every level kept",
        "label": {"en": "Append (entries/s, more is better)", "es": "Agregar (asientos/s, más es mejor)"},
        "subject": "record.folder.Levels",
        "peer": "pymerkle InmemoryTree.append_entries",
        "target": "ratio >= 10",
        "unit": "entries/s of processor time",
        "seed": SEED,
        "entry_bytes": ENTRY_BYTES,
        "points": [point(n) for n in SIZES],
    }
