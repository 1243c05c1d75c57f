"""The whole command, from a CSV of generated submissions to the report, beside Python's csv module reading the file.

Wall and processor time of the process as a person starts it, imports and all.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.voices._corpus import corpus

SEED = 5
SIZES = tuple(map(int, os.environ.get("BILATERAL_BENCH_SIZES", "10000,100000").split(",")))


def point(n: int) -> dict[str, Any]:
    made = corpus(n, SEED)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "submissions.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "text", "country", "time"])
            for i, (text, lang) in enumerate(zip(made.texts, made.lang, strict=True)):
                when = f"2026-03-{1 + i % 28:02}T12:{i % 60:02}:00Z"
                writer.writerow([f"s{i}", text, "US" if lang == "en" else "MX", when])
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "bilateral.cli.main", "listen", str(path), "--out", str(Path(folder) / "out")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - clock
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        started = time.process_time()
        with path.open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.reader(file))
        peer = time.process_time() - started
    assert rows == n + 1
    return {
        "n": n,
        "ours": round(n / cpu),
        "peer": round(n / peer),
        "ratio": round(peer / cpu, 4),
        "seconds": round(wall, 1),
        "cpu_seconds": round(cpu, 1),
    }


def measure() -> dict[str, Any]:
    return {
        "title": "The whole of listening",
        "label": {
            "en": "bilateral listen (submissions a CPU second)",
            "es": "bilateral listen (aportaciones por s de CPU)",
        },
        "subject": "bilateral listen",
        "peer": "Python's csv module reading the file",
        "unit": "submissions per second of processor time",
        "seed": SEED,
        "points": [point(n) for n in SIZES],
    }
