"""Officials' passkeys beside a signature: where the door gets an act's salts from, and the approvals of its fields.

A passkey signs the digests of an act's words before the door does. So the act is composed twice with the same salts,
which a secret seed gives; the seed is kept privately in between and is erased once the act is signed.
"""

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Of = Callable[[Mapping[str, Any]], list[dict[str, str]]]
"""The approvals of an act whose fields are these; raises a fault where the act is not the one that was approved."""


@dataclass(frozen=True, slots=True)
class Approving:
    """``salts`` gives 32 bytes a call, other ones each time; None: fresh random ones."""

    of: Of
    salts: Callable[[], bytes] | None = None


def _none(fields: Mapping[str, Any]) -> list[dict[str, str]]:
    return []


NOBODY: Final = Approving(_none)


class SeedSalts:
    """Salts from a seed of 32 random bytes: the same seed, the same salts; without it none tells of another."""

    def __init__(self, seed: bytes) -> None:
        self._seed, self._count = seed, 0

    def __call__(self) -> bytes:
        self._count += 1
        return derived(self._seed, f"salt {self._count}")


def derived(seed: bytes, what: str) -> bytes:
    """32 bytes for one use."""
    return hmac.digest(seed, what.encode(), "sha256")
