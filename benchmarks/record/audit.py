"""Auditing a published log on all cores, beside its cryptography alone on the same cores.

1e6 entries take a quarter of an hour: set BILATERAL_BENCH_FULL=1 for them.
"""

import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.record import _log
from benchmarks.record._measure import SEED, SIZES, by_cpu, by_wall
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource

CORES = os.cpu_count() or 1


def point(n: int) -> dict[str, Any]:
    times = 5 if n <= 100_000 else 1
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        root, spawn = Path(folder), get_context("spawn")
        _log.write(root, n)

        def pool(workers: int) -> ProcessPoolExecutor:
            return stack.enter_context(ProcessPoolExecutor(workers, mp_context=spawn))

        alone = [pool(1) for _ in range(CORES)]
        for future in [one.submit(_log.hold, n, i, CORES) for i, one in enumerate(alone)]:
            future.result()
        checkers = pool(CORES)
        for future in [checkers.submit(time.sleep, 0.5) for _ in range(CORES)]:  # all of them started
            future.result()

        def ours() -> None:
            report = audit(DirSource(root), _log.KEYS, checkers)
            assert report.ok and report.verified and report.logs[0].assessed == n

        def one_core() -> None:
            assert audit(DirSource(root), _log.KEYS).ok

        def cryptography() -> None:
            assert sum(f.result() for f in [one.submit(_log.cryptography_alone) for one in alone]) == n

        took = by_wall({"ours": ours, "peer": cryptography}, times)
        _log.hold(n, 0, 1)
        single = by_cpu({"audit": one_core, "cryptography": _log.cryptography_alone}, min(times, 3))
    micro = {name: seconds / n * 1e6 for name, seconds in took.items()}
    one = {f"{name}_on_one_core": seconds / n * 1e6 for name, seconds in single.items()}
    ratio_of_one = single["audit"] / single["cryptography"]
    return {"n": n, **micro, "ratio": took["ours"] / took["peer"], **one, "ratio_on_one_core": ratio_of_one}


def measure() -> dict[str, Any]:
    sizes = SIZES if os.environ.get("BILATERAL_BENCH_FULL") else SIZES[:3]
    return {
        "title": "Audit a folder, signatures checked on all cores",
        "label": {"en": "Audit (µs an entry, less is better)", "es": "Auditar (µs por asiento, menos es mejor)"},
        "subject": "record.audit.audit with a pool",
        "peer": "OpenSSL's Ed25519 and SHA-256 alone, on all cores",
        "target": "ratio <= 1.5 at 1e5",
        "unit": "µs an entry; on one core, of processor time",
        "seed": SEED,
        "cores": CORES,
        "points": [point(n) for n in sizes],
    }
