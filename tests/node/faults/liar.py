"""A source that lies: another's publication with files changed, withheld, made up or without end.

Liar(us, {"t/us/checkpoint": note})        # these bytes in place of the published ones; None withholds
signed(us, 2, root)                        # a snapshot that the government's own key signs, whatever its root
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from bilateral.node import keyring
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.evidence.check import Shown, check
from bilateral.record.evidence.file import Evidence
from bilateral.record.faults import SourceFault
from bilateral.record.sources import MAX_FILE, DirSource
from tests.node.faults.whole import pins_of
from tests.node.homes import Node

Answer = bytes | None | Callable[[str], bytes | None]


class Liar:
    """``asked``: how many files were asked for, and the largest that was given."""

    def __init__(self, node: Node, lies: Mapping[str, Answer] | None = None, every: Answer = None) -> None:
        node.publish()
        self._true, self._lies, self._every = DirSource(node.home.public), dict(lies or {}), every
        self.asked, self.most = 0, 0

    def read(self, path: str, limit: int = MAX_FILE) -> bytes | None:
        self.asked += 1
        found: Answer = self._lies[path] if path in self._lies else self._every or self._true.read(path, limit)
        data = found(path) if callable(found) else found
        self.most = max(self.most, min(len(data or b""), limit + 1))
        if data is not None and len(data) > limit:
            raise SourceFault.of("file-too-big", path, limit=limit)
        return data

    def list(self) -> None:
        return None


def signed(node: Node, size: int, root: bytes | None = None, origin: str = "") -> bytes:
    """A snapshot of any size and root, by the node's true key."""
    ring = keyring.load(node.home, node.party)
    return Checkpoint(origin or node.home.origins[0], size, root or os.urandom(32)).sign(ring.checkpoint)


def proofs(node: Node, *others: Node) -> list[Shown]:
    """What lies in the node's folder of evidence, each checked against keys from elsewhere as any reader can."""
    folder = node.home.path / "evidence"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [check(Evidence.parse(file.read_bytes()), pins_of(node, *others)) for file in files]


def evidence_file(node: Node) -> Path:
    (file,) = (node.home.path / "evidence").iterdir()
    return file
