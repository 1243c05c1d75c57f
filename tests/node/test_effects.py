"""What a text binds to, as it is read: said by itself, by the nearest text in force above it, or by nobody."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilateral.node import drafting, read
from bilateral.node.read import PUBLIC
from tests.node.homes import Node, World, both
from tests.node.test_door import ACTION


def agree_on(world: World, us: Node, mx: Node, *changes: Any) -> str:
    place = us.propose(*changes)
    world.agree(place, us, mx)
    return place


def plan_says(us: Node, effect: str | None, basis: dict[str, str] | None = None) -> Any:
    content = us.run(drafting.content_of, "t/us:plan", PUBLIC)
    return us.draft("plan", "t/us:plan", {**content, "effect": effect, "basis": basis})


def effect(node: Node, name: str) -> tuple[str, str | None]:
    found = node.run(read.document, PUBLIC, name).effect
    return found.code, str(found.source.name) if found.source else None


@pytest.fixture
def world_of_two(world: World) -> tuple[World, Node, Node]:
    us, mx = world.dialogue("us", "mx")
    world.agree("t/us#1", us, mx)
    us.propose(us.office("cbp"))
    return world, us, mx


def test_nobody_said(world_of_two: tuple[World, Node, Node]) -> None:
    _, us, _ = world_of_two
    assert effect(us, "t/us:plan") == ("", None)
    assert effect(us, "t/us:p") == ("", None)


def test_the_nearest_text_in_force_counts(world_of_two: tuple[World, Node, Node]) -> None:
    world, us, mx = world_of_two
    action = {**ACTION, "under": "t/us:l"}
    agree_on(world, us, mx, us.line("l"), us.draft("action", "a", action))
    place = us.propose(plan_says(us, "political"))
    assert effect(us, "t/us:p") == ("", None), "a plan that is only proposed says nothing yet"
    assert us.run(read.entry, PUBLIC, "t/us", int(place.partition("#")[2])).changes[0].effect.code == "political"
    world.agree(place, us, mx)
    for node in (us, mx):
        assert effect(node, "t/us:plan") == ("political", None)
        assert effect(node, "t/us:a") == effect(node, "t/us:p") == ("political", "t/us:plan")
    agree_on(world, us, mx, us.draft("action", "t/us:a", {**action, "effect": "exploratory"}))
    assert effect(mx, "t/us:a") == ("exploratory", None)


def test_texts_proposed_together_stand_above_one_another(world_of_two: tuple[World, Node, Node]) -> None:
    _, us, _ = world_of_two
    law = both("Treaty, article 3", "Tratado, artículo 3")
    action = us.draft("action", "a", {**ACTION, "under": "t/us:l"})
    place = us.propose(us.line("l"), action, plan_says(us, "binding", law))
    changes = us.run(read.entry, PUBLIC, "t/us", int(place.partition("#")[2])).changes
    assert [change.effect.code for change in changes] == ["binding"] * 3
    assert [change.effect.basis.es for change in changes] == ["Tratado, artículo 3"] * 3
    assert [str(change.effect.source.name) for change in changes[:2]] == ["t/us:plan"] * 2


def test_one_government_binds_no_other_and_undoing_says_so(world_of_two: tuple[World, Node, Node]) -> None:
    world, us, mx = world_of_two
    assert effect(us, "t/us:cbp")[0] == "own"
    place = agree_on(world, us, mx, us.line("l"))
    undo = us.draft("annulment", "undo", {"title": both("Undo"), "target": place, "reason": both("No")})
    us.propose(undo)
    assert effect(us, "t/us:undo")[0] == "undoes"


def test_questions_to_the_database_don_t_grow_with_a_package(world_of_two: tuple[World, Node, Node]) -> None:
    _, us, _ = world_of_two
    counts = []
    for first, many in ((1, 3), (10, 12)):
        place = us.propose(*(us.line(f"l{n}", number=n) for n in range(first, first + many)))
        with us.here(), CaptureQueriesContext(connection) as queries:
            read.entry(PUBLIC, "t/us", int(place.partition("#")[2]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
