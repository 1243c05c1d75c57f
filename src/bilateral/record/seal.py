"""Seals: content promised by its digest in an entry, shown by its opening (spec/seal.md).

Here: sealing, unsealing, limits. Not here: randomness (salts come in), where openings are kept, who may read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from bilateral.record import canonical
from bilateral.record.faults import CanonicalFault, SealFault

DOMAIN: Final = b"bilateral/seal/v1\n"
SALT: Final = 32
MAX_HEADER: Final = 4096
MAX_OPENING: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Sealed:
    """The digest goes into the entry; the opening is kept apart and shown, withheld or destroyed."""

    digest: str
    opening: bytes


def digest_of(opening: bytes) -> str:
    return sha256(DOMAIN + opening).hexdigest()


def seal(content: bytes, header: Mapping[str, Any], salt: bytes) -> Sealed:
    """Seal content under a fresh random salt of 32 bytes. A salt is never used twice."""
    if len(salt) != SALT:
        raise SealFault.of("bad-salt")
    head = _checked(dict(header))
    opening = b"".join((salt, len(head).to_bytes(4, "big"), head, content))
    if len(opening) > MAX_OPENING:
        raise SealFault.of("opening-too-long", limit=MAX_OPENING)
    return Sealed(digest_of(opening), opening)


def seal_text(words: str, lang: str, salt: bytes) -> Sealed:
    """Seal plain text in one language."""
    return seal(words.encode("utf-8"), {"lang": lang, "type": "text/plain"}, salt)


def unseal(opening: bytes, digest: str | None = None, where: str = "") -> tuple[dict[str, Any], bytes]:
    """The header and content of an opening; with `digest`, only if it is the one promised."""
    if digest is not None and digest_of(opening) != digest:
        raise SealFault.of("opening-not-promised", where)
    if len(opening) < SALT + 4 or len(opening) > MAX_OPENING:
        raise SealFault.of("bad-opening", where)
    start = SALT + 4
    stop = start + int.from_bytes(opening[SALT:start], "big")
    if stop > len(opening) or stop - start > MAX_HEADER:
        raise SealFault.of("bad-opening", where)
    try:
        header = canonical.decode(opening[start:stop], MAX_HEADER)
        _checked(header)
    except (CanonicalFault, SealFault) as error:
        raise SealFault.of("bad-opening", where) from error
    return header, opening[stop:]


def unseal_text(opening: bytes, digest: str | None = None, where: str = "") -> tuple[str, str]:
    """The language ("" if none is said) and the words of a sealed plain text."""
    header, content = unseal(opening, digest, where)
    try:
        if header["type"] != "text/plain":
            raise SealFault.of("not-text", where)
        return header.get("lang", ""), content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SealFault.of("not-text", where) from error


def _checked(header: dict[str, Any]) -> bytes:
    """The header's bytes: an object of strings, among them the content's media type."""
    if not header.get("type") or any(type(v) is not str for v in header.values()):
        raise SealFault.of("bad-header")
    return canonical.encode(header, MAX_HEADER)
