"""Ed25519: the numbers of RFC 8032, and every signature or key that a lax verifier would let through."""

from hashlib import sha256, sha512

import pytest

from bilateral.record import points
from bilateral.record.faults import KeyFault
from bilateral.record.keys import PrivateKey, check_public, signer_id, verify_strict
from tests.record.builders import key

# RFC 8032 section 7.1: TEST 1, 2, 3 (secret key, public key, message, signature).
RFC = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
]
BASE = points.decompress(bytes.fromhex("5866666666666666666666666666666666666666666666666666666666666666"))


@pytest.mark.parametrize(("seed", "public", "message", "signature"), RFC)
def test_rfc_8032(seed: str, public: str, message: str, signature: str) -> None:
    made = PrivateKey.generate(bytes.fromhex(seed))
    assert made.public.hex() == public
    assert made.sign(bytes.fromhex(message)).hex() == signature
    assert verify_strict(made.public, bytes.fromhex(message), bytes.fromhex(signature))
    assert not verify_strict(made.public, bytes.fromhex(message) + b"x", bytes.fromhex(signature))


def test_every_changed_bit_of_a_signature_fails() -> None:
    signer = key("bits")
    signature = signer.sign(b"m")
    for bit in range(512):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify_strict(signer.public, b"m", bytes(changed))


def test_s_beyond_the_group_order_fails() -> None:
    signer = key("s")
    signature = signer.sign(b"m")
    s = int.from_bytes(signature[32:], "little") + points.L
    assert not verify_strict(signer.public, b"m", signature[:32] + s.to_bytes(32, "little"))


def test_small_order_points_are_eight_and_never_keys() -> None:
    small = points.small_order()
    assert len(small) == 8
    assert {points.compress(p) for p in ((0, 1), (0, points.P - 1))} < small
    for public in small:
        with pytest.raises(KeyFault):
            check_public(public)
        # R = A = a small point, S = 0: a lax verifier takes this for a signature of any message.
        assert not verify_strict(public, b"anything", public + bytes(32))
        assert not verify_strict(key("r").public, b"anything", public + bytes(32))


def test_points_written_another_way_are_refused() -> None:
    for y in (0, 1, 2, 18):
        assert points.decompress((y + points.P).to_bytes(32, "little")) is None
    assert points.decompress((1 | 1 << 255).to_bytes(32, "little")) is None  # x = 0 has no negative
    assert points.decompress((2).to_bytes(32, "little")) is None  # no point has this y
    assert points.decompress(b"short") is None
    for public in (b"", b"\xff" * 32, (2).to_bytes(32, "little")):
        assert not verify_strict(public, b"m", bytes(64))


def test_a_key_with_a_small_order_part_is_refused_though_its_signature_holds() -> None:
    """A = a·B + T. Where 8 divides k the part vanishes, and verifiers with and without the cofactor both say yes; where
    it doesn't they differ. So the key itself is refused."""
    assert BASE is not None
    torsion = next(p for p in map(points.decompress, points.small_order()) if p and points.multiply(4, p) != (0, 1))
    secret, r = 12345, 678910
    public = points.compress(points.add(points.multiply(secret, BASE), torsion))
    nonce = points.compress(points.multiply(r, BASE))
    assert not points.is_prime_order(public)
    with pytest.raises(KeyFault):
        check_public(public)
    for n in range(64):
        message = b"%d" % n
        k = int.from_bytes(sha512(nonce + public + message).digest(), "little") % points.L
        if k % 8 == 0:
            s = (r + k * secret) % points.L
            assert not verify_strict(public, message, nonce + s.to_bytes(32, "little"))
            return
    pytest.fail("no message gave the case")


def test_lengths() -> None:
    signer = key("n")
    for signature in (b"", bytes(63), signer.sign(b"m") + b"\0"):
        assert not verify_strict(signer.public, b"m", signature)
    for seed in (b"", bytes(31), bytes(33)):
        with pytest.raises(KeyFault):
            PrivateKey.generate(seed)


def test_key_files() -> None:
    signer = key("file")
    pem = signer.dump()
    first, last = (b"-----%b PRIVATE KEY-----\n" % word for word in (b"BEGIN", b"END"))
    assert pem.startswith(first)
    assert PrivateKey.load(pem).public == signer.public
    for bad in (b"", b"\xff\xfe", pem[:40], first + b"AAAA\n" + last):
        with pytest.raises(KeyFault) as caught:
            PrivateKey.load(bad, "us.key")
        assert caught.value.where == "us.key"


def test_a_key_never_shows_itself() -> None:
    signer = key("secret")
    assert repr(signer) == f"PrivateKey({signer.id})" and signer.id == signer_id(signer.public)
    assert sha256(b"secret").hexdigest() not in repr(signer)
