"""Merkle trees as in RFC 6962 (hashing) and RFC 9162 (proofs): append, roots, proofs and their verification.

Here: the hashes, a `Frontier` that appends and keeps only the right edge, proofs made through any `hash_at`, and the
two verifications. Not here: where hashes are kept (tiles.py) or who signs a root (checkpoint.py).

`hash_at(height, index)` gives the hash of the perfect subtree over the 2**height leaves from `index * 2**height` on.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final, Self

from bilateral.record.faults import TreeFault

HashAt = Callable[[int, int], bytes]
EMPTY_ROOT: Final = sha256(b"").digest()
MAX_SIZE: Final = 2**63 - 1

# A hash that has already taken its prefix is copied faster than a new one is set up: a tenth of the whole append.
_leaf: Final = sha256(b"\x00").copy
_node: Final = sha256(b"\x01").copy


def leaf_hash(data: bytes) -> bytes:
    state = _leaf()
    state.update(data)
    return state.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    state = _node()
    state.update(left + right)
    return state.digest()


class Frontier:
    """A growing tree of which only the right edge is kept: the perfect subtrees of `size`, largest first."""

    __slots__ = ("edge", "size")

    def __init__(self, size: int = 0, edge: Iterable[bytes] = ()) -> None:
        self.size = size
        self.edge = list(edge)
        if not 0 <= size <= MAX_SIZE or len(self.edge) != size.bit_count() or any(len(h) != 32 for h in self.edge):
            raise TreeFault.of("bad-frontier")

    def append(self, leaf: bytes) -> None:
        """Add a leaf by its leaf hash."""
        self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaves by their leaf hashes: two hashes a leaf on average, nothing kept but the edge."""
        edge, size, node = self.edge, self.size, _node
        for leaf in leaves:
            carry = size
            while carry & 1:
                state = node()
                state.update(edge.pop() + leaf)
                leaf = state.digest()
                carry >>= 1
            edge.append(leaf)
            size += 1
        self.size = size

    def root(self) -> bytes:
        if not self.edge:
            return EMPTY_ROOT
        root = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            root = node_hash(left, root)
        return root

    def copy(self) -> "Frontier":
        return Frontier(self.size, self.edge)

    def to_bytes(self) -> bytes:
        """The size in 8 bytes, big-endian, then the edge's hashes, largest subtree first."""
        return self.size.to_bytes(8, "big") + b"".join(self.edge)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        if len(data) < 8 or len(data) % 32 != 8:
            raise TreeFault.of("bad-frontier")
        return cls(int.from_bytes(data[:8], "big"), (data[i : i + 32] for i in range(8, len(data), 32)))


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """`leaf_hash` of each."""
    state_of, hashes = _leaf, []
    for data in entries:
        state = state_of()
        state.update(data)
        hashes.append(state.digest())
    return hashes


def above(hashes: Sequence[bytes]) -> list[bytes]:
    """The nodes over pairs of neighbours; a last one without a neighbour is left out."""
    state_of, each, parents = _node, iter(hashes), []
    for left, right in zip(each, each, strict=False):
        state = state_of()
        state.update(left + right)
        parents.append(state.digest())
    return parents


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def range_hash(low: int, high: int, hash_at: HashAt) -> bytes:
    """The hash over leaves low..high, where `low` is a multiple of the smallest power of two >= high - low."""
    if high <= low:
        return EMPTY_ROOT
    width = high - low
    if width & (width - 1) == 0:
        return hash_at(width.bit_length() - 1, low // width)
    split = low + (1 << ((width - 1).bit_length() - 1))
    return node_hash(range_hash(low, split, hash_at), range_hash(split, high, hash_at))


def root_at(size: int, hash_at: HashAt) -> bytes:
    return range_hash(0, size, hash_at)


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """RFC 9162 section 2.1.3.1: the siblings from the leaf up."""
    if not 0 <= index < size:
        raise TreeFault.of("outside-tree", index=index, size=size)
    low, high, spans = 0, size, []
    while high - low > 1:
        split = low + (1 << ((high - low - 1).bit_length() - 1))
        if index < split:
            spans.append((split, high))
            high = split
        else:
            spans.append((low, split))
            low = split
    return [range_hash(a, b, hash_at) for a, b in reversed(spans)]


def consistency_proof(old: int, size: int, hash_at: HashAt) -> list[bytes]:
    """RFC 9162 section 2.1.4.1; empty for old == 0 and for old == size."""
    if not 0 <= old <= size:
        raise TreeFault.of("outside-tree", index=old, size=size)
    if old in (0, size):
        return []
    low, high, spans, whole = 0, size, [], True
    while old != high:
        split = low + (1 << ((high - low - 1).bit_length() - 1))
        if old <= split:
            spans.append((split, high))
            high = split
        else:
            spans.append((low, split))
            low, whole = split, False
    if not whole:  # the old tree's last subtree is no longer its whole tree, so the verifier needs its hash
        spans.append((low, high))
    return [range_hash(a, b, hash_at) for a, b in reversed(spans)]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162 section 2.1.3.2: the leaf hash stands at `index` in the tree of that size and root."""
    if not 0 <= index < size <= MAX_SIZE or len(leaf) != 32 or any(len(p) != 32 for p in proof):
        return False
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def verify_consistency(old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162 section 2.1.4.2: the older tree is a prefix of the newer. An empty older tree is a prefix of any."""
    if not 0 <= old <= size <= MAX_SIZE or any(len(p) != 32 for p in proof):
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT and (size > 0 or root == EMPTY_ROOT)
    if old == size:
        return not proof and old_root == root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    fn, sn = old - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == root
