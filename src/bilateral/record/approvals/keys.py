"""Public keys of passkeys: ES256, EdDSA (Ed25519) and RS256, each in its one way of being written.

WebAuthn prescribes a COSE key in CTAP2's canonical CBOR with no optional members, so that for each algorithm the bytes
are fixed but for the numbers of the key. They are compared with that frame; nothing here parses CBOR.
"""

from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from bilateral.record.keys import verify_strict

MAX_KEY: Final = 600
MAX_SIG: Final = 512
_ES256: Final = (bytes.fromhex("a5010203262001215820"), bytes.fromhex("225820"))
_EDDSA: Final = bytes.fromhex("a4010103272006215820")
_RS256: Final = (bytes.fromhex("a401030339010020"), bytes.fromhex("2143010001"))
_RSA_SIZES: Final = (256, 384, 512)
Numbers = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | bytes


class PasskeyKey:
    """A passkey's public key that can be checked with. ``id`` is the first 16 bytes of SHA-256 of ``cose``, in hex."""

    __slots__ = ("_key", "algorithm", "cose", "id")

    def __init__(
        self, cose: bytes, algorithm: str, key: "ec.EllipticCurvePublicKey | rsa.RSAPublicKey | bytes"
    ) -> None:
        self.cose, self.algorithm, self._key = cose, algorithm, key
        self.id = sha256(cose).hexdigest()[:32]

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature over the message is this key's."""
        try:
            if isinstance(self._key, bytes):
                return verify_strict(self._key, message, signature)
            if isinstance(self._key, ec.EllipticCurvePublicKey):
                self._key.verify(signature, message, ec.ECDSA(SHA256()))
            else:
                self._key.verify(signature, message, padding.PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True


def read(cose: bytes) -> PasskeyKey | None:
    """The key that these bytes write; None for another algorithm, another way of writing, or a point off the curve."""
    try:
        return _es256(cose) or _eddsa(cose) or _rs256(cose)
    except ValueError:  # the numbers are no key
        return None


def _es256(cose: bytes) -> PasskeyKey | None:
    head, middle = _ES256
    x, y = cose[len(head) : len(head) + 32], cose[-32:]
    if len(y) != 32 or cose != head + x + middle + y:
        return None
    return PasskeyKey(cose, "ES256", ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y))


def _eddsa(cose: bytes) -> PasskeyKey | None:
    x = cose[len(_EDDSA) :]
    return PasskeyKey(cose, "EdDSA", x) if len(x) == 32 and cose == _EDDSA + x else None


def _rs256(cose: bytes) -> PasskeyKey | None:
    head, tail = _RS256
    for size in _RSA_SIZES:
        start = len(head) + 3
        n = cose[start : start + size]
        if n[:1] >= b"\x80" and cose == head + b"\x59" + size.to_bytes(2, "big") + n + tail:
            numbers = rsa.RSAPublicNumbers(65537, int.from_bytes(n, "big"))
            return PasskeyKey(cose, "RS256", numbers.public_key())
    return None
