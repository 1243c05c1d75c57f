"""One log's entries in order: each follows from the one before and is signed by the log's key (spec/entry.md).

Here: `Chain`, which takes entries one by one and can be resumed, and `verify_entries` for a run of them. Not here: the
tree (tree.py), other logs (what `seen` claims is compared in audit.py), and what acts mean (dialogue).
"""

from collections.abc import Iterable, Iterator, Mapping

from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault
from bilateral.record.genesis import Genesis
from bilateral.record.shape import Seen
from bilateral.values import Fault, check_origin


class Chain:
    """A log's entries so far, reduced to what the next one must agree with."""

    __slots__ = ("genesis", "origin", "prev", "seen", "size")

    def __init__(self, origin: str) -> None:
        self.origin = check_origin(origin)
        self.size = 0
        self.prev = ""
        self.seen: Mapping[str, Seen] = {}
        self.genesis: Genesis | None = None

    @classmethod
    def resume(cls, genesis: Entry, last: Entry) -> "Chain":
        """A chain that continues after `last`, both entries having been verified before."""
        chain = cls(genesis.log)
        chain.genesis = Genesis.of(genesis)
        chain.size, chain.prev, chain.seen = last.seq + 1, last.leaf, {s.log: s for s in last.seen}
        return chain

    def push(self, data: bytes) -> Entry:
        """The next entry, if these bytes are one; a fault names the log and the position, and nothing has changed."""
        where = f"{self.origin}#{self.size}"
        try:
            entry = Entry.parse(data)
        except Fault as fault:
            raise fault.at(where) from None
        if entry.log != self.origin:
            raise LogFault.of("other-log", where, log=entry.log)
        if entry.seq != self.size:
            raise LogFault.of("seq-not-next", where, seq=entry.seq)
        if entry.prev != self.prev:
            raise LogFault.of("prev-not-last", where)
        genesis = Genesis.of(entry) if self.genesis is None else self.genesis
        if entry.signer != genesis.signer:
            raise LogFault.of("unknown-signer", where, signer=entry.signer)
        if not self.is_signed(entry, genesis.entry_key):
            raise LogFault.of("entry-signature", where)
        seen = {s.log: s for s in entry.seen}
        for before in self.seen.values():
            now = seen.get(before.log)
            if now is None or now.size < before.size or (now.size == before.size and now.root != before.root):
                raise LogFault.of("seen-shrinks", where, log=before.log)
        self.genesis, self.seen, self.prev, self.size = genesis, seen, entry.leaf, self.size + 1
        return entry

    def is_signed(self, entry: Entry, public: bytes) -> bool:
        """Whether that key signed the entry. Audit's chain may have had this found out on another core."""
        return entry.is_signed_by(public)


def verify_entries(entries: Iterable[bytes], origin: str, chain: Chain | None = None) -> Iterator[Entry]:
    """The parsed entries of a log, from its first or, with `chain`, from where that chain stands. Stops by a fault."""
    chain = chain or Chain(origin)
    if chain.origin != origin:
        raise LogFault.of("other-log", origin, log=chain.origin)
    for data in entries:
        yield chain.push(data)
