"""The room's public surface: the names that other rooms build on, pinned."""

import importlib

import pytest

SURFACE = {
    "canonical": "MAX_DEPTH MAX_ENTRY MAX_INT UNICODE check check_text decode encode write",
    "tree": "EMPTY_ROOT Frontier HashAt MAX_SIZE consistency_proof inclusion_proof leaf_hash node_hash range_hash "
    "root_at root_of verify_consistency verify_inclusion",
    "tiles": "ENTRIES Tile TileReader WIDTH belongs bundle entries_path path split_hashes tiles_for unbundle",
    "note": "COSIGNER ED25519 Note Opened Signature VerifierKey key_id open sign",
    "keys": "PrivateKey check_public signer_id verify_strict",
    "checkpoint": "Checkpoint OpenedCheckpoint add_signature known_only open",
    "seal": "MAX_OPENING Sealed digest_of seal seal_text unseal unseal_text",
    "entry": "Entry sign signed_bytes",
    "shape": "Link SealedItem Seen",
    "genesis": "Genesis",
    "log": "Chain verify_entries",
    "proof": "Proof Proved make_proof verify_proof",
    "folder": "prune verifiers_text write_file write_log",
    "sources": "DirSource HttpSource Source",
    "audit": "AuditNote AuditReport Cosigner Finding LogSummary audit",
    "faults": "CanonicalFault EntryFault KeyFault LogFault NoteFault RecordFault SealFault SourceFault TreeFault",
}


@pytest.mark.parametrize("module", SURFACE)
def test_names_are_there(module: str) -> None:
    found = importlib.import_module(f"bilateral.record.{module}")
    missing = [name for name in SURFACE[module].split() if not hasattr(found, name)]
    assert not missing
