"""Making inclusion proofs from tiles in memory, beside pymerkle's from its tree in memory."""

import random
from typing import Any

from pymerkle import InmemoryTree

from benchmarks.record._measure import SEED, SIZES, by_cpu, entries
from benchmarks.record.append import kept
from bilateral.record.tiles import TileReader

PROOFS = 500


def point(n: int) -> dict[str, Any]:
    data = entries(n, 64)
    tiles, root = kept(data)
    files = {tile.path: hashes for tile, hashes in tiles.items()}
    other = InmemoryTree(algorithm="sha256")
    other.append_entries(data)
    assert other.get_state() == root
    places = [random.Random(f"{SEED} {n}").randrange(n) for _ in range(PROOFS)]

    def ours() -> None:
        reader = TileReader(files.get, n)
        for i in places:
            reader.inclusion(i)

    def peer() -> None:
        for i in places:
            other.prove_inclusion(i + 1)

    took = by_cpu({"ours": ours, "peer": peer}, 5)
    rate = {name: PROOFS / seconds for name, seconds in took.items()}
    return {"n": n, **rate, "ratio": rate["ours"] / rate["peer"]}


def measure() -> dict[str, Any]:
    return {
        "title": "Make inclusion proofs at places drawn at random",
        "label": {"en": "Prove (proofs/s, more is better)", "es": "Probar (pruebas/s, más es mejor)"},
        "subject": "record.tiles.TileReader.inclusion",
        "peer": "pymerkle InmemoryTree.prove_inclusion",
        "unit": "proofs/s of processor time",
        "seed": SEED,
        "points": [point(n) for n in SIZES],
    }
