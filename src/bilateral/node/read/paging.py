"""One page of a list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list, by key, so that its cost doesn't grow with the record. ``after`` is the next page's key."""

    items: tuple[T, ...]
    after: str | None
    total: int
