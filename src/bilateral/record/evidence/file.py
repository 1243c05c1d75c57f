"""The text format of evidence: a kind, the keys that signed, the signed pieces with their lengths (spec/evidence.md).

Here: reading exactly what is written. Not here: whether it proves anything (check.py).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bilateral.record import base64s
from bilateral.record.faults import EvidenceFault
from bilateral.record.note import VerifierKey
from bilateral.record.proof import MAX_PROOF
from bilateral.values import Fault

HEADER: Final = b"bilateral/evidence/v1"
MAX_EVIDENCE: Final = 1 << 20
MAX_KEYS: Final = 8
CHECKPOINT, PROOF, PATH = "checkpoint", "proof", "path"
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "two-snapshots": (CHECKPOINT, CHECKPOINT),
    "other-beginning": (CHECKPOINT, CHECKPOINT, PATH),
    "two-entries": (PROOF, PROOF),
    "other-root-seen": (PROOF, CHECKPOINT, PATH),
}
_PART: Final = re.compile(rb"(checkpoint|proof|path) ([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Part:
    """A signed piece, or the hashes that tie two of them together."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Evidence:
    """``keys``: the logs' verifier keys by which it holds, ascending as written. ``parts``: as `KINDS` lists them."""

    kind: str
    keys: tuple[VerifierKey, ...]
    parts: tuple[Part, ...]

    def __bytes__(self) -> bytes:
        lines = [HEADER, b"shows " + self.kind.encode(), *sorted(b"key " + str(key).encode() for key in self.keys)]
        for part in self.parts:
            lines.append(f"{part.name} {len(part.data)}\n".encode() + part.data.removesuffix(b"\n"))
        return b"\n".join(lines) + b"\n"

    @classmethod
    def of(cls, kind: str, keys: Iterable[VerifierKey], parts: Sequence[bytes]) -> "Evidence":
        """:raises EvidenceFault: there are too many keys or pieces, or they are too long."""
        named = tuple(Part(name, data) for name, data in zip(KINDS[kind], parts, strict=True))
        return cls.parse(bytes(cls(kind, tuple(set(keys)), named)))

    @classmethod
    def parse(cls, data: bytes, where: str = "") -> "Evidence":
        """Reads exactly what `bytes()` writes."""
        if len(data) > MAX_EVIDENCE:
            raise EvidenceFault.of("evidence-too-long", where, limit=MAX_EVIDENCE)
        header, _, rest = data.partition(b"\n")
        shows, _, rest = rest.partition(b"\n")
        kind = shows.removeprefix(b"shows ").decode("ascii", "replace")
        if header != HEADER or not shows.startswith(b"shows ") or kind not in KINDS:
            raise EvidenceFault.of("bad-evidence", where)
        keys, rest = _keys(rest, where)
        parts = []
        for name in KINDS[kind]:
            part, rest = _part(name, rest, where)
            parts.append(part)
        made = cls(kind, keys, tuple(parts))
        if rest or bytes(made) != data:
            raise EvidenceFault.of("bad-evidence", where)
        return made


def _keys(rest: bytes, where: str) -> tuple[tuple[VerifierKey, ...], bytes]:
    keys: list[VerifierKey] = []
    while rest.startswith(b"key "):
        line, _, rest = rest.partition(b"\n")
        if len(keys) == MAX_KEYS:
            raise EvidenceFault.of("bad-evidence", where)
        keys.append(VerifierKey.parse(line[4:].decode("utf-8", "replace"), where))
    if not keys or len(set(keys)) != len(keys):
        raise EvidenceFault.of("bad-evidence", where)
    return tuple(keys), rest


def _part(name: str, rest: bytes, where: str) -> tuple[Part, bytes]:
    line, _, rest = rest.partition(b"\n")
    match = _PART.fullmatch(line)
    size = int(match[2]) if match else 0
    data = rest[:size]
    if match is None or match[1] != name.encode() or not data.endswith(b"\n") or len(data) != size or size > MAX_PROOF:
        raise EvidenceFault.of("bad-evidence", where)
    return Part(name, data), rest[size:]


def path_part(root: bytes, path: Iterable[bytes]) -> bytes:
    """The root of a tree's beginning and the hashes that take it to the whole tree's root, one a line."""
    return "".join(f"{base64s.encode(each)}\n" for each in (root, *path)).encode()


def read_path(data: bytes, where: str = "") -> tuple[bytes, tuple[bytes, ...]]:
    """:raises EvidenceFault: a line is no hash."""
    try:
        hashes = [base64s.decode(line) for line in data.decode("ascii").removesuffix("\n").split("\n")]
    except (UnicodeDecodeError, Fault) as error:
        raise EvidenceFault.of("bad-evidence", where) from error
    good = tuple(each for each in hashes if each is not None and len(each) == 32)
    if len(good) != len(hashes) or len(good) > 130:
        raise EvidenceFault.of("bad-evidence", where)
    return good[0], good[1:]
