"""What changed between two texts, word by word.

Here: `word_diff`. Joining the spans that are not `added` gives back the first text to the letter, those that are not
`removed` the second. Not here: how it is shown.

Words that stand exactly once in both texts are anchors (as in patience diff), or runs of words in long stretches that
have none; between anchors a longest common subsequence is taken. So a long text costs about as much as its changed
places, and no input is quadratic: a long stretch without anchors and with very many changes is shown as replaced whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

SpanKind = Literal["same", "added", "removed"]
_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_EXACT_CELLS: Final = 250_000  # the largest table of the exact method: a tenth of a second
_MOST_CHANGES: Final = 400  # and in a larger stretch, the most changes looked for: as long

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    kind: SpanKind
    text: str


def word_diff(a: str, b: str) -> tuple[Span, ...]:
    """The spans from `a` to `b`; in a changed place what was removed comes before what was added."""
    left, right = _TOKEN.findall(a), _TOKEN.findall(b)
    pairs = _drop_lone_space(left, right, sorted(_matches(left, right)))
    spans: list[Span] = []
    i = j = 0
    for x, y in [*pairs, (len(left), len(right))]:
        _put(spans, "removed", "".join(left[i:x]))
        _put(spans, "added", "".join(right[j:y]))
        if x < len(left):
            _put(spans, "same", left[x])
        i, j = x + 1, y + 1
    return tuple(spans)


diff_words = word_diff


def _put(spans: list[Span], kind: SpanKind, text: str) -> None:
    if text and spans and spans[-1].kind == kind:
        spans[-1] = Span(kind, spans[-1].text + text)
    elif text:
        spans.append(Span(kind, text))


def _drop_lone_space(left: Sequence[str], right: Sequence[str], pairs: list[Pair]) -> list[Pair]:
    """A space kept between two changed words only breaks the change in two: let it go with them."""
    kept: list[Pair] = []
    ends = [(-1, -1), *pairs, (len(left), len(right))]
    for before, here, after in zip(ends, ends[1:], ends[2:], strict=False):
        lone = here[0] - before[0] + here[1] - before[1] > 2 and after[0] - here[0] + after[1] - here[1] > 2
        if not (lone and left[here[0]].isspace()):
            kept.append(here)
    return kept


def _matches(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    todo = [(0, len(left), 0, len(right))]
    while todo:
        a, a_end, b, b_end = todo.pop()
        while a < a_end and b < b_end and left[a] == right[b]:
            yield a, b
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and left[a_end - 1] == right[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            yield a_end, b_end
        if a == a_end or b == b_end:
            continue
        exact = (a_end - a) * (b_end - b) <= _EXACT_CELLS
        anchors: list[Pair] = []
        for size in (1,) if exact else (1, 4, 16):
            anchors = anchors or _anchors(_grams(left[a:a_end], size), _grams(right[b:b_end], size))
        if anchors:
            x, y = a, b
            for i, j in [*anchors, (a_end - a, b_end - b)]:
                todo.append((x, a + i, y, b + j))
                if a + i < a_end:
                    yield a + i, b + j
                x, y = a + i + 1, b + j + 1
        else:
            common = _common if exact else _few_changes
            yield from ((a + i, b + j) for i, j in common(left[a:a_end], right[b:b_end]))


def _grams(tokens: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(tokens[n:] for n in range(size)), strict=False))


def _anchors(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> list[Pair]:
    """Runs of tokens that occur once in each, in the longest order common to both."""
    once_left = {token: i for i, token in enumerate(left)}
    once_right = {token: j for j, token in enumerate(right)}
    count_left, count_right = Counter(left), Counter(right)
    pairs = [
        (i, once_right[token])
        for token, i in once_left.items()
        if count_left[token] == 1 and count_right.get(token) == 1
    ]
    pairs.sort()
    tails: list[int] = []  # patience sorting: the smallest end of a rising run of each length
    ends: list[int] = []
    back: list[int] = []
    for n, (_, j) in enumerate(pairs):
        pile = bisect_left(tails, j)
        tails[pile : pile + 1] = [j]
        ends[pile : pile + 1] = [n]
        back.append(ends[pile - 1] if pile else -1)
    chain: list[Pair] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = back[at]
    return chain[::-1]


def _common(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """A longest common subsequence: rows of the table as bits of one number each (Hyyro 2004), then the way through it.

    `rows[i]` has a bit for each place where the table of `left[i:]` grows by one, counted from the end of `right`.
    """
    places: dict[str, int] = {}
    for bit, token in enumerate(reversed(right)):
        places[token] = places.get(token, 0) | 1 << bit
    full = (1 << len(right)) - 1
    state, rows = full, [0]
    for token in reversed(left):
        here = places.get(token, 0)
        state = (state + (state & here) | state & ~here) & full
        rows.append(full ^ state)
    rows.reverse()
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            yield i, j
            i, j = i + 1, j + 1
            continue
        rest = (1 << len(right) - j) - 1
        if (rows[i + 1] & rest).bit_count() >= (rows[i] & rest >> 1).bit_count():
            i += 1
        else:
            j += 1


def _few_changes(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """Myers's greedy method (1986) for long stretches with few changes; nothing in common when there are too many."""
    reach = {1: 0}  # the farthest place in `left` on each diagonal
    steps: list[dict[int, int]] = []
    for changes in range(_MOST_CHANGES):
        steps.append(dict(reach))
        for diagonal in range(-changes, changes + 1, 2):
            down = diagonal == -changes or (diagonal != changes and reach[diagonal - 1] < reach[diagonal + 1])
            i = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            while i < len(left) and i - diagonal < len(right) and left[i] == right[i - diagonal]:
                i += 1
            reach[diagonal] = i
            if i >= len(left) and i - diagonal >= len(right):
                yield from _walk_back(steps, len(left), len(right))
                return


def _walk_back(steps: list[dict[int, int]], i: int, j: int) -> Iterator[Pair]:
    for changes in range(len(steps) - 1, -1, -1):
        reach, diagonal = steps[changes], i - j
        down = diagonal == -changes or (diagonal != changes and reach[diagonal - 1] < reach[diagonal + 1])
        before = diagonal + 1 if down else diagonal - 1
        i_before = reach[before] if changes else 0
        j_before = i_before - before if changes else 0
        while i > i_before and j > j_before:
            i, j = i - 1, j - 1
            yield i, j
        i, j = i_before, j_before
