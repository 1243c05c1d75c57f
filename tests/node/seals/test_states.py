"""Withholding, replacing and releasing on both homes: rows, pages, publication, audits, and what is refused."""

from pathlib import Path

import pytest

from bilateral.node import door, drafting, exporting, projection, read
from bilateral.node.models import ItemState
from bilateral.values import BadInput
from tests.node.homes import World, both
from tests.node.seals import scenes
from tests.node.seals.scenes import SECRET, exchange, is_published, pair, seal, title


def test_withheld_and_released_again_on_both_homes(world: World, tmp_path: Path) -> None:
    us, mx, place = pair(world)
    for node in (us, mx):
        assert title(node) == SECRET
        assert is_published(node, place)
    seal(us, "withhold", place)
    exchange(us, mx)
    for node in (us, mx):
        assert title(node) == "[withheld: personal data]"
        assert not is_published(node, place)
        assert scenes.openings(node, place), "kept by those who had it"
        assert node.run(projection.rebuild, check=True) == ()
    report = scenes.checked(us, tmp_path / "withheld")
    assert [items.act for log in report.logs for items in log.items] == ["withhold"]
    seal(us, "release", place)
    exchange(us, mx)
    for node in (us, mx):
        assert title(node) == SECRET
        assert is_published(node, place)
        assert node.run(projection.rebuild, check=True) == ()
        scenes.checked(node, tmp_path / f"again-{node.party}")


def test_a_text_replaced_by_another(world: World, tmp_path: Path) -> None:
    us, mx, place = pair(world)
    seal(us, "redact", place, "0.title.en", instead={"0.title.en": "An office"})
    exchange(us, mx)
    for node in (us, mx):
        assert title(node) == "An office [in place of a withheld text]"
        assert scenes.where_found(node.home.public, SECRET.encode()) != [], "the other language stays"
        scenes.checked(node, tmp_path / f"copy-{node.party}")
    # the one that stands for it is a text like any other
    acted = us.run(lambda: ItemState.objects.get(state="withheld").act)
    seal(us, "withhold", f"t/us#{acted}", "instead.0.en")
    exchange(us, mx)
    assert [title(node) for node in (us, mx)] == ["[withheld: personal data]"] * 2


def test_a_new_node_takes_all_of_it_in_one_pull(world: World, tmp_path: Path) -> None:
    us, mx = world.dialogue("us", "mx")
    us.propose(us.office("o"))
    place = us.propose(us.office("secret", SECRET))
    seal(us, "withhold", place)
    us.publish()
    mx.pull(us)
    assert title(mx) == "[withheld: personal data]"
    assert not scenes.openings(mx, place)
    seal(us, "release", place)
    mx.pull(us)
    assert title(mx) == SECRET, "released, and taken once it was judged"
    assert is_published(mx, place)
    assert mx.run(projection.rebuild, check=True) == ()
    scenes.checked(mx, tmp_path / "copy-mx")


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        (["release"], "shown already"),
        (["erase", "release"], "or erased"),
        (["erase", "withhold"], "or erased"),
        (["erase", "redact"], "or erased"),
        (["erase", "erase"], "or erased"),
        (["withhold", "release", "release"], "shown already"),
    ],
)
def test_what_a_state_does_not_allow_is_refused(world: World, steps: list[str], reason: str) -> None:
    us, _, place = pair(world)
    *before, last = steps
    instead = {"0.title.en": "x", "0.title.es": "x"}
    for act in before:
        seal(us, act, place)
    with pytest.raises(door.Refused, match=reason):
        seal(us, last, place, **({"instead": instead} if last == "redact" else {}))


@pytest.mark.parametrize(
    "steps", [["withhold", "withhold"], ["withhold", "redact"], ["redact", "erase"], ["withhold", "release", "erase"]]
)
def test_what_a_state_allows(world: World, steps: list[str]) -> None:
    us, mx, place = pair(world)
    instead = {"0.title.en": "x", "0.title.es": "x"}
    for act in steps:
        seal(us, act, place, **({"instead": instead} if act == "redact" else {}))
    exchange(us, mx)
    states = {"withhold": "withheld", "redact": "withheld", "erase": "erased"}
    for node in (us, mx):
        assert set(node.run(lambda: list(ItemState.objects.values_list("state", flat=True)))) == {states[steps[-1]]}


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"ground": "because"}, "ground: because"),
        ({"review": "2027-02-30"}, "review: 2027-02-30"),
        ({"review": "2026-02-28"}, "review: 2026-02-28"),
        ({"appeal": None}, "appeal"),
        ({"text": None}, "text"),
        ({"office": "elsewhere"}, "office"),
        ({"office": ""}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_done(world: World, said: dict[str, object], where: str) -> None:
    us, _, place = pair(world)
    with pytest.raises(BadInput) as caught:
        seal(us, "withhold", place, **said)
    assert where in str(caught.value.where) or "ground" in where
    assert title(us) == SECRET


def test_texts_are_named_by_id_or_digest(world: World) -> None:
    us, mx, place = pair(world)
    found = scenes.digests(us, place)
    seal(us, "withhold", place, found["0.title.es"][:8])
    seal(us, "withhold", place, "0.title")
    with pytest.raises(BadInput, match="no such text"):
        seal(us, "withhold", place, "0.name.en")
    with pytest.raises(BadInput, match="does not hold that entry"):
        seal(us, "withhold", "t/us#99")
    with pytest.raises(door.Refused, match="belongs to the record"):
        mx.propose(mx.office("o"))
        seal(mx, "withhold", place)


def test_amending_a_document_whose_text_is_not_shown_carries_it_on(world: World) -> None:
    us, mx, place = pair(world)
    old = scenes.digests(us, place)
    for act in ("withhold", "erase"):
        seal(us, act, place, "0.title.en")
        content = us.run(drafting.content_of, "t/us:secret", read.PUBLIC)
        assert content["title"]["en"] == (
            "[withheld: personal data]" if act == "withhold" else "[erased: personal data]"
        )
        if act == "erase":
            content["title"]["en"] = ""  # left empty it is carried on as well
        content["title"]["es"] = f"Otra {act}"
        us.propose(us.draft("office", "secret", content))
        exchange(us, mx)
        body = mx.run(lambda: read.document(read.PUBLIC, "t/us:secret").data["body"])
        assert body["title"]["en"] == old["0.title.en"]
        assert body["title"]["es"] != old["0.title.es"]
        assert title(mx).startswith("[withheld" if act == "withhold" else "[erased")


def test_a_text_that_is_not_shown_can_be_written_anew(world: World) -> None:
    us, _, place = pair(world)
    seal(us, "withhold", place)
    us.propose(us.draft("office", "secret", {"title": both("New", "Nueva")}))
    assert title(us) == "New"


def test_what_stands_for_a_text_is_no_text(world: World) -> None:
    us, _, _ = pair(world)
    for words in ("[withheld: personal data]", "[not released]", "Words [in place of a withheld text]"):
        with pytest.raises(BadInput, match="stands for a text"):
            us.propose(us.draft("office", "new", {"title": both(words)}))


def test_nothing_is_exported_between_an_act_on_texts_and_its_snapshot(world: World, tmp_path: Path) -> None:
    us, _, place = pair(world)
    us.publish()
    seal(us, "withhold", place)
    with pytest.raises(BadInput, match="newest snapshot"):
        us.run(exporting.export, us.home, tmp_path / "copy")
    us.publish()
    us.run(exporting.export, us.home, tmp_path / "copy")
