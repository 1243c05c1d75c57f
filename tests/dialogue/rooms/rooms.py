"""Small rooms for tests: sides with keys of their own, who write what they have read."""

from hashlib import sha256
from typing import Any

from bilateral.dialogue.rooms.joining import joins, tips_of
from bilateral.dialogue.rooms.message import Message, sign
from bilateral.dialogue.rooms.texts import digest_of
from bilateral.record.keys import PrivateKey

ROOM = "0123456789abcdef" * 2
KEYS = {code: PrivateKey.generate(sha256(code.encode()).digest()) for code in ("ca", "mx", "us")}
BODIES: dict[str, dict[str, Any]] = {
    "open": {"parties": ["mx", "us"], "purpose": {}, "title": {"en": "Bridges", "es": "Puentes"}},
    "say": {"on": None, "words": {"en": "Good morning."}},
    "unready": {},
    "close": {"words": {}},
}


def text(words: str, name: str = "t/us:x", base: str = "") -> dict[str, Any]:
    content = {"number": 1, "pillar": "t/us:p", "title": {"en": words, "es": f"{words} (es)"}}
    return {"base": base, "content": content, "kind": "line", "name": name, "parties": ["mx", "us"]}


def version(words: str) -> dict[str, Any]:
    return {"note": {}, "texts": [text(words)]}


def digest(words: str) -> str:
    return digest_of([text(words)])


class Side:
    """One side with the messages that it holds."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.chains: dict[str, list[Message]] = {}
        self.clock = 0

    @property
    def held(self) -> list[Message]:
        return [message for chain in self.chains.values() for message in chain]

    def write(self, kind: str, body: dict[str, Any] | None = None, clock: int | None = None) -> Message:
        """The next message of this side; it has seen all that it holds."""
        own = self.chains.setdefault(self.code, [])
        self.clock += 1
        seen = tuple(tip for tip in tips_of(self.chains) if tip.party != self.code)
        minute = self.clock if clock is None else clock
        made = sign(
            KEYS[self.code], ROOM, self.code, own[-1].tip if own else None, seen,
            f"2026-03-01T12:{minute % 60:02}:00Z", kind, BODIES[kind] if body is None else body,
        )  # fmt: skip
        assert joins(made, self.chains) in ("new", "wrong")
        own.append(made)
        return made

    def take(self, message: Message) -> str:
        verdict = joins(message, self.chains)
        if verdict == "new":
            self.chains.setdefault(message.party, []).append(message)
        return verdict

    def read(self, other: "Side") -> None:
        """Take in all that another side holds."""
        waiting, before = list(other.held), -1
        while len(waiting) != before:
            before, waiting = len(waiting), [each for each in waiting if self.take(each) == "early"]


def sides(*codes: str) -> list[Side]:
    """Sides that all hold the opening, written by the first."""
    found = [Side(code) for code in codes]
    found[0].write("open", {**BODIES["open"], "parties": sorted(codes)})
    for side in found[1:]:
        side.read(found[0])
    return found
