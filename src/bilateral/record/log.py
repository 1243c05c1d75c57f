"""One log's entries in order: each follows from the one before and is signed by the key in force (spec/entry.md).

Here: `Chain`, which takes entries one by one and can be resumed, and `verify_entries` for a run of them. Not here: the
tree (tree.py), other logs (what `seen` claims is compared in audit.py), and what acts mean (dialogue).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from bilateral.record.declared.keys import Declared, begin, change, changes_keys
from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault
from bilateral.record.genesis import Genesis
from bilateral.record.shape import Seen
from bilateral.values import Fault, check_origin


class Chain:
    """A log's entries so far, reduced to what the next one must agree with."""

    __slots__ = ("declared", "genesis", "origin", "prev", "seen", "size")

    def __init__(self, origin: str) -> None:
        self.origin = check_origin(origin)
        self.size = 0
        self.prev = ""
        self.seen: Mapping[str, Seen] = {}
        self.genesis: Genesis | None = None
        self.declared: Declared | None = None

    @classmethod
    def resume(cls, declaring: Sequence[Entry], last: Entry) -> Self:
        """A chain that continues after `last`, an entry verified before.

        :param declaring: the log's genesis and every change of its keys up to `last`, in order; what they declare is
            read and its authorisations are checked again.
        """
        genesis = Genesis.of(declaring[0])
        declared = begin(declaring[0], genesis)
        for entry in declaring[1:]:
            declared = change(entry, declared)
        return cls.after(genesis, declared, last)

    @classmethod
    def after(cls, genesis: Genesis, declared: Declared, last: Entry) -> Self:
        """A chain that continues after `last`, where what its log declares has been read already."""
        chain = cls(last.log)
        chain.genesis, chain.declared = genesis, declared
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
        declared = begin(entry, genesis) if self.declared is None else self.declared
        if entry.seq and changes_keys(entry):
            declared = change(entry, declared)  # signed by the new key: proof that it is held
        if entry.signer != declared.keys.signer:
            raise LogFault.of("unknown-signer", where, signer=entry.signer)
        if not self.is_signed(entry, declared.keys.entry):
            raise LogFault.of("entry-signature", where)
        seen = {s.log: s for s in entry.seen}
        for before in self.seen.values():
            now = seen.get(before.log)
            if now is None or now.size < before.size or (now.size == before.size and now.root != before.root):
                raise LogFault.of("seen-shrinks", where, log=before.log)
        self.genesis, self.declared = genesis, declared
        self.seen, self.prev, self.size = seen, entry.leaf, self.size + 1
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
