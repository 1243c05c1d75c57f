"""Rounds of processes that act, publish and pull on two homes, each killed with SIGKILL at a random point.

After each round: the tables are what the entries say, readers see whole snapshots, what was acknowledged stands where
it was said to and once, what was not is there whole or not at all and is done once when it is tried again, nothing that
was published or pulled is gone, and a copy of the record audits.
"""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import connections

from tests.node.faults.scale import FIGURES, FULL
from tests.node.faults.whole import pins_of, whole
from tests.node.homes import World, sizes
from tests.node.killed.nursery import Life, Nursery
from tests.node.killed.rounds import Home, kill

WORLDS, ROUNDS = (10, 15) if FULL else (1, 3)
MOST_CALLS = 60_000


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
    for _ in range(2):  # what one brings in may be taken note of by the other
        world.meet(us, mx)
    assert sizes(us) == sizes(mx)
    for home in homes:
        for spec in list(home.open.values()):
            life = nursery.start("acts", home.node, seed=f"{number}-last-{home.node.party}", again=[spec])
            life.said(2)
            home.heed(life.kill())
        home.holds()
    assert not FULL or FIGURES["SIGKILL"] == WORLDS * ROUNDS
