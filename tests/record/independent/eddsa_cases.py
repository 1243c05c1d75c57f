"""Signatures at the edges of Ed25519, each with our verdict and OpenSSL's.

TAMING are the twelve of Chalkias, Garillot and Nikolaenko, 'Taming the many EdDSAs' (2020), table 5 (message, key,
signature). The rest are made here: what Wycheproof tests and what the paper leaves out, for a key of our own.
"""

from collections.abc import Iterator
from typing import Final

from bilateral.record import points
from bilateral.record.points import L
from tests.record.independent.eddsa import (
    ZERO,
    B,
    Case,
    number,
    odd_encodings,
    scalar,
    search,
    sign_with,
    torsion,
)

SMALL = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
MIXED = "f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43"
MIXED_2 = "cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"
PRIME = "442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623"
ODD = "ec" + "ff" * 31
# What the case is about, message, key, R, S, what OpenSSL says. We refuse all twelve.
TAMING: Final = [
    (
        "0: A and R small, S = 0",
        "8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6",
        SMALL,
        SMALL[:-2] + "7a",
        "00" * 32,
        True,
    ),
    (
        "1: A small",
        "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
        SMALL,
        MIXED,
        "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        True,
    ),
    (
        "2: R small, A mixed",
        "aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab",
        MIXED,
        SMALL,
        "8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e",
        True,
    ),
    (
        "3: A and R mixed, holds both ways",
        "9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79",
        MIXED_2,
        "9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f",
        "87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009",
        True,
    ),
    (
        "4: A and R mixed, holds with the cofactor only",
        "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
        MIXED_2,
        "160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512",
        "5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09",
        False,
    ),
    (
        "5: A mixed, holds with the cofactor only",
        "e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c",
        MIXED_2,
        "21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7",
        "e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405",
        False,
    ),
    (
        "6: S above the group order",
        "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
        PRIME,
        "e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e",
        "547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514",
        False,
    ),
    (
        "7: S far above the group order",
        "85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40",
        PRIME,
        "8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa1942",
        "7e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22",
        False,
    ),
    (
        "8: R small and not canonical",
        "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
        MIXED,
        ODD,
        "03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f",
        False,
    ),
    (
        "9: R small and not canonical, reduced before hashing",
        "9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41",
        MIXED,
        ODD,
        "ca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908",
        False,
    ),
    (
        "10: A small and not canonical",
        "e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b",
        ODD,
        "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
        "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        False,
    ),
    (
        "11: A small and not canonical, reduced before hashing",
        "39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f",
        ODD,
        "a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc",
        "a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04",
        True,
    ),
]


def taming() -> Iterator[Case]:
    for name, message, public, nonce, s, plain in TAMING:
        yield Case(name, bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(nonce + s), False, plain)


SECRET, NONCE = 0x1234567890ABCDEF << 64 | 1, 0xFEDCBA0987654321 << 70 | 9
PUBLIC = points.compress(points.multiply(SECRET, B))
R = points.multiply(NONCE, B)


def ours() -> Iterator[Case]:
    """A key of prime order and every way of bending a signature of it."""
    good = sign_with(SECRET, R, NONCE, PUBLIC, b"m")
    s = int.from_bytes(good[32:], "little")
    yield Case("good", PUBLIC, b"m", good, True, True)
    yield Case("good, the empty message", PUBLIC, b"", sign_with(SECRET, R, NONCE, PUBLIC, b""), True, True)
    yield Case("the smallest nonce", PUBLIC, b"m", sign_with(SECRET, B, 1, PUBLIC, b"m"), True, True)
    yield Case("the nonce of another signature", PUBLIC, b"m", points.compress(B) + good[32:], False, False)
    yield Case("another message", PUBLIC, b"n", good, False, False)
    yield Case("another key", points.compress(B), b"m", good, False, False)
    for times in (1, 2, 8, 15):
        yield Case(f"S + {times}L", PUBLIC, b"m", good[:32] + number(s + times * L), False, False)
    for bit in (253, 254, 255):
        yield Case(f"S with bit {bit}", PUBLIC, b"m", good[:32] + number(s | 1 << bit), False, False)
    yield Case("-S", PUBLIC, b"m", good[:32] + number(L - s), False, False)
    yield Case("S = 0", PUBLIC, b"m", good[:32] + bytes(32), False, False)
    yield Case("S = L", PUBLIC, b"m", good[:32] + number(L), False, False)
    yield Case("all zeros", PUBLIC, b"m", bytes(64), False, False)
    yield Case("all ones", PUBLIC, b"m", b"\xff" * 64, False, False)
    yield Case("halves swapped", PUBLIC, b"m", good[32:] + good[:32], False, False)
    yield Case("-R", PUBLIC, b"m", number(int.from_bytes(good[:32], "little") ^ 1 << 255) + good[32:], False, False)
    yield Case("the key's sign turned", PUBLIC[:31] + bytes([PUBLIC[31] ^ 128]), b"m", good, False, False)
    for length in (0, 32, 63):
        yield Case(f"{length} bytes", PUBLIC, b"m", good[:length], False, False)
    yield Case("65 bytes", PUBLIC, b"m", good + b"\0", False, False)
    yield Case("in hexadecimal", PUBLIC, b"m", good.hex().encode(), False, False)


def torsion_cases() -> Iterator[Case]:
    """Points with a part of small order, in R, in A, and in both."""
    small = torsion()
    for n, t in enumerate(small[1:], 1):
        nonce = points.add(R, t)
        yield Case(f"R + T{n}", PUBLIC, b"m", sign_with(SECRET, nonce, NONCE, PUBLIC, b"m"), False, False)
        mixed = points.compress(points.add(points.multiply(SECRET, B), t))
        first = points.compress(R)
        order = next(d for d in (2, 4, 8) if points.multiply(d, t) == ZERO)

        def gone(m: bytes, p: bytes = mixed, d: int = order) -> bool:
            return scalar(points.compress(R), p, m) % d == 0

        for name, message, plain in (
            ("part gone", search(gone), True),
            ("part left", search(lambda m, g=gone: not g(m)), False),
        ):
            s = (NONCE + scalar(first, mixed, message) * SECRET) % L
            yield Case(f"A + T{n}, {name}", mixed, message, first + number(s), False, plain)
    for n, t in enumerate(small):  # R of small order under a good key: the equation holds only for the identity
        only = sign_with(SECRET, t, 0, PUBLIC, b"m")
        yield Case(f"R = T{n}", PUBLIC, b"m", only, False, n == 0)


def grid() -> Iterator[tuple[bytes, bytes]]:
    """Every writing, canonical and odd, of a point of small order as A and as R: 14 x 14 pairs, S = 0 each."""
    writings = [*map(points.compress, torsion()), *odd_encodings()]
    for public in writings:
        for nonce in writings:
            yield public, nonce
