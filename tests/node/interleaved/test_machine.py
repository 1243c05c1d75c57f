"""Homes in any order of acts, pulls, interruptions, replays and restarts end in the same state, on both engines."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.node.faults.scale import FULL, counted
from tests.node.homes import World
from tests.node.interleaved.machine import Homes

EXAMPLES, STEPS = (25, 30) if FULL else (3, 12)
SETTINGS = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("codes", [("us", "mx"), ("us", "mx", "ca")], ids=["two", "three"])
def test_homes_end_in_the_same_state(world: World, codes: tuple[str, ...]) -> None:
    Homes.runs = Homes.broken = 0
    run_state_machine_as_test(lambda: Homes(world, codes), settings=SETTINGS)
    counted("interleavings", Homes.runs)
    counted("interleavings broken off", Homes.broken)
