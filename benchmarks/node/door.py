"""The door, one act at a time, beside the database's own durable commits: a row of the same bytes in a bare loop.

Both take turns in the same run, on the same disk: SQLite with WAL and synchronous=FULL; PostgreSQL too, from pgserver,
where it is installed. `share` is of the time on the wall, since most of a commit is waiting for the disk; `our_cpu` is
the processor time that an act takes beside it, and `of_floor` compares with commits that write as many pages as an act.
"""

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.node._home import Home, fresh

ROUNDS, EACH = 7, 100
ROW = 800
Loop = Callable[[int], None]


@contextmanager
def bare_sqlite(home: Home) -> Iterator[Loop]:
    connection = sqlite3.connect(home.home.path / "limit.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE limit_rows (id INTEGER PRIMARY KEY, raw BLOB)")

    def loop(times: int) -> None:
        for _ in range(times):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO limit_rows (raw) VALUES (?)", (bytes(ROW),))
            connection.execute("COMMIT")

    yield loop
    connection.close()


@contextmanager
def bare_postgres(url: str) -> Iterator[Loop]:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE limit_rows (id BIGSERIAL PRIMARY KEY, raw BYTEA)")

        def loop(times: int) -> None:
            for _ in range(times):
                connection.execute("BEGIN")
                connection.execute("INSERT INTO limit_rows (raw) VALUES (%s)", (bytes(ROW),))
                connection.execute("COMMIT")

        yield loop


def acts(home: Home) -> dict[str, Callable[[], Any]]:
    target = home.something
    return {"ack": home.ack, "view": lambda: home.view(target), "own": lambda: home.own("us")}


def points(home: Home, bare: Loop, engine: str) -> list[dict[str, Any]]:
    """For each sort of act, the median of the rounds' shares: ours and the bare loop one right after the other."""
    found = []
    for name, make in acts(home).items():
        rounds = [_round(home, bare, make) for _ in range(ROUNDS)]
        middle = sorted(rounds, key=lambda each: each["ratio"])[ROUNDS // 2]
        found.append({"n": EACH, "act": name, "engine": engine, **middle})
    return found


def _round(home: Home, bare: Loop, make: Callable[[], Any]) -> dict[str, float]:
    drafts = [make() for _ in range(EACH)]
    started = time.perf_counter()
    bare(EACH)
    alone = time.perf_counter() - started
    started, worked = time.perf_counter(), time.process_time()
    for draft in drafts:
        home.commit("us", draft)
    took, worked = time.perf_counter() - started, time.process_time() - worked
    return {"ours": EACH / took, "peer": EACH / alone, "ratio": alone / took, "our_cpu_ms": worked / EACH * 1000}


def on_sqlite() -> list[dict[str, Any]]:
    with fresh() as home:
        home.plan()
        with bare_sqlite(home) as bare:
            return points(home, bare, "SQLite")


def on_postgres() -> list[dict[str, Any]]:
    """One home a process: run in one of its own."""
    import pgserver

    with tempfile.TemporaryDirectory(prefix="bilateral-pg-") as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        try:
            server.psql("CREATE DATABASE door")
            url = server.get_uri("door")
            with fresh(url) as home:
                home.plan()
                with bare_postgres(url) as bare:
                    return points(home, bare, "PostgreSQL")
        finally:
            server.cleanup()


def measure() -> dict[str, Any]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    found: list[dict[str, Any]] = []
    for engine in (on_sqlite, on_postgres):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            found += pool.submit(engine).result()
    return {
        "title": "One act at a time, each durable before the next",
        "label": {"en": "The door, act by act (acts/s)", "es": "La puerta, acto por acto (actos/s)"},
        "subject": "node.door.commit",
        "peer": "BEGIN, INSERT, COMMIT of one row of 800 bytes on the same database engine",
        "target": "ratio >= 0.6",
        "unit": "acts/s on the wall",
        "seed": "none",
        "points": found,
    }
