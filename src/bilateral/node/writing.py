"""One writer at a time: every change of the tables happens in one durable transaction that holds every log.

An act's verdict and the projection depend on all logs that the node holds, so two writers must not work at once, even
on different logs. SQLite lets one in by itself (BEGIN IMMEDIATE); on PostgreSQL the rows of all logs are locked, always
in the same order.

A database that breaks off is told as a fault, and the moment matters: before the commit nothing was taken; at the
commit itself nobody knows until somebody looks (`once`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import InterfaceError, OperationalError, transaction

from bilateral.node.models import Log
from bilateral.node.tables import ask
from bilateral.values import Fault, Text

T = TypeVar("T")
GONE = (OperationalError, InterfaceError)
_AGAIN = Text(
    "Try again; an act repeated with the same --idem is not done twice.",
    "Inténtalo de nuevo; un acto repetido con el mismo --idem no se hace dos veces.",
)


class Unanswered(Fault):
    """The database did not answer a question; nothing was to be changed."""

    code = "unanswered"


class Unwritten(Fault):
    """The database did not take the change."""

    code = "unwritten"


class Unclear(Unwritten):
    """The database broke off at the commit: the change may have been taken."""

    code = "unclear"


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
    except GONE as error:
        raise _unwritten(error) from error


@contextmanager
def writing() -> Iterator[dict[str, Log]]:
    """All of it or nothing, with the rows of all logs. What is read inside is what the writer before left.

    :raises Unwritten: another process held the database too long, the disk is full, the server is gone.
    :raises Unclear: the same, while it was to commit.
    """
    committing = False
    try:
        with transaction.atomic(durable=not _inside.get()):
            yield {log.pk: log for log in ask.locked(Log, "origin")}
            committing = True
    except GONE as error:
        raise (_unclear(error) if committing else _unwritten(error)) from error


@contextmanager
def asking() -> Iterator[None]:
    """Around work that reads outside of a transaction: a server that goes away becomes a fault too."""
    try:
        yield
    except GONE as error:
        raise Unanswered(
            what=Text("The database does not answer.", "La base de datos no responde."),
            where=_said(error),
            do=Text("Try again when it is back.", "Inténtalo de nuevo cuando vuelva."),
        ) from error


def once(do: Callable[[], T], look: Callable[[], T | None]) -> T:
    """Do something durable; where its commit was left unclear, find out what became of it.

    :param look: what it left, or None; asked while all logs are held, so that a commit still on its way is waited for.
    :raises Unwritten: it was not taken. :raises Unclear: the database can't be asked either.
    """
    try:
        return do()
    except Unclear as unclear:
        try:
            with writing():
                found = look()
        except Unwritten:
            raise unclear from None
        if found is None:
            raise _unwritten(unclear) from unclear
        return found


def _unwritten(error: Exception) -> Unwritten:
    what = Text("The database did not take the change.", "La base de datos no aceptó el cambio.")
    return Unwritten(what=what, where=_said(error), do=_AGAIN)


def _unclear(error: Exception) -> Unclear:
    what = Text(
        "The database broke off at the last step: whether it took the change is not known.",
        "La base de datos se interrumpió en el último paso: no se sabe si aceptó el cambio.",
    )
    look = Text(
        "Look whether it is there before you repeat it, or repeat it with the same --idem, which never does it twice.",
        "Comprueba si ya está antes de repetirlo, o repítelo con el mismo --idem, que nunca lo hace dos veces.",
    )
    return Unclear(what=what, where=_said(error), do=look)


def _said(error: Exception) -> str:
    said = error.where if isinstance(error, Fault) else str(error)
    return " ".join(said.split())[:200]
