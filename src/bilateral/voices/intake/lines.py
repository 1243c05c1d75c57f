"""The physical lines of a CSV, given to Python's reader one row at a time, so that a row can be read again.

Memory holds the lines of the row at hand: at most LONGEST characters, less once much was given up. All that is read
again is in proportion to the file: what rows gave up is held against how many lines of the file were read.
"""

from collections import deque
from collections.abc import Generator, Iterator
from typing import Final, TextIO

LONGEST: Final = 128_000_000
"""Characters of one line, and of one row."""
_SHORTEST: Final = 4_096
"""A row may always be as long as this."""
_EARNED: Final = 256
"""Characters that may be read again for each line that was read."""


class TooLong(Exception):
    """A row goes on for longer than rows may."""


class Lines:
    """`row` has the lines of the row at hand, `number` how many lines lie before it. `open`: the file ended inside a
    quoted cell. `cut`: a line of the row was longer than LONGEST and is not whole. `doubtful`: so many lines from here
    on are read again because a quotation mark before them was given up.
    """

    def __init__(self, file: TextIO, longest: int = LONGEST) -> None:
        self.row: list[str] = []
        self.number = self.doubtful = 0
        self.open = self.cut = False
        self._file, self._longest = file, longest
        self._again = deque[str]()
        self._spent = 0

    def feed(self) -> Iterator[str]:
        """Lines for a `csv.reader`, each kept in `row` until `next_row`. :raises TooLong: in the midst of a row."""
        row, again, longest, read = self.row, self._again, self._longest, self._file.readline
        size = 0
        while line := again.popleft() if again else read(longest):
            if len(line) >= longest:
                line = self._short(line)
            if not row:
                size = len(line)
            else:
                size += len(line)
                if size > _SHORTEST and size > self._most:
                    row.append(line)
                    raise TooLong
            row.append(line)
            yield line
        self.open = bool(row)

    def next_row(self) -> None:
        """The row at hand is done with."""
        self.number += len(self.row)
        self.doubtful = max(0, self.doubtful - len(self.row))
        self.row.clear()
        self.cut = self.open = False

    def give_up(self) -> None:
        """Done with the first line of the row at hand; the others are read again. A new `feed` must be begun."""
        self._spent += sum(map(len, self.row))
        self._again.extendleft(reversed(self.row[1:]))
        self.doubtful = max(self.doubtful - 1, len(self.row) - 1)
        del self.row[1:]
        self.next_row()

    def ahead(self, first: list[str]) -> Generator[str, None, None]:
        """`first` and the lines behind the row at hand, only looked at: once this is closed they come again."""
        seen: list[str] = []
        size = 0
        try:
            for line in first:
                size += len(line)
                yield line
            while size <= self._most and (
                line := self._again.popleft() if self._again else self._short(self._file.readline(self._longest))
            ):
                seen.append(line)
                size += len(line)
                yield line
        finally:
            self._spent += size
            self._again.extendleft(reversed(seen))

    @property
    def _most(self) -> int:
        """Characters that a row may have: the more was given up, the fewer."""
        left = 2 * self._longest + _EARNED * self.number - self._spent
        return max(min(_SHORTEST, self._longest), min(self._longest, left))

    def _short(self, line: str) -> str:
        """A line, or the beginning of one that is too long; the rest of it is passed over."""
        if len(line) < self._longest or line[-1] in "\r\n":
            return line
        self.cut = True
        while (more := self._file.readline(1 << 20)) and more[-1] not in "\r\n":
            pass
        return line[:_SHORTEST]
