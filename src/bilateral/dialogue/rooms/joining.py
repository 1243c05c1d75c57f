"""Whether a message follows from those that are held of its room; what to do with it depends on nothing else.

new      it is the next of its party, and all that it says it has seen is held: it may be kept
held     it is held already, to the byte
early    something that it follows is not held yet: it will be sent again
fork     its party has signed another message in its place, or other messages before it
wrong    it can never follow: its party has no part in the room, or it forgets or invents what it had seen
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from bilateral.dialogue.rooms.message import Message
from bilateral.dialogue.rooms.tips import Tips, counts

Chains = Mapping[str, Sequence[Message]]
"""The messages of a room by party, each party's in order and without a gap."""
Verdict = Literal["new", "held", "early", "fork", "wrong"]


def tips_of(chains: Chains) -> Tips:
    return tuple(sorted(chain[-1].tip for chain in chains.values() if chain))


def parties_of(chains: Chains) -> tuple[str, ...]:
    """Who has part in the room, as its first message says; nobody while that isn't held."""
    found = [chain[0] for chain in chains.values() if chain and chain[0].kind == "open"]
    return tuple(found[0].body["parties"]) if found else ()


def joins(message: Message, chains: Chains) -> Verdict:
    """What a message is to those held."""
    parties, own = parties_of(chains), chains.get(message.party, ())
    if message.n < len(own):
        return "held" if own[message.n].digest == message.digest else "fork"
    if message.kind == "open":
        return "wrong" if parties else "new"
    if not parties:
        return "early"
    if message.party not in parties or any(tip.party not in parties for tip in message.seen):
        return "wrong"
    if message.n > len(own):
        return "early"
    if own and own[-1].digest != message.prev:
        return "fork"
    return _seen(message, chains, own)


def _seen(message: Message, chains: Chains, own: Sequence[Message]) -> Verdict:
    now, before = counts(message.seen), counts(own[-1].seen) if own else {}
    if any(now.get(party, 0) < n for party, n in before.items()):
        return "wrong"
    if not own and not any(chains[tip.party][0].kind == "open" for tip in message.seen if chains.get(tip.party)):
        return "wrong"
    for tip in message.seen:
        chain = chains.get(tip.party, ())
        if len(chain) < tip.n:
            return "early"
        if chain[tip.n - 1].digest != tip.head:
            return "wrong"
    return "new"
