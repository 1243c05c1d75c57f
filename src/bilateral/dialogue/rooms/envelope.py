"""What one home sends to another and what it answers: a signed line that says who, when and what each holds, then the
messages, one a line (spec/rooms.md).

Only a home that holds the key of a party can write one; an answer names the question by its nonce, so that an old one
can't be passed off for it. Not here: which keys count, the clock, nonces already used (node).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, Literal

from bilateral.dialogue.rooms.faults import need
from bilateral.dialogue.rooms.message import MAX_MESSAGE, is_room
from bilateral.dialogue.rooms.tips import Tips, read_tips, to_json
from bilateral.record import base64s, canonical, shape
from bilateral.record.keys import PrivateKey, verify_strict
from bilateral.values import is_id

Way = Literal["ask", "answer"]
VERSION: Final = 1
DOMAINS: Final[Mapping[str, bytes]] = {
    "ask": b"bilateral/room-exchange/v1 ask\n",
    "answer": b"bilateral/room-exchange/v1 answer\n",
}
MAX_HEAD: Final = 1 << 20
MAX_ENVELOPE: Final = 4 << 20
MOST_ROOMS: Final = 2_000
WINDOW: Final = timedelta(minutes=10)
FIELDS: Final = frozenset({"dialogue", "from", "have", "messages", "nonce", "sig", "time", "to", "v"})
_NONCE: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Envelope:
    """``have``: by room, how far each side's messages reach at the sender's. ``nonce``: of the question."""

    dialogue: str
    sender: str
    to: str
    time: str
    nonce: str
    have: Mapping[str, Tips]
    messages: tuple[bytes, ...]
    signed: bytes = field(default=b"", repr=False)
    sig: bytes = field(default=b"", repr=False)

    def is_signed_by(self, public: bytes, way: Way) -> bool:
        return verify_strict(public, DOMAINS[way] + self.signed, self.sig)

    def is_timely(self, now: datetime) -> bool:
        """Whether it was written within the window of what this clock says."""
        written = datetime.fromisoformat(self.time)
        return abs(now.astimezone(UTC) - written) <= WINDOW

    def write(self, key: PrivateKey, way: Way) -> bytes:
        """The bytes that go out. :raises Fault: it is longer than an envelope may be."""
        head: dict[str, Any] = {
            "dialogue": self.dialogue,
            "from": self.sender,
            "have": {room: to_json(tips) for room, tips in self.have.items()},
            "messages": [sha256(each).hexdigest() for each in self.messages],
            "nonce": self.nonce,
            "time": self.time,
            "to": self.to,
            "v": VERSION,
        }
        signature = key.sign(DOMAINS[way] + canonical.encode(head, MAX_HEAD))
        line = canonical.encode({**head, "sig": base64s.encode(signature)}, MAX_HEAD)
        return b"".join(each + b"\n" for each in (line, *self.messages))

    @classmethod
    def parse(cls, data: bytes) -> "Envelope":
        """:raises Fault: these bytes are not what one home sends to another."""
        need(len(data) <= MAX_ENVELOPE and data.endswith(b"\n"), "length")
        line, *messages = data[:-1].split(b"\n")
        value = canonical.decode(line, MAX_HEAD)
        need(value.keys() == FIELDS and type(value["v"]) is int and value["v"] == VERSION, "v")
        for name in ("dialogue", "from", "to"):
            need(is_id(value[name]), name)
        need(type(value["time"]) is str and shape.is_time(value["time"]), "time")
        need(type(value["nonce"]) is str and _NONCE.fullmatch(value["nonce"]) is not None, "nonce")
        need(type(value["have"]) is dict and len(value["have"]) <= MOST_ROOMS, "have")
        need(all(is_room(room) for room in value["have"]), "have")
        need(all(len(each) <= MAX_MESSAGE for each in messages), "messages")
        need(value["messages"] == [sha256(each).hexdigest() for each in messages], "messages")
        sig = base64s.decode(value.pop("sig")) if type(value["sig"]) is str else None
        need(sig is not None and len(sig) == 64, "sig")
        return cls(
            value["dialogue"], value["from"], value["to"], value["time"], value["nonce"],
            {room: read_tips(tips, f"have.{room}") for room, tips in value["have"].items()},
            tuple(messages), canonical.write(value), sig or b"",
        )  # fmt: skip


def fitting(messages: Iterable[bytes]) -> tuple[bytes, ...]:
    """As many of these, from the first on, as one envelope holds beside its first line; the rest goes with the next."""
    found, left = [], MAX_ENVELOPE - MAX_HEAD
    for each in messages:
        left -= len(each) + 1 + 70  # its digest stands in the first line
        if left < 0:
            break
        found.append(each)
    return tuple(found)
