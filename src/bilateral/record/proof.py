"""Offline proofs as in C2SP tlog-proof: one entry stands at one place of a tree that a log signed.

Here: the text format, making one from tiles, checking one. Not here: the opening of what an entry seals, which never
travels in a proof. `extra` carries the entry's own bytes where the maker wishes the file to stand alone; it isn't
trusted, only hashed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bilateral.record import base64s, checkpoint, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.faults import TreeFault
from bilateral.record.note import MAX_NOTE, Note, VerifierKey
from bilateral.record.tiles import TileReader

HEADER: Final = "c2sp.org/tlog-proof@v1"
MAX_PROOF: Final = 1 << 18
_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Proof:
    """A place, the hashes from the leaf's sibling up, the signed checkpoint, and optional unauthenticated bytes."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    def __bytes__(self) -> bytes:
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64s.encode(self.extra)}")
        lines += [f"index {self.index}", *map(base64s.encode, self.path), "", ""]
        return "\n".join(lines).encode() + self.checkpoint

    @classmethod
    def parse(cls, data: bytes, where: str = "") -> "Proof":
        """Reads exactly what `bytes()` writes."""
        if len(data) > MAX_PROOF:
            raise TreeFault.of("bad-proof", where)
        head, blank, note = data.partition(b"\n\n")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError as error:
            raise TreeFault.of("bad-proof", where) from error
        if not blank or lines.pop(0) != HEADER or not lines or len(note) > MAX_NOTE:
            raise TreeFault.of("bad-proof", where)
        extra = None
        if lines[0].startswith("extra "):
            extra = base64s.decode(lines.pop(0)[6:])
        index = _INDEX.fullmatch(lines.pop(0)) if lines else None
        path = [base64s.decode(line) for line in lines]
        if index is None or len(path) > 63 or any(p is None or len(p) != 32 for p in path):
            raise TreeFault.of("bad-proof", where)
        proof = cls(int(index[1]), tuple(p for p in path if p is not None), note, extra)
        if bytes(proof) != data:
            raise TreeFault.of("bad-proof", where)
        return proof


@dataclass(frozen=True, slots=True)
class Proved:
    """What a good proof shows: where the entry stands, in which tree, who besides the log attests it; its bytes."""

    index: int
    leaf: str
    checkpoint: Checkpoint
    cosigners: tuple[tuple[VerifierKey, int], ...]
    entry: bytes


def make_proof(index: int, reader: TileReader, signed: bytes, extra: bytes | None = None) -> Proof:
    """The proof of one entry in the tree of a signed checkpoint, from that log's tiles."""
    size = Checkpoint.parse(Note.parse(signed).text).size
    return Proof(index, tuple(reader.inclusion(index, size)), signed, extra)


def verify_proof(data: bytes, verifiers: Iterable[VerifierKey], entry: bytes | None = None, where: str = "") -> Proved:
    """Check a proof file against known keys. `entry` is the entry's bytes; without it those in `extra` are taken.

    :raises NoteFault: the log didn't sign with a known key. :raises TreeFault: the entry isn't there, or nothing says
        which entry.
    """
    proof = Proof.parse(data, where)
    opened = checkpoint.open(proof.checkpoint, verifiers, where)
    told = entry if entry is not None else proof.extra
    if told is None:
        raise TreeFault.of("proof-of-nothing", where)
    leaf, head = tree.leaf_hash(told), opened.checkpoint
    if not tree.verify_inclusion(leaf, proof.index, head.size, proof.path, head.root):
        raise TreeFault.of("not-included", where, index=proof.index, size=head.size)
    return Proved(proof.index, leaf.hex(), head, opened.cosigners, told)
