"""A passkey in software, from a fixed seed: for worked examples and tests. Its key and the browser's words are made by
python-fido2, which knows nothing of our code.
"""

from dataclasses import dataclass
from hashlib import sha256
from struct import pack
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AuthenticatorData, CollectedClientData

SITE: Final = "https://bilateral.example.gov"
ALGORITHMS: Final = ("ES256", "EdDSA", "RS256")
FLAG: Final = AuthenticatorData.FLAG
_P256_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class SoftPasskey:
    """One passkey: ``algorithm`` is one of `ALGORITHMS`, ``words`` the seed."""

    algorithm: str = "ES256"
    words: str = "passkey"

    @property
    def private(self) -> Any:
        seed = sha256(f"{self.words} {self.algorithm}".encode()).digest()
        if self.algorithm == "EdDSA":
            return ed25519.Ed25519PrivateKey.from_private_bytes(seed)
        if self.algorithm == "ES256":
            return ec.derive_private_key(int.from_bytes(seed, "big") % (_P256_ORDER - 1) + 1, ec.SECP256R1())
        return _rsa(self.words)

    @property
    def key(self) -> bytes:
        """The public key as a COSE key."""
        cose = CoseKey.for_name(self.algorithm).from_cryptography_key(self.private.public_key())
        return cbor.encode(dict(cose))

    def approve(
        self,
        challenge: bytes,
        origin: str = SITE,
        *,
        site: str = "",
        flags: int = FLAG.UP | FLAG.UV,
        type: str = "webauthn.get",
        extensions: dict[str, Any] | None = None,
        **said: Any,
    ) -> dict[str, bytes]:
        """An assertion, by the names of its parts in an approval."""
        host = site or origin.partition("//")[2].partition(":")[0]
        client = bytes(CollectedClientData.create(type, challenge, origin, **said))
        data = sha256(host.encode()).digest() + pack(">BI", flags, 7)
        data += cbor.encode(extensions) if extensions is not None else b""
        return {"authenticator": data, "client": client, "key": self.key, "sig": self.sign(data, client)}

    def sign(self, authenticator: bytes, client: bytes) -> bytes:
        message, private = authenticator + sha256(client).digest(), self.private
        if self.algorithm == "EdDSA":
            return bytes(private.sign(message))
        if self.algorithm == "ES256":
            return bytes(private.sign(message, ec.ECDSA(SHA256(), deterministic_signing=True)))
        return bytes(private.sign(message, padding.PKCS1v15(), SHA256()))


# -- an RSA key from a seed -------------------------------------------------------------------------------------------


def _rsa(words: str) -> rsa.RSAPrivateKey:
    p, q = _prime(f"{words} p"), _prime(f"{words} q")
    e, phi = 65537, (p - 1) * (q - 1)
    d = pow(e, -1, phi)
    public = rsa.RSAPublicNumbers(e, p * q)
    return rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public).private_key()


_FOUND: dict[str, int] = {}


def _prime(words: str) -> int:
    """The first prime of 1,024 bits from a start that the words give; the two highest bits are set."""
    if words not in _FOUND:
        drawn = int.from_bytes(b"".join(sha256(f"{words} {n}".encode()).digest() for n in range(4)), "big")
        number = drawn | 3 << 1022 | 1
        while not _is_prime(number):
            number += 2
        _FOUND[words] = number
    return _FOUND[words]


def _is_prime(n: int) -> bool:
    small = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97)
    if any(n % each == 0 for each in small) or n % 65537 == 1:
        return False
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_witnesses(n, base, odd, twos) for base in (2, *small[:10]))


def _witnesses(n: int, base: int, odd: int, twos: int) -> bool:
    x = pow(base, odd, n)
    if x in (1, n - 1):
        return True
    for _ in range(twos - 1):
        x = x * x % n
        if x == n - 1:
            return True
    return False
