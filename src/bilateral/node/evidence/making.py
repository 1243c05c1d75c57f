"""Evidence from what this node holds and what a source shows. Each is checked before it is given back, or not made.

A source that withholds what a proof would take can't be proven wrong; then there is none.
"""

from collections.abc import Iterator

from bilateral.node.keys import declared
from bilateral.node.models import Log, LogEntry
from bilateral.node.rows import raw_entries
from bilateral.record import tiles, tree
from bilateral.record.checkpoint import Checkpoint, OpenedCheckpoint
from bilateral.record.entry import Entry
from bilateral.record.evidence.check import check
from bilateral.record.evidence.file import Evidence, path_part
from bilateral.record.note import Note, VerifierKey
from bilateral.record.proof import Proof
from bilateral.record.tiles import TileReader
from bilateral.values import Fault


class _Held:
    """The tree of the entries that are held of a log, up to its newest signed snapshot."""

    def __init__(self, log: Log) -> None:
        self.log, self.head = log, Checkpoint.parse(Note.parse(log.head_note.encode()).text)
        rows = LogEntry.objects.filter(log=log.pk, seq__lt=self.head.size).order_by("seq")
        self.leaves = [bytes.fromhex(leaf) for leaf in rows.values_list("leaf", flat=True)]
        self.key = declared.of_log(log.pk).at(self.head.size).keys.checkpoint

    def hash_at(self, height: int, index: int) -> bytes:
        return tree.root_of(self.leaves[index << height : (index + 1) << height])

    def note(self) -> bytes:
        return _signed_by(self.log.head_note.encode(), self.key)

    def path(self, size: int) -> bytes:
        """The root of a beginning, and how it leads to the snapshot."""
        hashes = tree.consistency_proof(size, self.head.size, self.hash_at) if size < self.head.size else []
        return path_part(tree.root_of(self.leaves[:size]), hashes)

    def proof(self, seq: int) -> bytes:
        raw = next(raw_entries(self.log.pk, seq, seq + 1))
        return bytes(Proof(seq, tuple(tree.inclusion_proof(seq, self.head.size, self.hash_at)), self.note(), raw))


def of_snapshots(log: Log, opened: OpenedCheckpoint, shown: TileReader | None = None) -> Evidence | None:
    """That a rightly signed snapshot contradicts the entries held: the most telling proof that can be made, or None.

    :param shown: the tree that the source shows under that snapshot.
    """
    if not log.head_size:
        return None
    held = _Held(log)
    for made in _attempts(held, opened, shown):
        try:
            check(made)
        except Fault:
            continue
        return made
    return None


def _attempts(held: _Held, opened: OpenedCheckpoint, shown: TileReader | None) -> Iterator[Evidence]:
    note, head = _signed_by(bytes(opened.note), opened.signer), opened.checkpoint
    keys = {held.key, opened.signer}
    try:
        if shown and (seq := _parting(held, shown)) is not None:
            entry = shown.tile(tiles.ENTRIES, seq // tiles.WIDTH)[seq % tiles.WIDTH]
            theirs = Proof(seq, tuple(shown.inclusion(seq)), note, entry)
            yield Evidence.of("two-entries", keys, [held.proof(seq), bytes(theirs)])
    except Fault:  # a tile is withheld or damaged, an entry too long
        pass
    if head.size == held.head.size:
        yield Evidence.of("two-snapshots", keys, [held.note(), note])
    elif head.size < held.head.size:
        yield Evidence.of("other-beginning", keys, [note, held.note(), held.path(head.size)])
    elif shown:
        try:
            path = path_part(shown.root(held.head.size), shown.consistency(held.head.size))
        except Fault:
            return
        yield Evidence.of("other-beginning", keys, [held.note(), note, path])


def _parting(held: _Held, shown: TileReader) -> int | None:
    """The first place at which the two trees have different leaves."""
    for seq in range(min(held.head.size, shown.size)):
        if shown.leaf(seq) != held.leaves[seq]:
            return seq
    return None


def of_seen(log: Log, seq: int) -> Evidence | None:
    """That an entry names a root of another log which that log, as it is signed here, never had."""
    if log.head_size <= seq:
        return None
    held = _Held(log)
    for claim in Entry.parse(next(raw_entries(log.pk, seq, seq + 1))).seen:
        other = Log.objects.filter(pk=claim.log, head_size__gte=claim.size).first()
        if other is None:
            continue
        theirs = _Held(other)
        made = Evidence.of(
            "other-root-seen", {held.key, theirs.key}, [held.proof(seq), theirs.note(), theirs.path(claim.size)]
        )
        try:
            check(made)
        except Fault:  # this claim is right
            continue
        return made
    return None


def _signed_by(note: bytes, key: VerifierKey) -> bytes:
    """A note with this key's signature alone."""
    read = Note.parse(note)
    return bytes(Note(read.text, tuple(line for line in read.signatures if line.is_by(key))))
