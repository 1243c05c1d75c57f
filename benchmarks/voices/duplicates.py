"""Near-duplicates: what is found of generated letters, mad-libs and repeats, and the processor time beside two peers.

datasketch and rensa get the same work: the same normalised distinct texts, sets of three words in a row, 128
permutations, an index whose threshold is ours for campaigns, every candidate that is not yet in the same set checked
by its estimated likeness, and sets joined. They are given the exact repeats for nothing. All three are timed in one
run in processor time, over all threads; the sizes of `BILATERAL_BENCH_SIZES` (10,000 and 100,000 where it is not set).
"""

import gc
import os
import re
import time
import unicodedata
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.voices._agreement import Ints, b_cubed, numbered, pairwise, recall_by
from benchmarks.voices._corpus import CLASSES, Corpus, corpus
from bilateral.voices.grouping.params import Grouping
from bilateral.voices.grouping.tiers import group

SEED = 5
SIZES = tuple(map(int, os.environ.get("BILATERAL_BENCH_SIZES", "10000,100000").split(",")))
PARAMS = Grouping()
PERMUTATIONS = 128
_OTHER = re.compile(r"[^a-z0-9 ]+")


class Sets:
    """Union-find over numbers."""

    def __init__(self, n: int) -> None:
        self.parent = list(range(n))

    def find(self, a: int) -> int:
        while self.parent[a] != a:
            self.parent[a] = self.parent[self.parent[a]]
            a = self.parent[a]
        return a

    def join(self, a: int, b: int) -> None:
        self.parent[self.find(a)] = self.find(b)

    def all(self) -> Ints:
        return np.array([self.find(n) for n in range(len(self.parent))], dtype=np.int64)


def normal(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return " ".join(_OTHER.sub(" ", plain).split())


def distinct(texts: list[str]) -> tuple[list[str], Ints]:
    number: dict[str, int] = {}
    of = np.array([number.setdefault(normal(text), len(number)) for text in texts], dtype=np.int64)
    return list(number), of


def shingles(text: str) -> list[str]:
    words = text.split()
    if len(words) < PARAMS.shortest:
        return []
    return list({" ".join(words[i : i + 3]) for i in range(len(words) - 2)})


def by_datasketch(texts: list[str]) -> Ints:
    from datasketch import MinHash, MinHashLSH

    index, sets = MinHashLSH(threshold=PARAMS.campaign, num_perm=PERMUTATIONS), Sets(len(texts))
    kept: dict[int, Any] = {}
    for n, text in enumerate(texts):
        if not (parts := shingles(text)):
            continue
        made = MinHash(num_perm=PERMUTATIONS, seed=SEED)
        made.update_batch([part.encode() for part in parts])
        for other in index.query(made):
            if sets.find(n) != sets.find(other) and made.jaccard(kept[other]) >= PARAMS.campaign:
                sets.join(n, other)
        index.insert(n, made)
        kept[n] = made
    return sets.all()


def by_rensa(texts: list[str]) -> Ints:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=PARAMS.campaign, num_perm=PERMUTATIONS, num_bands=PERMUTATIONS // 2)
    sets, kept = Sets(len(texts)), dict[int, Any]()
    for n, text in enumerate(texts):
        if not (parts := shingles(text)):
            continue
        made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        made.update(parts)
        for other in index.query(made):
            if sets.find(n) != sets.find(other) and made.jaccard(kept[other]) >= PARAMS.campaign:
                sets.join(n, other)
        index.insert(n, made)
        kept[n] = made
    return sets.all()


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    gc.collect()
    started = time.process_time()
    result = work()
    return result, round(time.process_time() - started, 2)


def point(n: int) -> dict[str, Any]:
    made = corpus(n, SEED)
    column = pa.array(made.texts, pa.large_string())
    group(column.slice(0, 2_000), PARAMS)  # compiled loops are loaded once in a process, not for each file
    (_, tiers), ours = min((timed(lambda: group(column, PARAMS)) for _ in range(3)), key=lambda done: done[1])
    (texts, of), normalising = timed(lambda: distinct(made.texts))
    truth = numbered(np.array(made.group) + 2_000_000)
    peers = {}
    for name, work in (("rensa", by_rensa), ("datasketch", by_datasketch)):
        found, seconds = timed(lambda work=work: work(texts))  # type: ignore[misc]
        peers[name] = {
            "cpu_seconds": round(seconds + normalising, 2),
            "ratio": round((seconds + normalising) / ours, 1),
            "ratio_without_normalising": round(seconds / ours, 1),
            **scores(made, truth, found[of]),
        }
    found = _widest(*tiers[:2])
    return {
        "n": n,
        "ours": round(n / ours),
        "peer": round(n / peers["datasketch"]["cpu_seconds"]),
        "ratio": peers["datasketch"]["ratio"],
        "ratio_rensa": peers["rensa"]["ratio"],
        "cpu_seconds": ours,
        "distinct": len(texts),
        "quality": scores(made, truth, found),
        "quality_families": scores(made, truth, _widest(*tiers)),
        "peers": peers,
    }


def _widest(*tiers: Any) -> Ints:
    """The widest group that each text has, of tiers from the narrowest on: a family is told only where it joins
    several letters, and texts too short for a letter have their exact repeats.
    """
    found = np.full(len(tiers[0]), -1, dtype=np.int64)
    for tier in tiers:
        found = np.where(tier >= 0, tier.astype(np.int64) + found.max(initial=-1) + 1, found)
    return numbered(found)


def scores(made: Corpus, truth: Ints, found: Ints) -> dict[str, Any]:
    """Letters, singles and short texts as campaigns; mad-libs by themselves, as they are meant for another tier."""
    kind = np.array(made.kind)
    found = np.unique(found, return_inverse=True)[1].astype(np.int64)
    letters = kind != "madlib"
    one, other = truth[letters], numbered(found[letters])
    one = numbered(one)
    return {
        "pairs": pairwise(one, other),
        "b_cubed": b_cubed(one, other),
        "recall_by_class": recall_by(one, other, kind[letters], CLASSES),
        "madlib_pairs": pairwise(numbered(truth[~letters]), numbered(found[~letters])),
        "all_pairs": pairwise(truth, found),
    }


def measure() -> dict[str, Any]:
    return {
        "title": "Near-duplicates on generated submissions",
        "label": {"en": "Grouping (submissions a CPU second)", "es": "Agrupación (aportaciones por segundo de CPU)"},
        "subject": "voices.grouping.tiers.group",
        "peer": "datasketch MinHashLSH; rensa beside it",
        "unit": "submissions per second of processor time",
        "seed": SEED,
        "parameters": PARAMS.to_dict(),
        "points": [point(n) for n in SIZES],
    }
