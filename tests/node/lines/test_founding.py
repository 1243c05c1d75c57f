"""A government whose keys are all lost opens a successor: what it says, what stays, what a broken attempt leaves."""

from dataclasses import replace
from pathlib import Path

import pytest

from bilateral.node import home as homes
from bilateral.node import keyring, publisher, read
from bilateral.node.home import Peer
from bilateral.node.lines import founding
from bilateral.node.lines.founding import Founded
from bilateral.node.lines.line import left_behind, successors
from bilateral.node.models import Log
from bilateral.node.projection import rebuild
from bilateral.node.read.shapes import PUBLIC
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource
from bilateral.values import BadInput
from tests.node.homes import Node, World, both, sizes, state

WHY = both("A fire took the machine and both safes.", "Un incendio se llevó el equipo y las dos cajas fuertes.")


def lose_keys(node: Node) -> None:
    for path in node.home.keys.glob("*.key"):
        path.unlink()


def succeed(node: Node, folder: Path, size: int | None = None) -> Founded:
    found: Founded = node.run(founding.succeed, node.home, node.party, [folder / "safe"], WHY, node.now(), size)
    node.home = found.home
    node.publish()
    return found


def follow(node: Node, other: Node) -> None:
    """Pin the successor's key, given by hand, and bring it in."""
    for origin in other.home.origins:
        key = other.run(publisher.declared_keys, origin)[0]
        node.home = node.home.with_peer(Peer(origin, key, str(other.home.public)))
    node.home.save()
    node.pull(other)


@pytest.fixture
def lost(world: World, tmp_path: Path) -> tuple[Node, Node, Path]:
    us, mx = world.dialogue("us", "mx")
    world.agree("t/us#1", us, mx)
    us.pull(mx)  # what mx attests comes along
    lose_keys(us)
    return us, mx, tmp_path


def test_it_goes_on_after_what_the_others_have(lost: tuple[Node, Node, Path]) -> None:
    us, mx, folder = lost
    before = sizes(us)
    found = succeed(us, folder)
    assert found.ref.short == "t/us/2#0"
    assert found.cuts == {"t/us": before["t/us"][0]}
    assert us.home.origin("us") == "t/us/2"
    assert homes.load(us.home.path).turns == (("us", 2),)
    assert [log.pk for log in us.run(lambda: list(Log.objects.filter(own=True)))] == ["t/us/2"]
    assert (folder / "safe" / "t-us-2.recovery.key").exists()
    assert us.run(keyring.load, us.home, "us").checkpoint_verifier.name == "t/us/2"
    follow(mx, us)
    for node in (us, mx):
        (each,) = node.run(successors)
        assert (each.origin, each.recognised_by, each.stands) == ("t/us/2", (), False)
        assert node.run(rebuild, check=True) == ()
        told = audit(DirSource(node.export(folder / f"copy-{node.party}")))
        assert told.ok, told.lines()
    heads = {head.log: head for head in mx.run(read.site, PUBLIC).heads}
    assert list(heads) == ["t/us", "t/us/2", "t/mx"]
    assert "Nobody has recognised it" in heads["t/us/2"].line[-1].en
    assert heads["t/us"].line == (), "until others have recognised it, nothing has ended"
    assert {party.origin for party in mx.run(read.site, PUBLIC).parties} == {"t/us", "t/mx"}
    began = mx.run(read.entry, PUBLIC, "t/us/2", 0)
    assert began.act.reason is not None
    assert began.act.reason.es == WHY["es"]


def test_what_was_published_is_kept_though_nobody_has_taken_it_yet(lone: World, tmp_path: Path) -> None:
    us, mx = lone.dialogue("us", "mx")
    lone.agree("t/us#1", us, mx)
    us.pull(mx)
    kept = us.propose(us.line("kept"))
    us.publish()
    lost = us.propose(us.line("lost"))
    lose_keys(us)
    found = succeed(us, tmp_path)
    assert found.cuts == {"t/us": us.run(founding.known_elsewhere, "t/us") + 1}
    assert [cut.size for cut, _ in us.run(left_behind, "t/us/2")] == [found.cuts["t/us"]]
    follow(mx, us)
    assert (state(mx, kept), mx.run(left_behind, "t/us/2")) == ("open", [])
    mx.act("recognise", "t/us/2#0")
    us.pull(mx)
    mx.pull(us)
    assert [state(node, kept) for node in (us, mx)] == ["open"] * 2
    assert state(us, lost) == "cut_off"
    mx.act("concur", kept)
    us.pull(mx)
    assert state(us, kept) == "agreed"


def test_repeating_it_does_nothing_twice(lost: tuple[Node, Node, Path]) -> None:
    us, _, folder = lost
    before = us.home
    found = succeed(us, folder)
    us.home = replace(before, turns=())  # the settings were not written yet when it broke off
    again = succeed(us, folder)
    assert again.repeated
    assert (again.ref, again.cuts, again.home.turns) == (found.ref, found.cuts, (("us", 2),))


def test_a_second_time_it_tells_the_same_and_opens_no_third(lost: tuple[Node, Node, Path]) -> None:
    us, _, folder = lost
    found = succeed(us, folder)
    again = succeed(us, folder)
    assert (again.ref, again.repeated, us.home.turns) == (found.ref, True, (("us", 2),))


def test_a_record_whose_keys_are_here_goes_on_by_itself(world: World, tmp_path: Path) -> None:
    us, _ = world.dialogue("us", "mx")
    with pytest.raises(BadInput, match="can go on"):
        succeed(us, tmp_path)
    assert us.home.turns == ()
    found = us.run(founding.succeed, us.home, "us", [tmp_path / "safe"], WHY, us.now(), even_so=True)
    assert found.ref.short == "t/us/2#0"


def test_an_attempt_that_fails_leaves_nothing(lost: tuple[Node, Node, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    us, _, folder = lost
    with monkeypatch.context() as patch:
        patch.setattr(founding, "open_log", lambda *_: (_ for _ in ()).throw(OSError("no room")))
        with pytest.raises(OSError, match="no room"):
            succeed(us, folder)
    assert list((folder / "safe").iterdir()) == []
    assert us.run(lambda: Log.objects.get(pk="t/us")).own
    assert succeed(us, folder).ref.short == "t/us/2#0"


def test_an_end_before_what_others_have_is_refused(lost: tuple[Node, Node, Path]) -> None:
    us, _, folder = lost
    for size in (0, 1, 99):
        with pytest.raises(BadInput):
            succeed(us, folder, size)
    assert us.home.origin("us") == "t/us"
