"""The other cores of this machine, for an audit that is large enough to be worth starting them."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

MANY = 20
"""Bundles of 256 entries: fewer are checked before another process has even started."""


@contextmanager
def cores(files: set[str] | None) -> Iterator[Executor | None]:
    """Processes that check signatures for a record of these files; None for a small one, or one not listed."""
    bundles = sum("/tile/entries/" in name for name in files or ())
    if bundles <= MANY or (os.cpu_count() or 1) < 2:
        yield None
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield pool
