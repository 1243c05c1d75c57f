"""Evidence of every kind, from two histories of `hled/us` and a third party's word."""

from collections.abc import Callable

from bilateral.record import proof, tiles, tree
from bilateral.record.evidence.file import Evidence, path_part
from bilateral.record.tiles import TileReader
from tests.record.builders import Party, parties


def histories(more: int = 0, others: int = 0) -> tuple[Party, Party, Party]:
    """`hled/us` twice, apart from its second entry on, and `hled/mx`."""
    us, mx = parties("us", "mx")
    (twin, _) = parties("us", "mx")
    us.act("ack", seen=[mx])
    twin.act("ack")
    for _ in range(more):
        us.act("ack", seen=[mx])
    for _ in range(others):
        twin.act("ack")
    return us, twin, mx


def reader(party: Party) -> TileReader:
    leaves = [bytes.fromhex(entry.leaf) for entry in party.entries]
    return TileReader({tiles.path(0, 0, len(leaves)): b"".join(leaves)}.get, len(leaves))


def path(party: Party, size: int) -> bytes:
    told = reader(party)
    root = told.root(size)
    return path_part(root, told.consistency(size) if size < told.size else [])


def proved(party: Party, index: int) -> bytes:
    return bytes(proof.make_proof(index, reader(party), party.signed(), party.entries[index].bytes))


def two_snapshots() -> Evidence:
    us, twin, _ = histories()
    return Evidence.of("two-snapshots", [us.checkpoint_verifier], [us.signed(), twin.signed()])


def other_beginning(more: int = 3) -> Evidence:
    us, twin, _ = histories(0, more)
    return Evidence.of("other-beginning", [us.checkpoint_verifier], [us.signed(), twin.signed(), path(twin, 2)])


def two_entries() -> Evidence:
    us, twin, _ = histories(2, 4)
    return Evidence.of("two-entries", [us.checkpoint_verifier], [proved(us, 1), proved(twin, 1)])


def other_root_seen(more: int = 2) -> Evidence:
    us, twin, mx = histories(0, more)
    mx.act("ack", seen=[us])
    keys = [mx.checkpoint_verifier, us.checkpoint_verifier]
    return Evidence.of("other-root-seen", keys, [proved(mx, 1), twin.signed(), path(twin, 2)])


MAKERS: dict[str, Callable[[], Evidence]] = {
    "two-snapshots": two_snapshots,
    "other-beginning": other_beginning,
    "two-entries": two_entries,
    "other-root-seen": other_root_seen,
    "other-root-seen at the whole tree": lambda: other_root_seen(0),
}


def leaf(words: str) -> bytes:
    return tree.leaf_hash(words.encode())
