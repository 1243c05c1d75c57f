"""Many acts in one durable transaction, beside the signatures alone: each entry is signed once and verified once.

Rates are of processor time over all threads, which a busy neighbour changes less; `on_the_wall` is what an otherwise
idle machine shows, where signatures are verified on a second core meanwhile.
"""

import time
from collections.abc import Callable
from typing import Any

from benchmarks.node._home import Home, fresh

SIZES = (100, 1_000, 5_000)
TURNS = 3


def signatures(n: int) -> None:
    from bilateral.record.keys import PrivateKey, verify_strict

    key, data = PrivateKey.generate(bytes(32)), bytes(700)
    for _ in range(n):
        assert verify_strict(key.public, data, key.sign(data))


def point(home: Home, name: str, make: Callable[[], Any], n: int) -> dict[str, Any]:
    best = {"ours": float("inf"), "peer": float("inf"), "wall": float("inf")}
    for _ in range(TURNS):
        drafts = [make() for _ in range(n)]
        wall, worked = time.perf_counter(), time.process_time()
        home.commit_many("us", drafts)
        best["ours"] = min(best["ours"], time.process_time() - worked)
        best["wall"] = min(best["wall"], time.perf_counter() - wall)
        worked = time.process_time()
        signatures(n)
        best["peer"] = min(best["peer"], time.process_time() - worked)
    ours, peer = n / best["ours"], n / best["peer"]
    return {"n": n, "act": name, "ours": ours, "peer": peer, "ratio": ours / peer, "on_the_wall": n / best["wall"]}


def measure() -> dict[str, Any]:
    with fresh() as home:
        home.plan()
        target = home.something
        sorts = {"ack": home.ack, "view": lambda: home.view(target), "own": lambda: home.own("us")}
        points = [point(home, name, make, n) for name, make in sorts.items() for n in SIZES]
    return {
        "title": "Acts in batches, one durable transaction each",
        "label": {"en": "The door, in batches (acts/s)", "es": "La puerta, por lotes (actos/s)"},
        "subject": "node.door.commit_many",
        "peer": "Ed25519 alone: an entry signed and verified",
        "target": "on_the_wall >= 5000",
        "unit": "acts/s of processor time",
        "seed": "none",
        "points": points,
    }
