"""What the messages of a room add up to: versions, where each side stands, what all have released.

A pure function of the messages that are held, whatever the order in which they came, so that two homes with the same
messages see the same room. A message that refers to nothing that its author had read, or comes after a close, stays in
the conversation and has no effect.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Literal

from bilateral.dialogue.rooms import texts
from bilateral.dialogue.rooms.message import Message
from bilateral.dialogue.rooms.order import Placed, arranged
from bilateral.dialogue.rooms.tips import Tips, counts, read_tips, to_json
from bilateral.record import canonical

Said = Literal["ready", "refuse", ""]
TRANSCRIPT: Final = b"bilateral/room-transcript/v1\n"
AFTER_CLOSE: Final = frozenset({"release"})
"""What still has an effect once the room is closed."""


@dataclass(frozen=True, slots=True)
class Version:
    """A package of texts that a party sent: its number in the room, the digest of its texts, the message. ``crossed``:
    its author had not read the one before it.
    """

    number: int
    digest: str
    message: Message
    crossed: bool

    @property
    def texts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.message.body["texts"]
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What a party says of which version; nothing while it hasn't said."""

    party: str
    said: Said = ""
    version: str = ""
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A message in its place in the conversation, and whether it has an effect."""

    message: Message
    counts: bool


@dataclass(frozen=True, slots=True)
class State:
    """A room as its messages leave it.

    ``settled`` is the digest of the version that all are ready for. ``asked`` are the parties that have released
    something, with what each released last; ``common`` is what all have released alike, the most of it last.
    """

    room: str
    parties: tuple[str, ...]
    opening: Message
    lines: tuple[Line, ...]
    versions: tuple[Version, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    settled: str = ""
    closed: Message | None = None
    asked: Mapping[str, Tips] = field(default_factory=dict)
    common: tuple[Tips, ...] = ()

    @property
    def released(self) -> Tips:
        """The most that all have released; nothing while they haven't."""
        return self.common[-1] if self.common else ()

    def version(self, digest: str) -> Version | None:
        """The last version with these texts."""
        return next((each for each in reversed(self.versions) if each.digest == digest), None)

    @property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None


def state_of(messages: Iterable[Message]) -> State | None:
    """The room that these messages make up; None while its first one isn't among them."""
    placed = arranged(messages)
    if not placed:
        return None
    opening = placed[0].message
    reading = _Reading(tuple(opening.body["parties"]))
    lines = tuple(Line(each.message, reading.take(each)) for each in placed)
    return State(
        opening.room, reading.parties, opening, lines, tuple(reading.versions), dict(reading.standings),
        reading.settled(), reading.closes[0] if reading.closes else None,
        {party: found[-1] for party, found in sorted(reading.released.items())}, reading.by_all(),
    )  # fmt: skip


class _Reading:
    """One walk through the messages in their order."""

    def __init__(self, parties: tuple[str, ...]) -> None:
        self.parties = parties
        self.versions: list[Version] = []
        self.standings = {party: Standing(party) for party in parties}
        self.closes: list[Message] = []
        self.released: dict[str, list[Tips]] = {}
        self.chains: dict[str, list[Placed]] = {}

    def take(self, each: Placed) -> bool:
        """Let a message have its effect; whether it has one."""
        self.chains.setdefault(each.message.party, []).append(each)
        kind = each.message.kind
        if kind not in AFTER_CLOSE and any(each.knows(close) for close in self.closes):
            return False
        take = getattr(self, f"_{kind}", None)
        return True if take is None else bool(take(each))

    def _version(self, each: Placed) -> bool:
        before = self.versions[-1] if self.versions else None
        crossed = before is not None and not each.knows(before.message)
        digest = texts.digest_of(each.message.body["texts"])
        self.versions.append(Version(len(self.versions) + 1, digest, each.message, crossed))
        return True

    def _ready(self, each: Placed) -> bool:
        return self._stands(each, "ready", each.message.body["version"])

    def _refuse(self, each: Placed) -> bool:
        return self._stands(each, "refuse", each.message.body["version"])

    def _unready(self, each: Placed) -> bool:
        return self._stands(each, "", "")

    def _stands(self, each: Placed, said: Said, version: str) -> bool:
        known = any(v.digest == version and each.knows(v.message) for v in self.versions)
        if version and not known:
            return False
        party = each.message.party
        self.standings[party] = Standing(party, said, version, each.message)
        return True

    def _close(self, each: Placed) -> bool:
        self.closes.append(each.message)
        return True

    def _release(self, each: Placed) -> bool:
        upto = read_tips(each.message.body["upto"], "upto")
        if not self._is_whole(upto, each):
            return False
        self.released.setdefault(each.message.party, []).append(upto)
        return True

    def _is_whole(self, upto: Tips, by: Placed) -> bool:
        """Whether these are messages that the author had read, with everything that each of them comes after."""
        held = counts(upto)
        for tip in upto:
            chain = self.chains.get(tip.party, [])
            if by.past.get(tip.party, 0) < tip.n or len(chain) < tip.n:
                return False
            last = chain[tip.n - 1]
            if last.message.digest != tip.head or any(held.get(party, 0) < n for party, n in last.past.items()):
                return False
        return True

    def settled(self) -> str:
        """The digest that every party is ready for."""
        said = {(each.said, each.version) for each in self.standings.values()}
        ((what, version),) = said if len(said) == 1 else {("", "")}
        return version if what == "ready" else ""

    def by_all(self) -> tuple[Tips, ...]:
        """What every party has released alike, by how much it is."""
        common = set.intersection(*({*self.released.get(party, ())} for party in self.parties))
        return tuple(sorted(common, key=lambda tips: (sum(tip.n for tip in tips), tips)))


def transcript_digest(room: str, upto: Tips) -> str:
    """What stands for the released messages on the record: their tips commit to every byte of them."""
    return sha256(TRANSCRIPT + canonical.encode({"room": room, "upto": to_json(upto)})).hexdigest()


def transcript(messages: Iterable[Message], upto: Tips) -> tuple[Message, ...]:
    """The released messages, by party and place."""
    held = counts(upto)
    found = (each for each in messages if each.n < held.get(each.party, 0))
    return tuple(sorted(found, key=lambda each: (each.party, each.n)))
