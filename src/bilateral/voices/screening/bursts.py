"""Bursts: many submissions of one campaign within a minute, as scripts send them and people rarely do.

A burst is a reason to look, not a reason to discount: a radio programme makes one too. Without times there are none.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from bilateral.voices.texts import ALONE, Texts

WINDOW: Final = 60
"""Seconds."""
LEAST: Final = 20
"""Submissions of one group within the window."""


def bursts(texts: Texts, window: int = WINDOW, least: int = LEAST) -> npt.NDArray[np.bool_]:
    """Which texts came within `window` seconds of enough others of their campaign (of their variant, if short)."""
    import pyarrow as pa

    found = np.zeros(len(texts), dtype=np.bool_)
    offset = int(texts.campaign.max(initial=ALONE)) + 1
    group = np.where(texts.campaign != ALONE, texts.campaign, offset + texts.variant)
    known = texts.time.is_valid().combine_chunks().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(known & ((texts.campaign != ALONE) | (texts.variant != ALONE)))
    if len(rows) < least:
        return found
    when = texts.time.cast(pa.int64()).fill_null(0).combine_chunks().to_numpy(zero_copy_only=False)[rows]
    order = np.lexsort((when, group[rows]))
    rows, when, groups = rows[order], when[order], group[rows][order]
    last = np.arange(least - 1, len(rows))
    first = last - (least - 1)
    full = (groups[first] == groups[last]) & (when[last] - when[first] <= window * 1_000_000)
    marks = np.zeros(len(rows) + 1, dtype=np.int64)  # +1 where a full window begins, -1 behind its end
    np.add.at(marks, first[full], 1)
    np.add.at(marks, last[full] + 1, -1)
    found[rows] = np.cumsum(marks[:-1]) > 0
    return found
