"""Grouping from ten thousand submissions to 22 million: time and memory, beside one pass of Arrow over the same bytes.

Each size runs in a process of its own. Time is of grouping alone: batches are made outside the clock. `memory` is the
most that the process had in all (the text that it reads included), `ours` and `peer` are submissions per second of
processor time; the peer lower-cases every text, which is one pass over the bytes. Sizes are
BILATERAL_BENCH_SIZES, or 1e4 to 1e6; BILATERAL_BENCH_FULL=1 adds 22,078,910.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from benchmarks.voices._many import submissions, write_distinct
from bilateral.voices.grouping.gathering import Gatherer
from bilateral.voices.grouping.params import Grouping
from bilateral.voices.grouping.tiers import join_alike, numbered

SEED = 22
SIZES = (10_000, 100_000, 1_000_000)
FULL = 22_078_910
ONCE = """
import json, sys
from pathlib import Path
from benchmarks.voices.growth import once
print(json.dumps(once(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
"""


def once(n: int, path: Path, count: int) -> dict[str, Any]:
    params, gatherer = Grouping(), Gatherer(Grouping())
    Gatherer(params).add(next(submissions(path, 1_000, min(count, 200), SEED)))  # loads what is compiled
    wall = cpu = peer = 0.0
    for batch in submissions(path, n, count, SEED):
        started = time.process_time()
        pc.utf8_lower(batch)
        peer += time.process_time() - started
        started, clock = time.process_time(), time.perf_counter()
        gatherer.add(batch)
        cpu, wall = cpu + time.process_time() - started, wall + time.perf_counter() - clock
    started, clock = time.process_time(), time.perf_counter()
    gathered = gatherer.done()
    tiers = numbered(gathered, join_alike(gathered, params))
    cpu, wall = cpu + time.process_time() - started, wall + time.perf_counter() - clock
    return {
        "n": n,
        "ours": round(n / cpu),
        "peer": round(n / peer),
        "ratio": round(peer / cpu, 3),
        "seconds": round(wall, 1),
        "cpu_seconds": round(cpu, 1),
        "memory_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
        "load": round(os.getloadavg()[0], 1),
        "distinct": len(gathered.first),
        "groups": [int(tier.max()) + 1 for tier in tiers],
    }


def point(n: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.arrow"
        count = write_distinct(path, n, SEED)
        done = subprocess.run(
            [sys.executable, "-c", ONCE, str(n), str(path), str(count)], capture_output=True, text=True, check=True
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure() -> dict[str, Any]:
    given = os.environ.get("BILATERAL_BENCH_SIZES")
    sizes = tuple(map(int, given.split(","))) if given else SIZES
    if os.environ.get("BILATERAL_BENCH_FULL"):
        sizes = (*sizes, FULL)
    return {
        "title": "Grouping as consultations grow",
        "label": {"en": "Grouping (submissions a CPU second)", "es": "Agrupación (aportaciones por segundo de CPU)"},
        "subject": "voices.grouping",
        "peer": "Arrow's utf8_lower over the same texts",
        "unit": "submissions per second of processor time",
        "seed": SEED,
        "points": [point(n) for n in sizes],
    }
