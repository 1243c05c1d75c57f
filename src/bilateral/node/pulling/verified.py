"""All that is new in another node's log, checked before the tables are touched.

A snapshot that contradicts what is held is kept, with the evidence where it can be made; nothing else of it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bilateral.node import heads
from bilateral.node.evidence import keeping, making
from bilateral.node.home import Home
from bilateral.node.keys import declared
from bilateral.node.keys.follow import Fork, fork, in_force
from bilateral.node.lines.line import End, ended_for_all
from bilateral.node.models import Log, SignedHead
from bilateral.node.projection import root_at
from bilateral.node.pulling import bounds
from bilateral.node.seals import arriving
from bilateral.node.writing import writing
from bilateral.record import checkpoint, tiles, tree
from bilateral.record.checkpoint import Checkpoint, OpenedCheckpoint
from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault
from bilateral.record.log import Chain
from bilateral.record.note import Note, VerifierKey
from bilateral.record.sources import Source
from bilateral.record.tiles import TileReader
from bilateral.values import Fault, Text

Progress = Callable[[int], None]
NOT_CONTINUED = Text(
    "What is there does not continue what is held here.", "Lo que hay ahí no continúa lo que aquí se tiene."
)


@dataclass(frozen=True, slots=True)
class New:
    """What a source has of a log beyond what is held, verified. ``behind``: so many that are held it doesn't show."""

    opened: OpenedCheckpoint | None
    entries: tuple[Entry, ...] = ()
    texts: dict[str, bytes] = field(default_factory=dict)
    behind: int = 0


class Look:
    """One look at a log in a source."""

    def __init__(self, home: Home, log: Log, pinned: VerifierKey, source: Source, now: datetime) -> None:
        """:param log: its row as it is now, or one that isn't in the tables yet."""
        self.home, self.log, self.pinned, self.source, self.now = home, log, pinned, source, now
        where = f"{log.pk}/checkpoint"
        self.where, self.data = where, bounds.checkpoint_of(source, log.pk) or b""
        self.head = Checkpoint.parse(Note.parse(self.data, where).text, where)
        if self.head.origin != log.pk:
            raise fork(
                self.head.origin, Text("The snapshot is another log's.", "El corte firmado es de otro registro.")
            )
        self.held = declared.of_log(log.pk) if log.size else None
        self.reader = bounds.reader_of(source, log.pk, self.head.size)

    def _opened(self, key: VerifierKey) -> OpenedCheckpoint:
        return checkpoint.open(self.data, (key, *heads.known_cosigners(self.log.pk, ended_for_all())), self.where)

    def verified(self, progress: Progress, end: End | None = None) -> New:
        """All that is new in the log up to its end, if it has one, checked, and who attests it.

        Which key must have signed the snapshot, only the entries under it say: they are read first, as far as each
        follows and is signed, and then the snapshot is opened with the key in force at its size.
        """
        log, head = self.log, self.head
        if head.size <= log.size:
            return self._known()
        bounds.not_too_many(log.pk, min(head.size, end.size if end else head.size) - log.size, self._vouched())
        chain, entries, roots = self._entries(min(head.size, end.size) if end else head.size, progress)
        root = roots.get(log.size + len(entries)) or bytes.fromhex(log.root)
        told = in_force(chain, self.pinned, lambda size: roots.get(size) or _held_root(log.pk, size))
        if end and end.size < head.size:  # what vouches for this part is that others have recognised where it ends
            if root.hex() != end.root:
                raise fork(f"{log.pk} {end.size}", NOT_CONTINUED)
            return New(None, entries, self._texts(entries))
        opened = self._opened(told.keys.checkpoint)
        if root != head.root:
            raise contradiction(self.home, log, opened, self.now, self.reader)
        return New(opened, entries, self._texts(entries))

    def _known(self) -> New:
        """No more than is held: it must be a beginning of that."""
        log, head = self.log, self.head
        opened = self._opened(self.held.at(head.size).keys.checkpoint if self.held else self.pinned)
        if head.size and root_at(log.pk, head.size) != head.root.hex():
            raise contradiction(self.home, log, opened, self.now, self.reader)
        return New(opened, behind=log.size - head.size)

    def _vouched(self, key: VerifierKey | None = None) -> bool:
        known = key or (self.held.keys.checkpoint if self.held else self.pinned)
        return bounds.is_signed_by(self.data, known)

    def _entries(self, size: int, progress: Progress) -> tuple[Chain, tuple[Entry, ...], dict[int, bytes]]:
        """The entries up to a size that follow from those held, and the root after each."""
        log = self.log
        frontier = tree.Frontier.from_bytes(bytes(log.edge)) if log.size else tree.Frontier()
        chain, entries, roots = declared.chain(log.pk, log.size), [], dict[int, bytes]()
        vouched, since, weight = self._vouched(), log.size, 0
        for seq in range(log.size, size):
            if not vouched and (seq - since >= bounds.UNVOUCHED or weight > bounds.UNVOUCHED_BYTES):
                raise bounds.nobody_vouches(log.pk, seq)
            raw = self._raw(seq, vouched)
            weight += len(raw)
            before = chain.declared
            try:
                entry = chain.push(raw)
            except LogFault as fault:
                if self.held and seq == log.size and fault.code == "prev-not-last":
                    opened = self._opened(self.held.keys.checkpoint)
                    raise contradiction(self.home, log, opened, self.now, self.reader) from fault
                raise
            entries.append(entry)
            frontier.append(bytes.fromhex(entry.leaf))
            roots[seq + 1] = frontier.root()
            if before is not None and chain.declared is not before and chain.declared is not None:
                # Only recovery keys allow this, and the snapshot in it must be of this history: the same log goes on.
                in_force(chain, self.pinned, lambda size: roots.get(size) or _held_root(log.pk, size))
                vouched, since, weight = self._vouched(chain.declared.keys.checkpoint), seq, 0
                bounds.not_too_many(log.pk, size - seq, vouched)
            progress(len(entries))
        return chain, tuple(entries), roots

    def _raw(self, seq: int, vouched: bool) -> bytes:
        """An entry's bytes. Where they are kept back, the hashes that are there may still show another history."""
        try:
            return self.reader.tile(tiles.ENTRIES, seq // tiles.WIDTH)[seq % tiles.WIDTH]
        except Fault as fault:
            opened = self._opened(self.held.keys.checkpoint) if self.held and vouched else None
            if opened and making.of_snapshots(self.log, opened, self.reader):
                raise contradiction(self.home, self.log, opened, self.now, self.reader) from fault
            raise

    def _texts(self, entries: tuple[Entry, ...]) -> dict[str, bytes]:
        """The released texts of public entries that the source has, each the one promised."""
        digests = [item.digest for entry in entries if entry.public for item in entry.sealed]
        return arriving.released(self.log.pk, digests, self.source)


def _held_root(origin: str, size: int) -> bytes | None:
    root = root_at(origin, size)
    return bytes.fromhex(root) if root else None


def contradiction(
    home: Home, log: Log, opened: OpenedCheckpoint, now: datetime, shown: TileReader | None = None
) -> Fork:
    """Keep a snapshot that contradicts what is held, and the evidence where it can be made. From then on the log is
    frozen here: nothing more of it is taken, and where it is ours nothing more is signed.
    """
    head = opened.checkpoint
    made = making.of_snapshots(log, opened, shown)
    path = keeping.keep(home, made) if made else None
    with writing():
        heads.keep(log, head.size, head.root.hex(), heads.clean_note(opened), heads.codes_of(opened), now)
        if made:
            SignedHead.objects.filter(log=log.pk, size=head.size, root=head.root.hex()).update(contradicts=True)
    return fork(f"{log.pk} {head.size}", NOT_CONTINUED, str(path) if path else "")
