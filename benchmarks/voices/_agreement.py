"""How well groups agree with the truth: pairs, B-cubed, and pairs by the class of edit, all counted exactly."""

from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def numbered(groups: npt.NDArray[Any]) -> Ints:
    """Groups from 0; each text that is alone (-1) is a group of its own."""
    groups = groups.astype(np.int64)
    alone = groups < 0
    groups = groups.copy()
    groups[alone] = groups.max(initial=0) + 1 + np.arange(alone.sum())
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


def _pairs(counts: npt.NDArray[Any]) -> int:
    return int((counts.astype(object) * (counts - 1) // 2).sum()) if len(counts) else 0


def _cells(truth: Ints, found: Ints) -> tuple[Ints, Ints, Ints]:
    """For each pair of a true and a found group that share texts: both, and how many."""
    both, counts = np.unique(truth * (found.max() + 1) + found, return_counts=True)
    return both // (found.max() + 1), both % (found.max() + 1), counts


def pairwise(truth: Ints, found: Ints) -> dict[str, float]:
    """Precision and recall over pairs of texts that share a group."""
    right = _pairs(_cells(truth, found)[2])
    told, true = _pairs(np.bincount(found)), _pairs(np.bincount(truth))
    precision, recall = right / max(1, told), right / max(1, true)
    return {
        "precision": round(precision, 6),
        "recall": round(recall, 6),
        "f1": round(2 * precision * recall / max(1e-12, precision + recall), 6),
    }


def b_cubed(truth: Ints, found: Ints) -> dict[str, float]:
    """Bagga & Baldwin (1998): precision and recall of each text's group, averaged over texts."""
    a, b, n = _cells(truth, found)
    precision = float((n * n / np.bincount(found)[b]).sum() / len(truth))
    recall = float((n * n / np.bincount(truth)[a]).sum() / len(truth))
    return {"precision": round(precision, 6), "recall": round(recall, 6)}


def recall_by(truth: Ints, found: Ints, kind: npt.NDArray[Any], kinds: tuple[str, ...]) -> dict[str, float]:
    """Recall over the true pairs whose more heavily edited text is of each kind; `kinds` rise."""
    result, before = {}, (0, 0)
    for n, name in enumerate(kinds):
        mask = np.isin(kind, kinds[: n + 1])
        right, true = _pairs(_cells(truth[mask], found[mask])[2]), _pairs(np.bincount(truth[mask]))
        result[name] = round((right - before[0]) / max(1, true - before[1]), 6)
        before = right, true
    return result
