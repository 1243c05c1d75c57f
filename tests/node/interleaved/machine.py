"""Two or three homes in any order of doings, as a Hypothesis state machine.

    run_state_machine_as_test(lambda: Homes(world, ("us", "mx")), settings=...)

Doings: any act through the door, a publication, a pull from what another shows, a pull from an old copy of that, the
same attempt again, a process that starts anew. Each may be broken off at any step of its storage, in any manner that
`seams` knows. Whatever came, in the end all homes talk until nothing is new, and hold the same state.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.db import connections
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bilateral.dialogue.compose import ActDraft
from bilateral.node import drafting, upkeep
from bilateral.node.models import Act, Document, Log
from bilateral.node.projection.rebuild import dump
from bilateral.values import BadInput, Fault
from tests.node.faults.seams import HOWS, Crash, Seams
from tests.node.faults.whole import consistent, once_each, pins_of, readable, whole
from tests.node.homes import Node, World, both, copy_of, sizes
from tests.node.seals import scenes

ACTS = ("line", "amend", "office", "concur", "decline", "withdraw", "withhold", "release", "ack")
FAULTS = st.one_of(st.none(), st.tuples(st.integers(0, 40), st.sampled_from(HOWS)))
WHO, PICK = st.integers(0, 2), st.integers(0, 11)
_numbers = itertools.count()


@dataclass
class Attempt:
    """An act that was tried under a name of its own, and where it stands, if that was acknowledged."""

    who: int
    do: Callable[[], str]
    place: str = ""


class Homes(RuleBasedStateMachine):
    """``broken``: how many doings were broken off, over all runs."""

    broken = 0
    runs = 0

    def __init__(self, world: World, codes: tuple[str, ...]) -> None:
        super().__init__()
        Homes.runs += 1
        self.place = World(world.folder / f"m{next(_numbers)}", world.databases)
        self.nodes = self.place.dialogue(*codes)
        self.attempts: dict[str, Attempt] = {}
        self.kept: list[tuple[int, Path]] = []
        for node in self.nodes:
            node.propose(node.office("o"))
            node.publish()

    def teardown(self) -> None:
        try:
            self.same_at_last()
        finally:
            connections["default"].close()
            self.place.databases.drop(self.nodes)

    # -- doings ------------------------------------------------------------------------------------------------------

    @rule(who=WHO, what=st.sampled_from(ACTS), pick=PICK, fault=FAULTS)
    def act(self, who: int, what: str, pick: int, fault: tuple[int, str] | None) -> None:
        node, idem = self._node(who), f"x{len(self.attempts)}"
        draft = self._draft(node, what, pick, idem)
        if draft is not None:
            office = "o" if what in ("withhold", "release") else ""
            attempt = Attempt(self._index(who), lambda: node.commit(draft, idem=idem, office=office))
            self.attempts[idem] = attempt
            attempt.place = self._do(node, attempt.do, fault) or ""

    @precondition(lambda self: self.attempts)
    @rule(pick=PICK, fault=FAULTS)
    def same_attempt_again(self, pick: int, fault: tuple[int, str] | None) -> None:
        attempt = list(self.attempts.values())[pick % len(self.attempts)]
        place = self._do(self.nodes[attempt.who], attempt.do, fault)
        assert place in (None, attempt.place) or not attempt.place, "what was acknowledged is found again"
        attempt.place = attempt.place or place or ""

    @rule(who=WHO, fault=FAULTS)
    def publish(self, who: int, fault: tuple[int, str] | None) -> None:
        self._do(self._node(who), self._node(who).publish, fault)
        readable(self._node(who))

    @rule(who=WHO, whom=WHO, fault=FAULTS)
    def pull(self, who: int, whom: int, fault: tuple[int, str] | None) -> None:
        """What the other published last, which may not be all that it has, and may have been broken off."""
        node, other = self._node(who), self._node(whom)
        if node is not other:
            self._do(node, lambda: node.pull(other.home.public), fault)

    @rule(whom=WHO)
    def keep_a_copy(self, whom: int) -> None:
        index = self._index(whom)
        target = self.place.folder / f"kept{len(self.kept)}"
        self.kept.append((index, copy_of(self.nodes[index], target)))

    @precondition(lambda self: self.kept)
    @rule(who=WHO, pick=PICK, fault=FAULTS)
    def replay(self, who: int, pick: int, fault: tuple[int, str] | None) -> None:
        index, copy = self.kept[pick % len(self.kept)]
        node = self._node(who)
        if node is not self.nodes[index]:
            self._do(node, lambda: node.pull(copy), fault)

    @rule(who=WHO)
    def restart(self, who: int) -> None:
        node = self._node(who)
        node.run(connections["default"].close)
        node.run(upkeep.mend, node.home)
        consistent(node)

    # -- how ---------------------------------------------------------------------------------------------------------

    def _index(self, who: int) -> int:
        return who % len(self.nodes)

    def _node(self, who: int) -> Node:
        return self.nodes[self._index(who)]

    def _draft(self, node: Node, what: str, pick: int, idem: str) -> ActDraft | None:
        """An act that an official could ask for now; None where there is nothing that it could be about."""
        if what == "ack":
            return ActDraft("ack")
        if what in ("line", "office"):
            return ActDraft("propose", (node.line(idem) if what == "line" else node.office(idem),))
        if what == "amend":
            names = node.run(lambda: list(Document.objects.filter(kind="line").order_by("name").values_list("name")))
            return ActDraft("propose", (node.line(names[pick % len(names)][0], idem),)) if names else None
        sealing = what in ("withhold", "release")
        rows = Act.objects.filter(act="propose", verdict="valid").order_by("log", "seq")
        if sealing:
            rows = rows.filter(party=node.party)
        found = node.run(lambda: [f"{row.log}#{row.seq}" for row in rows])
        if not found:
            return None
        place = found[pick % len(found)]
        try:
            if sealing:
                return scenes.wanted(node, what, place)
            return node.run(drafting.answer, what, place, both(idem))
        except BadInput:
            return None

    def _do(self, node: Node, do: Callable[[], Any], fault: tuple[int, str] | None) -> Any:
        """What it answers; None where it was broken off, or where the rules don't allow it now."""
        if fault is None:
            try:
                return do()
            except BadInput:
                return None
        with node.here(), Seams({fault[0]: fault[1]}) as seams:
            try:
                return do()
            except (Crash, Fault, OSError):
                return None
            finally:
                Homes.broken += bool(seams.failed)
                connections["default"].close()

    # -- at last -----------------------------------------------------------------------------------------------------

    def same_at_last(self) -> None:
        before: list[dict[str, tuple[int, int]]] = []
        while (now := [sizes(node) for node in self.nodes]) != before:
            before = now
            World.meet(*self.nodes)
        for node in self.nodes:
            consistent(node)
            told = {idem: a.place for idem, a in self.attempts.items() if a.place and self.nodes[a.who] is node}
            once_each(node, told)
        assert all(sizes(node) == sizes(self.nodes[0]) for node in self.nodes), [sizes(node) for node in self.nodes]
        assert len({state_hash(node) for node in self.nodes}) == 1, differing(self.nodes)
        whole(self.nodes[0], pins_of(*self.nodes), self.place.folder / "out")


def held(node: Node) -> dict[str, bytes]:
    """All that a node holds of the record: the root of each log, and a digest of each row that follows from it."""
    roots = node.run(lambda: {f"root {log.pk} {log.size}": bytes.fromhex(log.root) for log in Log.objects.all()})
    return {**roots, **node.run(dump)}


def state_hash(node: Node) -> str:
    digest = blake2b(digest_size=32)
    for name, value in sorted(held(node).items()):
        digest.update(f"{name}\n".encode() + value)
    return digest.hexdigest()


def differing(nodes: list[Node]) -> list[str]:
    first, *others = (held(node) for node in nodes)
    return sorted(
        {name for other in others for name in first.keys() | other.keys() if first.get(name) != other.get(name)}
    )
