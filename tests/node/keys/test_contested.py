"""After a revoke: every surface says of an act signed with the keys before, and of what rests on it, that it is
contested and who says so. Nothing else about it changes.
"""

from pathlib import Path

import pytest

from bilateral.node import read
from bilateral.node.models import Act, Document
from bilateral.node.projection import rebuild
from bilateral.node.read.shapes import PUBLIC
from tests.node.homes import Node, World
from tests.node.keys.test_ceremony import changed

PLAN = "t/us:plan"


@pytest.fixture
def stolen(world: World) -> tuple[Node, Node, str]:
    """`us` proposed a line and `mx` agreed, all of it possibly by whoever stole the keys of `us`; `us` has revoked."""
    us, mx = world.dialogue("us", "mx")
    world.agree("t/us#1", us, mx)
    place = us.propose(us.line("x"))
    world.agree(place, us, mx)
    recovery = us.home.path.parent / "recovery" / "t-us.recovery.key"
    if not recovery.exists():  # a world that was copied left its recovery keys where it was made
        recovery = world.databases.folder / "dialogue-us-mx" / "recovery" / "t-us.recovery.key"
    revoke = changed(us, Path(recovery), suspect=2)
    mx.pull(us)
    return us, mx, revoke


def test_an_agreement_that_rests_on_it_is_marked_in_both_homes(stolen: tuple[Node, Node, str]) -> None:
    us, mx, revoke = stolen
    for node in (us, mx):
        line = node.run(read.document, PUBLIC, "t/us:x")
        assert [doubt.ref.short for doubt in line.standing.contested] == [revoke]
        assert "United States" in line.standing.contested[0].said.en
        assert line.standing.contested[0].said.es.startswith("En duda")
        assert line.link.contested
        assert line.link.status == "agreed"
        plan = node.run(read.document, PUBLIC, PLAN)
        assert not plan.standing.contested, "signed before"
        assert not plan.link.contested


def test_acts_are_marked_one_by_one(stolen: tuple[Node, Node, str]) -> None:
    us, mx, revoke = stolen
    for node in (us, mx):
        page = node.run(read.acts, PUBLIC, limit=200)
        marked = {act.ref.short for act in page.items if act.standing.contested}
        size = int(revoke.rpartition("#")[2])
        assert marked == {f"t/us#{seq}" for seq in range(2, size)}, "the other government's own acts are not"
        concur = next(act for act in page.items if act.act == "concur" and act.party.code == "mx")
        answered = node.run(read.entry, PUBLIC, concur.ref.log, concur.ref.seq)
        assert answered.act.standing.contested == ()


def test_the_tables_say_it_the_same_way_when_made_anew(stolen: tuple[Node, Node, str]) -> None:
    us, mx, revoke = stolen
    for node in (us, mx):
        assert node.run(rebuild, check=True) == ()
        node.run(Act.objects.filter(log="t/us", seq=2).update, contested=[])
        node.run(Document.objects.filter(pk="t/us:x").update, contested=[])
        differing = node.run(rebuild, check=False)
        assert {place.split()[0] for place in differing} == {"Act", "Document"}
        assert node.run(Document.objects.get, pk="t/us:x").contested == [revoke]
