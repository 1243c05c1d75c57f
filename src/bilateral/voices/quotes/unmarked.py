"""Which parts of a submission touch nothing personal, as they stand in it and by themselves.

A number is told by the word before it, which may stand in another sentence: the submission is screened, not only what
would be quoted. A cut may also show what the whole hides, so the part is screened alone, too. Not here: what is
personal (the caller's `screen`).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final, Protocol

BLOCK: Final = 16_000
"""Characters that are screened at a time, when a part of them is first asked for."""
NEAR: Final = 2_000
"""Characters before and behind a block that are screened with it, so that no mark is cut within it."""


class Span(Protocol):
    """text[start:end], in characters."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Screen = Callable[[str], Sequence[Span]]
"""What is personal in a text, in its order and without overlaps: nothing of it may be in a quote."""


class Unmarked:
    """A body and its marks, found once."""

    def __init__(self, body: str, screen: Screen) -> None:
        self.body, self.screen = body, screen
        self.blocks: dict[int, tuple[list[int], list[int]]] = {}

    def holds(self, start: int, end: int) -> bool:
        """Whether body[start:end] shares no character with a mark, and has none when it stands alone."""
        blocks = range(start // BLOCK, (end - 1) // BLOCK + 1)
        return not any(self._marked(n, start, end) for n in blocks) and not self.screen(self.body[start:end])

    def _marked(self, block: int, start: int, end: int) -> bool:
        if block not in self.blocks:
            first = max(0, block * BLOCK - NEAR)
            spans = self.screen(self.body[first : (block + 1) * BLOCK + NEAR])
            self.blocks[block] = [first + s.start for s in spans], [first + s.end for s in spans]
        starts, ends = self.blocks[block]
        before = bisect_left(starts, end)  # marks from here on begin behind the part
        return before > 0 and ends[before - 1] > start
