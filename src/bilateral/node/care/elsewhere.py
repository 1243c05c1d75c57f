"""Whether rows are older than what was signed: a database put back from a backup or a snapshot of its machine.

Signing on would show two histories under one key, which cannot be taken back. Door and publisher ask `refusal` before
they sign. What it looks at is at hand: the mark of a restored backup, every signed snapshot ever seen (`sync` keeps
what peers hold of our own log), and our own publication, which lies outside the database.

No false alarm in what a crash leaves: rows may be ahead of the publication, and a publication ahead of the newest
snapshot kept in the rows is fine as long as the rows give its root.
"""

from functools import lru_cache
from typing import NamedTuple

from bilateral.node import heads, keyring, publication
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.models import Log, LogEntry
from bilateral.record import checkpoint
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.note import VerifierKey
from bilateral.values import Fault, Text


class Refusal(NamedTuple):
    """Why nothing may be signed: what, where, what to do, as a `Fault` says it."""

    what: Text
    where: str
    do: Text


_RECOVER = Text(
    "Nothing is signed until then. Run: bilateral record recover [FROM]. It brings back what others hold of it.",
    "Hasta entonces no se firma nada. Ejecuta: bilateral record recover [ORIGEN]. Trae lo que otros tienen de él.",
)
_TWO = Text(
    "It is frozen: sign nothing more, keep both copies, tell the other side (docs/how-to/operate.md).",
    "Queda congelado: no firmes nada más, conserva ambas copias y avisa a la otra parte (docs/how-to/operate.es.md).",
)


def refusal(home: Home, log: Log) -> Refusal | None:
    """What forbids to sign for a log of ours, or None. ``log`` is its row as it is now."""
    if log.restored_at is not None:
        what = Text(
            "This record was put back from a backup and not yet compared with what others hold of it.",
            "Este registro se restauró de un respaldo y aún no se compara con lo que otros tienen de él.",
        )
        return Refusal(what, log.pk, _RECOVER)
    contrary = heads.contradicting(log.pk)
    if contrary is not None:
        return two_histories(log.pk, contrary)
    ahead = heads.beyond(log.pk, log.size, log.root)
    if ahead is not None:
        return older(log, ahead) if ahead > log.size else two_histories(log.pk, ahead)
    head = published(home, log)
    if head is None:
        return None
    if head.size > log.size:
        return older(log, head.size)
    root = LogEntry.objects.filter(log=log.pk, seq=head.size - 1).values_list("root", flat=True).first()
    return None if root == head.root.hex() or not head.size else two_histories(log.pk, head.size)


def older(log: Log, size: int) -> Refusal:
    what = Text(
        f"The database is older than this record: {size} entries were signed, {log.size} are here.",
        f"La base de datos es más antigua que este registro: se firmaron {size} asientos y aquí hay {log.size}.",
    )
    return Refusal(what, f"{log.pk} {size}", _RECOVER)


def two_histories(origin: str, size: int) -> Refusal:
    what = Text(
        "This record was signed at another state than the one here: there are two histories of it.",
        "Este registro se firmó en un estado distinto del que hay aquí: existen dos historias de él.",
    )
    return Refusal(what, f"{origin} {size}", _TWO)


def published(home: Home, log: Log) -> Checkpoint | None:
    """Our own publication's snapshot, if it is rightly signed and another than the newest kept in the rows."""
    note = publication.read_file(publication.log_folder(home, log.pk), "checkpoint")
    if note is None or note == log.head_note.encode() or not log.size:
        return None
    keys = [each.keys.checkpoint for each in declared.of_log(log.pk).history]
    if log.own and (now := keyring.checkpoint_here(home, log.pk)) is not None:
        keys.append(now)  # rows older than a change of keys don't know the key that signed since
    return _opened(note, tuple(dict.fromkeys(keys)))


@lru_cache(maxsize=64)
def _opened(note: bytes, keys: tuple[VerifierKey, ...]) -> Checkpoint | None:
    """A snapshot from its note; remembered by its bytes, since the door asks at every act."""
    try:
        return checkpoint.open(note, keys).checkpoint
    except Fault:  # damaged, or not ours: the publisher writes it again
        return None


def mirror_ahead(home: Home, log: Log) -> bool:
    """Whether the published mirror of a peer's log is newer than the rows: never to be written over by older ones."""
    head = published(home, log)
    return head is not None and head.size > log.size
