"""Flags with their spans: of one text, and of a whole column of them.

Spans are counted in characters of the text as it came. Equal texts in a column are screened once. Not here: bursts,
which no text shows by itself.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bilateral.voices.grouping.arrow import chunks
from bilateral.voices.screening.kinds import KINDS
from bilateral.voices.screening.pattern import Pattern
from bilateral.voices.screening.patterns import PATTERNS, PERSONAL

FLAGS: Final = pa.list_(
    pa.struct([pa.field("kind", pa.string()), pa.field("start", pa.int32()), pa.field("end", pa.int32())])
)
BATCH: Final = 65_536
_start: Final = attrgetter("start")
_RANK: Final = {code: n for n, code in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Flag:
    """text[start:end] may be of this kind."""

    kind: str
    start: int
    end: int


def flags(text: str) -> tuple[Flag, ...]:
    """Everything that a person should look at, in the order of the text; no two overlap."""
    return _flags(text, _worth_of(text, PATTERNS))


def personal(text: str) -> tuple[Flag, ...]:
    """Only what may name a person or a way to reach one: nothing of it belongs in a quote."""
    return _flags(text, _worth_of(text, PERSONAL))


def _worth_of(text: str, patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    """Those that could find anything in this text."""
    seen: dict[str, bool] = {}
    worth = []
    for pattern in patterns:
        for hint in pattern.hints:
            if hint not in seen:
                seen[hint] = re.search(hint, text) is not None
            if not seen[hint]:
                break
        else:
            worth.append(pattern)
    return tuple(worth)


def _flags(text: str, patterns: tuple[Pattern, ...]) -> tuple[Flag, ...]:
    found: dict[str, list[tuple[int, int]]] = {}
    for pattern in patterns:
        for match in pattern.expression.finditer(text):
            found.setdefault(pattern.kind, []).extend(pattern.spans(match))
    kept: list[Flag] = []  # in the order of the text, none overlaps another
    for kind in sorted(found, key=_RANK.__getitem__):
        for start, end in _joined(found[kind]):
            place = bisect_left(kept, start, key=_start)
            before = kept[place - 1].end if place else 0
            after = kept[place].start if place < len(kept) else end
            if before <= start and end <= after:
                kept.insert(place, Flag(kind, start, end))
    return tuple(kept)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of one kind, those that overlap as one: a street and its area, its area and its code."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if whole and start < whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole


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
    """For each pattern and text whether the pattern could find anything: its hints, looked for in the whole column."""
    import pyarrow.compute as pc

    found: dict[tuple[str, ...], npt.NDArray[np.bool_]] = {(): np.ones(len(batch), dtype=np.bool_)}

    def seen(hints: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        if hints not in found:
            rows = np.flatnonzero(seen(hints[:-1]))
            some = batch if len(rows) == len(batch) else batch.take(pa.array(rows))
            holds = pc.match_substring_regex(some, hints[-1]).to_numpy(zero_copy_only=False).astype(np.bool_)
            found[hints] = np.zeros(len(batch), dtype=np.bool_)
            found[hints][rows[holds]] = True
        return found[hints]

    return np.array([seen(pattern.hints) for pattern in PATTERNS]).reshape(len(PATTERNS), len(batch))


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
