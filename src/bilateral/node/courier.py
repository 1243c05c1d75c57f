"""What a node does by itself between the acts of people: bring in the others' records, send mail, remind.

Each step is a row of `STEPS` and stands alone: one that fails is told and tried again, and holds up no other. Not here:
publishing, which is the publisher's.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bilateral.node import sync
from bilateral.node.clearance import closing
from bilateral.node.home import Home
from bilateral.node.inbox import digest
from bilateral.node.post import sending
from bilateral.node.rooms import calling
from bilateral.record.sources import Source
from bilateral.values import Fault, Text

Opened = Callable[[str], AbstractContextManager[Source]]


@dataclass(frozen=True, slots=True)
class Round:
    """What a step works with: the home, the time, and how a place is opened for reading."""

    home: Home
    now: datetime
    open: Opened


@dataclass(frozen=True, slots=True)
class Step:
    """One row: what it does, in words, and the function; it returns how many things it did."""

    name: str
    about: Text
    do: Callable[[Round], int]


def pull(round_: Round) -> int:
    """Bring in every peer's record from its own place; one that is down keeps nobody from the others."""
    found, faults = 0, []
    for place in sorted({peer.source for peer in round_.home.peers if peer.source}):
        try:
            with round_.open(place) as source:
                found += sum(p.after - p.before for p in sync.pull(round_.home, source, round_.now))
        except Fault as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return found


def rooms(round_: Round) -> int:
    return calling.round_of(round_.home, round_.now)


def post(round_: Round) -> int:
    return sending.send_due(round_.home, round_.now) if sending.waiting(round_.now) else 0


def digests(round_: Round) -> int:
    return digest.send(round_.home, round_.now)


def clearance(round_: Round) -> int:
    """End rounds whose last day is over, and remind who has not answered."""
    return closing.run(round_.home, round_.now)


STEPS: Final[tuple[Step, ...]] = (
    Step("pull", Text("bring in the other records", "traer los otros registros"), pull),
    Step("exchange", Text("exchange private rooms", "intercambiar las salas privadas"), rooms),
    Step("clearance", Text("remind offices of clearance", "recordar vistos buenos pendientes"), clearance),
    Step("digests", Text("write the daily summaries", "redactar los resúmenes diarios"), digests),
    Step("post", Text("send mail", "enviar el correo"), post),
)


def run(round_: Round) -> tuple[dict[str, int], list[tuple[str, Fault]]]:
    """One round: what each step did, and what stood in the way of others."""
    done, faults = {}, []
    for step in STEPS:
        try:
            done[step.name] = step.do(round_)
        except Fault as fault:
            faults.append((step.name, fault))
    return done, faults
