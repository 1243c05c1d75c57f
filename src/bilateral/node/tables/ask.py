"""Rows for questions that every act asks, without building a query anew each time: the SQL is worked out once.

For the few places where an act waits for it; everything else asks through the models.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

M = TypeVar("M", bound=models.Model)
Converter = Callable[[Any], Any]


def values(model: type[models.Model], names: Sequence[str], where: str, given: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Some fields of the rows that hold what ``where`` says, in SQL with ``%s`` for each value given."""
    select, converters = _select(model, tuple(names), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(f"{select} WHERE {where}", given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    if not any(converters):
        return found
    return [tuple(v if c is None else c(v) for v, c in zip(row, converters, strict=True)) for row in found]


def locked(model: type[M], order: str) -> list[M]:
    """All rows of a small table as objects, in order of a field, locked until the transaction ends."""
    names = tuple(field.attname for field in model._meta.concrete_fields)
    hold = " FOR UPDATE" if connection.features.has_select_for_update else ""
    rows = values(model, names, f"1 = 1 ORDER BY {connection.ops.quote_name(order)}{hold}", ())
    return [model.from_db(connection.alias, names, row) for row in rows]


def any_of(places: Sequence[tuple[str, Sequence[int]]]) -> tuple[str, list[Any]]:
    """The condition that a row is at one of these positions of these logs, and its values."""
    parts, given = [], []
    for log, seqs in places:
        parts.append(f"(log = %s AND seq IN ({', '.join(['%s'] * len(seqs))}))")
        given += [log, *seqs]
    return " OR ".join(parts), given


@lru_cache(maxsize=64)
def _select(model: type[models.Model], names: tuple[str, ...], vendor: str) -> tuple[str, tuple[Converter | None, ...]]:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    return f"SELECT {columns} FROM {quote(model._meta.db_table)}", tuple(_converter(field) for field in fields)


def _converter(field: Any) -> Converter | None:
    """What turns a value of this database into the model's, if anything does."""
    column = field.cached_col
    steps = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert
