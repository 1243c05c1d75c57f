"""What the processes do until they are killed. Each says what it tries, and what is done once that is acknowledged."""

import itertools
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, drafting, keyring, publisher
from bilateral.node.keys import ceremony
from bilateral.node.models import Act
from bilateral.node.rooms import exchange
from bilateral.node.writing import Unanswered, Unwritten
from tests.node.homes import Node, both, sizes
from tests.node.killed import ends
from tests.node.killed.nursery import say

Spec = dict[str, Any]


def acts(node: Node, seed: str, again: Iterable[Spec] = (), at: int = 0) -> None:
    """Act after act through the door. What an earlier life tried without an answer is tried again first.

    :param seed: gives the acts, and names them.
    """
    if at:
        ends.at_call(at)
    chance = Random(seed)
    for spec in itertools.chain(again, _specs(node, seed, chance)):
        say(trying=spec)
        try:
            say(done=spec["idem"], places=_do(node, spec))
        except door.Refused:
            say(refused=spec["idem"])
        except Unwritten:
            continue  # whether it is there is found out later


def _specs(node: Node, seed: str, chance: Random) -> Iterable[Spec]:
    for number in itertools.count():
        what = chance.choice(["line", "line", "office", "several", "answer"])
        spec = {"idem": f"{seed}-{number}", "do": what}
        if what == "answer":
            there = Act.objects.filter(act="propose", verdict="valid").order_by("-seq", "log")
            own = chance.random() < 0.5
            found = (there.filter if own else there.exclude)(party=node.party).first()
            if found is None:
                continue
            spec |= {"act": "withdraw" if own else "concur", "on": f"{found.log}#{found.seq}"}
        yield spec


def _do(node: Node, spec: Spec) -> list[str]:
    """The places of what a spec puts on the record."""
    idem = spec["idem"]
    name = f"x-{idem}"
    if spec["do"] == "answer":
        return [node.commit(node.run(drafting.answer, spec["act"], spec["on"], both(name)), idem=idem)]
    if spec["do"] == "several":
        drafts = [ActDraft("propose", (node.line(f"{name}-{n}"),)) for n in range(3)]
        idems = [f"{idem}.{n}" for n in range(3)]
        receipts = door.commit_many(node.home, drafts, door.Actor(node.party), node.now(), idems)
        return [each.ref.short for each in receipts]
    draft = node.line(name) if spec["do"] == "line" else node.office(name)
    return [node.propose(draft, idem=idem)]


def publishing(node: Node, at: int = 0) -> None:
    """The publisher, round after round."""
    _rounds(node, at, node.publish)


def pulling(node: Node, source: str, at: int = 0) -> None:
    """Bring in what another home shows, and publish it, again and again."""
    _rounds(node, at, lambda: node.pull(Path(source)))


def _rounds(node: Node, at: int, do: Callable[[], object]) -> None:
    if at:
        ends.at_call(at)
    while True:
        try:
            do()
        except (Unwritten, Unanswered):
            continue
        say(sizes={log: size for log, (size, _) in sizes(node).items()})
        time.sleep(0.002)


def rotating(node: Node, recovery: str, at: int = 0) -> None:
    """A change of keys from its first file to its last, by the commands' own steps; done if it is not killed before."""
    key = keyring.read_key(Path(recovery))
    publisher.publish(node.home, node.now())
    if at:
        ends.before_outside(at)
    statement = ceremony.prepare(node.home, node.party)
    receipt = ceremony.record(node.home, statement, [statement.authorise(key)], both("New keys"), node.now())
    publisher.publish(node.home, node.now())
    say(rotated=receipt.ref.short)


def answering(node: Node, data: str, now: str, at: int = 0) -> None:
    """Take in what another home sent of rooms, and answer: the bytes, in hexadecimal."""
    if at:
        ends.at_call(at)
    say(answer=exchange.answer(node.home, bytes.fromhex(data), datetime.fromisoformat(now)).hex())


def hearing(node: Node, other: str, nonce: str, data: str, now: str, at: int = 0) -> None:
    """Take in what another home answered about rooms."""
    if at:
        ends.at_call(at)
    came = exchange.take_answer(node.home, node.party, other, nonce, bytes.fromhex(data), datetime.fromisoformat(now))
    say(came=came.new, texts=came.texts)


LIVES: dict[str, Callable[..., None]] = {
    "acts": acts,
    "publishing": publishing,
    "pulling": pulling,
    "rotating": rotating,
    "answering": answering,
    "hearing": hearing,
}
