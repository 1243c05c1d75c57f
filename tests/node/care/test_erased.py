"""A backup from before an erasure brings the words back; what the others hold of the record destroys them again."""

import pytest

from bilateral.node import projection
from tests.node.care.test_backup import backed_up, restored
from tests.node.care.test_recover import recovered, sign
from tests.node.homes import World
from tests.node.seals import scenes
from tests.node.seals.scenes import exchange, is_published, pair, seal
from tests.node.seals.test_erasing import needles


@pytest.mark.parametrize("whose", ["us", "mx"])
def test_erased_words_do_not_come_back_to_stay(world: World, whose: str) -> None:
    us, mx, place = pair(world)
    exchange(us, mx)
    wanted = needles(us, place)
    old, other = (us, mx) if whose == "us" else (mx, us)
    kept = backed_up(old)
    seal(us, "erase", place)
    exchange(us, mx)
    assert not scenes.openings(us, place)
    new = restored(world, kept, old.home.keys)
    scenes.forget()
    assert scenes.openings(new, place), "it is from before"
    assert recovered(new, other.home.public).refused is None
    new.pull(other)
    assert not scenes.openings(new, place)
    assert not is_published(new, place)
    if not world.databases.server:
        assert scenes.where_found(new.home.path, *wanted) == []
    assert new.run(projection.rebuild, check=True) == ()
    sign(new)
    exchange(new, other)


def test_what_was_erased_is_not_called_lost(lone: World) -> None:
    us, mx, _ = pair(lone)
    kept = backed_up(us)
    us.propose(us.office("kept", "Kept"))
    seal(us, "erase", us.propose(us.office("erased", "Erased")))
    exchange(us, mx)
    new = restored(lone, kept, us.home.keys)
    assert recovered(new, mx.home.public).lost == ()
