"""What one home sends to another and what it answers: a signed line that says who, when and what each holds, then the
messages and the openings of sealed words, one a line (spec/rooms.md).

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
from bilateral.record.seal import digest_of
from bilateral.values import is_id
from bilateral.values.ref import is_leaf

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
MAX_OPENED: Final = MAX_MESSAGE * 3 // 4
"""How long an opening may be that is handed over: written in base 64, it is a line like a message."""
MOST_WANTS: Final = 1_000
FIELDS: Final = frozenset("dialogue from have messages nonce openings sig time to v wants".split())  # noqa: SIM905
_NONCE: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Envelope:
    """``have``: by room, how far each side's messages reach at the sender's. ``nonce``: of the question. ``wants``: the
    digests of sealed words that the sender lacks. ``openings``: of those that the other wanted.
    """

    dialogue: str
    sender: str
    to: str
    time: str
    nonce: str
    have: Mapping[str, Tips]
    messages: tuple[bytes, ...]
    wants: tuple[str, ...] = ()
    openings: tuple[bytes, ...] = ()
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
            "openings": [digest_of(each) for each in self.openings],
            "time": self.time,
            "to": self.to,
            "v": VERSION,
            "wants": list(self.wants),
        }
        signature = key.sign(DOMAINS[way] + canonical.encode(head, MAX_HEAD))
        line = canonical.encode({**head, "sig": base64s.encode(signature)}, MAX_HEAD)
        opened = (base64s.encode(each).encode() for each in self.openings)
        return b"".join(each + b"\n" for each in (line, *self.messages, *opened))

    @classmethod
    def parse(cls, data: bytes) -> "Envelope":
        """:raises Fault: these bytes are not what one home sends to another."""
        need(len(data) <= MAX_ENVELOPE and data.endswith(b"\n"), "length")
        line, *lines = data[:-1].split(b"\n")
        value = canonical.decode(line, MAX_HEAD)
        need(value.keys() == FIELDS and type(value["v"]) is int and value["v"] == VERSION, "v")
        for name in ("dialogue", "from", "to"):
            need(is_id(value[name]), name)
        need(type(value["time"]) is str and shape.is_time(value["time"]), "time")
        need(type(value["nonce"]) is str and _NONCE.fullmatch(value["nonce"]) is not None, "nonce")
        need(type(value["have"]) is dict and len(value["have"]) <= MOST_ROOMS, "have")
        need(all(is_room(room) for room in value["have"]), "have")
        need(all(len(each) <= MAX_MESSAGE for each in lines), "messages")
        messages, openings = _lines(value, lines)
        wants = value["wants"]
        need(type(wants) is list and len(wants) <= MOST_WANTS and all(map(is_leaf, wants)), "wants")
        sig = base64s.decode(value.pop("sig")) if type(value["sig"]) is str else None
        need(sig is not None and len(sig) == 64, "sig")
        return cls(
            value["dialogue"], value["from"], value["to"], value["time"], value["nonce"],
            {room: read_tips(tips, f"have.{room}") for room, tips in value["have"].items()},
            messages, tuple(wants), openings, canonical.write(value), sig or b"",
        )  # fmt: skip


def _lines(value: Mapping[str, Any], lines: list[bytes]) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """The messages and the openings, which the first line names by their digests, in this order."""
    for name in ("messages", "openings"):
        need(type(value[name]) is list, name)
    count = len(value["messages"])
    need(len(lines) == count + len(value["openings"]), "messages")
    messages, written = lines[:count], lines[count:]
    need(value["messages"] == [sha256(each).hexdigest() for each in messages], "messages")
    openings = [base64s.decode(each.decode("ascii", "replace")) for each in written]
    need(value["openings"] == [digest_of(each) if each is not None else "" for each in openings], "openings")
    return tuple(messages), tuple(each for each in openings if each is not None)


def fitting(messages: Iterable[bytes], openings: Iterable[bytes] = ()) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """As many of these, from the first on, as one envelope holds beside its first line; the rest goes with the next."""
    left = MAX_ENVELOPE - MAX_HEAD
    fit: tuple[list[bytes], list[bytes]] = ([], [])
    for found, some, longer in ((fit[0], messages, 1.0), (fit[1], openings, 4 / 3)):
        for each in some:
            left -= int(len(each) * longer) + 80  # its digest stands in the first line
            if left < 0:
                break
            found.append(each)
    return tuple(fit[0]), tuple(fit[1])
