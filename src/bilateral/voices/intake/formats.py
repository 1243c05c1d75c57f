"""A file to rows, whatever its format: which one it is, is it text at all, and did it stay as it was meanwhile."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from os import stat_result
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, BinaryIO, Final

from bilateral.files.decode import known_binary
from bilateral.voices.intake.columns import Columns
from bilateral.voices.intake.csv_rows import CsvRows, wide
from bilateral.voices.intake.faults import (
    BAD_GZIP,
    BAD_WIDE,
    BINARY,
    UNKNOWN_FORM,
    changed,
    empty,
    not_a_file,
    not_a_table,
)
from bilateral.voices.intake.json_rows import JsonRows
from bilateral.voices.intake.parquet_rows import ParquetRows
from bilateral.voices.intake.rows import Row

FORMS: Final = {
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
}
_HEAD: Final = 65_536


def regular(path: Path) -> stat_result:
    """What is known of a file of submissions. :raises BadSubmissions: it is a pipe or device, read but once."""
    found = path.stat()
    if not S_ISREG(found.st_mode) and not S_ISDIR(found.st_mode):
        raise not_a_file(path.name)
    return found


def same(path: Path, before: stat_result) -> None:
    """:raises BadSubmissions: the file is not what it was before."""
    now = path.stat()
    if (now.st_size, now.st_mtime_ns, now.st_ino) != (before.st_size, before.st_mtime_ns, before.st_ino):
        raise changed(path.name)


class Reader:
    """Rows of one file. `places` is known once `rows` has begun; `done` tells the share of the file that was read."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path, self._stat = path, regular(path)
        self.size = self._stat.st_size
        self._raw: BinaryIO | None = None
        self._share = 0.0
        self._format: CsvRows | JsonRows | ParquetRows = CsvRows(path, columns)
        self._columns = columns

    @property
    def places(self) -> dict[str, int]:
        return self._format.places

    @property
    def notes(self) -> dict[str, int]:
        """What was noticed that belongs to no row (see NOTES)."""
        blank = getattr(self._format, "blank", 0)
        return {"blank": blank} if blank else {}

    @property
    def done(self) -> float:
        if isinstance(self._format, ParquetRows):
            return self._format.share
        if self._raw is not None and not self._raw.closed:
            self._share = min(1.0, self._raw.tell() / max(1, self.size))
        return self._share

    @property
    def form(self) -> str:
        ends = [end.lower() for end in self.path.suffixes]
        end = ends[-2] if len(ends) > 1 and ends[-1] == ".gz" else (ends[-1] if ends else "")
        if end not in FORMS:
            raise not_a_table(UNKNOWN_FORM, self.path.name)
        return FORMS[end]

    def rows(self) -> Iterator[Row]:
        """:raises BadSubmissions: the file is none of submissions, or not further from some row on, or it changed."""
        if not self.size:
            raise empty(self.path.name)
        try:
            yield from self._rows(self.form)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise not_a_table(BAD_GZIP, self.path.name) from error
        same(self.path, self._stat)

    def _rows(self, form: str) -> Iterator[Row]:
        if form == "parquet":
            self._format = table = ParquetRows(self.path, self._columns)
            yield from table.rows()
            return
        head = self._head()
        if form == "csv":
            self._format = sheet = CsvRows(self.path, self._columns)
            yield from sheet.rows(self._bytes(), head)
            return
        self._format = objects = JsonRows(self.path, self._columns)
        try:
            with self._bytes() as file, _utf8(file, wide(head)) as plain:
                yield from objects.rows(plain)
        except UnicodeDecodeError as error:
            raise not_a_table(BAD_WIDE.format(name=str(wide(head)).upper()), self.path.name) from error

    @contextmanager
    def _bytes(self) -> Iterator[BinaryIO]:
        with self.path.open("rb") as raw:
            self._raw = raw
            if self.path.suffix.lower() == ".gz":
                with gzip.open(raw) as plain:
                    yield plain  # type: ignore[misc]
            else:
                yield raw

    def _head(self) -> bytes:
        with self._bytes() as file:
            head = file.read(_HEAD)
        if what := known_binary(head):
            raise not_a_table(what, self.path.name)
        odd = sum(head.count(c) for c in range(32) if c not in b"\t\n\r\f\v\x1b")
        if not wide(head) and (head.count(0) > 2 + len(head) // 1000 or odd > 2 + len(head) // 50):
            raise not_a_table(BINARY, self.path.name)
        if not head.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"):
            raise empty(self.path.name)
        return head


class _Recoded(io.RawIOBase):
    """The bytes of a text in another encoding, as UTF-8."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text, self._left = text, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self._left:
            self._left = self._text.read(32_768).encode("utf-8", "surrogatepass")
        part = self._left[: len(into)]
        self._left = self._left[len(part) :]
        into[: len(part)] = part
        return len(part)


@contextmanager
def _utf8(file: BinaryIO, encoding: str | None) -> Iterator[BinaryIO]:
    if encoding is None:
        yield file
        return
    with io.TextIOWrapper(file, encoding) as text:
        yield io.BufferedReader(_Recoded(text))
