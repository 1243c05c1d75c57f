"""Trees against the recursive definitions, and proofs against every change."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import tree
from bilateral.record.faults import TreeFault
from tests.record import oracle

MANY = [b"record %d" % i for i in range(70)]
LEAVES = [tree.leaf_hash(data) for data in MANY]
sizes = st.integers(0, 600)


def hash_at(height: int, index: int) -> bytes:
    return tree.root_of(LEAVES[index << height : (index + 1) << height])


def test_all_small_trees_are_those_of_the_definition() -> None:
    frontier = tree.Frontier()
    for size in range(len(MANY) + 1):
        assert tree.root_of(LEAVES[:size]) == frontier.root() == oracle.mth(MANY[:size])
        assert tree.root_at(size, hash_at) == frontier.root()
        if size < len(MANY):
            frontier.append(LEAVES[size])


@given(st.data())
def test_proofs_are_those_of_the_definition_and_hold(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(MANY)))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    root = oracle.mth(MANY[:size])
    included = tree.inclusion_proof(index, size, hash_at)
    assert included == oracle.path(index, MANY[:size])
    assert tree.verify_inclusion(LEAVES[index], index, size, included, root)
    consistent = tree.consistency_proof(old, size, hash_at)
    assert consistent == (oracle.proof(old, MANY[:size]) if old else [])
    assert tree.verify_consistency(old, size, oracle.mth(MANY[:old]), root, consistent)


@given(st.data())
def test_no_other_proof_holds(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, len(MANY)))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    root = tree.root_of(LEAVES[:size])
    other = data.draw(st.binary(min_size=32, max_size=32))
    path = tree.inclusion_proof(index, size, hash_at)
    at = data.draw(st.integers(0, len(path) - 1))
    for bad in (path[:-1], [*path, other], [*path[:at], other, *path[at + 1 :]], [path[0][:31], *path[1:]]):
        assert not tree.verify_inclusion(LEAVES[index], index, size, bad, root)
    assert not tree.verify_inclusion(other, index, size, path, root)
    assert not tree.verify_inclusion(LEAVES[index], index, size, path, other)
    # The same siblings may serve a neighbouring index or size in shape; the root then can't be the same.
    for wrong in {0, size - 1, index ^ 1, index + 1} - {index}:
        assert not tree.verify_inclusion(LEAVES[index], wrong, size, path, root)
    old_root = tree.root_of(LEAVES[:old])
    path = tree.consistency_proof(old, size, hash_at)
    at = data.draw(st.integers(0, len(path) - 1))
    for bad in (path[:-1], [*path, other], [*path[:at], other, *path[at + 1 :]]):
        assert not tree.verify_consistency(old, size, old_root, root, bad)
    assert not tree.verify_consistency(old, size, other, root, path)
    assert not tree.verify_consistency(old, size, old_root, other, path)


@pytest.mark.parametrize("index", [-1, 5, 2**64])
def test_places_outside_are_false_or_faults(index: int) -> None:
    assert not tree.verify_inclusion(LEAVES[0], index, 5, [], oracle.mth(MANY[:5]))
    assert not tree.verify_consistency(index if index != 5 else 6, 5, b"", b"", [])
    with pytest.raises(TreeFault):
        tree.inclusion_proof(index, 5, hash_at)


def test_consistency_at_the_edges() -> None:
    root = tree.root_of(LEAVES[:7])
    assert tree.verify_consistency(7, 7, root, root, [])
    assert not tree.verify_consistency(7, 7, root, LEAVES[0], [])
    assert not tree.verify_consistency(7, 7, root, root, [root])
    assert tree.verify_consistency(0, 7, tree.EMPTY_ROOT, root, [])
    assert tree.verify_consistency(0, 0, tree.EMPTY_ROOT, tree.EMPTY_ROOT, [])
    assert not tree.verify_consistency(0, 7, LEAVES[0], root, [])
    assert not tree.verify_consistency(0, 7, tree.EMPTY_ROOT, root, [root])
    assert not tree.verify_consistency(3, 7, root, root, [])


@given(sizes, sizes)
def test_a_frontier_keeps_the_edge_only(first: int, more: int) -> None:
    leaves = [tree.leaf_hash(b"%d" % i) for i in range(first + more)]
    frontier = tree.Frontier()
    frontier.extend(leaves[:first])
    saved = tree.Frontier.from_bytes(frontier.to_bytes())
    assert len(saved.edge) == first.bit_count() and saved.root() == frontier.root()
    saved.extend(leaves[first:])
    assert (saved.size, saved.root()) == (first + more, tree.root_of(leaves))
    copy = saved.copy()
    copy.append(leaves[0] if leaves else tree.EMPTY_ROOT)
    assert saved.size + 1 == copy.size


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 7, b"\0" * 8 + b"x" * 32, b"\0" * 7 + b"\x01", b"\xff" * 8 + b"x" * 32 * 64]
)
def test_a_damaged_frontier_is_refused(data: bytes) -> None:
    with pytest.raises(TreeFault):
        tree.Frontier.from_bytes(data)


def test_every_size_has_its_own_root() -> None:
    roots = [tree.root_of(LEAVES[:n]) for n in range(len(LEAVES) + 1)]
    assert len(set(roots)) == len(roots) and all(a != b for a, b in pairwise(roots))
