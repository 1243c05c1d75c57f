"""One message of a room: canonical bytes, shape, digest, signature (spec/rooms.md).

Here: `Message.parse` for bytes from anywhere, `sign` for making one. A message is signed with the key that signs
entries, over a prefix of its own, so that neither can ever pass for the other. Not here: whether it follows from those
held (joining.py), which keys count, and what it means (state.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from bilateral.dialogue.rooms.bodies import BODIES
from bilateral.dialogue.rooms.faults import need
from bilateral.dialogue.rooms.tips import MOST_MESSAGES, Tip, Tips, read_tips, to_json
from bilateral.record import base64s, canonical, shape
from bilateral.record.keys import PrivateKey, verify_strict
from bilateral.values import is_id, is_leaf

VERSION: Final = 1
DOMAIN: Final = b"bilateral/room-message/v1\n"
MAX_MESSAGE: Final = 1 << 20
FIELDS: Final = frozenset({
    "body", "kind", "n", "office", "party", "prev", "room", "seen", "sig", "signer", "time", "v",
})  # fmt: skip
_HEX: Final = re.compile(r"[0-9a-f]{32}")


def is_room(value: object) -> bool:
    """Whether this names a room: 16 bytes in hexadecimal."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


def digest_of(data: bytes) -> str:
    """What a message is referred to by: SHA-256 of its bytes."""
    return sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the right shape. ``n`` counts its party's messages in the room from 0; ``prev`` is the digest of
    the one before; ``seen`` is what its author had read of the others; ``office`` acts, empty for the government.
    """

    room: str
    party: str
    n: int
    prev: str
    seen: Tips
    time: str
    office: str
    kind: str
    body: Mapping[str, Any]
    signer: str
    sig: bytes = field(repr=False)
    bytes: bytes = field(repr=False)
    digest: str

    @classmethod
    def parse(cls, data: "bytes_") -> "Message":
        """:raises Fault: these bytes are not the one way of writing a message; where says what isn't as it must be."""
        value = canonical.decode(data, MAX_MESSAGE)
        need(value.keys() == FIELDS and type(value["v"]) is int and value["v"] == VERSION, "v")
        need(is_room(value["room"]), "room")
        need(is_id(value["party"]), "party")
        need(type(value["n"]) is int and 0 <= value["n"] < MOST_MESSAGES, "n")
        need(is_leaf(value["prev"]) if value["n"] else value["prev"] == "", "prev")
        seen = read_tips(value["seen"], "seen")
        need(all(tip.party != value["party"] for tip in seen), "seen")
        need(type(value["time"]) is str and shape.is_time(value["time"]), "time")
        need(value["office"] == "" or is_id(value["office"]), "office")
        need(type(value["kind"]) is str and value["kind"] in BODIES, "kind")
        need((value["kind"] == "open") == (value["n"] == 0 and not seen), "kind")
        BODIES[value["kind"]](value["body"], "body")
        need(value["kind"] != "open" or value["party"] in value["body"]["parties"], "body.parties")
        need(is_room(value["signer"]), "signer")
        sig = base64s.decode(value["sig"]) if type(value["sig"]) is str else None
        need(sig is not None and len(sig) == 64, "sig")
        return cls(
            room=value["room"],
            party=value["party"],
            n=value["n"],
            prev=value["prev"],
            seen=seen,
            time=value["time"],
            office=value["office"],
            kind=value["kind"],
            body=value["body"],
            signer=value["signer"],
            sig=sig or b"",
            bytes=data,
            digest=digest_of(data),
        )

    @property
    def tip(self) -> Tip:
        """How far its party's messages reach with this one."""
        return Tip(self.party, self.n + 1, self.digest)

    def is_signed_by(self, public: "bytes_") -> bool:
        value = canonical.decode(self.bytes, MAX_MESSAGE)
        value.pop("sig")
        return verify_strict(public, DOMAIN + canonical.write(value), self.sig)


bytes_ = bytes  # inside the class, `bytes` is a field


def sign(
    key: PrivateKey,
    room: str,
    party: str,
    after: Tip | None,
    seen: Tips,
    time: str,
    kind: str,
    body: Mapping[str, Any],
    office: str = "",
) -> Message:
    """The next message of a party in a room.

    :param after: the party's own tip, None for its first. :param time: what the clock says, as entries write it.
    :raises Fault: it would not be a message, or is too long.
    """
    value: dict[str, Any] = {
        "body": dict(body),
        "kind": kind,
        "n": after.n if after else 0,
        "office": office,
        "party": party,
        "prev": after.head if after else "",
        "room": room,
        "seen": to_json(seen),
        "signer": key.id,
        "time": time,
        "v": VERSION,
    }
    signature = key.sign(DOMAIN + canonical.encode(value, MAX_MESSAGE))
    return Message.parse(canonical.encode({**value, "sig": base64s.encode(signature)}, MAX_MESSAGE))
