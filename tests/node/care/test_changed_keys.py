"""Backups and losses around a change of keys: what comes back was signed by keys unknown to the backup."""

import shutil
import stat
from pathlib import Path

import pytest

from bilateral.node import keyring
from bilateral.node.keys import state
from bilateral.node.models import Log, LogEntry, SealedText, SignedHead
from tests.node.care.test_backup import backed_up, restored
from tests.node.care.test_recover import recovered, refuses, sign, truth, wipe
from tests.node.homes import Node, World
from tests.node.keys.test_ceremony import changed, prepared

RECOVERY = Path("recovery") / "t-us.recovery.key"


@pytest.fixture
def pair(lone: World) -> tuple[Node, Node, Path]:
    us, mx = lone.node("us"), lone.node("mx", start=1)
    lone.nodes[:] = [us, mx]
    us.pin(mx)
    mx.pin(us)
    lone.meet(us, mx)
    return us, mx, lone.folder / RECOVERY


def test_a_backup_from_before_it_goes_on_with_the_keys_of_today_only(
    lone: World, pair: tuple[Node, Node, Path]
) -> None:
    us, mx, recovery = pair
    old = lone.folder / "safe"
    shutil.copytree(us.home.keys, old)
    kept = backed_up(us)
    changed(us, recovery)
    mx.pull(us)
    new = restored(lone, kept, old)
    refuses(new, "not yet compared")
    assert recovered(new, mx.home.public).refused is None
    assert not new.run(state.of_own, new.home, "us").here
    with pytest.raises(keyring.KeyFault):
        sign(new)
    assert truth(new)["entries"] == truth(us)["entries"]
    shutil.rmtree(new.home.keys)
    shutil.copytree(us.home.keys, new.home.keys)
    sign(new)
    mx.pull(new)


def test_all_of_it_comes_back_with_the_keys_of_today(lone: World, pair: tuple[Node, Node, Path]) -> None:
    us, mx, recovery = pair
    changed(us, recovery)
    mx.pull(us)
    before = truth(us)["entries"]
    us.run(wipe)
    us.run(lambda: [model.objects.all().delete() for model in (Log, LogEntry, SealedText, SignedHead)])
    shutil.rmtree(us.home.public)
    assert recovered(us, mx.home.public).refused is None
    us.pull(mx)
    assert truth(us)["entries"] == before
    sign(us)
    mx.pull(us)


def test_keys_prepared_and_not_yet_declared_travel_along(lone: World, pair: tuple[Node, Node, Path]) -> None:
    us, mx, _ = pair
    prepared(us)
    waiting = sorted(path.relative_to(us.home.path) for path in us.home.keys.rglob("*"))
    new = restored(lone, backed_up(us, with_keys=True))
    assert sorted(path.relative_to(new.home.path) for path in new.home.keys.rglob("*")) == waiting
    for path in (new.home.keys, *new.home.keys.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    recovered(new, mx.home.public)
    sign(new)
