"""Flags with their spans: of one text, and of a whole column of them.

Spans are counted in characters of the text as it came. Equal texts in a column are screened once. Not here: bursts,
which no text shows by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.grouping.arrow import chunks
from bilateral.voices.screening.kinds import KINDS
from bilateral.voices.screening.patterns import PATTERNS, Pattern

FLAGS: Final = pa.list_(
    pa.struct([pa.field("kind", pa.string()), pa.field("start", pa.int32()), pa.field("end", pa.int32())])
)
BATCH: Final = 65_536
_RANK: Final = {code: n for n, code in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Flag:
    """text[start:end] may be of this kind."""

    kind: str
    start: int
    end: int


def flags(text: str) -> tuple[Flag, ...]:
    """Everything that a person should look at, in the order of the text; no two overlap."""
    return _flags(text, PATTERNS)


def personal(text: str) -> tuple[Flag, ...]:
    """Only what may name a person or a way to reach one: nothing of it belongs in a quote."""
    return tuple(flag for flag in flags(text) if KINDS[flag.kind].personal)


def _flags(text: str, patterns: tuple[Pattern, ...]) -> tuple[Flag, ...]:
    found = [
        Flag(pattern.kind, *match.span(pattern.group))
        for pattern in patterns
        for match in pattern.expression.finditer(text)
        if pattern.keep(match[pattern.group])
    ]
    kept: list[Flag] = []
    for flag in sorted(found, key=lambda f: (_RANK[f.kind], f.start, -f.end)):
        if all(flag.end <= other.start or flag.start >= other.end for other in kept):
            kept.append(flag)
    return tuple(sorted(kept, key=lambda f: f.start))


def screened(
    texts: pa.ChunkedArray | pa.Array, step: Callable[[float], None] = lambda share: None
) -> list[tuple[int, tuple[Flag, ...]]]:
    """The rows that have flags, with them, in order."""
    found: list[tuple[int, tuple[Flag, ...]]] = []
    once = lru_cache(maxsize=10_000)(_flags)
    for first, batch in chunks(texts, BATCH):
        worth = _worth(batch)
        rows = np.flatnonzero(worth.any(axis=0))
        bodies = batch.take(pa.array(rows)).to_pylist()
        for row, body in zip(rows.tolist(), bodies, strict=True):
            chosen = tuple(p for p, hints in zip(PATTERNS, worth[:, row].tolist(), strict=True) if hints)
            if seen := once(body, chosen):
                found.append((first + row, seen))
        step((first + len(batch)) / len(texts))
    return found


def _worth(batch: pa.Array) -> npt.NDArray[np.bool_]:
    """For each pattern and text whether the pattern could find anything: its hint, looked for in the whole column."""
    import pyarrow.compute as pc

    hints: dict[str, npt.NDArray[np.bool_]] = {}
    for pattern in PATTERNS:
        if pattern.hint not in hints:
            seen = pc.match_substring_regex(batch, pattern.hint)
            hints[pattern.hint] = seen.to_numpy(zero_copy_only=False).astype(np.bool_)
    return np.array([hints[pattern.hint] for pattern in PATTERNS]).reshape(len(PATTERNS), len(batch))


def flag_column(rows: list[tuple[int, tuple[Flag, ...]]], bursts: npt.NDArray[np.bool_]) -> pa.Array:
    """FLAGS for every text, a burst without a span last; an empty list where nothing was found."""
    found = dict(rows)
    flagged = sorted({*found, *np.flatnonzero(bursts).tolist()})
    sizes = np.zeros(len(bursts), dtype=np.int32)
    kinds, starts, ends = list[str](), list[int | None](), list[int | None]()
    for row in flagged:
        mine = found.get(row, ())
        kinds += [flag.kind for flag in mine] + ["burst"] * int(bursts[row])
        starts += [flag.start for flag in mine] + [None] * int(bursts[row])
        ends += [flag.end for flag in mine] + [None] * int(bursts[row])
        sizes[row] = len(mine) + int(bursts[row])
    offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    values = pa.StructArray.from_arrays(
        [pa.array(kinds, pa.string()), pa.array(starts, pa.int32()), pa.array(ends, pa.int32())],
        fields=list(FLAGS.value_type),
    )
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values, type=FLAGS)
