"""Each backup has a date by which it must be destroyed, wherever it went."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from bilateral.node.care import journal, manifest, shelf
from bilateral.values import BadInput
from tests.node.care.test_backup import backed_up, restored
from tests.node.homes import START, World


def test_a_backup_past_its_date_is_deleted_and_one_that_was_moved_is_asked_for(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    us.home = replace(us.home, backup_days=30)
    first, second = backed_up(us), backed_up(us)
    late = START + timedelta(days=31)
    assert us.run(shelf.expire, us.home, START + timedelta(days=29)) == ((), ())
    shutil.move(second, lone.folder / "tape")
    gone, astray = us.run(shelf.expire, us.home, late)
    assert [each.path for each in gone] == [str(first)]
    assert [each.path for each in astray] == [str(second)]
    assert not first.exists()
    assert [each.path for each in shelf.backups(us.home)] == [str(second)]
    shelf.destroyed(us.home, str(second), late)
    assert shelf.backups(us.home) == ()
    with pytest.raises(BadInput, match="on the list"):
        shelf.destroyed(us.home, str(second), late)
    told = [line["what"] for line in journal.lines(us.home)]
    assert told == ["backup", "backup", "backup-expired", "backup-destroyed"]


def test_what_lies_in_a_backups_place_is_not_deleted_for_it(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    first = backed_up(us)
    (first / manifest.FILE).write_text("{}")
    with pytest.raises(BadInput, match="Something else"):
        us.run(shelf.expire, us.home, START + timedelta(days=99))
    assert first.exists()
    with pytest.raises(BadInput, match="still there"):
        shelf.destroyed(us.home, str(first), START)


def test_a_restored_node_knows_the_backups_that_are_still_to_be_destroyed(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    first, second = backed_up(us), backed_up(us)
    new = restored(lone, second)
    assert [each.path for each in shelf.backups(new.home)] == [str(first), str(second)]
