"""Structured mutations of good examples at every parser, and the inputs that once cost parsers elsewhere dearly."""

import builtins
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilateral.record import points
from bilateral.record.note import ED25519, VerifierKey
from tests.record.builders import key
from tests.record.fuzz.mutate import mutate
from tests.record.fuzz.targets import TARGETS
from tests.record.fuzz.watch import CALLS, CALLS_PER_BYTE, ROOM, ROOM_PER_BYTE, calls, check, outcome, room

NAMES = sorted(TARGETS)
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_are_good(name: str) -> None:
    """Else their mutations would test nothing but the first gate."""
    target = TARGETS[name]
    found = {outcome(target, seed) for seed in target.seeds}
    assert "read" in found or found <= {"bad-path", "bad-input"}, found


@pytest.mark.parametrize("name", NAMES)
@settings(SLOW, max_examples=40)
@given(seed=st.integers(0, 2**32), which=st.integers(0, 99))
def test_mutations(name: str, seed: int, which: int) -> None:
    target = TARGETS[name]
    data = mutate(target.seeds[which % len(target.seeds)], random.Random(seed))
    check(target, data)


@pytest.mark.parametrize("name", NAMES)
@settings(SLOW, max_examples=30)
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))))
def test_anything(name: str, data: bytes) -> None:
    check(TARGETS[name], data)


@pytest.mark.parametrize("name", NAMES)
def test_room_and_work(name: str) -> None:
    chance, target = random.Random(name), TARGETS[name]
    for _ in range(5):
        check(target, mutate(chance.choice(target.seeds), chance), measured=True)


GROW: dict[str, Callable[[int], bytes]] = {
    "open brackets": lambda n: b"[" * n,
    "nested objects": lambda n: b'{"a":' * (n // 5),
    "empty lists": lambda n: b'{"a":[' + b"[]," * (n // 3) + b"[]]}",
    "long key over many": lambda n: b'{"' + b"k" * (n // 2) + b'":[' + b"1," * (n // 4) + b"1]}",
    "one key many times": lambda n: b"{" + b'"a":1,' * (n // 6) + b'"a":1}',
    "a long number": lambda n: b'{"a":' + b"9" * n + b"}",
    "backslashes": lambda n: b'{"a":"' + b"\\\\" * (n // 2) + b'"}',
    "newlines": lambda n: b"\n" * n,
    "signature lines": lambda n: b"hled/us\n0\n\n" + "— a AAAAAAA=\n".encode() * (n // 14),
    "hashes of a proof": lambda n: b"c2sp.org/tlog-proof@v1\nindex 0\n" + (b"A" * 43 + b"=\n") * (n // 45) + b"\n",
    "letters": lambda n: b"a" * n,
    "slashes": lambda n: b"tile/0/" + b"x000/" * (n // 5) + b"000",
    "zeros": bytes,
    "ones": lambda n: b"\xff" * n,
    "combining marks": lambda n: b'{"a":"e' + "\u0301\u0327".encode() * (n // 4) + b'"}',
    "dashes": lambda n: "—".encode() * (n // 3),
    "base 64": lambda n: b"hled/us+00000000+" + b"A" * n,
}


def test_a_long_list_of_keys() -> None:
    """Every line another key of prime order, which takes a multiplication on the curve to know: without a division a
    bit, so that a megabyte costs seconds and not minutes."""
    lines = sorted(str(VerifierKey.of(f"a/b{i}", ED25519, key(f"many {i}").public)) for i in range(60))
    data = "".join(f"{line}\n" for line in lines).encode()
    target = TARGETS["export: verifiers.txt"]
    points.is_prime_order.cache_clear()
    divided = 0

    def counted(base: int, exponent: int, modulus: int) -> int:
        nonlocal divided
        divided += 1
        return builtins.pow(base, exponent, modulus)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(points, "pow", counted, raising=False)
        check(target, data)
    assert divided <= 4 * len(lines) + 100


@pytest.mark.parametrize("grown", sorted(GROW))
@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("export")])
def test_growth(name: str, grown: str) -> None:
    """Up to the parser's limit and past it: room and work stay in proportion to the input."""
    target = TARGETS[name]
    for n in (1000, 50_000, target.limit + 1000):
        data = GROW[grown](n)
        assert room(target, data) <= ROOM + ROOM_PER_BYTE * min(len(data), target.limit)
        assert calls(lambda d=data: outcome(target, d)) <= CALLS + CALLS_PER_BYTE * min(len(data), target.limit)
