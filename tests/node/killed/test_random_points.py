"""Rounds of processes that act, publish and pull on two homes, each killed with SIGKILL at a random point.

After each round: the tables are what the entries say, readers see whole snapshots, what was acknowledged stands where
it was said to and once, what was not is there whole or not at all and is done once when it is tried again, nothing that
was published or pulled is gone, and a copy of the record audits.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pytest
from django.db import connections

from bilateral.node.models import LogEntry
from bilateral.record.entry import Entry
from tests.node.faults.scale import FIGURES, FULL
from tests.node.faults.whole import consistent, pins_of, readable, whole
from tests.node.homes import Node, World, sizes
from tests.node.killed.lives import Spec
from tests.node.killed.nursery import Life, Nursery

WORLDS, ROUNDS = (10, 15) if FULL else (1, 3)
MOST_CALLS = 60_000


@dataclass
class Home:
    """A home and what its processes said."""

    node: Node
    told: dict[str, str] = field(default_factory=dict)
    open: dict[str, Spec] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    least: dict[str, int] = field(default_factory=dict)

    def heed(self, heard: list[dict[str, Any]]) -> None:
        for said in heard:
            if "trying" in said:
                self.open[said["trying"]["idem"]] = said["trying"]
            elif "done" in said:
                spec = self.open.pop(said["done"])
                self.told.update(zip(idems_of(spec), said["places"], strict=True))
            elif "refused" in said:
                self.refused |= set(idems_of(self.open.pop(said["refused"])))
            else:
                for log, size in said["sizes"].items():
                    self.least[log] = max(size, self.least.get(log, 0))

    def holds(self) -> None:
        """Nothing acknowledged is lost or doubled, nothing is half-done."""
        rows = self.node.run(lambda: list(LogEntry.objects.exclude(idem=None).values_list("idem", "log", "seq")))
        there = {idem: f"{log}#{seq}" for idem, log, seq in rows}
        assert len(there) == len(rows)
        assert {idem: there.get(idem) for idem in self.told} == self.told
        assert not self.refused & set(there)
        for spec in self.open.values():
            assert sum(idem in there for idem in idems_of(spec)) in (0, len(idems_of(spec))), spec
        named = Counter(
            change["name"]
            for raw in self.node.run(lambda: list(LogEntry.objects.values_list("raw", flat=True)))
            for change in Entry.parse(bytes(raw)).changes
        )
        assert set(named.values()) == {1}, named.most_common(1)
        now = {log: size for log, (size, _) in sizes(self.node).items()}
        assert all(now[log] >= size for log, size in self.least.items()), (now, self.least)
        consistent(self.node)
        seen = readable(self.node)
        assert all(seen.get(log, 0) <= size for log, size in now.items())


def idems_of(spec: Spec) -> list[str]:
    return [f"{spec['idem']}.{n}" for n in range(3)] if spec["do"] == "several" else [spec["idem"]]


def lives(nursery: Nursery, homes: list[Home], seed: str, chance: Random) -> Iterator[tuple[Home, Life, bool]]:
    """One to three processes on these homes, at least one of which acts; and whether each will kill itself."""
    kinds = ["acts", *chance.choices(["acts", "publishing", "pulling"], k=chance.randrange(3))]
    for number, kind in enumerate(kinds):
        home = chance.choice(homes)
        within = chance.random() < 0.5
        named: dict[str, Any] = {"at": int(MOST_CALLS ** chance.uniform(0.3, 1))} if within else {}
        if kind == "acts":
            named |= {"seed": f"{seed}-{number}", "again": list(home.open.values())}
        if kind == "pulling":
            named |= {"source": str(next(h for h in homes if h is not home).node.home.public)}
        yield home, nursery.start(kind, home.node, **named), within


def kill(running: list[tuple[Home, Life, bool]], chance: Random) -> None:
    """Each at its own moment: those that don't kill themselves after some sayings and a moment more."""
    for home, life, within in sorted(running, key=lambda each: each[2]):
        if not within:
            life.said(chance.randrange(4))
            time.sleep(chance.random() * 0.02)
        home.heed(life.end() if within else life.kill())


@pytest.mark.parametrize("number", range(WORLDS))
def test_killed_at_random_points(world: World, nursery: Nursery, number: int) -> None:
    homes = [Home(node) for node in world.dialogue("us", "mx")]
    pins = pins_of(*(home.node for home in homes))
    connections["default"].close()
    for n in range(ROUNDS):
        seed = f"{number}-{n}"
        chance = Random(f"{world.databases.server and 'postgres'} {seed}")
        kill(list(lives(nursery, homes, seed, chance)), chance)
        for home in homes:
            home.holds()
        chosen = homes[n % 2].node
        whole(chosen, pins, chosen.home.path / f"out{n}")
        connections["default"].close()
    us, mx = (home.node for home in homes)
    world.meet(us, mx)
    assert sizes(us) == sizes(mx)
    for home in homes:
        for spec in list(home.open.values()):
            life = nursery.start("acts", home.node, seed=f"{number}-last-{home.node.party}", again=[spec])
            life.said(2)
            home.heed(life.kill())
        home.holds()
    assert not FULL or WORLDS * ROUNDS == FIGURES["SIGKILL"]
