"""Texts that both governments agreed: nobody takes them away alone, and an agreed removal carries the act."""

from pathlib import Path
from typing import Any

import pytest

from bilateral.node import door, projection
from tests.node.homes import Node, World, both
from tests.node.seals import scenes
from tests.node.seals.scenes import SECRET, exchange, seal, title

NAME = "t/us:joint"


@pytest.fixture
def agreed(world: World) -> tuple[Node, Node, str]:
    us, mx = world.dialogue("us", "mx")
    us.propose(us.office("o"))
    place = us.propose(us.line("joint", SECRET))
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    return us, mx, place


def removal(us: Node, mx: Node, act: str, place: str, *texts: str, **said: Any) -> str:
    """A removal that both have agreed."""
    digests = scenes.digests(us, place)
    content = {
        "title": both("Removal", "Retiro"),
        "target": place,
        "items": [digests[text] for text in texts],
        "what": act,
        "ground": "personal-data",
        "reason": both("A person is named.", "Se nombra a una persona."),
        **said,
    }
    made = us.propose(us.draft("removal", f"r-{act}-{place[-1]}", content))
    mx.pull(us)
    mx.act("concur", made)
    us.pull(mx)
    return made


@pytest.mark.parametrize("act", ["withhold", "redact", "erase"])
def test_alone_it_is_refused_and_with_an_agreed_removal_it_is_done(
    agreed: tuple[Node, Node, str], act: str, tmp_path: Path
) -> None:
    us, mx, place = agreed
    texts = ("0.title.en", "0.title.es")
    said = {"instead": dict.fromkeys(texts, "A line")} if act == "redact" else {}
    with pytest.raises(door.Refused, match="have not agreed"):
        seal(us, act, place, *texts, **said)
    removal(us, mx, act, place, *texts)
    seal(us, act, place, *texts, **said)  # the removal is found by itself
    exchange(us, mx)
    shown = {
        "withhold": "[withheld: personal data]",
        "redact": "A line [in place of a withheld text]",
        "erase": "[erased: personal data]",
    }
    for node in (us, mx):
        assert title(node, NAME) == shown[act]
        assert node.run(projection.rebuild, check=True) == ()
        scenes.checked(node, tmp_path / f"copy-{node.party}")
        assert scenes.where_found(node.home.public, SECRET.encode()) == []


def test_a_removal_that_is_not_agreed_or_of_something_else_does_not_do(agreed: tuple[Node, Node, str]) -> None:
    us, mx, place = agreed
    other = removal(us, mx, "withhold", place, "0.title.es")
    for authorised in ((), (other,), (place,)):
        with pytest.raises(door.Refused, match="have not agreed"):
            seal(us, "withhold", place, "0.title.en", authorised=authorised)
    seal(us, "withhold", place, "0.title.es", authorised=(other,))


def test_what_stands_for_an_agreed_text_is_agreed_too(agreed: tuple[Node, Node, str]) -> None:
    """A chain of redactions hangs from the agreement: no link of it is one government's alone."""
    us, mx, place = agreed
    removal(us, mx, "redact", place, "0.title.en")
    first = seal(us, "redact", place, "0.title.en", instead={"0.title.en": "First"})
    said = {"instead": {"instead.0.en": "Second"}}
    for act, more in (("redact", said), ("erase", {}), ("withhold", {})):
        with pytest.raises(door.Refused, match="have not agreed"):
            seal(us, act, first, "instead.0.en", **more)
    removal(us, mx, "redact", first, "instead.0.en")
    seal(us, "redact", first, "instead.0.en", **said)
    exchange(us, mx)
    assert [title(node, NAME) for node in (us, mx)] == ["Second [in place of a withheld text]"] * 2
