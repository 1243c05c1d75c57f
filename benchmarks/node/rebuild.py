"""The projection made anew from the entries, and compared with what stands, beside reading the entries alone.

The peer reads every entry row and parses it, which any rebuilding must do.
"""

import os
import time
from typing import Any

from benchmarks.node._home import Home, fresh

SIZES = (1_000, 10_000, 100_000)


def reading(home: Home) -> int:
    from bilateral.node.models import Log
    from bilateral.node.rows import raw_entries
    from bilateral.record.entry import Entry

    rows = ((log.pk, log.size) for log in Log.objects.order_by("pk"))
    return sum(1 for pk, size in rows for raw in raw_entries(pk, 0, size) if Entry.parse(raw))


def took(run: Any) -> tuple[float, float]:
    wall, worked = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - worked


def point(home: Home, n: int) -> dict[str, Any]:
    from bilateral.node import projection

    home.grow(n)
    differing: list[tuple[str, ...]] = []
    wall, worked = took(lambda: differing.append(projection.rebuild(check=False)))
    check_wall, check_worked = took(lambda: differing.append(projection.rebuild(check=True)))
    assert differing == [(), ()], "rebuilt, the tables are what they were"
    _, alone = took(lambda: reading(home))
    return {
        "n": n,
        "ours": worked,
        "peer": alone,
        "ratio": worked / alone,
        "on_the_wall": wall,
        "check": check_worked,
        "check_on_the_wall": check_wall,
    }


def measure() -> dict[str, Any]:
    sizes = [int(n) for n in os.environ.get("BILATERAL_BENCH_SIZES", "").split()] or SIZES
    with fresh() as home:
        home.plan()
        points = [point(home, n) for n in sizes]
    return {
        "title": "The projection rebuilt from the entries",
        "label": {"en": "Rebuild (s, less is better)", "es": "Reconstrucción (s, menos es mejor)"},
        "subject": "node.projection.rebuild",
        "peer": "reading and parsing the same entries, and nothing else",
        "target": "on_the_wall < 60 at 1e5",
        "unit": "s of processor time",
        "seed": "acts in turns, no chance",
        "points": points,
    }
