"""Homes in any order of acts, pulls, interruptions, replays and restarts end in the same state, on both engines."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.node.faults.scale import FULL, counted
from tests.node.homes import World
from tests.node.interleaved.machine import Homes

EXAMPLES = {2: 20, 3: 10} if FULL else {2: 3, 3: 2}
SETTINGS = settings(
    stateful_step_count=25 if FULL else 12,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("codes", [("us", "mx"), ("us", "mx", "ca")], ids=["two", "three"])
def test_homes_end_in_the_same_state(world: World, codes: tuple[str, ...]) -> None:
    Homes.runs = Homes.broken = 0
    run_state_machine_as_test(
        lambda: Homes(world, codes), settings=settings(SETTINGS, max_examples=EXAMPLES[len(codes)])
    )
    counted(f"interleavings: {len(codes)} homes", Homes.runs)
    counted("interleavings broken off", Homes.broken)
