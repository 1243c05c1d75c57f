"""Parquet to rows, of the columns that are wanted, a batch at a time."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from bilateral.voices.intake.columns import Columns
from bilateral.voices.intake.faults import BAD_PARQUET, NOT_TEXT, not_a_table
from bilateral.voices.intake.rows import Row

_BATCH: Final = 16_384
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_BEYOND: Final = "beyond the year 9999"


class ParquetRows:
    """Rows of a Parquet file. `places` is known once `rows` has begun; `share` tells how much was read."""

    def __init__(self, path: Path, columns: Columns) -> None:
        self.places: dict[str, int] = {}
        self.share = 0.0
        self._path, self._columns = path, columns

    def rows(self) -> Iterator[Row]:
        """:raises NoColumn: one is missing. :raises NotATable: it is no whole Parquet file, or its texts are none."""
        import pyarrow.parquet as pq

        try:
            with pq.ParquetFile(self._path) as file:
                indices = self._wanted(file.schema_arrow)
                number = 0
                for batch in file.iter_batches(_BATCH, columns=indices):
                    columns = [_plain_values(batch.column(name)) for name in indices]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        yield number, None, list(cells)
                    self.share = number / max(1, file.metadata.num_rows)
        except (pa.ArrowException, EOFError) as error:
            raise not_a_table(BAD_PARQUET, self._path.name) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise not_a_table(BAD_PARQUET, self._path.name) from error

    def _wanted(self, schema: pa.Schema) -> list[str]:
        """The names of the columns to read, in the order of `places`."""
        names = schema.names
        places = self._columns.found_in(names, self._path.name)
        wanted = [names[place] for place in places.values()]
        kind = schema.types[places["text"]]
        plain = kind.value_type if pa.types.is_dictionary(kind) else kind
        if not (pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_string_view(plain)):
            raise not_a_table(NOT_TEXT.format(kind=str(kind)), self._path.name)
        self.places = {name: n for n, name in enumerate(places)}
        return wanted


def _plain_values(column: pa.Array) -> list[Any]:
    """Python values; times to the microsecond, in UTC, whatever their unit and zone."""
    if not (pa.types.is_timestamp(column.type) or pa.types.is_date(column.type)):
        return list(column.to_pylist())
    if pa.types.is_date32(column.type):
        unit, ticks = 86_400.0 * 1e6, column.cast(pa.int32())
    elif pa.types.is_date64(column.type):
        unit, ticks = 1e3, column.cast(pa.int64())
    else:
        unit, ticks = {"s": 1e6, "ms": 1e3, "us": 1.0, "ns": 1e-3}[column.type.unit], column.cast(pa.int64())
    if unit >= 1:
        return [None if tick is None else _moment(tick * int(unit)) for tick in ticks.to_pylist()]
    return [None if tick is None else _moment(tick // 1000) for tick in ticks.to_pylist()]


def _moment(microseconds: int) -> dt.datetime | str:
    try:
        return _EPOCH + dt.timedelta(microseconds=microseconds)
    except OverflowError:
        return _BEYOND
