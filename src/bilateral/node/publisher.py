"""The publisher: the one place where snapshots are signed. It trusts no root that it has not recomputed from the entry
rows.

For each log of ours it reads the rows beyond the last signed snapshot, checks that they follow one another and are
rightly signed, extends the published tree (not the door's) and requires both roots to be equal; only then it writes
tiles and signs. A peer's log, which `sync` verified, is published as a mirror with our cosignature on the peer's own
snapshot.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from bilateral.node import keyring, publication
from bilateral.node.home import Home
from bilateral.node.models import Log, LogEntry, SignedHead
from bilateral.record import checkpoint, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.entry import Entry
from bilateral.record.note import VerifierKey
from bilateral.values import Fault, Text


class PublisherFault(Fault):
    """What the rows say and what was signed do not agree; nothing was signed."""

    code = "publisher"


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """One publisher at a time for a home; a second one waits for the first."""
    home.path.mkdir(parents=True, exist_ok=True)
    with (home.path / "publisher.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def publish(home: Home, now: datetime) -> int:
    """Sign and write what is new. Returns how many logs moved."""
    with only_one(home):
        logs = list(Log.objects.order_by("pk"))
        moved = sum(_own(home, log, now) if log.own else _mirror(home, log, now) for log in logs)
        if moved or not (home.public / "verifiers.txt").exists():
            publication.write_verifiers(home.public, (key for log in logs if log.size for key in declared_keys(log.pk)))
        return moved


def declared_keys(origin: str) -> tuple[str, str]:
    """The checkpoint and cosigner verifier keys that a log's first entry declares."""
    keys = Entry.parse(bytes(LogEntry.objects.get(log=origin, seq=0).raw)).body["keys"]
    return keys["checkpoint"], keys["cosigner"]


def _own(home: Home, log: Log, now: datetime) -> bool:
    folder = publication.log_folder(home, log.pk)
    if log.size == log.head_size and publication.read_file(folder, "checkpoint") == log.head_note.encode():
        return False
    ring = keyring.load(home, log.pk.split("/")[1])
    frontier = _last_signed(home, log, ring.checkpoint_verifier)
    old, new = frontier.size, log.size
    _extend(frontier, log, ring.entry.public, new)
    if new == log.head_size:
        note = log.head_note.encode()  # the file was lost or cut off: the same snapshot, not another one
    else:
        note = Checkpoint(log.pk, new, frontier.root()).sign(ring.checkpoint)
    keep_head(log, new, frontier.root().hex(), note, (), now)
    publication.write_log(home.public, log.pk, old, new, log.head_note.encode())
    return True


def _last_signed(home: Home, log: Log, key: VerifierKey) -> tree.Frontier:
    """The published tree at the newest snapshot signed, whose root must be the one signed."""
    if not log.head_size:
        return tree.Frontier()
    signed = checkpoint.open(log.head_note.encode(), (key,)).checkpoint
    try:
        frontier = publication.published_frontier(home, log.pk, signed.size)
    except Fault:
        frontier = tree.Frontier()
    if frontier.size != signed.size or frontier.root() != signed.root:
        frontier = _from_rows(home, log, signed)
    return frontier


def _from_rows(home: Home, log: Log, signed: Checkpoint) -> tree.Frontier:
    """The publication is gone or damaged: make it again from the rows, if they still give the signed root."""
    frontier = tree.Frontier()
    rows = LogEntry.objects.filter(log=log.pk, seq__lt=signed.size).order_by("seq").values_list("raw", flat=True)
    frontier.extend(tree.leaf_hash(bytes(raw)) for raw in rows.iterator(chunk_size=1000))
    if frontier.size != signed.size or frontier.root() != signed.root:
        raise PublisherFault(
            what=Text("The entries do not give the root that was signed.", "Los asientos no dan la raíz que se firmó."),
            where=f"{log.pk} {signed.size}",
            do=Text(
                "Nothing is signed until this is cleared up: restore the database from a backup and compare.",
                "No se firma nada hasta aclararlo: restaura la base de datos desde un respaldo y compara.",
            ),
        )
    publication.write_log(home.public, log.pk, 0, signed.size, log.head_note.encode())
    return frontier


def _extend(frontier: tree.Frontier, log: Log, public: bytes, size: int) -> None:
    """Check the rows beyond the snapshot one by one and extend the tree with what they hash to."""
    rows = LogEntry.objects.filter(log=log.pk, seq__gte=frontier.size - 1, seq__lt=size).order_by("seq")
    before = ""
    for row in rows.iterator(chunk_size=1000):
        raw = bytes(row.raw)
        leaf = tree.leaf_hash(raw)
        if row.seq >= frontier.size:
            entry = Entry.parse(raw)
            follows = (entry.log, entry.seq, entry.prev) == (log.pk, frontier.size, before)
            if not follows or not entry.is_signed_by(public):
                raise _broken(log.pk, row.seq)
            frontier.append(leaf)
            if frontier.root().hex() != row.root:
                raise _broken(log.pk, row.seq)
        before = leaf.hex()
    if frontier.size != size or frontier.root().hex() != log.root:
        raise _broken(log.pk, frontier.size)


def _broken(origin: str, seq: int) -> PublisherFault:
    return PublisherFault(
        what=Text("This entry does not follow from the ones before it.", "Este asiento no se sigue de los anteriores."),
        where=f"{origin}#{seq}",
        do=Text(
            "Nothing is signed until this is cleared up: restore the database from a backup and compare.",
            "No se firma nada hasta aclararlo: restaura la base de datos desde un respaldo y compara.",
        ),
    )


def keep_head(log: Log, size: int, root: str, note: bytes, attested: tuple[str, ...], now: datetime) -> None:
    """Remember a signed snapshot: every one ever seen is kept, the newest is the log's head."""
    with transaction.atomic():
        row, created = SignedHead.objects.get_or_create(
            log=log.pk,
            size=size,
            root=root,
            defaults={"note": note.decode(), "attested": list(attested), "seen_at": now},
        )
        if not created and len(note) > len(row.note.encode()):
            row.note, row.attested = note.decode(), sorted({*row.attested, *attested})
            row.save(update_fields=["note", "attested"])
        Log.objects.filter(pk=log.pk).update(head_size=size, head_note=row.note)
        log.head_size, log.head_note = size, row.note


def _mirror(home: Home, log: Log, now: datetime) -> bool:
    """Publish a verified peer's log with its own snapshot and, beneath it, our cosignatures."""
    folder = publication.log_folder(home, log.pk)
    present = publication.read_file(folder, "checkpoint")
    keys = tuple(VerifierKey.parse(key) for key in declared_keys(log.pk)) if log.size else ()
    if not log.head_size or (present and checkpoint.open(present, keys).checkpoint.size == log.head_size):
        return False
    opened = checkpoint.open(log.head_note.encode(), keys)
    old = checkpoint.open(present, keys).checkpoint.size if present else 0
    note, attested = log.head_note.encode(), []
    for party in home.own:
        ring = keyring.load(home, party)
        line = opened.checkpoint.cosign(ring.cosigner, ring.origin, int(now.timestamp()))
        note = checkpoint.add_signature(note, line)
        attested.append(party)
    keep_head(log, log.head_size, opened.checkpoint.root.hex(), note, tuple(attested), now)
    publication.write_log(home.public, log.pk, old, log.head_size, log.head_note.encode())
    return True
