"""Texts come in batch by batch; what stays is one number a text, and hash and signature of each distinct one.

So 22 million submissions need memory for their distinct texts only, and no text is kept at all. Not here: what is alike
(walking, tiers).
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.grouping import kernels, threads
from bilateral.voices.grouping.arrow import bytes_and_offsets
from bilateral.voices.grouping.letters import table
from bilateral.voices.grouping.params import SIZE, Grouping

Ints = npt.NDArray[np.int32]
Number = TypeVar("Number", bound=np.generic)
_NO_KEYS = np.zeros(1, dtype=np.uint64)
_NO_VOTES = np.zeros(1, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Gathered:
    """`distinct` numbers the text of every submission (-1: no words); the rest has an element a distinct text.

    `signed` is the row of its signature, or -1 where the text is too short for one. `first` is the submission that
    brought the text first.
    """

    distinct: Ints
    words: Ints
    first: npt.NDArray[np.int64]
    hi: npt.NDArray[np.uint64]
    lo: npt.NDArray[np.uint64]
    signed: Ints
    signatures: npt.NDArray[np.uint32]


def permutations(seed: int) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """What makes SIZE different orders of 32-bit hashes: numbers to add, and odd ones to multiply by."""
    state = (
        np.arange(2 * SIZE, dtype=np.uint64) + np.uint64(1) + np.uint64(seed) * np.uint64(2 * SIZE + 1)
    ) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):  # splitmix64
        state = (state ^ (state >> np.uint64(shift))) * np.uint64(factor)
    mixed = ((state ^ (state >> np.uint64(31))) >> np.uint64(16)).astype(np.uint32)
    return mixed[:SIZE], mixed[SIZE:] | np.uint32(1)


class Gatherer:
    """`add` every batch in order, then `done`."""

    def __init__(self, params: Grouping) -> None:
        self._params = params
        self._table = table()
        self._add, self._multiply = permutations(params.seed)
        self._slots = np.full(1 << 16, -1, dtype=np.int32)
        self._known = self._signed_count = 0
        self._hi, self._lo = np.empty(1 << 15, dtype=np.uint64), np.empty(1 << 15, dtype=np.uint64)
        self._words: list[Ints] = []
        self._first: list[npt.NDArray[np.int64]] = []
        self._signed: list[Ints] = []
        self._distinct: list[Ints] = []
        self._signatures = np.empty((1 << 12, SIZE), dtype=np.uint32)
        self._count = 0

    def add(self, texts: pa.Array) -> None:
        data, offsets = bytes_and_offsets(texts)
        size = len(texts)
        words, seen = np.empty(size, dtype=np.int32), np.zeros((size, 5), dtype=np.int32)
        hi, lo = np.empty(size, dtype=np.uint64), np.empty(size, dtype=np.uint64)
        threads.scan(data, offsets, self._table, _NO_KEYS, _NO_VOTES, words, hi, lo, seen)
        self._make_room(size)
        out, before = np.empty(size, dtype=np.int32), self._known
        self._known = kernels.intern(hi, lo, words, self._slots, self._hi, self._lo, before, out)
        self._distinct.append(out)
        self._keep_new(data, offsets, words, out, before)
        self._count += size

    def _make_room(self, more: int) -> None:
        room = self._known + more
        if 2 * room >= len(self._slots):
            self._slots = np.full(1 << (2 * room).bit_length(), -1, dtype=np.int32)
            kernels.rehash(self._hi, self._known, self._slots)
        if room > len(self._hi):
            larger = max(room, len(self._hi) * 3 // 2)
            self._hi.resize(larger, refcheck=False)
            self._lo.resize(larger, refcheck=False)

    def _keep_new(
        self, data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], words: Ints, out: Ints, before: int
    ) -> None:
        """Remember the texts that this batch brought first, and sign the ones that are long enough."""
        fresh = np.flatnonzero(out >= before)
        numbers, at = np.unique(out[fresh], return_index=True)  # numbers rise in the order of first sight
        rows = fresh[at]
        assert len(numbers) == self._known - before
        self._first.append(rows.astype(np.int64) + self._count)
        self._words.append(words[rows])
        long = rows[words[rows] >= self._params.shortest]
        signed = np.full(len(rows), -1, dtype=np.int32)
        end = self._signed_count + len(long)
        signed[words[rows] >= self._params.shortest] = np.arange(self._signed_count, end, dtype=np.int32)
        self._signed.append(signed)
        if end > len(self._signatures):  # grown in place where the system can, by a quarter
            self._signatures.resize((max(end, len(self._signatures) * 5 // 4), SIZE), refcheck=False)
        target = self._signatures[self._signed_count : end]
        threads.sign(data, offsets, long, self._table, self._add, self._multiply, target)
        self._signed_count = end

    def done(self) -> Gathered:
        self._slots = np.empty(0, dtype=np.int32)
        return Gathered(
            distinct=_joined(self._distinct, np.int32),
            words=_joined(self._words, np.int32),
            first=_joined(self._first, np.int64),
            hi=self._hi[: self._known],
            lo=self._lo[: self._known],
            signed=_joined(self._signed, np.int32),
            signatures=self._signatures[: self._signed_count],
        )


def _joined(parts: list[npt.NDArray[Number]], kind: type[Number]) -> npt.NDArray[Number]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=kind)
