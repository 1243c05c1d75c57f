"""Checking inclusion proofs, beside pymerkle, beside the hashes alone; and whole proof files with their signature."""

import random
from hashlib import sha256
from typing import Any

from pymerkle import InmemoryTree, verify_inclusion

from benchmarks.record._measure import SEED, SIZES, by_cpu, entries
from benchmarks.record.append import kept
from bilateral.record import tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.keys import PrivateKey
from bilateral.record.note import ED25519, VerifierKey
from bilateral.record.proof import make_proof, verify_proof
from bilateral.record.tiles import TileReader

PROOFS = 300


def point(n: int) -> dict[str, Any]:
    data = entries(n, 64)
    tiles, root = kept(data)
    files = {tile.path: hashes for tile, hashes in tiles.items()}
    reader, signer = TileReader(files.get, n), PrivateKey.generate(sha256(SEED.encode()).digest())
    key, signed = VerifierKey.of("bench/log", ED25519, signer.public), Checkpoint("bench/log", n, root).sign(signer)
    other = InmemoryTree(algorithm="sha256")
    other.append_entries(data)
    places = [random.Random(f"{SEED} {n}").randrange(n) for _ in range(PROOFS)]
    proofs = [(i, tree.leaf_hash(data[i]), reader.inclusion(i)) for i in places]
    theirs = [(other.get_leaf(i + 1), other.prove_inclusion(i + 1)) for i in places]
    whole = [(bytes(make_proof(i, reader, signed)), data[i]) for i in places]
    steps, pair = [len(proof) for _, _, proof in proofs], bytes(65)

    def ours() -> None:
        for i, leaf, proof in proofs:
            assert tree.verify_inclusion(leaf, i, n, proof, root)

    def peer() -> None:
        for leaf, proof in theirs:
            verify_inclusion(leaf, root, proof)

    def hashes() -> None:
        for count in steps:
            for _ in range(count):
                sha256(pair).digest()

    def proof_files() -> None:
        for proof, entry in whole:
            verify_proof(proof, [key], entry)

    def signatures() -> None:
        text = Checkpoint("bench/log", n, root).text()
        signature = signer.sign(text)
        for _ in places:
            assert key.verify(text, signature)

    runs = {"ours": ours, "peer": peer, "hashes": hashes, "proof_files": proof_files, "signatures": signatures}
    rate = {name: PROOFS / seconds for name, seconds in by_cpu(runs, 5).items()}
    return {"n": n, **rate, "ratio": rate["ours"] / rate["peer"], "of_hashes": rate["ours"] / rate["hashes"]}


def measure() -> dict[str, Any]:
    return {
        "title": "Check inclusion proofs",
        "label": {"en": "Verify (proofs/s, more is better)", "es": "Verificar (pruebas/s, más es mejor)"},
        "subject": "record.tree.verify_inclusion",
        "peer": "pymerkle verify_inclusion",
        "unit": "proofs/s of processor time",
        "seed": SEED,
        "points": [point(n) for n in SIZES],
    }
