"""Strict Ed25519 at its edges: every case refused or taken as spec/entry.md says, and what OpenSSL alone would take.

OpenSSL (by `cryptography`) holds S below L and compares R by its bytes, without the cofactor; it takes keys of small
and of mixed order, keys written in odd ways, and R of small order. That is why `verify_strict` looks at A and R itself.
"""

import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bilateral.record import points
from bilateral.record.faults import NoteFault, RecordFault
from bilateral.record.keys import check_public, verify_strict
from bilateral.record.note import COSIGNER, ED25519, VerifierKey
from tests.record.builders import key
from tests.record.independent import eddsa, eddsa_cases
from tests.record.independent.eddsa import Case

CASES = [*eddsa_cases.taming(), *eddsa_cases.ours(), *eddsa_cases.torsion_cases()]


def openssl(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_verdicts(case: Case) -> None:
    assert verify_strict(case.public, case.message, case.signature) == case.good
    assert eddsa.holds(case.public, case.message, case.signature) == case.good
    assert openssl(case.public, case.message, case.signature) == case.plain
    assert case.plain or not case.good  # we never take what OpenSSL refuses


def test_the_published_cases_are_what_their_names_say() -> None:
    """The twelve against the arithmetic: which hold without the cofactor, and which with it."""
    cases = list(eddsa_cases.taming())
    plainly = [eddsa.equation(c.public, c.message, c.signature) for c in cases]
    with_cofactor = [eddsa.equation(c.public, c.message, c.signature, 8) for c in cases]
    assert plainly[:4] == [True] * 4 and plainly[4:6] == [False] * 2
    assert with_cofactor[:8] == [True] * 8


def test_all_writings_of_small_points() -> None:
    """196 pairs, S = 0: some of them 'sign' a given message for a verifier that doesn't look. OpenSSL takes every one
    of which the equation holds and R is canonical, under five of the six odd writings of A too."""
    pairs = list(eddsa_cases.grid())
    assert len(pairs) == 196 and len({a for a, _ in pairs}) == 14
    odd_keys_taken = set()
    for public, nonce in pairs:
        a, r = eddsa.lax(public), eddsa.lax(nonce)
        assert a and r and not points.is_prime_order(public)
        with pytest.raises(RecordFault):
            check_public(public)
        for message in (b"pay", b"anything"):
            signature = nonce + bytes(32)
            assert not verify_strict(public, message, signature)
            k = eddsa.scalar(nonce, public, message) % 8
            zero = points.add(r, points.multiply(k, a)) == eddsa.ZERO
            taken = openssl(public, message, signature)
            assert taken == (zero and points.decompress(nonce) is not None)
            if taken and points.decompress(public) is None:
                odd_keys_taken.add(public)
    assert len(odd_keys_taken) == 5


def test_no_verifier_key_is_made_of_them() -> None:
    for public in {a for a, _ in eddsa_cases.grid()} | {c.public for c in eddsa_cases.torsion_cases() if not c.plain}:
        if points.is_prime_order(public):
            continue
        for kind in (ED25519, COSIGNER):
            with pytest.raises((NoteFault, RecordFault)):
                VerifierKey.of("hled/us", kind, public)


def test_damaged_signatures_and_keys_beside_the_second_opinion() -> None:
    chance, signer = random.Random(25519), key("second opinion")
    signature = signer.sign(b"message")
    for _ in range(150):
        public, changed = bytearray(signer.public), bytearray(signature)
        part = chance.choice((public, changed))
        part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
        found = verify_strict(bytes(public), b"message", bytes(changed))
        assert not found and found == eddsa.holds(bytes(public), b"message", bytes(changed))
    assert eddsa.holds(signer.public, b"message", signature)


def test_multiplying_is_adding_over_and_over() -> None:
    """The fast multiplication beside plain addition, on points of every order."""
    for start in (eddsa.B, eddsa.ZERO, points.add(eddsa.B, eddsa.torsion()[1]), *eddsa.torsion()):
        total = eddsa.ZERO
        for n in range(40):
            assert points.multiply(n, start) == total
            total = points.add(total, start)
    assert points.multiply(points.L, eddsa.B) == eddsa.ZERO
