"""How much of it is run: all in CI, a share of it where a developer waits; and what the page about it may say.

FIGURES   a fault -> how many of it a CI run puts in, at least; on each engine where there are two
"""

import os
from typing import Final

FULL: Final = os.environ.get("CI") == "true"
FIGURES: Final[dict[str, int]] = {
    "step: a joint text": 36,
    "step: an office": 36,
    "step: a withdrawal": 45,
    "step: the publisher": 110,
    "step: a pull": 300,
    "two steps": 24,
    "power cuts": 25,
    "a commit cut: one": 4,
    "a commit cut: several": 4,
    "a commit cut: publication": 4,
    "a commit cut: pull": 4,
    "bits": 38_000,
    "disk full: a file's limit": 40,
    "disk full: SQLite": 55,
    "disk full: PostgreSQL": 5,
    "interleavings: 2 homes": 20,
    "interleavings: 3 homes": 10,
    "interleavings broken off": 15,
    "clocks": 5,
    "two servers": 12,
    "SIGKILL": 150,
    "SIGKILL: a change of keys": 130,
    "SIGKILL: an exchange of rooms": 30,
}


def counted(what: str, done: int) -> None:
    """So many were put in. What the page says of them must stay true."""
    assert not FULL or done >= FIGURES[what], f"{what}: {done}"
