"""The publication's released texts brought into line with the rows, and SQLite's log cut once something was erased.

Nothing is kept of what was done: a process remembers how far it has looked, and a new one looks at all of it again. So
a crash between the transaction and the files, several servers on one database, and a restored folder are all the same
case.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from bilateral.node import publication
from bilateral.node.home import Home
from bilateral.node.models import ItemState, Log
from bilateral.node.seals import carrying
from bilateral.record import folder
from bilateral.record.items import ERASED

_LOOKED: dict[tuple[str, str], int] = {}


@contextmanager
def aligned(home: Home, log: Log) -> Iterator[None]:
    """Write the texts that acts of this log have released, let the caller publish, then remove those that they hide.

    The caller has found the log to be no older than what is published, and holds the publisher's lock. What is hidden
    goes even where publishing fails.
    """
    place = (str(home.public), log.pk)
    since = _LOOKED.get(place, 0)
    since = since if since <= log.judged else 0  # rows from a backup: look at everything
    digests = carrying.touched(log.pk, since, log.judged) if since < log.judged else set()
    base = publication.log_folder(home, log.pk) / folder.RELEASED
    shown = carrying.to_show(log.pk, digests)
    publication.write_released(home.public, log.pk, (o for d, o in shown.items() if not (base / d).is_file()))
    try:
        yield
    finally:
        _remove(_files(base, digests - shown.keys()))
    erased = digests and ItemState.objects.filter(log=log.pk, act__gte=since, state=ERASED).exists()
    if not erased or cut():  # else somebody was reading: look again the next time
        _LOOKED[place] = log.judged


def are_gone(home: Home, log: str, digests: Iterable[str]) -> bool:
    """Whether no opening of these is in the publication's folder of this log, but those that another entry shows."""
    digests = set(digests)
    base = publication.log_folder(home, log) / folder.RELEASED
    return not any(path.exists() for path in _files(base, digests - carrying.to_show(log, digests).keys()))


def _files(base: Path, digests: Iterable[str]) -> Iterator[Path]:
    """Where the openings of these would lie, and where a publisher that was killed has left them."""
    for digest in sorted(digests):
        yield from (base / digest, folder.draft_of(base / digest))


def _remove(paths: Iterable[Path]) -> None:
    parents: set[Path] = set()
    for path in paths:
        if path.exists() or path.is_symlink():
            path.unlink()
            parents.add(path.parent)
    for parent in parents:
        handle = os.open(parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def cut() -> bool:
    """Let nothing that was overwritten stay in SQLite's write-ahead log; whether that could be done now.

    PostgreSQL's log and old row versions are the operator's affair (docs/how-to/withhold-and-erase.md).
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone()
    return not busy
