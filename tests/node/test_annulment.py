"""An agreement made with stolen keys: contested, then undone together, and every surface says so."""

from typing import Any

import pytest

from bilateral.node import read
from bilateral.node.door import Refused
from bilateral.node.models import Document, Version
from bilateral.node.projection import rebuild
from bilateral.node.read.shapes import PUBLIC
from tests.node.homes import Node, World, both, state

WHY = both("It was signed with a stolen key.", "Se firmó con una llave robada.")


def annulment(node: Node, target: str, name: str = "undo", among: tuple[str, ...] = ()) -> Any:
    content = {"title": both("What is undone", "Lo que se anula"), "target": target, "reason": WHY}
    return node.draft("annulment", name, content, among)


def undo(world: World, target: str, first: Node, *others: Node, name: str = "undo") -> str:
    place = first.propose(annulment(first, target, name))
    world.agree(place, first, *others)
    return place


@pytest.fixture
def pair(world: World) -> tuple[World, Node, Node]:
    us, mx = world.dialogue("us", "mx")
    world.agree("t/us#1", us, mx)
    return world, us, mx


def test_what_was_undone_is_not_in_force_and_is_proposed_anew_on_its_line(
    pair: tuple[World, Node, Node],
) -> None:
    world, us, mx = pair
    bad = us.propose(us.line("x", "bad"))
    world.agree(bad, us, mx)
    place = undo(world, bad, mx, us)
    for node in (us, mx):
        assert (state(node, bad), state(node, place)) == ("annulled", "agreed")
        row = node.run(Document.objects.get, pk="t/us:x")
        assert (row.status, row.in_force, row.number) == ("annulled", "", 1)
        assert node.run(Version.objects.get, name="t/us:x").annulled_by == place
        shown = node.run(read.document, PUBLIC, "t/us:x")
        assert [undone.ref.short for undone in shown.standing.undone] == [place]
        assert "No version of this text is in force" in shown.standing.undone[0].said.en
        assert "Ninguna versión" in shown.standing.undone[0].said.es
        assert shown.versions[0].annulled_by is not None
        assert shown.current is None
        pillar = node.run(read.pillar, PUBLIC, "t/us:p")
        assert pillar.lines == (), "the plan shows what holds"
        entry = node.run(read.entry, PUBLIC, "t/us", int(bad.rpartition("#")[2]))
        assert entry.proposal is not None
        assert entry.proposal.status == "annulled"
        assert [undone.ref.short for undone in entry.proposal.standing.undone] == [place]
        assert node.run(read.proposals, PUBLIC, status="annulled").total == 1
        assert node.run(rebuild, check=True) == ()
    again = us.propose(us.line("t/us:x", "good"))
    world.agree(again, us, mx)
    for node in (us, mx):
        row = node.run(Document.objects.get, pk="t/us:x")
        assert (row.status, row.number) == ("agreed", 2)
        assert row.in_force == row.tip != ""
        assert node.run(rebuild, check=True) == ()


def test_what_was_in_force_before_is_shown_again(pair: tuple[World, Node, Node]) -> None:
    world, us, mx = pair
    world.agree(us.propose(us.line("x", "first")), us, mx)
    second = us.propose(us.line("t/us:x", "second"))
    world.agree(second, us, mx)
    undo(world, second, us, mx)
    for node in (us, mx):
        shown = node.run(read.document, PUBLIC, "t/us:x")
        assert shown.link.title.en == "first"
        assert shown.link.status == "agreed"
        assert shown.current is not None
        assert shown.current.number == 1
        assert "Version 1 is in force again" in shown.standing.undone[0].said.en
        assert "Vuelve a regir la versión 1" in shown.standing.undone[0].said.es
        assert node.run(rebuild, check=True) == ()
    third = us.propose(us.line("t/us:x", "third"))
    world.agree(third, us, mx)
    assert us.run(read.document, PUBLIC, "t/us:x").data["number"] == 3


def test_the_door_says_why_an_annulment_is_refused(pair: tuple[World, Node, Node]) -> None:
    _, us, mx = pair
    waiting = us.propose(us.line("x"))
    with pytest.raises(Refused) as refused:
        us.propose(annulment(us, waiting))
    assert "not agreed" in refused.value.what.en
    assert "no tiene conformidad" in refused.value.what.es
    place = undo(pair[0], "t/us#1", us, mx)
    with pytest.raises(Refused) as refused:
        us.propose(annulment(us, place, "twice"))
    assert "not annulled" in refused.value.what.en
    with pytest.raises(Refused):
        us.propose(annulment(us, "t/us#1", "t/us:undo"))
