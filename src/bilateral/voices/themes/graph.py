"""Neighbours and communities: the exact k nearest texts by cosine, then Leiden on their graph, then sizes people
can use.

Traag, Waltman & van Eck (2019), in scikit-network's implementation (BSD). A community that holds most of the corpus is
divided again by itself; those too small to be read join the one that they are most tied to.
"""

import ctypes
from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.themes.model import Params
from bilateral.voices.themes.vectors import Floats

Labels = npt.NDArray[np.int64]
BLOCK: Final = 1024
Step = Callable[[float], None]


def _silent(share: float) -> None:
    return None


def nearest(rows: Floats, k: int, step: Step = _silent) -> tuple[Labels, Floats]:
    """For each row its k nearest others and their cosines, best first, the lower number first among equals."""
    n = len(rows)
    k = min(k, max(n - 1, 0))
    who, cosine = np.zeros((n, k), dtype=np.int64), np.zeros((n, k), dtype=np.float32)
    for first in range(0, n, BLOCK) if k else ():
        block = rows[first : first + BLOCK] @ rows.T
        at = np.arange(len(block))
        block[at, first + at] = -np.inf
        some = np.argpartition(-block, k - 1, axis=1)[:, :k]
        values = np.take_along_axis(block, some, axis=1)
        order = np.lexsort((some, -values), axis=1)
        who[first : first + BLOCK] = np.take_along_axis(some, order, axis=1)
        cosine[first : first + BLOCK] = np.take_along_axis(values, order, axis=1)
        step(min(1.0, (first + BLOCK) / n))
    return who, cosine


def graph(who: Labels, cosine: Floats) -> Any:
    """The symmetric graph of neighbours; a tie's weight is the cosine, counted from either side; none below zero."""
    from scipy import sparse

    n, k = who.shape
    weights = np.maximum(cosine, 0).astype(np.float64).ravel()
    directed = sparse.coo_matrix((weights, (np.repeat(np.arange(n), k), who.ravel())), shape=(n, n)).tocsr()
    both = (directed + directed.T).tocsr()
    both.eliminate_zeros()
    both.sort_indices()
    return both


def leiden(ties: Any, resolution: float, seed: int) -> Labels:
    """The community of each node.

    The library takes a part of its chances from the C library's `rand`, whatever seed it is given: so that is seeded
    too, or a run would depend on what the process did before.
    """
    from sknetwork.clustering import Leiden

    if not ties.nnz:
        return np.arange(ties.shape[0], dtype=np.int64)
    ctypes.CDLL(None).srand(ctypes.c_uint(seed))
    method = Leiden(resolution=resolution, modularity="newman", random_state=seed, shuffle_nodes=True)
    return np.asarray(method.fit_predict(ties), dtype=np.int64)


def agreed(ties: Any, resolution: float, seed: int, params: Params, step: Step = _silent) -> Labels:
    """Communities on which runs from different seeds agree (Lancichinetti & Fortunato 2012), of readable sizes.

    Each tie is weighted by the square of the share of runs that keep its ends together, twice over. What agreement cut
    is cut for finding communities only: when small ones join others, all ties count.
    """
    from scipy import sparse

    runs, kept = params.runs, ties
    for turn in range(2):
        ends = kept.tocoo()
        together = np.zeros(len(ends.data))
        for run in range(runs):
            labels = leiden(kept, resolution, (seed * 1000 + turn * runs + run) % 2**32)
            together += labels[ends.row] == labels[ends.col]
            step((turn * runs + run + 1) / (2 * runs + 1))
        weights = ends.data * (together / runs) ** 2
        kept = sparse.coo_matrix((weights, (ends.row, ends.col)), shape=ties.shape).tocsr()
        kept.eliminate_zeros()
        kept.sort_indices()
    labels = communities(kept, resolution, seed % 2**32, params)
    return merge_small(ties, labels, params.smallest, params.most)


def communities(ties: Any, resolution: float, seed: int, params: Params) -> Labels:
    """Communities, none over the share `largest` if it can be divided."""
    labels = leiden(ties, resolution, seed)
    limit = max(params.largest * len(labels), 2 * params.smallest)
    for label in np.flatnonzero(np.bincount(labels, minlength=1) > limit):
        inside = np.flatnonzero(labels == label)
        parts = leiden(ties[inside][:, inside].tocsr(), resolution, seed)
        labels[inside] = np.where(parts == 0, label, labels.max() + parts)
    return labels


def together(ties: Any, labels: Labels, count: int) -> npt.NDArray[np.float64]:
    """For each community the share of its ties, by weight, that lead to another text of it; 0 where it has none."""
    ends = ties.tocoo()
    inside = np.bincount(labels[ends.row], weights=ends.data * (labels[ends.row] == labels[ends.col]), minlength=count)
    whole = np.bincount(labels[ends.row], weights=ends.data, minlength=count)
    return np.asarray(np.divide(inside, whole, out=np.zeros(count), where=whole > 0))


def merge_small(ties: Any, labels: Labels, least: int, most: int) -> Labels:
    """The smallest joins the one that it is most tied to for its size, until all are large and few enough.

    One with no ties to any other stays, however small: then it is no theme, and its texts fit none.
    """
    from scipy import sparse

    _, labels = np.unique(labels, return_inverse=True)
    count = int(labels.max()) + 1 if len(labels) else 0
    member = sparse.csr_matrix((np.ones(len(labels)), (np.arange(len(labels)), labels)), shape=(len(labels), count))
    between = np.asarray((member.T @ ties @ member).todense(), dtype=np.float64)
    np.fill_diagonal(between, 0)
    sizes = np.bincount(labels, minlength=count).astype(np.float64)
    target, alive, stuck = np.arange(count), sizes > 0, np.zeros(count, dtype=bool)
    while True:
        left = np.flatnonzero(alive & ~stuck)
        if not len(left):
            break
        small = int(left[np.argmin(sizes[left])])
        if sizes[small] >= least and alive.sum() - stuck.sum() <= most:
            break
        pull = between[small] / np.maximum(sizes, 1)
        into = int(np.argmax(pull))
        if pull[into] <= 0:
            stuck[small] = True
            continue
        target[target == small] = into
        between[into] += between[small]
        between[:, into] += between[:, small]
        between[small], between[:, small], between[into, into] = 0, 0, 0
        sizes[into] += sizes[small]
        alive[small] = False
    return np.unique(target[labels], return_inverse=True)[1].astype(np.int64)
