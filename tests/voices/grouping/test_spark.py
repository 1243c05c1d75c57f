"""Spark finds the groups that one machine finds: each step over Arrow batches, and the command on a local Spark."""

import csv
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bilateral.voices.grouping import spark
from bilateral.voices.grouping.params import BANDS, TIERS, Grouping
from bilateral.voices.grouping.tiers import gather, group
from tests.helpers import ROOT
from tests.voices.grouping.test_grouping import LETTER, column, invented, sets, templates

PARAMS = Grouping()


def texts() -> list[str]:
    """Letters in copies, mad-libs, letters with another text of their family, short texts that repeat, texts without
    words, one of its own.
    """
    chance = random.Random(11)
    slots = [
        [" ".join(chance.choices(["uno", "two", "tres", "four", "cinco"], k=5)) + f" s{n}{k}" for k in range(3)]
        for n in range(12)
    ]
    madlibs = [" ".join(chance.choice(slot) for slot in slots) for _ in range(40)]
    made = [
        *invented(4, letters=10, copies=8),
        *madlibs,
        *templates(3, many=4, shared=30),
        *["Open the bridge"] * 5,
        *["¡open THE bridge!"] * 2,
        "",
        "...",
        LETTER,
    ]
    chance.shuffle(made)
    return made


def batch(rows: list[str], first: int = 0) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pa.array([str(first + n) for n in range(len(rows))]), pa.array(rows)], names=["id", "text"]
    )


def test_hashes_and_signatures_are_those_of_one_machine() -> None:
    given = texts()
    gathered = gather(column(given), PARAMS)
    (found,) = spark.hashes(iter([batch(given)]))
    theirs = [None if h is None else (int.from_bytes(h[:8]), int.from_bytes(h[8:])) for h in found["hash"].to_pylist()]
    ours = [None if n < 0 else (int(gathered.hi[n]), int(gathered.lo[n])) for n in gathered.distinct.tolist()]
    assert theirs == ours
    (signed,) = spark.signatures(PARAMS)(iter([batch(given)]))
    of = {h: n for h, n in zip(ours, gathered.distinct.tolist(), strict=True) if h is not None}
    assert sum(signed["texts"].to_pylist()) == sum(h is not None for h in ours)
    for h, signature in zip(signed["hash"].to_pylist(), signed["signature"].to_pylist(), strict=True):
        row = gathered.signed[of[int.from_bytes(h[:8]), int.from_bytes(h[8:])]]
        assert signature == (None if row < 0 else gathered.signatures[row].tobytes())


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_buckets_cut_into_batches_join_what_whole_ones_join(size: int) -> None:
    """What the engine does between the steps is done here by sorting: the sets are those of one machine."""
    given = texts()
    (signed,) = spark.signatures(PARAMS)(iter([batch(given)]))
    signed = signed.filter(signed["signature"].is_valid())
    (placed,) = spark.keys(iter([signed]))
    assert placed.num_rows == signed.num_rows * BANDS
    signature = dict(zip(signed["hash"].to_pylist(), signed["signature"].to_pylist(), strict=True))
    table = pa.Table.from_batches([placed]).sort_by(
        [("band", "ascending"), ("key", "ascending"), ("hash", "ascending")]
    )
    table = table.append_column("signature", pa.array([signature[h] for h in table["hash"].to_pylist()], pa.binary()))
    edges = [e for found in spark.walk(PARAMS)(iter(table.to_batches(max_chunksize=size))) for e in found.to_pylist()]
    root = {(level, h): h for level in range(3) for h in signature}

    def find(level: int, h: bytes) -> bytes:
        while root[level, h] != h:
            h = root[level, h]
        return h

    for edge in edges:
        for level in range(edge["level"] + 1):
            root[level, find(level, edge["a"])] = find(level, edge["b"])
    hashed = next(spark.hashes(iter([batch(given)])))["hash"].to_pylist()
    found: dict[str, set[frozenset[int]]] = {}
    for level, tier in enumerate(reversed(TIERS)):
        ids: dict[bytes, set[int]] = {}
        for n, h in enumerate(hashed):
            if h in signature:
                ids.setdefault(find(level, h), set()).add(n)
        found[tier] = {frozenset(s) for s in ids.values() if len(s) > 1}
    found["family"] -= found["campaign"]
    for tier, expected in zip(TIERS, group(column(given), PARAMS)[1], strict=True):
        assert found[tier] == {s for s in sets(expected) if all(hashed[n] in signature for n in s)}
        assert found[tier]


TWICE = """
import json, sys
from bilateral.cli.main import run
for arguments in json.loads(sys.argv[1]):
    try:
        run(arguments)
    except SystemExit as end:
        print("ends with", end.code, flush=True)
"""


def on_spark(*commands: list[str], lang: str) -> subprocess.CompletedProcess[str]:
    """Commands one after the other in one process, so that Java starts once."""
    # Java would spend most of the test on compiling well, and on a page that nobody looks at.
    quick = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dspark.ui.enabled=false"
    env = {**os.environ, "BILATERAL_LANG": lang, "SPARK_LOCAL_IP": "127.0.0.1", "JDK_JAVA_OPTIONS": quick}
    given = json.dumps([["group-on-spark", *arguments] for arguments in commands])
    return subprocess.run(
        [sys.executable, "-c", TWICE, given], capture_output=True, text=True, env=env, cwd=ROOT, check=True
    )


@pytest.mark.spark
def test_the_command_names_what_is_wrong_then_groups_a_file_as_one_machine_does(tmp_path: Path) -> None:
    given = texts()
    with (tmp_path / "given.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("nr", "words"), *enumerate(given)])
    path, local = str(tmp_path / "given.csv"), ["--master", "local[2]", "--partitions", "2"]
    done = on_spark(
        [path, "--out", str(tmp_path / "wrong"), *local],
        [path, "--id", "nr", "--text", "words", "--out", str(tmp_path), *local],
        [path, "--id", "nr", "--text", "words", "--out", str(tmp_path / "out"), *local],
        lang="es",
    )
    assert re.findall(r"ends with (\d)", done.stdout) == ["2", "2", "0"], done
    assert "No hay ninguna columna 'id'" in done.stderr and "Aquí ya hay algo" in done.stderr
    assert "Traceback" not in done.stderr and not (tmp_path / "wrong").exists()
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith(".")) == ["given.csv", "out"]
    assert f"{len(given)} aportaciones" in done.stdout
    found = pq.read_table(tmp_path / "out" / "submissions").to_pydict()
    groups = pq.read_table(tmp_path / "out" / "groups").to_pylist()
    by_id = {name: n for n, name in enumerate(found["id"])}
    for tier, expected in zip(TIERS, group(column(given), PARAMS)[1], strict=True):
        named: dict[str, set[int]] = {}
        for n in range(len(given)):
            if (name := found[tier][by_id[str(n)]]) is not None:
                named.setdefault(name, set()).add(n)
        assert {frozenset(s) for s in named.values()} == sets(expected)
        told = {row["group"]: row for row in groups if row["tier"] == tier}
        assert {name: len(s) for name, s in named.items()} == {name: row["submissions"] for name, row in told.items()}
        for name, row in told.items():
            assert given[int(row["representative"])] == row["text"] and int(row["representative"]) in named[name]
            assert row["texts"] == len(
                np.unique(gather(column([given[n] for n in sorted(named[name])]), PARAMS).distinct)
            )
