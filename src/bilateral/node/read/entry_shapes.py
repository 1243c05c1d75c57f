"""What stands inside an entry besides its act: sealed items, a change of keys. Shapes without queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SealedView:
    """A sealed item of an entry: its words when they are public, else ``withheld``/``missing`` and why."""

    id: str
    digest: str
    lang: str | None
    text: str | None
    state: Literal["released", "withheld", "missing"]


@dataclass(frozen=True, slots=True)
class KeyChangeView:
    """A change of keys in words: by how many of how many recovery keys, which entries it calls into doubt (first and
    last), the keys from then on by role, who holds them.
    """

    authorised: int
    of: int
    needed: int
    recovery: int
    suspect: tuple[int, int] | None
    custody: Literal["own", "joint"]
    custodian: str
    keys: Mapping[str, str]
