"""Auditing a published log on all cores, beside its cryptography alone on the same cores.

`ratio` is of the time on the wall, which only means something on an otherwise idle machine; `work_ratio` is of the
processor time that all processes took together, which a busy neighbour changes less. 1e6 entries take a quarter of an
hour: set BILATERAL_BENCH_FULL=1 for them.
"""

import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

from benchmarks.record import _log
from benchmarks.record._measure import SEED, SIZES, by_cpu, by_wall, in_turns
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource

CORES = os.cpu_count() or 1


def processor_seconds() -> float:
    """What this process and its workers have used so far."""
    workers = 0.0
    for child in active_children():
        used = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
        workers += sum(map(int, used)) / os.sysconf("SC_CLK_TCK")
    return time.process_time() + workers


def point(n: int) -> dict[str, Any]:
    times = 5 if n <= 10_000 else 3 if n <= 100_000 else 1
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

        both = {"ours": ours, "peer": cryptography}
        took = by_wall(both, times)
        work = in_turns(both, times, processor_seconds)
        single = by_cpu({"audit": one_core}, min(times, 3))["audit"]
    micro = {name: seconds / n * 1e6 for name, seconds in took.items()}
    worked = {f"{name}_work": seconds / n * 1e6 for name, seconds in work.items()}
    ratios = {"ratio": took["ours"] / took["peer"], "work_ratio": work["ours"] / work["peer"]}
    return {"n": n, **micro, **worked, **ratios, "one_core_work": single / n * 1e6}


def measure() -> dict[str, Any]:
    sizes = SIZES if os.environ.get("BILATERAL_BENCH_FULL") else SIZES[:3]
    return {
        "title": "Audit a folder, signatures checked on all cores",
        "label": {"en": "Audit (µs an entry, less is better)", "es": "Auditar (µs por asiento, menos es mejor)"},
        "subject": "record.audit.audit with a pool",
        "peer": "OpenSSL's Ed25519 and SHA-256 alone, on all cores",
        "target": "ratio <= 1.5 at 1e5",
        "unit": "µs an entry",
        "seed": SEED,
        "cores": CORES,
        "points": [point(n) for n in sizes],
    }
