"""The words behind an opening, or nothing where what a peer released can't be shown as words."""

from typing import Any

from bilateral.dialogue.sealing import is_hidden
from bilateral.record import canonical, seal
from bilateral.values import LANGS

LONGEST = 200_000
_TEXT = tuple(canonical.encode({"lang": lang, "type": "text/plain"}) for lang in LANGS)
_HEADS = tuple(len(header).to_bytes(4, "big") + header for header in _TEXT)


def readable(digest: str, opening: Any) -> str | None:
    """The plain text that a digest promised; None for files and what isn't text. Hidden characters show as U+FFFD.

    A peer can seal anything: what it releases must neither break a page nor make one look other than it is. There are
    two headers of plain text, so they are compared as bytes: pages open hundreds of texts.
    """
    data = bytes(opening)
    head = next((head for head in _HEADS if data.startswith(head, seal.SALT)), None)
    if head is None or len(data) > LONGEST or seal.digest_of(data) != digest:
        return None
    try:
        words = data[seal.SALT + len(head) :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    return words if words.isprintable() else "".join("\ufffd" if is_hidden(c) else c for c in words)
