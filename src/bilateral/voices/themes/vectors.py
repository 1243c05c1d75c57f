"""Word vectors from the corpus itself, and text vectors from words: positive pointwise mutual information, then SVD.

PPMI of words that the same texts have, with context distribution smoothing (Levy, Goldberg & Dagan 2015, 'Improving
distributional similarity'); word vectors U * S, as in latent semantic analysis (Deerwester et al. 1990). Texts are sums
of word vectors weighted by rarity, less their common direction (after Arora, Liang & Ma 2017). No pretrained model:
what is learnt is learnt from these texts, on this machine.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
SMOOTHING: Final = 0.75


def cooccurrence(words: Ints, owner: Ints, size: int) -> Any:
    """How many texts have both of two words: a symmetric sparse matrix with an empty diagonal. A text counts a pair
    once, however long it is and however often it says them.
    """
    from scipy import sparse

    texts = int(owner.max()) + 1 if len(owner) else 0
    has = sparse.coo_matrix((np.ones(len(words)), (owner, words)), shape=(texts, size)).tocsr()
    has.data[:] = 1
    both = (has.T @ has).tocsr()
    both.setdiag(0)
    both.eliminate_zeros()
    return both


def ppmi(counts: Any, smoothing: float = SMOOTHING) -> Any:
    """max(0, log(p(w, c) / (p(w) p_s(c)))), where p_s(c) is proportional to count(c) ** smoothing."""
    from scipy import sparse

    cells = counts.tocoo()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    contexts = rows**smoothing
    total, all_contexts = rows.sum(), contexts.sum()
    if not total:
        return counts.tocsr()
    ratio = cells.data * all_contexts / (rows[cells.row] * contexts[cells.col])
    values = np.maximum(np.log(ratio), 0)
    result = sparse.coo_matrix((values, (cells.row, cells.col)), shape=counts.shape).tocsr()
    result.eliminate_zeros()
    return result


def word_vectors(matrix: Any, dimensions: int, seed: int) -> Floats:
    """Rows of U * S: a word that stands alone has zeros."""
    from sklearn.utils.extmath import randomized_svd

    size = matrix.shape[0]
    if not size or not matrix.nnz:
        return np.zeros((size, 1), dtype=np.float32)
    u, s, _ = randomized_svd(matrix, min(dimensions, size), n_iter=4, random_state=seed)
    return np.asarray(u * s, dtype=np.float32)


def unit(rows: Floats) -> Floats:
    """Rows to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-9))


def text_vectors(words: Ints, owner: Ints, texts: int, vectors: Floats, weights: Floats) -> Floats:
    """The direction of its words' weighted sum for each text, a repeated word counting 1 + log n; zeros for a text
    without a known word.
    """
    from scipy import sparse

    mixing = sparse.coo_matrix((np.ones(len(words)), (owner, words)), shape=(texts, len(vectors)), dtype=np.float32)
    said = mixing.tocsr()
    said.data = (1 + np.log(said.data)) * weights[said.indices]
    return np.asarray(unit(np.asarray(said @ vectors, dtype=np.float32)))


def rarity(texts: npt.NDArray[np.int64], of: int) -> Floats:
    """The weight of each word by the number of texts that have it, of `of`: log(of / texts) (Sparck Jones 1972)."""
    return np.asarray(np.log(max(of, 1) / np.maximum(texts, 1)), dtype=np.float32)


def views(
    matrix: Any, words: Ints, owner: Ints, texts: int, weights: Floats, dimensions: Sequence[int], seed: int
) -> Floats:
    """The vectors of texts as seen by each number of `dimensions`, each view decomposed for itself and less what all
    texts share, side by side to length 1: the cosine of two texts is the mean of theirs in each view.
    """
    parts = []
    for count in dimensions:
        rows = text_vectors(words, owner, texts, word_vectors(matrix, count, seed), weights)
        parts.append(without_common(rows, common_direction(rows)))
    return unit(np.hstack(parts))


def without_common(rows: Floats, common: Floats) -> Floats:
    """Rows less their part along `common`, to unit length again."""
    return np.asarray(unit(rows - np.outer(rows @ common, common).astype(np.float32)))


def common_direction(rows: Floats) -> Floats:
    """The mean direction of these texts, to unit length: what all of them share is no theme."""
    if not len(rows):
        return np.zeros(rows.shape[1], dtype=np.float32)
    mean = rows.mean(axis=0, dtype=np.float64)
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length if length > 1e-9 else np.zeros_like(mean), dtype=np.float32)
