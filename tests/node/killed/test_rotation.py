"""A process killed before each call by which a change of keys touches the system: files, folders, locks, the database.

After each: the node still signs, by the keys that the record declares; the same change, made by another process, is
done once; the files are tidied; and what others hold goes on.
"""

from pathlib import Path

import pytest
from django.db import connections

from bilateral.dialogue.compose import ActDraft
from bilateral.node import keyring
from bilateral.node.keys import declared, state
from tests.node.faults.scale import FULL, counted
from tests.node.faults.whole import consistent, pins_of, readable, whole
from tests.node.homes import Node, World, sizes
from tests.node.killed.nursery import Nursery

PARTS = 2
STRIDE = PARTS if FULL else 15
FRESH = 12


def rotated(nursery: Nursery, us: Node, recovery: Path, at: int = 0) -> bool:
    """Whether a process got to the end of it."""
    connections["default"].close()
    said = nursery.start("rotating", us, recovery=str(recovery), at=at).end()
    return any("rotated" in each for each in said)


def goes_on(us: Node) -> None:
    """It signs, as after any restart."""
    us.commit(ActDraft("ack"))
    us.publish()
    readable(us)


@pytest.mark.parametrize("first", range(1, 1 + (PARTS if FULL else 1)))
def test_killed_at_each_call_of_a_rotation(lone: World, nursery: Nursery, first: int) -> None:
    at, killed, done = first, 0, False
    while not done:
        place = World(lone.folder / f"w{at}", lone.databases)
        us, mx = place.dialogue("us", "mx")
        recovery = next(lone.databases.folder.rglob("t-us.recovery.key"))
        pins = pins_of(us, mx)
        for _ in range(FRESH):
            before = us.run(lambda: len(declared.of_log("t/us").history))
            done = rotated(nursery, us, recovery, at)
            at, killed = at + STRIDE, killed + (not done)
            goes_on(us)
            assert rotated(nursery, us, recovery), "the next process is not in the way of what the killed one left"
            consistent(us)
            now = us.run(lambda: len(declared.of_log("t/us").history))
            assert now - before in (1, 2), "the change once where the killed one had not recorded it, else the next one"
            assert us.run(state.of_own, us.home, "us").here
            left = sorted(path.name for path in us.home.keys.rglob("*") if path.is_file())
            assert left == sorted(f"us.{role}.key" for role in keyring.ROLES)
            assert {path.stat().st_mode & 0o777 for path in us.home.keys.glob("*.key")} == {0o600}
            if done:
                break
        mx.pull(us)
        assert sizes(mx) == sizes(us)
        whole(us, pins, us.home.path / "out")
    counted("SIGKILL: a change of keys", killed * PARTS)
