"""The publisher: the one place where snapshots are signed. It trusts no root that it has not recomputed from the rows.

For each log of ours it reads the rows beyond the last signed snapshot, checks that they follow one another and are
rightly signed, extends the published tree (not the door's) and requires both roots to be equal; only then it signs and
writes tiles. A peer's log, which `sync` verified, is checked in the same way and published as a mirror with our
cosignature on the peer's own snapshot.

What a crash leaves: a snapshot is kept in the database before anything is written, and is deterministic, so that the
next round writes the same one. A folder that is lost or damaged is made again from the rows, if they still give the
signed root.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bilateral.node import heads, keyring, publication
from bilateral.node.care import elsewhere
from bilateral.node.heads import declared_keys
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.models import Log
from bilateral.node.publication import PublisherFault
from bilateral.node.rows import entry_rows, raw_entries
from bilateral.node.seals import confirming, files
from bilateral.node.writing import asking, writing
from bilateral.record import checkpoint, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.note import Note, VerifierKey
from bilateral.values import Fault, Text

__all__ = ["PublisherFault", "declared_keys", "only_one", "publish"]
_RESTORE = Text(
    "Nothing is signed until this is cleared up: restore the database from a backup and compare.",
    "No se firma nada hasta aclararlo: restaura la base de datos desde un respaldo y compara.",
)


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """One publisher at a time for a home; a second one waits for the first."""
    home.path.mkdir(parents=True, exist_ok=True)
    with (home.path / "publisher.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def publish(home: Home, now: datetime) -> int:
    """Sign and write what is new, bring the released texts into line, and confirm what others erased once it is gone.

    Returns how many logs moved.

    :raises PublisherFault: the rows don't give what was signed, or nothing can be written.
    """
    with publication.written(home), asking():
        moved = _round(home, now)
        return moved + _round(home, now) if confirming.confirm(home, now) else moved


def _round(home: Home, now: datetime) -> int:
    with only_one(home):
        for origin in home.origins:
            _settle(home, origin)
        logs = list(Log.objects.filter(size__gt=0).order_by("-own", "pk"))
        moved = sum(_publish(home, log, now) for log in logs)
        publication.write_verifiers(home.public, (key for log in logs for key in declared.published_keys(log)))
        return moved


def _publish(home: Home, log: Log, now: datetime) -> bool:
    """One log's folder, its released texts among it: those that acts show come before the snapshot, and those that they
    hide go after it, or without it where none can be signed.
    """
    if log.own:
        _nowhere_else(home, log)  # before anything is written: an older database must not undo the publication
    elif not log.head_size or elsewhere.mirror_ahead(home, log):
        return False
    with files.aligned(home, log):
        return _own(home, log, now) if log.own else _mirror(home, log, now)


def _own(home: Home, log: Log, now: datetime) -> bool:
    folder = publication.log_folder(home, log.pk)
    if log.size == log.head_size and publication.read_file(folder, "checkpoint") == _shown(log):
        return False
    keys = declared.of_log(log.pk)
    ring = keyring.in_force(home, log.pk.split("/")[1], keys.at(log.size).keys)
    frontier = _last_signed(home, log, keys.at(log.head_size).keys.checkpoint)
    old = min(frontier.size, _shown_size(folder))
    _extend(frontier, log, log.size)
    if log.size > log.head_size:
        note = Checkpoint(log.pk, log.size, frontier.root()).sign(ring.checkpoint)
        with writing():
            heads.keep(log, log.size, frontier.root().hex(), note, (), now)
    if log.head_size > log.size:  # another server of this node has signed more meanwhile
        log.refresh_from_db()
        return _own(home, log, now)
    publication.write_log(home.public, log.pk, old, log.size, _shown(log))
    return True


def _settle(home: Home, origin: str) -> None:
    """Put prepared keys that are in force by now in their place; here, since nobody signs with the old ones."""
    if keyring.pending_folder(home).is_dir() and Log.objects.filter(pk=origin, size__gt=0).exists():
        keyring.settle(home, origin.split("/")[1], declared.of_log(origin).keys)


def _shown(log: Log) -> bytes:
    """The newest snapshot's note as it is published."""
    return declared.without_former(log.head_note) if log.head_note else b""


def _shown_size(folder: Path) -> int:
    """How far readers are shown the log. Beyond that tiles may stand already, and what was released not yet."""
    try:
        return Checkpoint.parse(Note.parse(publication.read_file(folder, "checkpoint") or b"").text).size
    except Fault:
        return 0


def _nowhere_else(home: Home, log: Log) -> None:
    """A snapshot that this key signed and that these rows don't give: the database is older than the record."""
    if elsewhere.refusal(home, log) is None:
        return
    log.refresh_from_db()  # another server's publisher may have signed what its door added since these rows were read
    refused = elsewhere.refusal(home, log)
    if refused:
        raise PublisherFault(*refused)


def _last_signed(home: Home, log: Log, key: VerifierKey) -> tree.Frontier:
    """The published tree at the newest snapshot signed, whose root must be the one signed."""
    if not log.head_size:
        return tree.Frontier()
    signed = checkpoint.open(log.head_note.encode(), (key,)).checkpoint
    frontier = _published(home, log.pk, signed)
    return frontier if frontier.size == signed.size else _from_rows(home, log, signed)


def _published(home: Home, origin: str, signed: Checkpoint) -> tree.Frontier:
    """The published tree at a signed size; empty where it can't be read or has another root."""
    try:
        frontier = publication.published_frontier(home, origin, signed.size)
    except Fault:
        return tree.Frontier()
    return frontier if frontier.root() == signed.root else tree.Frontier()


def _from_rows(home: Home, log: Log, signed: Checkpoint) -> tree.Frontier:
    """The publication is gone or damaged: make it again from the rows, if they still give the signed root."""
    frontier = tree.Frontier()
    frontier.extend(tree.leaf_hash(raw) for raw in raw_entries(log.pk, 0, signed.size))
    if frontier.size != signed.size or frontier.root() != signed.root:
        raise PublisherFault(
            what=Text("The entries do not give the root that was signed.", "Los asientos no dan la raíz que se firmó."),
            where=f"{log.pk} {signed.size}",
            do=_RESTORE,
        )
    publication.write_log(home.public, log.pk, 0, signed.size, _shown(log))
    return frontier


def _extend(frontier: tree.Frontier, log: Log, size: int) -> None:
    """Check the rows beyond the snapshot one by one and extend the tree with what they hash to."""
    try:
        chain = declared.chain(log.pk, frontier.size)
    except Fault as fault:
        raise _broken(log.pk, max(frontier.size - 1, 0), fault.what) from fault
    for row in entry_rows(log.pk, frontier.size, size):
        try:
            entry = chain.push(bytes(row.raw))
        except Fault as fault:
            raise _broken(log.pk, frontier.size, fault.what) from fault
        frontier.append(bytes.fromhex(entry.leaf))
        if (row.seq, row.leaf, row.root) != (entry.seq, entry.leaf, frontier.root().hex()):
            raise _broken(log.pk, entry.seq)
    if frontier.size != size or (size == log.size and frontier.root().hex() != log.root):
        raise _broken(log.pk, frontier.size)


def _broken(origin: str, seq: int, why: Text | None = None) -> PublisherFault:
    what = Text("This entry does not follow from the ones before it.", "Este asiento no se sigue de los anteriores.")
    return PublisherFault(what=what + " " + why if why else what, where=f"{origin}#{seq}", do=_RESTORE)


def _mirror(home: Home, log: Log, now: datetime) -> bool:
    """Publish a verified peer's log with its own snapshot and, beneath it, our cosignatures."""
    told = declared.of_log(log.pk)
    present = publication.read_file(publication.log_folder(home, log.pk), "checkpoint")
    rings = [keyring.in_force(home, party, declared.of_log(home.origin(party)).keys) for party in home.own]
    signed = {(line.name, line.id) for line in Note.parse(log.head_note.encode()).signatures}
    mine = [r for r in rings if (r.cosigner_verifier.name, r.cosigner_verifier.id) not in signed]
    mine = [] if log.pk in home.former else mine  # nobody attests to oneself
    if not mine and present == _shown(log):
        return False
    opened = checkpoint.open(log.head_note.encode(), (told.at(log.head_size).keys.checkpoint,)).checkpoint
    frontier = _mirrored(home, log.pk, present, tuple(each.keys.checkpoint for each in told.history))
    old, size = frontier.size, log.head_size
    _extend(frontier, log, size)
    if frontier.root() != opened.root:
        raise _broken(log.pk, size - 1)
    note = log.head_note.encode()
    for ring in mine:
        note = checkpoint.add_signature(note, opened.cosign(ring.cosigner, ring.origin, int(now.timestamp())))
    with writing():
        heads.keep(log, size, opened.root.hex(), note, home.own, now)
    if log.head_size > size:  # a newer snapshot of the peer's came in meanwhile
        log.refresh_from_db()
        return _mirror(home, log, now)
    publication.write_log(home.public, log.pk, old, size, _shown(log))
    return True


def _mirrored(home: Home, origin: str, present: bytes | None, keys: tuple[VerifierKey, ...]) -> tree.Frontier:
    """The tree of a mirror as published, or an empty one where there is none that can be believed."""
    try:
        return _published(home, origin, checkpoint.open(present, keys).checkpoint) if present else tree.Frontier()
    except Fault:
        return tree.Frontier()
