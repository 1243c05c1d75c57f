"""Signatures checked ahead of the walk, on other cores: they are two thirds of an audit's work.

    with ProcessPoolExecutor() as pool:
        audit(source, pins, pool)

Here: reading the bundles a little ahead, what a worker does, and a chain that takes the worker's word for a signature.
Everything else about an entry is checked by the walk itself, in order, as without a pool. Not here: the pool, which
whoever audits brings (threads work too, but wait for one another: the interpreter's lock lets one of them run).
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Final

from bilateral.record import base64s
from bilateral.record.entry import DOMAIN, Entry
from bilateral.record.keys import verify_strict
from bilateral.record.log import Chain

# How many bundles are read ahead: enough that workers never wait, few enough that hostile ones fit into memory.
DEPTH: Final = 4
BAD, GOOD, UNKNOWN = 0, 1, 2
# In a canonical entry the field `sig` stands right before `signer`, and no string can hold this: quotes are escaped.
_SIG: Final = re.compile(rb',"sig":"([A-Za-z0-9+/]{86}==)"(?=,"signer":")')


def check(public: bytes, entries: list[bytes]) -> bytes:
    """A worker's task: a verdict for each entry. UNKNOWN where it isn't plain to see what was signed."""
    return bytes(_verdict(public, data) for data in entries)


def _verdict(public: bytes, data: bytes) -> int:
    head, *rest = _SIG.split(data)
    if len(rest) != 2:
        return UNKNOWN
    signature = base64s.decode(rest[0].decode("ascii"))
    if signature is None:
        return UNKNOWN
    return GOOD if verify_strict(public, DOMAIN + head + rest[1], signature) else BAD


class ToldChain(Chain):
    """A chain that is told what a worker found of the next entry's signature under one key."""

    __slots__ = ("public", "told")

    def __init__(self, origin: str, public: bytes | None = None) -> None:
        super().__init__(origin)
        self.public, self.told = public, UNKNOWN

    def is_signed(self, entry: Entry, public: bytes) -> bool:
        if self.told == UNKNOWN or public != self.public:
            return entry.is_signed_by(public)
        return self.told == GOOD


def verdicts(
    bundles: Iterable[list[bytes] | None], public: bytes | None, pool: Executor | None
) -> Iterator[tuple[list[bytes] | None, bytes]]:
    """Each bundle in order with what workers found of its signatures, all UNKNOWN without a pool."""
    waiting: deque[tuple[list[bytes] | None, Future[bytes] | None]] = deque()
    depth = DEPTH if pool else 0
    for entries in bundles:
        waiting.append((entries, _submitted(entries, public, pool)))
        if len(waiting) > depth:
            yield _answered(*waiting.popleft())
    while waiting:
        yield _answered(*waiting.popleft())


def _submitted(entries: list[bytes] | None, public: bytes | None, pool: Executor | None) -> Future[bytes] | None:
    if not entries or public is None or pool is None:
        return None
    try:
        return pool.submit(check, public, entries)
    except RuntimeError:  # a pool that broke, or was shut down: the walk does the work itself
        return None


def _answered(entries: list[bytes] | None, future: Future[bytes] | None) -> tuple[list[bytes] | None, bytes]:
    blank = bytes([UNKNOWN]) * len(entries or ())
    if future is None:
        return entries, blank
    try:
        found = future.result()
    except Exception:  # whatever befell a worker (killed, no memory), its entries are checked here
        return entries, blank
    return entries, found if len(found) == len(blank) else blank
