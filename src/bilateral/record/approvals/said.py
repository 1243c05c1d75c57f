"""What stands beside a passkey's signature and is covered by it: the browser's words (clientDataJSON) and the passkey's
(authenticatorData). Both as WebAuthn level 2 defines them, bounded, read strictly.
"""

import json
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

MAX_CLIENT: Final = 2048
MAX_AUTHENTICATOR: Final = 512
PRESENT, VERIFIED, ATTESTED, EXTENDED = 0x01, 0x04, 0x40, 0x80
_HEAD: Final = 37
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN: Final = re.compile(rf"(?:https://((?:{_LABEL}\.)*{_LABEL})|http://(localhost))(?::([1-9][0-9]{{0,4}}))?")


@dataclass(frozen=True, slots=True)
class Client:
    """The browser's words: for which challenge (base64url), on which site, and whether it was a signature on one page
    (``plain``), not a registration, a payment or a page inside another site's.
    """

    challenge: str
    origin: str
    host: str
    plain: bool


def client(data: bytes) -> Client | None:
    """The browser's words, or None where they can't be read: not JSON, a name twice, no site that passkeys work on."""
    if len(data) > MAX_CLIENT:
        return None
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    challenge, origin = value.get("challenge"), value.get("origin")
    match = _ORIGIN.fullmatch(origin) if type(origin) is str and len(origin) <= 280 else None
    if match is None or type(challenge) is not str:
        return None
    crossed = value.get("crossOrigin", False) is not False or "topOrigin" in value
    return Client(challenge, str(origin), match[1] or match[2], value.get("type") == "webauthn.get" and not crossed)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def challenge_text(challenge: bytes) -> str:
    """A challenge as browsers write it: base64url without padding."""
    return urlsafe_b64encode(challenge).decode("ascii").rstrip("=")


@dataclass(frozen=True, slots=True)
class Authenticator:
    """The passkey's words: the hash of the site that it signed for, and what it says of the person."""

    site: bytes
    flags: int

    def is_for(self, host: str) -> bool:
        return self.site == sha256(host.encode("ascii")).digest()

    @property
    def verified(self) -> bool:
        """A person was there, and the passkey made sure who: by PIN, fingerprint, face."""
        return bool(self.flags & PRESENT and self.flags & VERIFIED)


def authenticator(data: bytes) -> Authenticator | None:
    """The passkey's words, or None where they are not those of a signature."""
    if not _HEAD <= len(data) <= MAX_AUTHENTICATOR:
        return None
    flags = data[32]
    if flags & ATTESTED or bool(flags & EXTENDED) != (len(data) > _HEAD):
        return None
    return Authenticator(data[:32], flags)
