"""Offline proofs: one entry, one place, one signed tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import tiles, tree
from bilateral.record.faults import NoteFault, RecordFault, TreeFault
from bilateral.record.proof import Proof, make_proof, verify_proof
from bilateral.record.tiles import TileReader
from tests.record.builders import COSIGNED_AT, story

US, MX = story()
FILES = {
    tiles.path(0, 0, len(US.entries)): b"".join(bytes.fromhex(e.leaf) for e in US.entries),
    tiles.entries_path(0, len(US.entries)): tiles.bundle(e.bytes for e in US.entries),
}
READER = TileReader(FILES.get, len(US.entries))
KEYS = (US.checkpoint_verifier, MX.cosigner_verifier)
PROOF = bytes(make_proof(2, READER, US.signed(MX)))


def test_a_proof_shows_the_entry_and_who_attests() -> None:
    shown = verify_proof(PROOF, KEYS, US.entries[2].bytes)
    assert (shown.index, shown.leaf, shown.checkpoint) == (2, US.entries[2].leaf, US.head)
    assert shown.cosigners == ((MX.cosigner_verifier, COSIGNED_AT),)
    assert verify_proof(PROOF, KEYS[:1], US.entries[2].bytes).cosigners == ()


def test_every_entry_of_every_size_can_be_proven() -> None:
    for index, entry in enumerate(US.entries):
        assert verify_proof(bytes(make_proof(index, READER, US.signed())), KEYS, entry.bytes).index == index


def test_a_proof_may_carry_its_entry() -> None:
    alone = bytes(make_proof(1, READER, US.signed(), US.entries[1].bytes))
    assert verify_proof(alone, KEYS).leaf == US.entries[1].leaf
    with pytest.raises(TreeFault) as caught:
        verify_proof(PROOF, KEYS)
    assert caught.value.code == "proof-of-nothing"
    # What it carries is not believed over what it is asked about.
    with pytest.raises(TreeFault) as caught:
        verify_proof(alone, KEYS, US.entries[2].bytes)
    assert caught.value.code == "not-included"


def test_the_log_must_have_signed_with_a_known_key() -> None:
    with pytest.raises(NoteFault):
        verify_proof(PROOF, [MX.checkpoint_verifier], US.entries[2].bytes)
    with pytest.raises(NoteFault):
        verify_proof(PROOF, [], US.entries[2].bytes)


@given(st.integers(0, len(PROOF) - 1), st.integers(1, 255))
def test_no_byte_of_a_proof_can_be_changed_unseen(at: int, flip: int) -> None:
    changed = PROOF[:at] + bytes([PROOF[at] ^ flip]) + PROOF[at + 1 :]
    try:
        shown = verify_proof(changed, KEYS, US.entries[2].bytes)
    except RecordFault:
        return
    assert shown.cosigners == () and shown.leaf == US.entries[2].leaf  # only a cosigner's name or id was made unknown


@pytest.mark.parametrize(
    "data",
    [
        b"",
        PROOF[:-1],
        PROOF.replace(b"@v1", b"@v2"),
        PROOF.replace(b"index 2", b"index 02"),
        PROOF.replace(b"index 2", b"index -2"),
        PROOF.replace(b"index 2\n", b""),
        PROOF.replace(b"index 2\n", b"extra !\nindex 2\n"),
        PROOF.replace(b"index 2\n", b"extra\nindex 2\n"),
        PROOF.replace(b"\n\n", b"\n", 1),
        PROOF.replace(b"\n", b"\r\n"),
        b"\xff" + PROOF,
        PROOF + b"\n",
        b"x" * 300_000,
    ],
)
def test_what_is_not_a_proof(data: bytes) -> None:
    with pytest.raises(RecordFault) as caught:
        verify_proof(data, KEYS, US.entries[2].bytes)
    assert caught.value.what.complete


def test_the_text_is_read_back() -> None:
    for extra in (None, b"", b"abc"):
        proof = Proof(3, (tree.EMPTY_ROOT,), US.signed(), extra)
        assert Proof.parse(bytes(proof)) == proof
