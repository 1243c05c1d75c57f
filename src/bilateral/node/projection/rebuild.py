"""The projection made anew from the entry rows, or compared with what they say, place by place.

The entry rows themselves are looked at first: what doesn't hash to its own leaf and root is no truth to rebuild from.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import orjson

from bilateral.node import models
from bilateral.node.projection.project import judge_waiting
from bilateral.node.rows import entry_rows
from bilateral.node.seals import carrying
from bilateral.node.writing import writing
from bilateral.record import tree
from bilateral.values import Fault, Text

PROJECTION = (models.Act, models.Document, models.Version, models.Link, models.Facet, models.ItemState)


class _Undo(Exception):
    """Leaves a transaction without keeping what it did."""


class Damaged(Fault):
    """Entry rows are not what was signed: there is nothing true to rebuild from."""

    code = "damaged"


def rebuild(*, check: bool, progress: Callable[[int], None] = lambda done: None) -> tuple[str, ...]:
    """Make the projection anew from the entry rows, and name the places that differed. ``check`` keeps nothing.

    :raises Damaged: entry rows are not what was signed; with ``check`` they are named instead, and alone.
    """
    differing: tuple[str, ...] = ()
    try:
        with writing():
            rows = tuple(damaged())
            if rows and not check:
                raise _damaged(rows)
            if rows:
                return rows
            before = dump()
            wipe()
            judge_waiting(progress, anew=True)
            after = dump()
            places = before.keys() | after.keys()
            differing = tuple(sorted(place for place in places if before.get(place) != after.get(place)))
            if check:
                raise _Undo
    except _Undo:
        pass
    return differing


def _damaged(rows: tuple[str, ...]) -> Damaged:
    return Damaged(
        what=Text("The entries here are not what was signed.", "Los asientos que hay aquí no son lo que se firmó."),
        where=", ".join(rows[:8]),
        do=Text(
            "Nothing was rebuilt: restore the database from a backup.",
            "No se rehízo nada: restaura la base de datos desde un respaldo.",
        ),
    )


def damaged() -> list[str]:
    """The entry rows that don't hash to their leaf or whose root isn't the tree's, and logs that end elsewhere."""
    found = []
    for log in models.Log.objects.order_by("pk"):
        frontier = tree.Frontier()
        for row in entry_rows(log.pk):
            digest = tree.leaf_hash(bytes(row.raw))
            frontier.append(digest)
            if (row.seq, row.leaf, row.root) != (frontier.size - 1, digest.hex(), frontier.root().hex()):
                found.append(f"LogEntry {log.pk}#{row.seq}")
        if (log.size, log.root) != (frontier.size, frontier.root().hex()):
            found.append(f"Log {log.pk}")
    return found


def dump() -> dict[str, bytes]:
    """A digest of every row of the projection by its place, for comparing two of them: small, as logs grow long."""
    found = {f"Log {pk} judged": _digest(judged) for pk, judged in models.Log.objects.values_list("pk", "judged")}
    for model in PROJECTION:
        names = [f.attname for f in model._meta.concrete_fields if f.attname != "id"]
        for row in model._default_manager.values_list(*names).iterator():
            label = str(row[0]) if model is models.Document else " ".join(str(value) for value in row[:3])
            found[f"{model.__name__} {label}"] = _digest(row)
    for log, seq, item, public in carrying.shown():
        found[f"SealedText {log} {seq} {item}"] = _digest(public)
    return found


def _digest(value: Any) -> bytes:
    return blake2b(orjson.dumps(value, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


def wipe() -> None:
    carrying.undo()
    for model in PROJECTION:
        model._default_manager.all().delete()
    models.Log.objects.update(judged=0)
