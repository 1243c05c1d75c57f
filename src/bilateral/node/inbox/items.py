"""Something that waits, as every source of items tells it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bilateral.values import Text

For = Literal["me", "side", "others"]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that waits: for whom, what is to be done, about what, where, since when, until when."""

    whom: For
    what: Text
    about: Text
    place: str
    since: datetime
    due: datetime | None = None
