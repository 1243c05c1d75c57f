"""Rooms as they are kept: finding one for whoever has part in it, its messages, taking a message in.

Whoever is of a government without part in a room, or of none, is told the same as of a room that doesn't exist.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from bilateral.dialogue.rooms.joining import Verdict, joins, parties_of
from bilateral.dialogue.rooms.message import Message, is_room
from bilateral.dialogue.rooms.state import State, state_of
from bilateral.dialogue.rooms.tips import counts, read_tips
from bilateral.node.people.permissions import can, check
from bilateral.node.read.base import not_found
from bilateral.node.rooms.models import Room, RoomFork, RoomMessage, RoomNoted, RoomTold
from bilateral.node.viewer import Viewer
from bilateral.values import Text

MOST: Final = 200
"""How many rooms a list shows, the one changed last first."""

ANSWERED: Final = frozenset({"open", "version", "say", "refuse"})
"""The kinds of messages that ask for an answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """How far another side's node has picked the room up, as it says, and when it said so."""

    party: str
    counts: Mapping[str, int]
    time: datetime


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room as a government with part in it sees it. ``authors``: who of its own people wrote a message, by digest.

    ``fork``: the party that has signed two histories. ``waits``: who is to be heard from before anything is sent.
    ``noted``: how many messages of each side need no answer of the viewer's.
    """

    id: str
    party: str
    state: State
    changed: datetime
    fork: str = ""
    waits: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    noted: Mapping[str, int] = field(default_factory=dict)

    @property
    def title(self) -> Text:
        return Text.from_dict(dict(self.state.opening.body["title"]))

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(each for each in self.state.parties if each != self.party)

    @property
    def unanswered(self) -> tuple[Message, ...]:
        """What the others wrote since this side wrote last, but for what it has said needs no answer."""
        own = [line.message for line in self.state.lines if line.message.party == self.party]
        read = counts(own[-1].seen) if own else {}
        return tuple(
            line.message
            for line in self.state.lines
            if line.message.party != self.party
            and line.message.kind in ANSWERED
            and line.message.n >= max(read.get(line.message.party, 0), self.noted.get(line.message.party, 0))
        )

    @property
    def open(self) -> bool:
        """Whether anything can still be written here."""
        return not (self.state.closed or self.fork)


def rooms(viewer: Viewer) -> tuple[RoomView, ...]:
    """The rooms in which the viewer's government has part. :raises Forbidden: they see none."""
    check(viewer, "work.see")
    rows = [row for row in Room.objects.order_by("-changed", "pk") if viewer.party in row.parties][:MOST]
    held: dict[str, list[Message]] = {row.pk: [] for row in rows}
    for room, raw in RoomMessage.objects.filter(room__in=rows).values_list("room_id", "raw"):
        held[room].append(read(bytes(raw)))
    noted = dict(RoomNoted.objects.filter(room__in=rows, party=viewer.party).values_list("room_id", "counts"))
    found = ((row, state_of(held[row.pk])) for row in rows)
    return tuple(
        RoomView(row.pk, str(viewer.party), state, row.changed, row.fork, tuple(row.waits), noted=noted.get(row.pk, {}))
        for row, state in found
        if state
    )


def room(viewer: Viewer, pk: str) -> RoomView:
    """:raises NotFound: there is no such room for this viewer."""
    return view_of(row_of(viewer, pk), str(viewer.party))


def row_of(viewer: Viewer, pk: str, *, lock: bool = False) -> Room:
    """:raises NotFound: there is no such room, or the viewer has no part in it: nobody can tell which."""
    rows = Room.objects.select_for_update() if lock else Room.objects
    row = rows.filter(pk=pk).first() if is_room(pk) and can(viewer, "work.see") else None
    if row is None or viewer.party not in row.parties:
        raise not_found(Text("There is no such room.", "No existe esa sala."), pk[:32])
    return row


def view_of(row: Room, party: str) -> RoomView:
    """A room as this party sees it."""
    messages, authors = [], {}
    for each in row.messages.select_related("person").order_by("party", "n"):
        messages.append(read(bytes(each.raw)))
        if each.person and each.party == party:
            authors[each.digest] = each.person.name
    state = state_of(messages)
    assert state is not None, "a room begins with its opening"
    noted = RoomNoted.objects.filter(room=row, party=party).values_list("counts", flat=True).first()
    told = tuple(
        Told(each.party, counts(read_tips(each.tips, "told")), each.time) for each in row.told.order_by("party")
    )
    return RoomView(row.pk, party, state, row.changed, row.fork, tuple(row.waits), told, authors, noted or {})


@lru_cache(maxsize=2048)
def read(raw: bytes) -> Message:
    """A message from bytes that were verified when they came in."""
    return Message.parse(raw)


def chains_of(pks: Iterable[str]) -> dict[str, dict[str, list[Message]]]:
    """By room, each party's messages in order."""
    found: dict[str, dict[str, list[Message]]] = {pk: {} for pk in pks}
    rows = RoomMessage.objects.filter(room__in=found).order_by("room_id", "party", "n")
    for pk, party, raw in rows.values_list("room_id", "party", "raw"):
        found[pk].setdefault(party, []).append(read(bytes(raw)))
    return found


def take(
    message: Message, chains: dict[str, list[Message]], now: datetime, person: int | None = None, attempt: str = ""
) -> Verdict:
    """Keep a message whose signature holds, if it follows from those held; a fork is kept beside them, and ends the
    room. Call it with all logs held (`writing`).

    :param chains: the room's, as they are; the message is put there too.
    """
    verdict = joins(message, chains)
    if verdict == "new":
        if message.kind == "open":
            parties = list(message.body["parties"])
            Room.objects.get_or_create(pk=message.room, defaults={"parties": parties, "opened": now, "changed": now})
        RoomMessage.objects.create(
            room_id=message.room, party=message.party, n=message.n, digest=message.digest, raw=message.bytes,
            received=now, person_id=person, attempt=attempt,
        )  # fmt: skip
        chains.setdefault(message.party, []).append(message)
        Room.objects.filter(pk=message.room).update(changed=now)
    elif verdict == "fork" and message.party in parties_of(chains):
        RoomFork.objects.get_or_create(
            room_id=message.room,
            digest=message.digest,
            defaults={"party": message.party, "n": message.n, "raw": message.bytes, "received": now},
        )
        Room.objects.filter(pk=message.room, fork="").update(fork=message.party)
    return verdict


def tell(pk: str, party: str, tips: list[dict[str, Any]], now: datetime) -> None:
    """Remember how far another government's node says that its messages reach; when, only if that is news."""
    row, made = RoomTold.objects.get_or_create(room_id=pk, party=party, defaults={"tips": tips, "time": now})
    if not made and row.tips != tips:
        row.tips, row.time = tips, now
        row.save(update_fields=["tips", "time"])


def wait_for_others(own: Collection[str]) -> None:
    """After a backup was restored: in no room is anything written before its other sides were heard from, so that no
    message is signed in the place of one that was sent and forgotten.

    :param own: the governments that this node signs for.
    """
    for row in Room.objects.all():
        row.waits = [party for party in row.parties if party not in own]
        row.save(update_fields=["waits"])
