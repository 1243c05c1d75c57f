"""Is a row of several lines one row, or is there a quotation mark in it that nobody closed?

A mark that opens a cell and is never closed takes the rows behind it into that cell, up to the next mark. That next one
was meant to open a cell: a comma or the start of a line stands before it, and a text behind it. In a well-formed CSV a
mark that closes a cell has a comma or the end of the line behind it. So, for each quoted cell that has several lines:

1. Its closing mark has what it must behind it and no comma or line start before it: the row is taken as it is. No CSV
   that is well-formed is changed, whatever its texts hold; also pasted tables, unless rule 3 finds more.
2. Something else stands behind it. If a comma or line start stands before it, or each further line of the row is a row
   by itself (as many cells as the heading, its id without spaces), it is an open mark: the first line is set aside and
   the others are read again. Else the mark is one inside a text that was not doubled: the whole row is set aside.
3. It has the right mark behind it, but a comma or line start before it too: a text that ends so, or an open mark before
   a text that begins so. If the row that follows is good, it is a text; else, if the further lines make a good row, an
   open mark.
4. The file ends inside the cell, or the row is longer than rows may be: an open mark.

5. The cell begins and ends in one line, a comma before its closing mark and something else behind: set aside alone.

A row with the wrong number of cells whose further lines are each a row by itself is an open mark as well. What is read
again must have an id without spaces (where there are ids, and unless the first line's own has some): a line of a
letter that happens to have a comma is no submission.
"""

import csv
import re
from typing import Final

from bilateral.voices.intake.lines import Lines
from bilateral.voices.intake.rows import SetAside, shown

_QUOTED: Final = re.compile(r'"[^"]*(?:""[^"]*)*"')


class Quoting:
    """Judges rows of a table with this delimiter, so many columns, and the ids in this one (None: it has none)."""

    def __init__(self, delimiter: str, width: int, id_at: int | None) -> None:
        self._delimiter, self._width, self._id_at = delimiter, width, id_at
        self._before, self._after = {delimiter, "\r", "\n"}, {delimiter, "\r", "\n", ""}
        self._torn_line = re.compile(r'{0}"[^"]*{0}"[^{0}"\r\n]'.format(re.escape(delimiter)))
        self._opening = delimiter + '"'
        self._spaced = self._torn = False

    def odd(self, line: str) -> bool:
        """Whether a row of one line has to be looked at; quick, since each row with a quotation mark is asked about."""
        if line.count('"') & 1:
            return True
        begun = self._delimiter + line
        return begun.count(self._opening) > 1 and self._torn_line.search(begun) is not None

    def again(self, lines: Lines, cells: list[str]) -> bool:
        """Whether the first line of the row at hand is to be given up. Rows of one line that are not `odd` need
        not be asked about."""
        if lines.open:
            return True
        closings = self._closings("".join(lines.row), several=len(lines.row) > 1)
        if len(lines.row) == 1:
            self._torn = any(before in self._before and after not in self._after for before, after in closings)
            return False
        opens = any(before in self._before for before, _ in closings)
        self._torn = any(after not in self._after for _, after in closings)
        if self._torn or len(cells) != self._width:
            return opens or self._are_rows(lines.row)
        return opens and not self._good(lines, []) and self._good(lines, lines.row[1:])

    def found(self, lines: Lines, cells: list[str]) -> list[str] | SetAside:
        """The cells of the row at hand, which `again` passed, or why it is set aside."""
        torn, self._torn = self._torn, False
        if lines.cut:
            return SetAside("too-long", shown(cells[0]))
        if torn:
            return SetAside("quote", shown(lines.row[0]))
        if len(cells) != self._width:
            return SetAside("cells", shown(" | ".join(cells)))
        if lines.doubtful and not self._spaced and not self._plausible(cells):
            return SetAside("quote", shown(lines.row[0]))
        return cells

    def give_up(self, lines: Lines) -> None:
        """Set the first line of the row at hand aside, and have the others read again."""
        cells = next(csv.reader(lines.row[:1], delimiter=self._delimiter), [])
        self._spaced = self._id_at is not None and len(cells) > self._id_at and len(cells[self._id_at].split()) > 1
        self._torn = False
        lines.give_up()

    def _plausible(self, cells: list[str]) -> bool:
        return self._id_at is None or len(cells[self._id_at].split()) == 1

    def _closings(self, row: str, *, several: bool) -> list[tuple[str, str]]:
        """What stands before and behind the closing mark of each quoted cell (`several`: of those of several lines)."""
        found, at = [], 0
        while at < len(row):
            match = _QUOTED.match(row, at)
            if match:
                at = match.end()
                if not several or "\n" in match[0] or "\r" in match[0]:
                    found.append((row[at - 2], row[at : at + 1]))
            at = row.find(self._delimiter, at) + 1
            if not at:
                break
        return found

    def _are_rows(self, row: list[str]) -> bool:
        """Whether each further line is a row by itself. In one column any line is, which says nothing."""
        if self._width < 2:
            return False
        alone = (next(csv.reader([line], delimiter=self._delimiter), []) for line in row[1:])
        return all(len(cells) == self._width and self._plausible(cells) for cells in alone)

    def _good(self, lines: Lines, first: list[str]) -> bool:
        """Whether a good row, or the end, comes behind the row at hand; with `first` before that, a good row there."""
        ahead = lines.ahead(first)
        seen: list[str] = []
        try:
            cells = next(csv.reader((seen.append(line) or line for line in ahead), self._strict()), None)  # type: ignore[func-returns-value]
        except csv.Error:
            return False
        finally:
            ahead.close()
        if not cells:
            return not first
        sound = all(after in self._after for _, after in self._closings("".join(seen), several=True))
        return sound and len(cells) == self._width and (not first or self._plausible(cells))

    def _strict(self) -> type[csv.Dialect]:
        class Strict(csv.excel):
            delimiter = self._delimiter
            strict = True

        return Strict
