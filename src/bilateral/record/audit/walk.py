"""One log: its checkpoint, every tile and entry under it, and the openings that it released.

Here: what can be judged within the log. Not here: what it says of other logs (cross.py), whose keys they are (run.py).

The hashes of level 0 are read first. If they give the signed root they are right, and an entry that doesn't hash to
them was altered; if not, the entries are tried, and a tile that doesn't fit them was. If neither gives the root, that
is said.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field

from bilateral.record import checkpoint, folder, seal, tree
from bilateral.record.audit.ahead import Ring, ToldChain, verdicts
from bilateral.record.audit.approvals import Approvals
from bilateral.record.audit.files import Files
from bilateral.record.audit.report import Desk
from bilateral.record.checkpoint import Checkpoint, OpenedCheckpoint
from bilateral.record.declared.keys import Declared, check_roots
from bilateral.record.entry import Entry
from bilateral.record.folder import Levels
from bilateral.record.genesis import Genesis
from bilateral.record.items import Item, Naming, naming
from bilateral.record.log import Chain
from bilateral.record.note import MAX_NOTE, Note, VerifierKey
from bilateral.record.shape import Seen
from bilateral.record.tiles import ENTRIES, HASH, WIDTH, Tile
from bilateral.values import EntryRef, Fault


@dataclass(slots=True)
class Held:
    """What is held of one log, filled in as the audit goes."""

    origin: str
    signed: bytes | None = None
    head: Checkpoint | None = None
    opened: OpenedCheckpoint | None = None
    genesis: Genesis | None = None
    declared: Declared | None = None  # in force after the last entry that was read in order
    leaves: bytearray = field(default_factory=bytearray)
    whole: bool = False  # its entries give the root that the checkpoint names
    torn: bool = False  # a change of keys hangs from a snapshot of another history
    assessed: int = 0
    claims: list[tuple[int, Seen]] = field(default_factory=list)
    refs: list[tuple[int, EntryRef]] = field(default_factory=list)
    recognises: set[tuple[str, str]] = field(default_factory=set)  # first entries of successors, by log and leaf
    public: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    absent: dict[str, int] = field(default_factory=dict)  # public when introduced, not here; and where introduced
    twice: set[str] = field(default_factory=set)  # public items of two entries
    acts: list[Naming] = field(default_factory=list)
    items: tuple[Item, ...] = ()  # those whose state an act has changed
    named: set[str] = field(default_factory=set)  # their digests
    approvals: Approvals = field(default_factory=Approvals)

    @property
    def size(self) -> int:
        return self.head.size if self.head else 0

    @property
    def sound(self) -> bool:
        """Signed by the key in force, and its entries give the signed root."""
        return self.whole and self.opened is not None

    @property
    def complete(self) -> bool:
        """Every entry was read and found in order."""
        return self.head is not None and self.assessed == self.head.size

    @property
    def place(self) -> str:
        return f"{self.origin}/{folder.CHECKPOINT}"


def load(files: Files, origin: str) -> Held:
    """The checkpoint as written and, if it can be read, the genesis; signatures come later, once all keys are known."""
    held = Held(origin)
    held.signed = files.need(held.place, MAX_NOTE)
    if held.signed is None:
        return held
    try:
        held.head = Checkpoint.parse(Note.parse(held.signed, held.place).text, held.place)
    except Fault as fault:
        files.desk.fault(fault, held.place)
        return held
    if held.head.origin != origin:
        files.desk.find("checkpoint-origin", held.place, log=held.head.origin[:120])
    if held.head.size == 0:
        files.desk.find("no-genesis", held.place)
        return held
    first = files.tile(origin, Tile(ENTRIES, 0, min(WIDTH, held.head.size)), quiet=True)
    try:
        chain = Chain(origin)
        chain.push(first[0] if first else b"")
        held.genesis, held.declared = chain.genesis, chain.declared
    except Fault:
        pass  # the walk comes to the same entry and says so
    return held


def check_signatures(held: Held, known: tuple[VerifierKey, ...], desk: Desk) -> None:
    """The log's signature and every cosignature; a line by nobody known is a finding, since nothing vouches for it."""
    if held.signed is None or held.head is None:
        return
    try:
        held.opened = checkpoint.open(held.signed, known, held.place)
    except Fault as fault:
        if _by_former(held):
            desk.find("former-key", held.place)
        else:
            desk.fault(fault, held.place)
        return
    for signature in held.opened.unknown:
        desk.find("unknown-signature", held.place, name=signature.name[:120])
    names = [(s.name, s.id) for s in held.opened.note.signatures]
    for name, id_ in names:
        if names.count((name, id_)) > 1:
            desk.find("signature-twice", held.place, name=name[:120])


def _by_former(held: Held) -> bool:
    """Whether a checkpoint key that is no longer in force signed this: the log, or a thief, went on with an old key."""
    former = held.declared.history[:-1] if held.declared else ()
    try:
        checkpoint.open(held.signed or b"", (each.keys.checkpoint for each in former), held.place)
    except Fault:
        return False
    return True


def walk(held: Held, files: Files, pool: Executor | None = None) -> None:
    """Every tile, entry and released opening of the log against its checkpoint."""
    if held.head is None or held.head.size == 0:
        return
    hashes, gaps = _leaf_tiles(held, files)
    reached = len(hashes) // HASH
    whole = reached == held.size
    trusted = whole and not gaps and _root(hashes) == held.head.root
    _entries(held, files, hashes, gaps, trusted, pool)
    if not trusted and whole and _root(held.leaves) != held.head.root:
        files.desk.find("root-differs", held.place)
    elif whole:
        held.whole = True
    if whole:
        _upper_tiles(held, files)
        _changes(held, files.desk)
    if not held.complete:
        files.desk.note("not-assessed", f"{held.origin}#{held.assessed}")


def _changes(held: Held, desk: Desk) -> None:
    """Each change of keys carries a snapshot by the outgoing key: this log must have that root at that size."""
    if held.declared is None or not held.declared.claims:
        return
    frontier, roots = tree.Frontier(), dict[int, bytes]()
    for claim in held.declared.claims:
        frontier.extend(bytes(held.leaves[i * HASH : (i + 1) * HASH]) for i in range(frontier.size, claim.size))
        roots[claim.size] = frontier.root()
    for each in check_roots(held.declared, roots.get):
        held.torn = True
        desk.find("keys-root", f"{held.origin}#{each.seq}")


def _root(hashes: bytearray) -> bytes:
    return tree.root_of(bytes(hashes[i : i + HASH]) for i in range(0, len(hashes), HASH))


def _spans(size: int) -> range:
    return range(0, size, WIDTH)


def _leaf_tiles(held: Held, files: Files) -> tuple[bytearray, set[int]]:
    """The leaf hashes that the tiles hold, and which tiles are missing.

    Ends where tile and bundle both are: a checkpoint may claim any size, and only what is there can cost us time.
    """
    hashes, gaps = bytearray(), set()
    for first in _spans(held.size):
        index, width = first // WIDTH, min(WIDTH, held.size - first)
        items = files.tile(held.origin, Tile(0, index, width))
        if items is None:
            if files.tile(held.origin, Tile(ENTRIES, index, width)) is None:
                break
            gaps.add(index)
        hashes += b"".join(items) if items else bytes(HASH * width)
    return hashes, gaps


def _bundles(held: Held, files: Files, size: int) -> Iterator[list[bytes] | None]:
    for first in _spans(size):
        yield files.tile(held.origin, Tile(ENTRIES, first // WIDTH, min(WIDTH, size - first)))


def _entries(held: Held, files: Files, hashes: bytearray, gaps: set[int], trusted: bool, pool: Executor | None) -> None:
    """Read every bundle: hash, compare with the tiles, and follow the chain as far as it goes."""
    size = len(hashes) // HASH
    ring = Ring()
    ring.learn(held.genesis.keys.entry if held.genesis else None)
    chain, going, seen = ToldChain(held.origin, ring), True, dict[str, Seen]()
    for first, (entries, told) in zip(_spans(size), verdicts(_bundles(held, files, size), ring, pool), strict=True):
        index, width = first // WIDTH, min(WIDTH, size - first)
        tile = bytes(hashes[first * HASH : (first + width) * HASH])
        if entries is None:
            held.leaves += tile
            going = False
            continue
        leaves = [tree.leaf_hash(entry) for entry in entries]
        good = b"".join(leaves) == tile
        held.leaves += tile if trusted else b"".join(leaves)
        if not good and not trusted and index not in gaps:
            files.desk.find("tile-differs", f"{held.origin}/{Tile(0, index, width).path}")
        for i, data in enumerate(entries):
            if trusted and not good and tile[i * HASH : (i + 1) * HASH] != leaves[i]:
                files.desk.find("entry-differs", f"{held.origin}#{first + i}")
                going = False
            if not going:
                continue
            chain.told = told[i]
            try:
                entry = chain.push(data)
            except Fault as fault:
                files.desk.fault(fault, f"{held.origin}#{first + i}")
                going = False
                continue
            held.assessed, held.declared = held.assessed + 1, chain.declared
            _gather(held, entry, seen)
            held.approvals.take(entry, files.desk)
            _openings(held, entry, files)


def _gather(held: Held, entry: Entry, seen: dict[str, Seen]) -> None:
    """What the entry says of other entries, for when all logs are held. A `seen` that didn't change is kept once."""
    for claim in entry.seen:
        if seen.get(claim.log) != claim:
            seen[claim.log] = claim
            held.claims.append((entry.seq, claim))
    held.refs += [(entry.seq, link.ref) for link in entry.refs]
    if entry.target and entry.act == "recognise":
        held.recognises.add((entry.target.log, entry.target.leaf))
    if entry.target:
        held.refs.append((entry.seq, entry.target))


def _openings(held: Held, entry: Entry, files: Files) -> None:
    """Openings as their entry introduces them: a public one is here and is what was promised, a sealed one isn't here.

    What later acts make of that is looked at when all of them are known (items.py).
    """
    if act := naming(entry):
        held.acts.append(act)
    for item in entry.sealed:
        if not entry.public:
            if files.listed is not None and f"{held.origin}/{folder.RELEASED}/{item.digest}" in files.listed:
                held.withheld.add(item.digest)
            continue
        if item.digest in held.public:
            held.twice.add(item.digest)
        held.public.add(item.digest)
        if not check_opening(held.origin, item.digest, files):
            held.absent[item.digest] = entry.seq


def check_opening(origin: str, digest: str, files: Files) -> bool:
    """Whether an opening is here; one that is must be what was promised."""
    path = f"{origin}/{folder.RELEASED}/{digest}"
    opening = files.read(path, seal.MAX_OPENING)
    if opening is not None:
        try:
            seal.unseal(opening, digest, path)
        except Fault as fault:
            files.desk.fault(fault, path)
    return opening is not None or path in files.failed


def _upper_tiles(held: Held, files: Files) -> None:
    """The tiles above the leaves, made again from the leaves and compared."""
    levels = Levels()
    made: list[tuple[Tile, bytes]] = []
    for first in _spans(held.size):
        chunk = bytes(held.leaves[first * HASH : (first + WIDTH) * HASH])
        made += [m for m in levels.push([chunk[i : i + HASH] for i in range(0, len(chunk), HASH)]) if m[0].level]
    made += [m for m in levels.partial() if m[0].level]
    for tile, expected in made:
        items = files.tile(held.origin, tile)
        if items is not None and b"".join(items) != expected:
            files.desk.find("tile-differs", f"{held.origin}/{tile.path}")
