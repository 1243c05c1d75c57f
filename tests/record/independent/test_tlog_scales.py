"""tlog-scales (PyPI) on what we publish: it opens our checkpoints, reads our tiles, and makes and checks our proofs."""

import random
import shutil
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey, VkeySet
from tlog_scales.tlog import (
    Checkpoint,
    ConsistencyProof,
    ConsistencyProofInvalid,
    InclusionProof,
    InclusionProofInvalid,
)

from bilateral.record import tree
from tests.record.independent.publications import (
    LOG_VKEY,
    ORIGIN,
    SIZES,
    WITNESS_VKEY,
    Publication,
    entry,
    files,
    roots,
)

Publications = dict[int, Publication]


def opened(base: Path) -> tuple[TilesReader, Checkpoint]:
    """The folder as tlog-scales reads it, the log's signature and the witness's checked."""
    reader = TilesReader(LocalBackend(base))
    head = reader.get_checkpoint()
    head.verify(Vkey.from_string(str(LOG_VKEY)))
    head.verify(Vkey.from_string(str(WITNESS_VKEY)))
    return reader, head


@pytest.mark.parametrize("size", SIZES)
def test_a_log_is_read_and_proven(publications: Publications, size: int) -> None:
    ours = publications[size]
    reader, head = opened(ours.base)
    assert (head.origin, head.size, head.root_hash) == (ORIGIN, size, ours.head.root)
    assert reader.calculate_root_hash() == ours.head.root
    for i in ours.indexes:
        assert reader.get_entry(i) == entry(i)
        proof = reader.get_inclusion_proof(i, size)
        assert proof.node_hashes == ours.reader.inclusion(i)
        proof.check(tree.leaf_hash(entry(i)), ours.head.root)
    older = roots(ours.older)
    for n in ours.older:
        consistency = reader.get_consistency_proof(n, size)
        assert consistency.node_hashes == ours.reader.consistency(n)
        consistency.check(older[n], ours.head.root)
    ConsistencyProof(0, size, ours.reader.consistency(0)).check(tree.EMPTY_ROOT, ours.head.root)


@pytest.mark.parametrize("size", [2, 255, 256, 257, 65537])
def test_altered_proofs_are_refused(publications: Publications, size: int) -> None:
    ours, chance = publications[size], random.Random(size)
    older = roots(ours.older)
    for i in ours.indexes:
        for proof in altered(ours.reader.inclusion(i), chance):
            with pytest.raises(InclusionProofInvalid):
                InclusionProof(i, size, proof).check(tree.leaf_hash(entry(i)), ours.head.root)
        with pytest.raises(InclusionProofInvalid):
            InclusionProof(i, size, ours.reader.inclusion(i)).check(tree.leaf_hash(b"x"), ours.head.root)
    for n in ours.older:
        for proof in altered(ours.reader.consistency(n), chance):
            with pytest.raises(ConsistencyProofInvalid):
                ConsistencyProof(n, size, proof).check(older[n], ours.head.root)


def altered(proof: list[bytes], chance: random.Random) -> list[list[bytes]]:
    """One bit of each hash, a hash too many, one too few."""
    found = [[*proof, bytes(32)]]
    for i, one in enumerate(proof):
        changed = bytearray(one)
        changed[chance.randrange(32)] ^= 1 << chance.randrange(8)
        found += [[*proof[:i], bytes(changed), *proof[i + 1 :]], [*proof[:i], *proof[i + 1 :]]]
    return found


def test_a_checkpoint_with_another_text_or_key_is_refused(publications: Publications) -> None:
    signed = publications[257].checkpoint.decode()
    key = Vkey.from_string(str(LOG_VKEY))
    root = signed.split("\n")[2]
    for changed in (signed.replace("257\n", "256\n", 1), signed.replace(root, root.swapcase(), 1)):
        with pytest.raises(InvalidSignature):
            Checkpoint.from_text(changed).verify(key)
    with pytest.raises(RuntimeError):
        Checkpoint.from_text(signed.replace(ORIGIN, "hled/mx")).verify(key)
    witness = Vkey.from_string(str(WITNESS_VKEY))
    head = Checkpoint.from_text(signed)
    assert {k.name for k, _ in VkeySet(key, witness).verify(head.signatures, head)} == {ORIGIN, WITNESS_VKEY.name}


def test_altered_files_do_not_give_the_signed_root(publications: Publications, tmp_path: Path) -> None:
    """A tile or bundle with one bit changed: some hash no longer leads to the checkpoint's root."""
    chance, base = random.Random(9), tmp_path / "log"
    shutil.copytree(publications[257].base, base)
    for path in files(Publication(base, 257)):
        whole = (base / path).read_bytes()
        for _ in range(8):
            changed = bytearray(whole)
            changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            (base / path).write_bytes(changed)
            assert not holds(base), path
        (base / path).write_bytes(whole)
    assert holds(base)


def holds(base: Path) -> bool:
    """Every entry leads to the signed root by the proof that tlog-scales makes for it."""
    try:
        reader, head = opened(base)
        for i in range(head.size):
            proof = reader.get_inclusion_proof(i, head.size)
            proof.check(tree.leaf_hash(reader.get_entry(i)), head.root_hash)
    except (InclusionProofInvalid, ValueError, IndexError):
        return False
    return True
