"""The compiled loops over Arrow's bytes: words, the hash of a text, its signature. No text becomes a Python string.

Words are hashed as they are read, so nothing normalised is ever stored. The hashes are fast, not secret: whoever wanted
to could make two texts that count as equal, which would put them in one group and hide neither. Not here: which
characters make words (letters), buckets and unions (walking).
"""

from typing import Final

import numba as nb
import numpy as np

from bilateral.voices.grouping.letters import BREAK, LATIN_END, LONE, SKIP
from bilateral.voices.grouping.params import SHINGLE, SIZE

_START: Final = np.uint64(0x9AE16A3B2F90404F)
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_PRIME_2: Final = np.uint64(0xC2B2AE3D27D4EB4F)
_MIX_1: Final = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2: Final = np.uint64(0xC4CEB9FE1A85EC53)
_33: Final = np.uint64(33)
_32: Final = np.uint64(32)
_29: Final = np.uint64(29)
_LONE: Final = np.uint32(LONE)
_LOW: Final = np.uint32(0xFFFF)
_SECOND: Final = np.uint32(0x7FFF)
_16: Final = np.uint32(16)
_SHARP: Final = np.uint32(0x45D9F3B)
EN: Final = 1
ES: Final = 2
OTHER: Final = 3
"""What a common word votes for: EN, ES, OTHER."""


@nb.njit(cache=True, inline="always")
def _mixed(h):  # type: ignore[no-untyped-def]
    h ^= h >> _33
    h *= _MIX_1
    h ^= h >> _33
    h *= _MIX_2
    return h ^ (h >> _33)


@nb.njit(cache=True)
def words_of(data, start, end, table, out, letters):  # type: ignore[no-untyped-def]
    """Hash the words of `data[start:end]` (UTF-8) into `out`; how many there are.

    `letters` gets what was seen: [0] letters of the Latin script, [1] of others.
    """
    count = 0
    h, length = _START, 0
    i = start
    while i < end:
        b = np.uint32(data[i])
        if b < 0x80:
            code, step = b, 1
        elif b < 0xE0:
            code, step = ((b & np.uint32(31)) << np.uint32(6)) | (np.uint32(data[i + 1]) & np.uint32(63)), 2
        elif b < 0xF0:
            code = ((b & np.uint32(15)) << np.uint32(12)) | ((np.uint32(data[i + 1]) & np.uint32(63)) << np.uint32(6))
            code |= np.uint32(data[i + 2]) & np.uint32(63)
            step = 3
        else:
            code, step = np.uint32(0x10000), 4
        i += step
        value = table[code] if code < 0x10000 else np.uint32(BREAK)
        if value == SKIP:
            continue
        lone = value & _LONE
        if (value == BREAK or lone) and length:
            out[count] = _mixed(h)
            count += 1
            h, length = _START, 0
        if value == BREAK:
            continue
        first = value & _LOW
        if first > 57:
            letters[0 if code < LATIN_END or first < 128 else 1] += 1
        h = (h ^ np.uint64(first)) * _PRIME
        h ^= h >> _32
        second = (value >> _16) & _SECOND
        if second and not lone:
            h = (h ^ np.uint64(second)) * _PRIME
            h ^= h >> _32
        length += 1
        if lone:
            out[count] = _mixed(h)
            count += 1
            h, length = _START, 0
    if length:
        out[count] = _mixed(h)
        count += 1
    return count


@nb.njit(cache=True)
def _vote(word, keys, votes):  # type: ignore[no-untyped-def]
    mask = np.uint64(len(keys) - 1)
    at = word & mask
    while votes[at]:
        if keys[at] == word:
            return votes[at]
        at = (at + np.uint64(1)) & mask
    return np.uint8(0)


@nb.njit(cache=True, nogil=True)
def scan(data, offsets, table, keys, votes, words, hi, lo, seen):  # type: ignore[no-untyped-def]
    """For each text: how many words, a hash of 128 bits over them, and in `seen` what tells its language.

    :param keys, votes: an open table of common words (see `vote_table`).
    :param seen: int32, a row a text: votes for English, Spanish, another; letters of the Latin script, of others.
    """
    longest = 0
    for n in range(len(offsets) - 1):
        longest = max(longest, offsets[n + 1] - offsets[n])
    hashes = np.empty(longest + 2, dtype=np.uint64)
    letters = np.zeros(2, dtype=np.int64)
    for n in range(len(offsets) - 1):
        letters[:] = 0
        count = words_of(data, offsets[n], offsets[n + 1], table, hashes, letters)
        a, b = _START, _PRIME_2
        for i in range(count):
            word = hashes[i]
            a = (a ^ word) * _PRIME
            a ^= a >> _29
            b = (b + word) * _PRIME_2
            b ^= b >> _32
            vote = _vote(word, keys, votes)
            if vote:
                seen[n, vote - 1] += 1
        words[n], hi[n], lo[n] = count, _mixed(a), _mixed(b)
        seen[n, 3], seen[n, 4] = letters[0], letters[1]


@nb.njit(cache=True, nogil=True)
def sign(data, offsets, rows, table, add, multiply, out):  # type: ignore[no-untyped-def]
    """The signatures of the texts `rows` into the rows of `out` (uint32, SIZE wide)."""
    longest = 0
    for n in rows:
        longest = max(longest, offsets[n + 1] - offsets[n])
    hashes = np.empty(longest + 2, dtype=np.uint64)
    letters = np.zeros(2, dtype=np.int64)
    for k in range(len(rows)):
        n = rows[k]
        count = words_of(data, offsets[n], offsets[n + 1], table, hashes, letters)
        row = out[k]
        row[:] = np.uint32(0xFFFFFFFF)
        for i in range(count - SHINGLE + 1):
            h = hashes[i]
            for j in range(1, SHINGLE):
                h = (h ^ hashes[i + j]) * _PRIME
                h ^= h >> _29
            low = np.uint32(_mixed(h) >> _32)
            for p in range(SIZE):
                x = np.uint32(np.uint32(low + add[p]) * multiply[p])  # without the casts numba widens to 64 bits
                x = np.uint32(np.uint32(x ^ (x >> _16)) * _SHARP)
                row[p] = x if x < row[p] else row[p]  # written in any case: so it is done for many at once


@nb.njit(cache=True)
def intern(hi, lo, words, slots, known_hi, known_lo, known, out):  # type: ignore[no-untyped-def]
    """The number of each text among the distinct ones, or -1 without words; the new number of distinct texts.

    `slots` (int32, a power of two, -1 where free) must be less than half full after this, and `known_*` long enough.
    """
    mask = np.uint64(len(slots) - 1)
    for n in range(len(hi)):
        if words[n] == 0:
            out[n] = -1
            continue
        at = hi[n] & mask
        while True:
            number = slots[at]
            if number < 0:
                slots[at] = known
                known_hi[known], known_lo[known] = hi[n], lo[n]
                out[n] = known
                known += 1
                break
            if known_hi[number] == hi[n] and known_lo[number] == lo[n]:
                out[n] = number
                break
            at = (at + np.uint64(1)) & mask
    return known


@nb.njit(cache=True)
def rehash(known_hi, known, slots):  # type: ignore[no-untyped-def]
    """Fill a fresh, larger table of slots."""
    mask = np.uint64(len(slots) - 1)
    for number in range(known):
        at = known_hi[number] & mask
        while slots[at] >= 0:
            at = (at + np.uint64(1)) & mask
        slots[at] = number
