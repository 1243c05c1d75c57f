"""One writer at a time: every change of the tables happens in one durable transaction that holds every log.

An act's verdict and the projection depend on all logs that the node holds, so two writers must not work at once, even
on different logs. SQLite lets one in by itself (BEGIN IMMEDIATE); on PostgreSQL the rows of all logs are locked, always
in the same order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import OperationalError, transaction

from bilateral.node.models import Log
from bilateral.node.tables import ask
from bilateral.values import Fault, Text


class Unwritten(Fault):
    """The database did not take the change."""

    code = "unwritten"


_inside = ContextVar("inside", default=False)


@contextmanager
def whole() -> Iterator[None]:
    """What is written inside, `writing` included, is one durable transaction: an upgrade, which changes the tables too.

    :raises Unwritten: as `writing`.
    """
    try:
        with transaction.atomic(durable=True):
            token = _inside.set(True)
            try:
                yield
            finally:
                _inside.reset(token)
    except OperationalError as error:
        raise _unwritten(error) from error


@contextmanager
def writing() -> Iterator[dict[str, Log]]:
    """All of it or nothing, with the rows of all logs. What is read inside is what the writer before left.

    :raises Unwritten: another process held the database too long, the disk is full, the server is gone.
    """
    try:
        with transaction.atomic(durable=not _inside.get()):
            yield {log.pk: log for log in ask.locked(Log, "origin")}
    except OperationalError as error:
        raise _unwritten(error) from error


def _unwritten(error: OperationalError) -> Unwritten:
    return Unwritten(
        what=Text("The database did not take the change.", "La base de datos no aceptó el cambio."),
        where=str(error).strip()[:200],
        do=Text(
            "Try again; an act repeated with the same --idem is not done twice.",
            "Inténtalo de nuevo; un acto repetido con el mismo --idem no se hace dos veces.",
        ),
    )
