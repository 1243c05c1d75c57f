"""Each format to rows: the number of the row (the first is 1), its cells, and how far into the file it lies.

A reader yields the places of the columns first, then rows; a row that is none is a `SetAside`.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import orjson

from bilateral.files.decode import known_binary
from bilateral.voices.intake.columns import Columns
from bilateral.voices.intake.faults import (
    BAD_GZIP,
    BAD_PARQUET,
    BAD_UTF16,
    BINARY,
    NOT_TEXT,
    OPEN_QUOTE,
    UNKNOWN_FORM,
    empty,
    no_column,
    not_a_table,
)
from bilateral.voices.intake.rows import SetAside, as_1252, shown

Row = tuple[int, list[Any] | SetAside]
LONGEST_CELL: Final = 128_000_000
FORMS: Final = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
_DELIMITERS: Final = (",", ";", "\t", "|")
_HEAD: Final = 65_536
_PROBED: Final = 1_000


class Reader:
    """Rows of one file. `places` is known once `rows` has begun; `done` tells the share of the file that was read."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.path, self.columns, self.places = path, columns, dict[str, int]()
        self.size = path.stat().st_size
        self._raw: BinaryIO | None = None
        self._share = 0.0

    @property
    def done(self) -> float:
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
        """:raises BadSubmissions: the file is none of submissions, or not further from some row on."""
        if not self.size:
            raise empty(self.path.name)
        try:
            yield from {"csv": self._csv, "jsonl": self._jsonl, "parquet": self._parquet}[self.form]()
        except (gzip.BadGzipFile, EOFError) as error:
            raise not_a_table(BAD_GZIP, self.path.name) from error

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
        wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        odd = sum(head.count(c) for c in range(32) if c not in b"\t\n\r\f\v\x1b")
        if not wide and (head.count(0) > 2 + len(head) // 1000 or odd > 2 + len(head) // 50):
            raise not_a_table(BINARY, self.path.name)
        if not head.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"):
            raise empty(self.path.name)
        return head

    def _csv(self) -> Iterator[Row]:
        head = self._head()
        wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        encoding, errors = ("utf-16", "strict") if wide else ("utf-8-sig", "surrogateescape")
        before = csv.field_size_limit(LONGEST_CELL)
        try:
            with self._bytes() as file, io.TextIOWrapper(file, encoding, errors, newline="") as lines:
                yield from self._table(lines, head.decode(encoding, "replace"))
        except UnicodeDecodeError as error:
            raise not_a_table(BAD_UTF16, self.path.name) from error
        finally:
            csv.field_size_limit(before)

    def _table(self, lines: io.TextIOWrapper, head: str) -> Iterator[Row]:
        reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=self._delimiter(head))
        try:
            names = next(reader, [])
            self.places = self.columns.found_in(names, self.path.name)
            for number, cells in enumerate((cells for cells in reader if cells), 1):
                if len(cells) == len(names):
                    yield number, list(cells)
                else:
                    yield number, SetAside("cells", shown(" | ".join(cells)[:200]))
        except csv.Error as error:
            what = OPEN_QUOTE.format(limit=LONGEST_CELL // 1_000_000)
            raise not_a_table(what, f"{self.path.name}:{reader.line_num}") from error

    def _delimiter(self, head: str) -> str:
        """The one by which the heading has the columns that are asked for."""
        for delimiter in _DELIMITERS:
            if self.columns.fits(next(csv.reader(head.splitlines(), delimiter=delimiter), [])):
                return delimiter
        return max(_DELIMITERS, key=head.splitlines()[0].count)

    def _jsonl(self) -> Iterator[Row]:
        self._head()
        names: list[str] = []
        with self._bytes() as file:
            first = file.peek(3)[:3] if hasattr(file, "peek") else b""
            if first == b"\xef\xbb\xbf":
                file.read(3)
            held: list[Row] = []
            for number, line in enumerate((line for line in file if line.strip()), 1):
                row = _object(line)
                if not self.places and isinstance(row, dict):
                    names += [name for name in row if name not in names]
                    if not self._known(names, number):
                        held.append((number, SetAside("no-text", shown(row))))
                        continue
                    yield from held
                    held.clear()
                yield number, self._cells(row, names)
        if not self.places and held:
            self.places = self.columns.found_in(names, self.path.name)

    def _known(self, names: list[str], number: int) -> bool:
        """Whether the columns are found among the names seen so far; later rows may bring those that were not named."""
        if self.columns.fits(names):
            self.places = self.columns.found_in(names, self.path.name)
            return True
        if number >= _PROBED:
            self.columns.found_in(names, self.path.name)
        return False

    def _cells(self, row: Any, names: list[str]) -> list[Any] | SetAside:
        if not isinstance(row, dict):
            return SetAside("not-json", shown(row))
        for name in row:
            if name not in names:
                names.append(name)
                self.places = self.columns.found_in(names, self.path.name)
        if names[self.places["text"]] not in row:
            return SetAside("no-text", shown(row))
        return [row.get(name) for name in names]

    def _parquet(self) -> Iterator[Row]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self.path) as file:
                names = file.schema_arrow.names
                self.places = self.columns.found_in(names, self.path.name)
                kind = file.schema_arrow.types[self.places["text"]]
                plain = kind.value_type if pa.types.is_dictionary(kind) else kind
                if not (pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_string_view(plain)):
                    raise not_a_table(NOT_TEXT.format(kind=str(kind)), self.path.name)
                wanted = [names[place] for place in self.places.values()]
                self.places = {name: n for n, name in enumerate(self.places)}
                number = 0
                for batch in file.iter_batches(16_384, columns=wanted):
                    columns = [batch.column(name).to_pylist() for name in wanted]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        yield number, list(cells)
                    self._share = number / max(1, file.metadata.num_rows)
        except (pa.ArrowException, EOFError) as error:
            raise not_a_table(BAD_PARQUET, self.path.name) from error


def _object(line: bytes) -> Any:
    """A line's object, or the line itself where it is none."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        pass
    try:  # what orjson refuses and others write: NaN, half characters, Windows-1252
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        words = as_1252(line)
    except ValueError:
        return line.decode("utf-8", "replace")
    try:
        return json.loads(words)
    except ValueError:
        return words


def missing(reader: Reader) -> None:
    """:raises NoColumn: the file ended before a column of texts was seen."""
    if not reader.places:
        raise no_column(reader.columns.text or "text", "text", [], reader.path.name)
