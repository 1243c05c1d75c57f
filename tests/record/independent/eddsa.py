"""Ed25519's equation and its edges in plain integers: a slow second opinion, and the bytes of every odd case.

`holds` is the rule of spec/entry.md written out; `equation` is only the arithmetic, with or without the cofactor, as
lax verifiers have it. Points come from `record.points`, which test_keys.py holds to published numbers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha512
from typing import Final

from bilateral.record import points
from bilateral.record.points import L, P, Point

BASE: Final = points.decompress(bytes.fromhex("58" + "66" * 31))
assert BASE is not None
B: Final[Point] = BASE
ZERO: Final[Point] = (0, 1)


@dataclass(frozen=True)
class Case:
    """`plain` is what `cryptography` (OpenSSL) says of it without our rule."""

    name: str
    public: bytes
    message: bytes
    signature: bytes
    good: bool
    plain: bool


def lax(data: bytes) -> Point | None:
    """A point as lax decoders read it: y is reduced, and x = 0 may bear a sign."""
    number = int.from_bytes(data, "little")
    y, sign = (number & (1 << 255) - 1) % P, number >> 255
    point = points.decompress((y | sign << 255).to_bytes(32, "little"))
    if point is None and sign:
        point = points.decompress(y.to_bytes(32, "little"))
        return point if point and point[0] == 0 else None
    return point


def scalar(nonce: bytes, public: bytes, message: bytes) -> int:
    return int.from_bytes(sha512(nonce + public + message).digest(), "little") % L


def equation(public: bytes, message: bytes, signature: bytes, cofactor: int = 1) -> bool:
    """cofactor·S·B = cofactor·(R + k·A), the points read laxly and S as it comes."""
    a, r = lax(public), lax(signature[:32])
    if a is None or r is None:
        return False
    s, k = int.from_bytes(signature[32:], "little"), scalar(signature[:32], public, message)
    right = points.add(r, points.multiply(k, a))
    return points.multiply(cofactor * s % (8 * L), B) == points.multiply(cofactor, right)


def holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """The rule as spec/entry.md states it, in its order."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = points.decompress(public), points.decompress(signature[:32])
    if a is None or a == ZERO or points.multiply(L, a) != ZERO:
        return False
    if r is None or points.multiply(8, r) == ZERO:
        return False
    return int.from_bytes(signature[32:], "little") < L and equation(public, message, signature)


def number(value: int) -> bytes:
    return value.to_bytes(32, "little")


def torsion() -> list[Point]:
    """The eight points of small order, the identity first."""
    found = [p for p in map(points.decompress, points.small_order()) if p is not None]
    eighth = next(p for p in found if points.multiply(4, p) != ZERO)
    return [points.multiply(n, eighth) for n in range(8)]


def odd_encodings() -> list[bytes]:
    """The bytes that lax decoders take for a point of small order though nobody should write it so.

    y + p for y = 0 and 1, with either sign; and the two points with x = 0 with the sign of a negative x.
    """
    lows = [number(y + P | sign << 255) for y in (0, 1) for sign in (0, 1)]
    return [*lows, number(1 | 1 << 255), number(P - 1 | 1 << 255)]


def sign_with(secret: int, nonce: Point, r: int, public: bytes, message: bytes, odd: bytes | None = None) -> bytes:
    """A signature with a chosen nonce point (or its odd encoding) of which r is the part along B."""
    first = odd if odd is not None else points.compress(nonce)
    return first + number((r + scalar(first, public, message) * secret) % L)


def search(good: Callable[[bytes], bool]) -> bytes:
    """The first counting message for which `good` holds."""
    return next(message for message in (b"%d" % n for n in range(10_000)) if good(message))
