"""The compiled loops on all cores, a share of the texts or some of the bands for each: they let go of the interpreter.

What comes out is the same on any number of cores: every text, and every band, is looked at by itself. Not here: the
loops (kernels, walking).
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.grouping import kernels

WORTH: Final = 1 << 18
"""Bytes of text from which a second core is worth its while."""


def scan(
    data: npt.NDArray[np.uint8],
    offsets: npt.NDArray[np.int64],
    table: Any,
    keys: Any,
    votes: Any,
    words: Any,
    hi: Any,
    lo: Any,
    seen: Any,
    cores: int = 0,
) -> None:
    """`kernels.scan`; each share has about as many bytes. ``cores``: 0 for all that this process may use."""

    def share(first: int, end: int) -> None:
        kernels.scan(
            data, offsets[first : end + 1], table, keys, votes,
            words[first:end], hi[first:end], lo[first:end], seen[first:end],
        )  # fmt: skip

    _shared(offsets, share, cores)


def sign(
    data: npt.NDArray[np.uint8],
    offsets: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    table: Any,
    add: Any,
    multiply: Any,
    out: Any,
    cores: int = 0,
) -> None:
    """`kernels.sign`, likewise."""
    lengths = np.concatenate([[0], np.cumsum(offsets[rows + 1] - offsets[rows])])

    def share(first: int, end: int) -> None:
        kernels.sign(data, offsets, rows[first:end], table, add, multiply, out[first:end])

    _shared(lengths, share, cores)


def each(count: int, do: Callable[[int], None], step: Callable[[float], None], worth: int, cores: int = 0) -> None:
    """Call `do` with every number under `count`, in any order, on all cores; `step` hears the share done, here.

    :param worth: about how many bytes one call looks at.
    """
    cores = cores or _cores()
    if cores == 1 or worth < WORTH:
        for number in range(count):
            do(number)
            step((number + 1) / count)
        return
    parts = [_pool(cores).submit(do, number) for number in range(count)]
    try:
        for done, part in enumerate(as_completed(parts), 1):
            part.result()
            step(done / count)
    finally:  # whoever is interrupted need not wait for what has not begun
        for part in parts:
            part.cancel()


def _shared(ends: npt.NDArray[np.int64], share: Callable[[int, int], None], cores: int) -> None:
    """Call `share` for parts of the rows that have about as many bytes each. ``ends``: where each row's bytes end."""
    size, rows = int(ends[-1] - ends[0]), len(ends) - 1
    cores = cores or _cores()
    if cores == 1 or size < WORTH:
        share(0, rows)
        return
    cuts = np.searchsorted(ends, ends[0] + size * np.arange(1, cores) / cores)
    edges = [0, *cuts.tolist(), rows]
    parts = [_pool(cores).submit(share, a, b) for a, b in pairwise(edges) if a < b]
    for part in parts:
        part.result()


@lru_cache(1)
def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache
def _pool(cores: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cores, thread_name_prefix="texts")


os.register_at_fork(after_in_child=_pool.cache_clear)  # a forked process has none of the threads
