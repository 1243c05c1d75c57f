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
Converters = tuple[Callable[[Any], Any], ...]
Statement = tuple[str, tuple[str, ...], Converters]
"""SQL, the fields whose values it takes, and what turns each into what this database keeps."""
AT_ONCE = 500


def insert(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Insert rows; none of them may be there already."""
    if rows := list(rows):
        sql, names, converters = _insertion(model, connection.vendor)
        _many(sql, [[as_kept(row[name]) for name, as_kept in zip(names, converters, strict=True)] for row in rows])


def update(model: type[models.Model], keys: Sequence[str], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Set some fields of the rows that ``keys`` name."""
    if rows := list(rows):
        sql, given, converters = _change(model, tuple(keys), tuple(names), connection.vendor)
        _many(sql, [[as_kept(row[name]) for name, as_kept in zip(given, converters, strict=True)] for row in rows])


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
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)


@lru_cache(maxsize=64)
def _insertion(model: type[models.Model], vendor: str) -> Statement:
    names, converters = _fields(model, vendor)
    quote = connection.ops.quote_name
    quoted = ", ".join(map(quote, names))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({quoted}) VALUES ({', '.join(['%s'] * len(names))})"
    return sql, names, converters


@lru_cache(maxsize=64)
def _change(model: type[models.Model], keys: tuple[str, ...], names: tuple[str, ...], vendor: str) -> Statement:
    kept = dict(zip(*_fields(model, vendor), strict=True))
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(name)} = %s" for name in names)
    where = " AND ".join(f"{quote(name)} = %s" for name in keys)
    given = (*names, *keys)
    return f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {where}", given, tuple(kept[n] for n in given)


@lru_cache(maxsize=64)
def _fields(model: type[models.Model], vendor: str) -> tuple[tuple[str, ...], Converters]:
    """The columns and, for each, what turns a value into what this database keeps."""
    found = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return tuple(str(field.column) for field in found), tuple(_converter(field) for field in found)


def _converter(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DateTimeField):
        return lru_cache(maxsize=256)(connection.ops.adapt_datetimefield_value)  # many acts were done together
    return _as_it_is


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _as_it_is(value: Any) -> Any:
    return value
