"""What must hold after any fault: the tables agree with the entries, readers see a whole snapshot, nothing is doubled.

Here: the questions. Which fault came before is each test's own.
"""

from pathlib import Path

from bilateral.node import projection, upkeep
from bilateral.node.keys import declared
from bilateral.node.models import Log, LogEntry
from bilateral.record import checkpoint, tree
from bilateral.record.audit import audit
from bilateral.record.note import VerifierKey
from bilateral.record.sources import DirSource
from bilateral.record.tiles import TileReader
from tests.node.homes import Node


def consistent(node: Node) -> None:
    """The projection is what the entries say, the entries are what their roots say."""
    assert node.run(projection.rebuild, check=True) == ()


def readable(node: Node) -> dict[str, int]:
    """Each published log as readers see it now: a signed snapshot of which every tile and entry is there. Its size."""
    found = {}
    for log in node.run(lambda: list(Log.objects.order_by("pk"))):
        base = node.home.public / log.pk
        if not (base / "checkpoint").exists():
            continue
        keys = [each.keys.checkpoint for each in node.run(declared.of_log, log.pk).history]
        head = checkpoint.open((base / "checkpoint").read_bytes(), keys).checkpoint
        reader = TileReader(lambda name, base=base: _read(base / name), head.size)
        assert reader.root() == head.root
        edge = tree.Frontier()
        edge.extend(tree.leaf_hash(reader.entry(seq)) for seq in range(head.size))
        assert edge.root() == head.root
        found[log.pk] = head.size
    return found


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def once_each(node: Node, told: dict[str, str]) -> None:
    """Every acknowledged attempt stands where it was said to, and once."""
    rows = node.run(lambda: list(LogEntry.objects.filter(idem__in=told).values_list("idem", "log", "seq")))
    assert {idem: f"{log}#{seq}" for idem, log, seq in rows} == told
    assert len(rows) == len(told)


def whole(node: Node, pins: list[VerifierKey], target: Path) -> None:
    """All of it, from the outside: the publisher goes on, the publication is what the rows give, an export audits."""
    node.publish()
    consistent(node)
    left = node.run(upkeep.mend, node.home)
    assert all(name.endswith(".tmp") for name in left), left
    assert node.run(upkeep.mend, node.home) == ()
    report = audit(DirSource(node.export(target)), pins)
    assert report.ok and report.assessed, report.lines()


def pins_of(*nodes: Node) -> list[VerifierKey]:
    """What a reader got from elsewhere: each government's keys."""
    return [
        key for node in nodes for origin in node.home.origins for key in node.run(declared.of_log, origin).verifiers
    ]
