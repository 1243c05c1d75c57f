"""Many rows into a table with one prepared statement, without a model object a row.

A row is a dictionary by the model's field names, all of them but an automatic key. Not here: reading, and anything that
a field would have checked; callers give values as the model stores them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import orjson
from django.db import connection, models

T = TypeVar("T")
Row = Mapping[str, Any]
AT_ONCE = 500


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Insert rows; none of them may be there already."""
    names, converters = _fields(model, connection.vendor)
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    sql = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(['%s'] * len(names))})"
    _many(sql, [[as_kept(row[name]) for name, as_kept in zip(names, converters, strict=True)] for row in rows])


def update(model: type[models.Model], keys: Sequence[str], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Set some fields of the rows that ``keys`` name."""
    kept = dict(zip(*_fields(model, connection.vendor), strict=True))
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(name)} = %s" for name in names)
    where = " AND ".join(f"{quote(name)} = %s" for name in keys)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {where}"
    _many(sql, [[kept[name](row[name]) for name in (*names, *keys)] for row in rows])


def delete(model: type[models.Model], name: str, values: Sequence[Any]) -> None:
    """Delete the rows whose field holds one of these values."""
    quote = connection.ops.quote_name
    holders = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(name)} IN ({holders})", values)


def pieces(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Lists of at most ``size``, since a statement takes only so many values."""
    source = iter(items)
    while piece := list(islice(source, size)):
        yield piece


def _many(sql: str, values: list[list[Any]]) -> None:
    if not values:
        return
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)


@lru_cache(maxsize=64)
def _fields(model: type[models.Model], vendor: str) -> tuple[tuple[str, ...], tuple[Callable[[Any], Any], ...]]:
    """The columns and, for each, what turns a value into what this database keeps."""
    found = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return tuple(str(field.column) for field in found), tuple(_converter(field) for field in found)


def _converter(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return _as_it_is


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _as_it_is(value: Any) -> Any:
    return value
