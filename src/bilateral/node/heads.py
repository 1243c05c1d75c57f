"""Signed snapshots: every one ever seen is kept, the newest of a log is its head, and what others attest is told apart.

Two rightly signed snapshots of one log and size with different roots prove that its signer showed two histories. Not
here: who signs them (publisher.py) and where they come from (sync.py).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef

from bilateral.node.keys import declared
from bilateral.node.models import Log, LogEntry, SignedHead
from bilateral.node.tables import ask
from bilateral.record import checkpoint
from bilateral.record.checkpoint import OpenedCheckpoint
from bilateral.record.entry import Entry
from bilateral.record.genesis import Genesis
from bilateral.record.note import Note, VerifierKey


@lru_cache(maxsize=512)
def parsed(raw: bytes) -> Entry:
    """An entry from its bytes, remembered by the bytes themselves: what follows from them alone cannot change."""
    return Entry.parse(raw)


@lru_cache(maxsize=64)
def read_genesis(raw: bytes) -> Genesis:
    """What a first entry declares. Its bytes never change, so they are read once a process."""
    return Genesis.of(parsed(raw))


def genesis_of(origin: str) -> Genesis:
    """What a log that is held declares in its first entry."""
    return read_genesis(bytes(LogEntry.objects.values_list("raw", flat=True).get(log=origin, seq=0)))


def declared_keys(origin: str) -> tuple[str, str]:
    """The checkpoint and cosigner verifier keys in force after all that is held of a log."""
    checkpoint, cosigner = declared.of_log(origin).verifiers
    return str(checkpoint), str(cosigner)


def known_cosigners(origin: str, ended: Collection[str] = ()) -> tuple[VerifierKey, ...]:
    """The cosigner keys in force of the other logs held whose keys are in other hands: only those attest anything.

    :param ended: logs that others go on for: their keys are lost.
    """
    found = declared.all_held()
    custodian = found[origin].custodian if origin in found else ""
    others = (d for log, d in found.items() if log not in (origin, *ended))
    return tuple(d.keys.cosigner for d in others if d.custodian != custodian)


def codes_of(opened: OpenedCheckpoint) -> tuple[str, ...]:
    """The party codes of those whose cosignature on a snapshot holds."""
    return tuple(sorted({key.name.split("/")[1] for key, _ in opened.cosigners}))


def clean_note(opened: OpenedCheckpoint) -> bytes:
    """The snapshot with the signatures that were checked; lines by nobody known here are left out."""
    kept = tuple(line for line in opened.note.signatures if line not in opened.unknown)
    return bytes(Note(opened.note.text, kept))


def keep(log: Log, size: int, root: str, note: bytes, attested: Iterable[str], now: datetime) -> None:
    """Remember a signed snapshot with every signature seen on it. The newest that is on our rows is the log's head.

    Called while all logs are held. ``log`` may have been read before that: what others kept since is taken into it
    first, so that a head never goes back; its size is left as its reader knows it.
    """
    held = Log.objects.filter(pk=log.pk).first()
    held_size = held.size if held else log.size
    for name in ("head_size", "head_note", "attested_size") if held else ():
        setattr(log, name, getattr(held, name))
    row, created = SignedHead.objects.get_or_create(
        log=log.pk,
        size=size,
        root=root,
        defaults={"note": note.decode(), "attested": sorted(set(attested)), "seen_at": now},
    )
    if not created:
        row.note, before = _merged(row.note.encode(), note).decode(), row.note
        codes = sorted({*row.attested, *attested})
        if (row.note, row.attested) != (before, codes):
            row.attested = codes
            row.save(update_fields=["note", "attested"])
    if not _is_ours(log, size, root):
        if size <= held_size and not row.contradicts:
            row.contradicts = True
            row.save(update_fields=["contradicts"])
        return
    if size >= log.head_size:
        log.head_size, log.head_note = size, row.note
    if row.attested:
        log.attested_size = max(log.attested_size, size)
    log.save(update_fields=["head_size", "head_note", "attested_size"])


def _is_ours(log: Log, size: int, root: str) -> bool:
    """Whether the entries held here give this root at this size."""
    return LogEntry.objects.filter(log=log.pk, seq=size - 1, root=root).exists()


def _merged(first: bytes, second: bytes) -> bytes:
    """The first note with the signatures of the second that it lacks."""
    held = {(line.name, line.id) for line in Note.parse(first).signatures}
    for line in Note.parse(second).signatures:
        if (line.name, line.id) not in held:
            first = checkpoint.add_signature(first, line)
    return first


def forked_at(origin: str) -> int | None:
    """A size at which two different roots of this log were seen signed, if there is one."""
    sizes = SignedHead.objects.filter(log=origin).values("size").annotate(roots=Count("root")).filter(roots__gt=1)
    return sizes.values_list("size", flat=True).order_by("size").first()


def contradicting(origin: str) -> int | None:
    """A size at which this log was seen signed with another root than our entries have, if there is one."""
    rows = ask.values(SignedHead, ("size",), "log = %s AND contradicts ORDER BY size LIMIT 1", (origin,))
    return rows[0][0] if rows else None


def settle(log: Log) -> None:
    """Compare snapshots that were seen before their entries came in with the entries that are here now."""
    same = LogEntry.objects.filter(log=log.pk, seq=OuterRef("size") - 1, root=OuterRef("root"))
    seen = SignedHead.objects.filter(log=log.pk, size__range=(1, log.size), contradicts=False)
    seen.filter(~Exists(same)).update(contradicts=True)


def beyond(origin: str, size: int, root: str) -> int | None:
    """The size of a snapshot of this log, seen signed, that contradicts what is held: longer, or of this size with
    another root.
    """
    where = "log = %s AND (size > %s OR (size = %s AND root <> %s)) ORDER BY size LIMIT 1"
    rows = ask.values(SignedHead, ("size",), where, (origin, size, size, root))
    return rows[0][0] if rows else None
