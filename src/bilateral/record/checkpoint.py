"""Checkpoints and cosignatures as in C2SP tlog-checkpoint and tlog-cosignature (spec/checkpoint.md).

Here: the three lines, signing, cosigning, opening. Not here: whether a checkpoint follows from an earlier one
(tree.py's proofs) or is the tree's (audit).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bilateral.record import base64s, note
from bilateral.record.faults import NoteFault
from bilateral.record.keys import PrivateKey
from bilateral.record.note import COSIGNER, ED25519, MAX_TIME, Note, Signature, VerifierKey
from bilateral.record.tree import EMPTY_ROOT, MAX_SIZE

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its origin, how many entries it has, the root over them."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        good_root = len(self.root) == 32 and (self.size != 0 or self.root == EMPTY_ROOT)
        if not note.is_key_name(self.origin) or not 0 <= self.size <= MAX_SIZE or not good_root:
            raise NoteFault.of("bad-checkpoint", self.origin)

    def text(self) -> bytes:
        return f"{self.origin}\n{self.size}\n{base64s.encode(self.root)}\n".encode()

    @classmethod
    def parse(cls, text: bytes, where: str = "") -> "Checkpoint":
        """Exactly three lines: extension lines are refused, since nobody could audit them."""
        try:
            lines = text.decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            raise NoteFault.of("bad-checkpoint", where) from error
        root = base64s.decode(lines[2]) if len(lines) == 4 and lines[3] == "" else None
        if root is None or _SIZE.fullmatch(lines[1]) is None:
            raise NoteFault.of("bad-checkpoint", where)
        try:
            return cls(lines[0], int(lines[1]), root)
        except NoteFault as fault:
            raise NoteFault.of("bad-checkpoint", where) from fault

    def sign(self, key: PrivateKey) -> bytes:
        """The checkpoint as a note signed by the log's key, whose name is the origin."""
        return bytes(note.sign(self.text(), self.origin, key))

    def cosign(self, key: PrivateKey, name: str, time: int) -> Signature:
        """A cosigner's line: it has seen this as the log's largest consistent tree at `time` (seconds since 1970)."""
        if not 0 <= time <= MAX_TIME:
            raise NoteFault.of("bad-time", name)
        vkey = VerifierKey.of(name, COSIGNER, key.public)
        return Signature(name, vkey.id, time.to_bytes(8, "big") + key.sign(note.cosigned(self.text(), time)))


@dataclass(frozen=True, slots=True)
class OpenedCheckpoint:
    """A checkpoint that its log signed, the cosigners that attest it with their times, and lines by nobody known.

    ``signer``: the key by which the log signed it.
    """

    checkpoint: Checkpoint
    note: Note
    cosigners: tuple[tuple[VerifierKey, int], ...]
    unknown: tuple[Signature, ...]
    signer: VerifierKey


def open(data: bytes, verifiers: Iterable[VerifierKey], where: str = "") -> OpenedCheckpoint:  # noqa: A001
    """The checkpoint in a note, if the log whose origin it bears signed it with a known key."""
    opened = note.open(data, verifiers, where)
    checkpoint = Checkpoint.parse(opened.note.text, where)
    signers = [key for key, _ in opened.verified if key.type == ED25519 and key.name == checkpoint.origin]
    if not signers:
        raise NoteFault.of("log-did-not-sign", where, name=checkpoint.origin)
    cosigners = tuple((key, sig.time) for key, sig in opened.verified if key.type == COSIGNER)
    return OpenedCheckpoint(checkpoint, opened.note, cosigners, opened.unknown, signers[0])


def known_only(data: bytes, verifiers: Iterable[VerifierKey], where: str = "") -> bytes:
    """The checkpoint's note without the lines of other keys: what to publish, since audit asks who vouches for each."""
    keys = tuple(verifiers)
    opened = open(data, keys, where)
    known = {(key.name, key.id) for key in keys}
    return bytes(Note(opened.note.text, tuple(s for s in opened.note.signatures if (s.name, s.id) in known)))


def add_signature(data: bytes, signature: Signature) -> bytes:
    """A note's bytes with one signature line more."""
    return bytes(Note.parse(data).with_signature(signature))
