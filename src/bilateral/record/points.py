"""The few facts of the Ed25519 curve that strict verification needs, on plain integers.

Here: whether 32 bytes are the canonical encoding of a point, and whether a point has prime order. It is public data
only, so nothing here need be constant-time. Not here: signing and verifying, which `cryptography` does (keys.py).
"""

from functools import cache, lru_cache
from typing import Final

P: Final = 2**255 - 19
L: Final = 2**252 + 27742317777372353535851937790883648493
D: Final = -121665 * pow(121666, -1, P) % P
_ROOT_OF_MINUS_ONE: Final = pow(2, (P - 1) // 4, P)
_SIGN: Final = 1 << 255

Point = tuple[int, int]


def decompress(data: bytes) -> Point | None:
    """The point, or None if these are not the one canonical encoding of a point of the curve."""
    if len(data) != 32:
        return None
    number = int.from_bytes(data, "little")
    y, sign = number & (_SIGN - 1), number >> 255
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 % P * pow(u * v**7 % P, (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * _ROOT_OF_MINUS_ONE % P
        if v * x * x % P != u:
            return None
    if x == 0 and sign:
        return None
    return (P - x if x & 1 != sign else x), y


def compress(point: Point) -> bytes:
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


def add(a: Point, b: Point) -> Point:
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2 % P
    return (
        (x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P,
    )


def multiply(n: int, point: Point) -> Point:
    """In the extended coordinates of RFC 8032 section 5.1.4, where only the last step divides.

    A stranger's list of keys costs one of these each, so it mustn't cost a division a bit.
    """
    x, y = point
    px, py, pt = x, y, x * y % P
    x, y, z, t = 0, 1, 1, 0
    for bit in f"{n:b}":
        a, b = x * x, y * y
        h, g = a + b, a - b
        e, f = h - (x + y) ** 2, 2 * z * z + g
        x, y, z, t = e * f % P, g * h % P, f * g % P, e * h % P
        if bit == "1":
            a, b = (y - x) * (py - px), (y + x) * (py + px)
            c, d = 2 * D * t * pt, 2 * z
            e, f, g, h = b - a, d - c, d + c, b + a
            x, y, z, t = e * f % P, g * h % P, f * g % P, e * h % P
    over = pow(z, -1, P)
    return x * over % P, y * over % P


@lru_cache(maxsize=1024)
def is_prime_order(data: bytes) -> bool:
    """A canonical point of the large prime-order group: not of small order, and with no small-order part."""
    point = decompress(data)
    return point is not None and point != (0, 1) and multiply(L, point) == (0, 1)


@cache
def small_order() -> frozenset[bytes]:
    """The canonical encodings of the eight points whose order divides 8."""
    y = 2
    while True:  # L times any point of the curve has an order that divides 8; look for one of order exactly 8
        point = decompress(y.to_bytes(32, "little"))
        if point is not None:
            torsion = multiply(L, point)
            if multiply(4, torsion) != (0, 1):
                return frozenset(compress(multiply(n, torsion)) for n in range(8))
        y += 1
