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
from bilateral.record.keys import signer_id, verify_strict
from bilateral.record.log import Chain
from bilateral.values import Fault

# How many bundles are read ahead: enough that workers never wait, few enough that hostile ones fit into memory.
DEPTH: Final = 4
BAD, GOOD, UNKNOWN = 0, 1, 2
# Keys that may come into force in a log, told by what its changes of keys say; more than these are checked by the walk.
MAX_KEYS: Final = 64
# In a canonical entry the field `sig` stands right before `signer`, and no string can hold this: quotes are escaped.
_SIG: Final = re.compile(rb',"sig":"([A-Za-z0-9+/]{86}==)"(?=,"signer":")')


_SIGNER: Final = re.compile(rb',"signer":"([0-9a-f]{32})"')
_CHANGE: Final = re.compile(rb'^\{"act":"(?:rotate|revoke)"')


class Ring(dict[str, bytes]):
    """Public keys by the id under which they sign: candidates, of which the walk says which one was in force."""

    def learn(self, public: bytes | None) -> None:
        if public is not None and len(self) < MAX_KEYS:
            self[signer_id(public)] = public

    def read(self, entries: list[bytes]) -> None:
        """Take the new entry key of every change of keys among these bytes, true or not."""
        for data in entries:
            if _CHANGE.match(data):
                try:
                    self.learn(bytes.fromhex(Entry.parse(data).body["keys"]["entry"]))
                except (Fault, KeyError, TypeError, ValueError):
                    continue


def check(ring: dict[str, bytes], entries: list[bytes]) -> bytes:
    """A worker's task: a verdict for each entry. UNKNOWN where it isn't plain to see what was signed."""
    return bytes(_verdict(ring, data) for data in entries)


def _verdict(ring: dict[str, bytes], data: bytes) -> int:
    head, *rest = _SIG.split(data)
    if len(rest) != 2:
        return UNKNOWN
    signer = _SIGNER.match(rest[1])
    public = ring.get(signer[1].decode("ascii")) if signer else None
    if public is None:
        return UNKNOWN
    signature = base64s.decode(rest[0].decode("ascii"))
    if signature is None:
        return UNKNOWN
    return GOOD if verify_strict(public, DOMAIN + head + rest[1], signature) else BAD


class ToldChain(Chain):
    """A chain that is told what a worker found of the next entry's signature under the key that it names."""

    __slots__ = ("ring", "told")

    def __init__(self, origin: str, ring: Ring) -> None:
        super().__init__(origin)
        self.ring, self.told = ring, UNKNOWN

    def is_signed(self, entry: Entry, public: bytes) -> bool:
        if self.told == UNKNOWN or public != self.ring.get(entry.signer):
            return entry.is_signed_by(public)
        return self.told == GOOD


def verdicts(
    bundles: Iterable[list[bytes] | None], ring: Ring, pool: Executor | None
) -> Iterator[tuple[list[bytes] | None, bytes]]:
    """Each bundle in order with what workers found of its signatures, all UNKNOWN without a pool."""
    waiting: deque[tuple[list[bytes] | None, Future[bytes] | None]] = deque()
    depth = DEPTH if pool else 0
    for entries in bundles:
        waiting.append((entries, _submitted(entries, ring, pool)))
        if len(waiting) > depth:
            yield _answered(*waiting.popleft())
    while waiting:
        yield _answered(*waiting.popleft())


def _submitted(entries: list[bytes] | None, ring: Ring, pool: Executor | None) -> Future[bytes] | None:
    if not entries or pool is None:
        return None
    ring.read(entries)
    if not ring:
        return None
    try:
        return pool.submit(check, dict(ring), entries)
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
