"""The words behind an opening, or nothing where what a peer released can't be shown as words."""

from typing import Any

from bilateral.record import canonical, seal
from bilateral.values import Fault

LONGEST = 200_000


def readable(digest: str, opening: Any) -> str | None:
    """The plain text that a digest promised; None for files, broken text, and characters that the record refuses.

    A peer can seal anything: what it releases must neither break a page nor smuggle hidden characters into one.
    """
    data = bytes(opening)
    if len(data) > LONGEST:
        return None
    try:
        _, words = seal.unseal_text(data, digest)
        canonical.check_text(words)
    except Fault:
        return None
    return words
