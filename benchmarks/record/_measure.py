"""How the benchmarks of this room measure: which sizes, entries from a seed, the best of interleaved runs.

Runs of ours and the peer's take turns, so that a neighbour's load on the machine falls on both; the smallest of each is
kept. What runs in one thread is measured in its own processor time, which a neighbour takes less from.
"""

import gc
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

SEED = "bilateral benchmark"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
ENTRY_BYTES = 800  # an ordinary entry


def entries(n: int, size: int = ENTRY_BYTES) -> list[bytes]:
    """Different entries of one length, the same in every run."""
    filler = (sha256(SEED.encode()).hexdigest() * (size // 64 + 1)).encode()
    return [b"%016d" % i + filler[: size - 16] for i in range(n)]


def repeats(n: int) -> int:
    return 7 if n <= 10_000 else 3


def in_turns(runs: dict[str, Callable[[], Any]], times: int, clock: Callable[[], float]) -> dict[str, float]:
    """Seconds of each, the best of `times` turns."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(times):
        for name, run in runs.items():
            gc.collect()
            started = clock()
            run()
            best[name] = min(best[name], clock() - started)
    return best


def by_cpu(runs: dict[str, Callable[[], Any]], times: int) -> dict[str, float]:
    return in_turns(runs, times, time.process_time)


def by_wall(runs: dict[str, Callable[[], Any]], times: int) -> dict[str, float]:
    return in_turns(runs, times, time.perf_counter)
