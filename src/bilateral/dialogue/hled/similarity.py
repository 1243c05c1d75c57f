"""How alike two texts are by their words, and the best one-to-one assignment for a table of scores.

Words count by their stem (their first letters without accents), rare ones more. Not here: what is compared with what.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bilateral.values.codes import fold

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_COMMON_WORDS = (
    "the and for with from that this will its are has have been their our they who what which where when into "
    "both each other any all more than not but can may also between under through including such these those los "
    "las del con por para que una uno sus sobre entre como más mas son sea ser han este esta estos estas ese esa "
    "cada otro otra ambos ambas donde cuando desde hasta sin así asi united states mexico estados unidos two "
    "countries países paises "
)
_COMMON = frozenset(word[:6] for word in _COMMON_WORDS.split())


def stems(text: str) -> Counter[str]:
    """The words of weight in a text, by stem."""
    return Counter(word[:6] for word in _WORD.findall(fold(text)) if word[:6] not in _COMMON)


def weights(texts: Iterable[Counter[str]]) -> dict[str, float]:
    """How much a stem tells: less the more of these texts have it."""
    bags = list(texts)
    spread = Counter(stem for bag in bags for stem in bag)
    return {stem: math.log(1 + len(bags) / count) for stem, count in spread.items()}


def likeness(a: Counter[str], b: Counter[str], weight: dict[str, float]) -> float:
    """0 for no word in common, 1 for the same words: twice the shared weight over the weight of both."""
    total = sum(weight.get(stem, 1.0) for bag in (a, b) for stem in bag)
    shared = sum(weight.get(stem, 1.0) for stem in a.keys() & b.keys())
    return 2 * shared / total if total else 0.0


def assign(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """For each row the column that it is given so that the sum is greatest and no column is given twice.

    The Hungarian method by shortest augmenting paths; rows beyond the number of columns stay without one.
    """
    rows, columns = len(scores), len(scores[0]) if scores else 0
    if rows > columns:
        turned = assign([[row[at] for row in scores] for at in range(columns)])
        back: list[int | None] = [None] * rows
        for column, row in enumerate(turned):
            if row is not None:
                back[row] = column
        return back
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # which row (from 1) holds a column; column 0 stands for the row being placed
    for row in range(1, rows + 1):
        owner[0] = row
        _augment(scores, owner, row_price, column_price)
    out: list[int | None] = [None] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            out[owner[column] - 1] = column - 1
    return out


def _augment(
    scores: Sequence[Sequence[float]], owner: list[int], row_price: list[float], column_price: list[float]
) -> None:
    """Place one more row along the cheapest path, the prices kept so that no later row need look back."""
    columns = len(column_price) - 1
    way, least, done = [0] * (columns + 1), [math.inf] * (columns + 1), [False] * (columns + 1)
    at = 0
    while owner[at]:
        done[at] = True
        row, step, nxt = owner[at], math.inf, 0
        for column in range(1, columns + 1):
            if done[column]:
                continue
            cost = -scores[row - 1][column - 1] - row_price[row] - column_price[column]
            if cost < least[column]:
                least[column], way[column] = cost, at
            if least[column] < step:
                step, nxt = least[column], column
        for column in range(columns + 1):
            if done[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            else:
                least[column] -= step
        at = nxt
    while at:
        owner[at] = owner[way[at]]
        at = way[at]
