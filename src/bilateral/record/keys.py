"""Ed25519 keys: deterministic from a seed, kept as PEM, verified strictly.

Here: `PrivateKey`, `verify_strict`, signer ids. Not here: randomness (seeds come in), where keys are kept (node), names
and verifier keys (note.py). A key file is PKCS#8 PEM without a password, what `openssl genpkey -algorithm ed25519`
writes; nothing else is read, so that a file can't be two keys.

Strict means: the public key is the canonical encoding of a point of prime order, R of the signature is canonical and
not of small order, S is below the group order, and the plain (cofactorless) equation holds. With such a key, verifiers
that use the cofactor give the same answer, so everyone agrees on which signatures are good.
"""

from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bilateral.record import points
from bilateral.record.faults import KeyFault


def signer_id(public: bytes) -> str:
    """The short name of a public key in entries: the first 16 bytes of its SHA-256, in hexadecimal."""
    return sha256(public).hexdigest()[:32]


def check_public(public: bytes, where: str = "") -> bytes:
    if len(public) != 32 or not points.is_prime_order(public):
        raise KeyFault.of("bad-public-key", where)
    return public


@lru_cache(maxsize=1024)
def _verifier(public: bytes) -> Ed25519PublicKey | None:
    return Ed25519PublicKey.from_public_bytes(public) if points.is_prime_order(public) else None


def verify_strict(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature over the message is that key's, with no room for a second reading."""
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= points.L:
        return False
    # A canonical R need not be tested: the equation is compared by bytes with a freshly encoded point.
    if signature[:32] in points.small_order():
        return False
    verifier = _verifier(public)
    if verifier is None:
        return False
    try:
        verifier.verify(signature, message)
    except InvalidSignature:
        return False
    return True


class PrivateKey:
    """An Ed25519 private key. Its `repr` doesn't show it."""

    __slots__ = ("_key", "id", "public")

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public: bytes = key.public_key().public_bytes_raw()
        self.id: str = signer_id(self.public)

    @classmethod
    def generate(cls, seed: bytes) -> "PrivateKey":
        """The key of a 32-byte seed; the caller brings the randomness."""
        if len(seed) != 32:
            raise KeyFault.of("bad-seed")
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def load(cls, pem: bytes, where: str = "") -> "PrivateKey":
        try:
            key = serialization.load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyFault.of("bad-key-file", where) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyFault.of("bad-key-file", where)
        return cls(key)

    def dump(self) -> bytes:
        """The key file's bytes (PKCS#8 PEM, no password)."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def __repr__(self) -> str:
        return f"PrivateKey({self.id})"
