"""Distinct texts in, the groups of every text out: numbers by size, the largest first.

The three tiers lie inside each other: a variant in one campaign, a campaign in one family. A family is told only where
it joins more than one campaign or text: of a campaign by itself it would only say again what the campaign says. Not
here: what a group looks like to people (members).
"""

import threading
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.grouping import threads, walking
from bilateral.voices.grouping.arrow import chunks
from bilateral.voices.grouping.gathering import Gathered, Gatherer
from bilateral.voices.grouping.params import BANDS, SIZE, Grouping
from bilateral.voices.texts import ALONE, Ids, Texts

Forests = tuple[Ids, Ids, Ids]
Step = Callable[[float], None]
BATCH = 65_536


def _silent(share: float) -> None:
    return None


def group(texts: pa.ChunkedArray | pa.Array, params: Grouping, step: Step = _silent) -> tuple[Gathered, Forests]:
    """Variant, campaign and family of each text (see `numbered`); `step` hears the share of the work that is done."""
    gathered = gather(texts, params, lambda share: step(share / 2))
    forests = join_alike(gathered, params, lambda share: step(0.5 + share / 2))
    return gathered, numbered(gathered, forests)


def grouped(texts: Texts, params: Grouping, step: Step = _silent) -> Texts:
    """The same texts with their groups."""
    return texts.with_groups(*group(texts.text, params, step)[1])


def gather(texts: pa.ChunkedArray | pa.Array, params: Grouping, step: Step = _silent) -> Gathered:
    gatherer = Gatherer(params)
    for first, batch in chunks(texts, BATCH):
        gatherer.add(batch)
        step((first + len(batch)) / len(texts))
    return gatherer.done()


def join_alike(gathered: Gathered, params: Grouping, step: Step = _silent) -> Forests:
    """For each signed text the root of its set in every tier. Each band by itself: keys, sort, walk; cores share the
    bands, each with forests of its own, and what they joined is joined in the end.
    """
    signatures, order = gathered.signatures, by_hash(gathered)
    size, needed = len(signatures), np.array(params.needed, dtype=np.int64)
    grown: dict[int, tuple[npt.NDArray[np.uint64], list[Ids]]] = {}

    def walk(band: int) -> None:
        here = threading.get_ident()
        if here not in grown:
            grown[here] = np.empty(size, dtype=np.uint64), [np.arange(size, dtype=np.int32) for _ in range(3)]
        packed, mine = grown[here]
        walking.packed_keys(signatures, order, band, packed)
        packed.sort()
        walking.walk_band(packed, signatures, order, needed, params.leaders, *mine)

    threads.each(BANDS, walk, step, worth=size * SIZE)
    (_, forests), *others = grown.values()
    for _, more in others:
        for forest, other in zip(forests, more, strict=True):
            walking.merge(forest, other)
    variant, campaign, family = (walking.roots(forest) for forest in forests)
    return variant, campaign, family


def by_hash(gathered: Gathered) -> npt.NDArray[np.int64]:
    """Rows of signatures in the order of their texts' hashes, which no order of the input changes."""
    signed = gathered.signed >= 0
    return np.lexsort((gathered.lo[signed], gathered.hi[signed]))


def numbered(gathered: Gathered, forests: Forests) -> Forests:
    """Groups of the submissions: 0 for the largest (of equal ones the one seen first), ALONE for a group of one.

    Texts too short for a signature are a variant of their exact repeats, and have no campaign or family. A family that
    is one campaign is none.
    """
    variant, campaign, family = forests
    size, signed = len(variant), gathered.signed
    of_distinct = np.arange(len(signed), dtype=np.int32) + np.int32(size)  # after the roots: equal texts only
    long = signed >= 0
    of_distinct[long] = variant[signed[long]]
    tiers = [_of_texts(gathered.distinct, of_distinct)]
    for forest in (campaign, _joining(family, campaign)):
        groups = np.full(len(signed), ALONE, dtype=np.int32)
        groups[long] = forest[signed[long]]
        tiers.append(_of_texts(gathered.distinct, groups))
    return tiers[0], tiers[1], tiers[2]


def _joining(family: Ids, campaign: Ids) -> Ids:
    """The families in which more than one campaign meets, a text of its own being one; ALONE for the others."""
    several = np.zeros(len(family), dtype=np.bool_)
    several[family[campaign != campaign[family]]] = True
    return np.where(several[family], family, np.int32(ALONE))


def _of_texts(distinct: Ids, groups: Ids) -> Ids:
    """The group of every submission, renumbered by size."""
    counts = np.bincount(distinct[distinct >= 0], minlength=len(groups))
    kept = groups >= 0
    names, first, inverse = np.unique(groups[kept], return_index=True, return_inverse=True)
    sizes = np.bincount(inverse, weights=counts[kept], minlength=len(names)).astype(np.int64)
    rank = np.empty(len(names), dtype=np.int32)
    rank[np.lexsort((first, -sizes))] = np.arange(len(names), dtype=np.int32)
    rank[sizes < 2] = ALONE
    of_distinct = np.full(len(groups) + 1, ALONE, dtype=np.int32)  # the last element serves -1, a text without words
    of_distinct[np.flatnonzero(kept)] = rank[inverse]
    return of_distinct[distinct]
