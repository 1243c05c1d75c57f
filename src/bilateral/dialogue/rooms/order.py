"""Messages in the one order in which every home shows them, and what each could know of.

A message stands after all that its author had read; where two authors knew nothing of each other, the times that they
claim decide, then their codes. Messages whose past isn't held are left out until it is.
"""

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bilateral.dialogue.rooms.message import Message


@dataclass(frozen=True, slots=True)
class Placed:
    """A message and its past: how many messages of each party it comes after, itself included."""

    message: Message
    past: Mapping[str, int]

    def knows(self, other: Message) -> bool:
        """Whether this message's author had read the other one, or it is that one."""
        return self.past.get(other.party, 0) > other.n


def arranged(messages: Iterable[Message]) -> tuple[Placed, ...]:
    """All messages of one room whose past is among them, in order; the same whatever the order in which they come."""
    chains = _chains(messages)
    _only_of_the_room(chains)
    done: dict[str, list[Placed]] = {party: [] for party in chains}
    waiting: list[tuple[str, str, int]] = []
    placed: list[Placed] = []
    offered: set[str] = set()

    def offer() -> None:
        """Put the next message of each party on the heap if all that it has seen stands."""
        for party, chain in chains.items():
            n = len(done[party])
            if party not in offered and n < len(chain) and _may_stand(chain[n], done):
                heapq.heappush(waiting, (chain[n].time, party, n))
                offered.add(party)

    offer()
    while waiting:
        _, party, n = heapq.heappop(waiting)
        offered.discard(party)
        message = chains[party][n]
        each = Placed(message, _past(message, done))
        done[party].append(each)
        placed.append(each)
        offer()
    return tuple(placed)


def _chains(messages: Iterable[Message]) -> dict[str, list[Message]]:
    """Each party's messages from its first one on, as far as they follow from one another without a gap."""
    by_place: dict[tuple[str, int], Message] = {}
    for each in messages:
        at = (each.party, each.n)
        if at not in by_place or each.digest < by_place[at].digest:
            by_place[at] = each
    chains: dict[str, list[Message]] = {}
    for (party, n), each in sorted(by_place.items()):
        chain = chains.setdefault(party, [])
        if n == len(chain) and (not chain or chain[-1].digest == each.prev):
            chain.append(each)
    return {party: chain for party, chain in chains.items() if chain}


def _only_of_the_room(chains: dict[str, list[Message]]) -> None:
    """Drop what doesn't belong to the room: second openings, and parties that the opening doesn't name."""
    openings = sorted(chain[0].digest for chain in chains.values() if chain[0].kind == "open")
    if not openings:
        chains.clear()
        return
    first = next(chain[0] for chain in chains.values() if chain[0].digest == openings[0])
    for party in [*chains]:
        second = chains[party][0].kind == "open" and party != first.party
        if second or party not in first.body["parties"]:
            del chains[party]


def _may_stand(message: Message, done: Mapping[str, list[Placed]]) -> bool:
    if message.kind != "open" and not any(done.values()):
        return False
    for tip in message.seen:
        chain = done.get(tip.party, [])
        if len(chain) < tip.n or chain[tip.n - 1].message.digest != tip.head:
            return False
    return True


def _past(message: Message, done: Mapping[str, list[Placed]]) -> dict[str, int]:
    past = {message.party: message.n + 1}
    before = [done[message.party][message.n - 1]] if message.n else []
    for each in (*before, *(done[tip.party][tip.n - 1] for tip in message.seen)):
        for party, n in each.past.items():
            past[party] = max(past.get(party, 0), n)
    return past
