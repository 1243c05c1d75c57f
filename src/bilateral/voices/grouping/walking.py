"""The compiled loops over buckets: texts that meet in a band are compared, and those alike enough are joined.

Pairs are never stored. In a bucket each text is compared with the bucket's leaders in order; the first that is a
variant of it ends the search; a text without such a leader becomes one, up to a limit, and so do the first SPARE texts
of a bucket, so that what is far from one copy of a letter can still meet another. So a bucket of n texts costs at
most n times that limit, and its outcome depends only on the bucket's texts in the order of their hashes: not on the
input's order, nor on what other bands found. That is why a cluster can walk buckets anywhere and get the same groups.
"""

import numba as nb
import numpy as np

from bilateral.voices.grouping.params import ROWS, SIZE, SPARE

_ROUND = np.uint32(0x9E3779B1)
_13, _16 = np.uint32(13), np.uint32(16)


@nb.njit(cache=True, inline="always")
def band_key(signature, band):  # type: ignore[no-untyped-def]
    """The 32-bit key under which a signature stands in a band. Two that differ may share a key: they are compared."""
    key = np.uint32(np.uint32(band) * _ROUND)
    for row in range(ROWS):
        key = np.uint32(np.uint32(key ^ signature[band * ROWS + row]) * _ROUND)
        key = np.uint32(key ^ (key >> _13))
    return np.uint32(key ^ (key >> _16))


@nb.njit(cache=True, nogil=True)
def packed_keys(signatures, order, band, out):  # type: ignore[no-untyped-def]
    """Keys of a band with the rank of each text in the low half, so that sorting leaves buckets in rank order."""
    for rank in range(len(order)):
        out[rank] = (np.uint64(band_key(signatures[order[rank]], band)) << np.uint64(32)) | np.uint64(rank)


@nb.njit(cache=True)
def all_keys(signatures, bands, out):  # type: ignore[no-untyped-def]
    """Every key of every signature, a row a text: what a cluster shuffles by."""
    for n in range(len(signatures)):
        for band in range(bands):
            out[n, band] = band_key(signatures[n], band)


@nb.njit(cache=True, inline="always")
def alike(a, b):  # type: ignore[no-untyped-def]
    """Equal positions of two signatures."""
    same = np.uint32(0)
    for p in range(SIZE):
        same = np.uint32(same + np.uint32(a[p] == b[p]))  # as wide as what is compared: eight at once, not four
    return np.int64(same)


@nb.njit(cache=True)
def find(parent, n):  # type: ignore[no-untyped-def]
    """The root of a set, halving the way to it."""
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


@nb.njit(cache=True)
def join(parent, a, b):  # type: ignore[no-untyped-def]
    """Make one set of two; the smaller number stays root, so that the outcome does not depend on the order."""
    a, b = find(parent, a), find(parent, b)
    if a < b:
        parent[b] = a
    elif b < a:
        parent[a] = b


@nb.njit(cache=True)
def meet(signatures, row, leaders, count, needed, matches):  # type: ignore[no-untyped-def]
    """Compare a text with the bucket's leaders in order: how many were looked at, and whether the last is a variant."""
    for k in range(count):
        matches[k] = alike(signatures[row], signatures[leaders[k]])
        if matches[k] >= needed[0]:
            return k + 1, True
    return count, False


@nb.njit(cache=True, nogil=True)
def walk_band(packed, signatures, order, needed, most, variant, campaign, family):  # type: ignore[no-untyped-def]
    """Walk the buckets of one sorted band and join what is alike in the three forests (over rows of signatures)."""
    leaders = np.empty(most, dtype=np.int64)
    matches = np.empty(most, dtype=np.int64)
    low = np.uint64(0xFFFFFFFF)
    first = 0
    while first < len(packed):
        key = packed[first] >> np.uint64(32)
        last = first + 1
        while last < len(packed) and packed[last] >> np.uint64(32) == key:
            last += 1
        if last - first > 1:
            count = 0
            for at in range(first, last):
                row = order[packed[at] & low]
                looked, is_variant = meet(signatures, row, leaders, count, needed, matches)
                for k in range(looked):
                    if matches[k] >= needed[2]:
                        join(family, row, leaders[k])
                        if matches[k] >= needed[1]:
                            join(campaign, row, leaders[k])
                            if matches[k] >= needed[0]:
                                join(variant, row, leaders[k])
                if count < most and (count < SPARE or not is_variant):
                    leaders[count] = row
                    count += 1
        first = last


@nb.njit(cache=True)
def merge(parent, other):  # type: ignore[no-untyped-def]
    """Join in `parent` what is joined in `other`: the sets of both, whichever came first."""
    for n in range(len(parent)):
        join(parent, n, find(other, n))


@nb.njit(cache=True)
def walk_sorted(signatures, bucket, held, needed, most):  # type: ignore[no-untyped-def]
    """The same on a cluster: rows of whole and cut buckets in order, the first `held` the leaders of the bucket before.

    The leaders of the last bucket (rows), and joins as rows (leader, row, level): 0 family, 1 campaign, 2 variant.
    Of the joins of each level a spanning forest is told, so that they are at most three a row.
    """
    size = len(signatures)
    leaders, matches = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    forests = np.empty((3, size), dtype=np.int64)
    for level in range(3):
        forests[level] = np.arange(size)
    joins = np.empty((3 * size, 3), dtype=np.int64)
    count = total = 0
    for row in range(size):
        if row and bucket[row] != bucket[row - 1]:
            count = 0
        if row < held:
            leaders[count] = row
            count += 1
            continue
        looked, is_variant = meet(signatures, row, leaders, count, needed, matches)
        for k in range(looked):
            told = -1
            for level in range(3):
                if matches[k] >= needed[2 - level] and find(forests[level], row) != find(forests[level], leaders[k]):
                    join(forests[level], row, leaders[k])
                    told = level
            if told >= 0:
                joins[total, 0], joins[total, 1], joins[total, 2] = leaders[k], row, told
                total += 1
        if count < most and (count < SPARE or not is_variant):
            leaders[count] = row
            count += 1
    return leaders[:count].copy(), joins[:total]


@nb.njit(cache=True)
def roots(parent):  # type: ignore[no-untyped-def]
    """The root of every element."""
    out = np.empty(len(parent), dtype=np.int32)
    for n in range(len(parent)):
        out[n] = find(parent, n)
    return out
