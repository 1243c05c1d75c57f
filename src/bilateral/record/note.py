"""Signed notes and verifier keys as in C2SP signed-note.

Here: verifier keys of the two types that we use, parsing, signing, and opening a note against known keys. Not here:
what a note says (checkpoint.py) and strictness about unknown signatures, which a note carries and audit questions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from bilateral.record import base64s
from bilateral.record.faults import NoteFault
from bilateral.record.keys import PrivateKey, check_public, verify_strict

ED25519: Final = 0x01
COSIGNER: Final = 0x04
MAX_NOTE: Final = 1 << 16
MAX_SIGNATURES: Final = 200
MAX_TIME: Final = 2**63 - 1
_VKEY: Final = re.compile(r"(?P<name>[^+]+)\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/=]+)")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_LINE: Final = re.compile(r"— (?P<name>[^ ]+) (?P<sig>[A-Za-z0-9+/=]+)")


def is_key_name(name: str) -> bool:
    """Not empty, no plus sign, no space of any kind, nothing that a note can't hold."""
    bad = any(c.isspace() or c == "+" or "\ud800" <= c <= "\udfff" for c in name)
    return bool(name) and not bad and not _CONTROL.search(name)


def key_id(name: str, kind: int, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


@dataclass(frozen=True, slots=True, order=True)
class VerifierKey:
    """A public key with the name that it signs under: `name+hex8+base64(type ‖ key)`."""

    name: str
    id: bytes
    type: int
    key: bytes

    @classmethod
    def of(cls, name: str, kind: int, public: bytes) -> "VerifierKey":
        if not is_key_name(name) or kind not in (ED25519, COSIGNER):
            raise NoteFault.of("bad-vkey", key=name)
        check_public(public, name)
        return cls(name, key_id(name, kind, public), kind, public)

    @classmethod
    def parse(cls, text: str, where: str = "") -> "VerifierKey":
        match = _VKEY.fullmatch(text)
        data = base64s.decode(match["key"]) if match else None
        if match is None or data is None or len(data) != 33 or data[0] not in (ED25519, COSIGNER):
            raise NoteFault.of("bad-vkey", where, key=text[:120])
        key = cls.of(match["name"], data[0], data[1:])
        if str(key) != text:
            raise NoteFault.of("bad-vkey", where, key=text[:120])
        return key

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64s.encode(bytes([self.type]) + self.key)}"

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Whether `signature` (without the key id) is this key's over the note's text."""
        if self.type == ED25519:
            return verify_strict(self.key, text, signature)
        if len(signature) != 72:
            return False
        time = int.from_bytes(signature[:8], "big")
        return time <= MAX_TIME and verify_strict(self.key, cosigned(text, time), signature[8:])


def cosigned(text: bytes, time: int) -> bytes:
    """What a cosignature signs: the fixed line, the time, the checkpoint's text."""
    return b"cosignature/v1\ntime %d\n%b" % (time, text)


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line. `data` is what follows the key id; for a cosignature the time and 64 bytes."""

    name: str
    id: bytes
    data: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64s.encode(self.id + self.data)}"

    @property
    def time(self) -> int:
        """When a cosignature says that it was made, in seconds since 1970."""
        return int.from_bytes(self.data[:8], "big")

    def is_by(self, key: VerifierKey) -> bool:
        return (self.name, self.id) == (key.name, key.id)


@dataclass(frozen=True, slots=True)
class Note:
    """A note as written: its text, ending in a newline, and its signature lines in order."""

    text: bytes
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes, where: str = "") -> "Note":
        """Reads exactly what `bytes()` writes; says nothing about who signed."""
        if len(data) > MAX_NOTE:
            raise NoteFault.of("note-too-long", where, limit=MAX_NOTE)
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NoteFault.of("bad-note", where) from error
        text, blank, tail = whole.rpartition("\n\n")
        if not blank or not text or not tail.endswith("\n") or _CONTROL.search(whole):
            raise NoteFault.of("bad-note", where)
        lines = tail[:-1].split("\n")
        if len(lines) > MAX_SIGNATURES:
            raise NoteFault.of("too-many-signatures", where, limit=MAX_SIGNATURES)
        note = cls(f"{text}\n".encode(), tuple(_signature(line, where) for line in lines))
        if bytes(note) != data:
            raise NoteFault.of("bad-note", where)
        return note

    def __bytes__(self) -> bytes:
        return self.text + b"\n" + "".join(f"{s}\n" for s in self.signatures).encode()

    def with_signature(self, signature: Signature) -> "Note":
        """The note with one signature more; one of the same key is replaced in its place."""
        same = [s for s in self.signatures if (s.name, s.id) == (signature.name, signature.id)]
        if same:
            return Note(
                self.text, tuple(signature if s is same[0] else s for s in self.signatures if s not in same[1:])
            )
        return Note(self.text, (*self.signatures, signature))


def _signature(line: str, where: str) -> Signature:
    match = _LINE.fullmatch(line)
    data = base64s.decode(match["sig"]) if match else None
    if match is None or data is None or len(data) < 5 or not is_key_name(match["name"]):
        raise NoteFault.of("bad-signature-line", where, line=line[:120])
    return Signature(match["name"], data[:4], data[4:])


def sign(text: bytes, name: str, key: PrivateKey) -> Note:
    """A note of that text signed by one Ed25519 key under that name."""
    if not text.endswith(b"\n") or not text.strip():
        raise NoteFault.of("bad-note", name)
    vkey = VerifierKey.of(name, ED25519, key.public)
    return Note.parse(bytes(Note(text, (Signature(name, vkey.id, key.sign(text)),))), name)


@dataclass(frozen=True, slots=True)
class Opened:
    """A note of which at least one known key's signature holds."""

    note: Note
    verified: tuple[tuple[VerifierKey, Signature], ...]
    unknown: tuple[Signature, ...]


def open(data: bytes, verifiers: Iterable[VerifierKey], where: str = "") -> Opened:  # noqa: A001  # C2SP's word
    """The note, if some known key signed it and no known key's signature fails. Unknown signatures are set apart."""
    note = Note.parse(data, where)
    known: dict[tuple[str, bytes], list[VerifierKey]] = {}
    for key in verifiers:
        held = known.setdefault((key.name, key.id), [])
        if key not in held:
            held.append(key)
    verified, unknown = [], []
    for signature in note.signatures:
        keys = known.get((signature.name, signature.id), [])
        if not keys:
            unknown.append(signature)
            continue
        good = [key for key in keys if key.verify(note.text, signature.data)]
        if len(good) != len(keys):  # two keys of one name and id can't both hold: that is refused too
            raise NoteFault.of("bad-signature", where, name=signature.name)
        verified.append((good[0], signature))
    if not verified:
        raise NoteFault.of("nobody-known-signed", where)
    return Opened(note, tuple(verified), tuple(unknown))
