"""The bridge's geometry says what its words say, in any number of parties and under a strict CSP."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.press import STATES, Side, State, Stay, bridge, in_words, span

SVG = "{http://www.w3.org/2000/svg}"


def side(index: int, done: int, total: int, reported: bool = True, name: str = "") -> Side:
    stays = tuple(Stay(n < done, f"step {n}") for n in range(total))
    return Side(index, name or f"Party {index}", stays, reported)


TWO = (side(0, 3, 5), side(1, 2, 4))
sides = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()), min_size=2, max_size=5).map(
    lambda rows: tuple(side(n, min(a, b), b, r) for n, (a, b, r) in enumerate(rows))
)
draw = pytest.mark.parametrize("picture", [bridge, span])


def classed(svg: str, name: str) -> list[ET.Element]:
    return [e for e in ET.fromstring(svg).iter() if name in (e.get("class") or "").split()]


def paths(svg: str, name: str) -> list[ET.Element]:
    return [e.find(f"{SVG}path") for e in classed(svg, name)]  # type: ignore[misc]


@draw
def test_done_stays_are_full_and_waiting_ones_dashed(picture: type) -> None:
    svg = picture(TWO, "open", "words")
    done, waits = paths(svg, "done"), paths(svg, "waits")
    assert (len(done), len(waits)) == (5, 4)
    assert not any(p.get("stroke-dasharray") for p in done) and all(p.get("stroke-dasharray") for p in waits)
    assert min(float(p.get("stroke-width", 0)) for p in done) > max(float(p.get("stroke-width", 0)) for p in waits)


def reaches(svg: str) -> list[float]:
    return [float(deck.get("width", 0)) for deck in classed(svg, "deck")]


def test_half_a_deck_is_as_long_as_its_side_has_reported() -> None:
    full = reaches(bridge((side(0, 5, 5), side(1, 4, 4)), "open", "w"))
    assert full[0] == full[1]
    part = reaches(bridge(TWO, "open", "w"))
    assert part == pytest.approx([full[0] * 3 / 5, full[0] * 2 / 4], abs=0.1)
    assert reaches(bridge((side(0, 0, 5), side(1, 0, 0)), "open", "w")) == []


def test_when_all_is_done_the_decks_meet_the_keystone_and_the_keystone_only_closes_by_agreement() -> None:
    done = (side(0, 5, 5), side(1, 4, 4))
    for state in ("open", "closed"):
        svg = bridge(done, state, "w")
        left, right = classed(svg, "deck")
        gap = float(right.get("x", 0)) - float(left.get("x", 0)) - float(left.get("width", 0))
        assert gap == pytest.approx(24, abs=0.2)
        assert [e.get("class") for e in classed(svg, "mark")] == [f"mark mark-{state}"]


def test_what_is_not_reported_is_unknown_and_never_drawn_as_done() -> None:
    svg = bridge((side(0, 3, 5), side(1, 2, 4, reported=False)), "stale", "w")
    assert len(paths(svg, "done")) == 3 and len(reaches(svg)) == 1 and len(classed(svg, "mark-unreported")) == 1


def test_every_state_has_a_mark_of_its_own() -> None:
    marks = set()
    for state in STATES:
        (mark,) = classed(span(TWO, state, "w"), "mark")
        marks.add(b"".join(ET.tostring(child) for child in mark))
    assert len(marks) == len(STATES) == 6


def test_an_ongoing_bridge_has_no_keystone() -> None:
    svg = bridge(TWO, "ongoing", "w")
    assert not classed(svg, "both") and classed(svg, "mark-ongoing")


def test_three_parties_are_three_towers_and_two_joints() -> None:
    three = (side(0, 3, 5), side(2, 2, 3), side(1, 2, 4))
    svg = bridge(three, "late", "w")
    assert (len(classed(svg, "tower")), len(classed(svg, "mark-late")), len(classed(svg, "deck"))) == (3, 2, 4)
    assert len(classed(svg, "approach")) == 2  # only the outer ones stand on land
    assert len(paths(svg, "done")) == 7


def test_each_party_has_a_hatching_and_a_colour_of_its_own() -> None:
    patterns = list(
        ET.fromstring(bridge((side(0, 1, 1), side(1, 1, 1), side(2, 1, 1)), "open", "w")).iter(f"{SVG}pattern")
    )
    assert [p.get("class") for p in patterns] == ["bank-1", "bank-2", "bank-3"]
    assert len({p.get("patternTransform") for p in patterns}) == len({p.get("color") for p in patterns}) == 3


@given(sides, st.sampled_from(STATES), st.sampled_from([160, 220, 390, 720]))
def test_any_picture_stays_in_its_frame_and_keeps_the_strict_csp(
    all_sides: tuple[Side, ...], state: State, width: int
) -> None:
    for picture in (bridge, span):
        svg = picture(all_sides, state, in_words(all_sides, state).en, width, uid="b7")
        root = ET.fromstring(svg)
        assert root.get("role") == "img" and root.get("aria-label") == in_words(all_sides, state).en
        for element in root.iter():
            assert element.get("style") is None and element.tag not in (f"{SVG}style", f"{SVG}script")
            assert not any(name.startswith("on") for name in element.attrib)
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        assert len(set(ids)) == len(ids) and all(str(i).startswith("b7-") for i in ids)
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)
        for deck in classed(svg, "deck"):
            x, long = float(deck.get("x", 0)), float(deck.get("width", 0))
            assert x >= 0 and x + long <= width + 0.1 and long > 0
        for towers in (classed(svg, "tower"),):
            assert len(towers) == len(all_sides)


@draw
def test_words_cannot_break_out_of_the_picture(picture: type) -> None:
    nasty = '"><script>alert(1)</script>&'
    svg = picture((Side(0, nasty, (Stay(True, nasty),)), side(1, 1, 1)), "open", nasty)
    assert ET.fromstring(svg).get("aria-label") == nasty and "<script" not in svg


def test_the_picture_in_words() -> None:
    words = in_words(
        (side(0, 3, 5, name="Mexico"), side(1, 0, 0, name="B"), side(2, 1, 1, name="C", reported=False)), "late"
    )
    assert words.en == "Mexico: 3 of 5 milestones done. B: no milestones. C: no report yet. Late: a date has passed."
    assert (
        words.es == "Mexico: 3 de 5 hitos cumplidos. B: sin hitos. C: aún sin informe. Con retraso: venció una fecha."
    )
    assert all(in_words(TWO, state).complete for state in STATES)


def test_done_stays_carry_the_deck_whatever_their_order() -> None:
    mixed = Side(0, "A", (Stay(False, "x"), Stay(True, "y")))
    assert bridge((mixed, side(1, 0, 1)), "open", "w").index("y</title>") < bridge(
        (mixed, side(1, 0, 1)), "open", "w"
    ).index("x</title>")


@pytest.mark.parametrize("bad", [{"sides": TWO[:1]}, {"keystone": "done"}, {"uid": '"x'}, {"uid": "1x"}])
def test_mistakes_of_the_program_are_told(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"two sides|unknown state|not an id"):
        bridge(**{"sides": TWO, "keystone": "open", "label": "w", **bad})  # type: ignore[arg-type]
