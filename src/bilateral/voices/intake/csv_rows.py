"""A CSV to rows: its encoding, its delimiter, its blank lines. What is done about open quotation marks: `quoting`."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Final

from bilateral.voices.intake.columns import Columns
from bilateral.voices.intake.faults import BAD_WIDE, OPEN_QUOTE, not_a_table
from bilateral.voices.intake.lines import LONGEST, Lines, TooLong
from bilateral.voices.intake.quoting import Quoting
from bilateral.voices.intake.rows import Row, SetAside, readable, shown

_DELIMITERS: Final = (",", ";", "\t", "|")
_SAID: Final = re.compile(r'"?sep=([^"\r\n])"?[\r\n]*')
"""What Excel writes into the first line to tell the delimiter."""
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def wide(head: bytes) -> str | None:
    """The encoding of several bytes a character that a file begins with the mark of, or None."""
    return next((name for mark, name in _WIDE if head.startswith(mark)), None)


class CsvRows:
    """Rows of a CSV. `places` is known once `rows` has begun; `blank` counts lines that were skipped as blank."""

    def __init__(self, path: Path, columns: Columns, longest: int = LONGEST) -> None:
        self.places: dict[str, int] = {}
        self.blank = 0
        self._path, self._columns, self._longest = path, columns, longest

    def rows(self, opened: AbstractContextManager[BinaryIO], head: bytes) -> Iterator[Row]:
        """:raises NoColumn: the heading lacks one. :raises NotATable: it is damaged, or its heading never ends."""
        kind = wide(head)
        encoding, errors = (kind, "strict") if kind else ("utf-8-sig", "surrogateescape")
        before = csv.field_size_limit(2 * LONGEST)
        try:
            with opened as file, io.TextIOWrapper(file, encoding, errors, newline="") as text:
                yield from self._table(Lines(text, self._longest), head.decode(encoding, "replace"))
        except UnicodeDecodeError as error:
            raise not_a_table(BAD_WIDE.format(name=encoding.upper()), self._path.name) from error
        finally:
            csv.field_size_limit(before)

    def _table(self, lines: Lines, head: str) -> Iterator[Row]:
        said = _SAID.match(head)
        delimiter = said[1] if said else self._delimiter(head)
        reader = csv.reader(lines.feed(), delimiter=delimiter)
        try:
            if said:
                next(reader)
                lines.next_row()
            names = next(reader, [])
            while not names and lines.row:
                lines.next_row()
                names = next(reader, [])
        except TooLong:
            lines.open = True
        if lines.open or lines.cut:
            raise not_a_table(OPEN_QUOTE, f"{self._path.name}:{lines.number + 1}")
        lines.next_row()
        self.places = self._columns.found_in([readable(name) for name in names], self._path.name)
        yield from self._rows(lines, delimiter, len(names))

    def _rows(self, lines: Lines, delimiter: str, width: int) -> Iterator[Row]:
        """One column makes a blank line an empty text, but not those at the end; else blank lines are counted."""
        quoting = Quoting(delimiter, width, self.places.get("id"))
        row, number, blank = lines.row, 0, 0
        while True:
            again = False
            try:
                for cells in csv.reader(lines.feed(), delimiter=delimiter):
                    if not cells:
                        blank += 1
                        lines.next_row()
                        continue
                    odd = len(row) > 1 or lines.open or ('"' in row[0] and quoting.odd(row[0]))
                    again = bool(odd and quoting.again(lines, cells))
                    if again:
                        break
                    if blank:
                        yield from self._blank(blank, number, lines.number, width)
                        number, blank = number + (blank if width == 1 else 0), 0
                    number += 1
                    at = lines.number + 1
                    if not odd and len(cells) == width and not lines.cut and not lines.doubtful:
                        lines.number = at
                        row.clear()
                        yield number, at, cells
                    else:
                        found = quoting.found(lines, cells)
                        lines.next_row()
                        yield number, at, found
            except (TooLong, csv.Error):
                again = True
            if not again:
                return
            yield from self._blank(blank, number, lines.number, width)
            number, blank = number + (blank if width == 1 else 0) + 1, 0
            yield number, lines.number + 1, SetAside("quote", shown(row[0]))
            quoting.give_up(lines)

    def _blank(self, blank: int, number: int, line: int, width: int) -> Iterator[Row]:
        if width == 1:
            for n in range(1, blank + 1):
                yield number + n, line - blank + n, [""]
        else:
            self.blank += blank

    def _delimiter(self, head: str) -> str:
        """The one by which the heading has the columns that are asked for."""
        beginning = head.lstrip("\r\n").splitlines() or [""]
        for delimiter in _DELIMITERS:
            names = next(csv.reader(beginning, delimiter=delimiter), [])
            if self._columns.fits([readable(name) for name in names]):
                return delimiter
        return max(_DELIMITERS, key=beginning[0].count)
