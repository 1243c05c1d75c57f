"""Every kind's content as a redline and back: nothing changes that nobody changed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.dialogue.compose import template
from bilateral.dialogue.effects import EFFECTS
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.redlining import check_same, gather, label_of, read_value, sheet_of, write_value
from bilateral.dialogue.value_types import VALUE_TYPES
from bilateral.files.redline import CellBack, OtherText, SheetBack, read_redline, write_redline
from bilateral.files.redline.shapes import Redline
from bilateral.values import BadInput
from tests.files.redline.editor import WHEN

ACTION = KINDS["action"]
WORDS = st.text(st.characters(categories=("L", "Nd", "Po"), exclude_characters="{}"), min_size=1, max_size=20)
BOTH = st.fixed_dictionaries({"en": WORDS, "es": WORDS})
DAY = st.dates(min_value=date(1900, 1, 1)).map(lambda day: day.isoformat())
DUE = st.one_of(st.just("ongoing"), DAY)
MILESTONE = st.fixed_dictionaries({"party": st.sampled_from(["us", "mx"]), "title": BOTH, "due": DUE})
MILESTONES = st.dictionaries(st.sampled_from(["m1", "m2", "m3"]), MILESTONE, max_size=3).map(
    lambda found: [{"id": key, **value} for key, value in found.items()]
)
CONTENT = st.fixed_dictionaries(
    {
        "under": st.just("talks/us:line"),
        "number": st.integers(1, 9999),
        "title": BOTH,
        "text": BOTH,
        "end": st.one_of(st.none(), BOTH),
        "leads": st.dictionaries(st.sampled_from(["us", "mx"]), st.sampled_from(["talks/us:cbp", "talks/mx:sat"])),
        "start": st.one_of(st.none(), DAY),
        "due": DUE,
        "milestones": MILESTONES,
        "places": st.lists(st.sampled_from(["MX-BCN", "US-CA"]), unique=True),
        "sectors": st.just([]),
        "completed": st.none(),
        "effect": st.one_of(st.none(), st.sampled_from(sorted(EFFECTS))),
        "basis": st.one_of(st.none(), BOTH),
        "follows": st.one_of(st.none(), st.just("talks/us:before")),
        "retired": st.one_of(st.none(), DAY),
        "reason": st.one_of(st.none(), BOTH),
    }
)


def through(before: dict[str, Any], now: dict[str, Any], base: str = "abc/0") -> SheetBack:
    sheet = sheet_of(ACTION, "talks/us:a", base, before, now)
    return read_redline("a.docx", write_redline(Redline((sheet,), "Ana", WHEN))).sheets[0]


@settings(max_examples=40)
@given(CONTENT, CONTENT)
def test_content_comes_back_as_it_was_written_and_rejected_as_it_was(
    before: dict[str, Any], now: dict[str, Any]
) -> None:
    back = through(before, now)
    assert gather(ACTION, back, before).content == now
    rejected = gather(ACTION, back, before, "reject").content
    by_id = {part["id"]: part for part in rejected.pop("milestones")}
    assert by_id == {part["id"]: part for part in before["milestones"]}
    assert rejected == {key: value for key, value in before.items() if key != "milestones"}


@given(CONTENT)
def test_a_place_has_the_label_of_its_row(content: dict[str, Any]) -> None:
    for row in sheet_of(ACTION, "talks/us:a", "", {}, content).rows:
        assert label_of(ACTION, row.place) == row.label
    assert label_of(ACTION, "milestones.m1") == ACTION.fields[8].label + " m1"
    assert label_of(ACTION, "nothing.here").en == "nothing.here"


@settings(max_examples=40)
@given(CONTENT, CONTENT)
def test_outcomes_tell_what_changed(before: dict[str, Any], now: dict[str, Any]) -> None:
    accepted = gather(ACTION, through(before, now), before).outcomes
    rejected = gather(ACTION, through(before, now), before, "reject").outcomes
    for key, outcome in accepted.items():
        assert (outcome, rejected[key]) in {("untouched", "untouched"), ("accepted", "rejected")}


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_text_of_every_kind_comes_back_empty(name: str) -> None:
    kind = KINDS[name]
    blank = {**template(kind, ["us", "mx"])}
    blank = {key: [] if key == "milestones" else value for key, value in blank.items()}
    sheet = sheet_of(kind, "talks/us:a", "", {}, blank)
    back = read_redline("a.docx", write_redline(Redline((sheet,), "Ana", WHEN))).sheets[0]
    content = gather(kind, back, {}).content
    assert set(content) == {spec.name for spec in kind.fields}
    assert not {value for value in content.values() if isinstance(value, str)} - {"ongoing"}


def test_every_value_type_has_a_written_form_that_reads_back() -> None:
    samples: dict[str, Any] = {
        "date": "2027-03-01",
        "due": "ongoing",
        "number": 3,
        "choice": "withhold",
        "id": "m1",
        "party": "us",
        "name": "talks/us:plan",
        "entry": "talks/us#12",
        "office_by_party": {"mx": "talks/mx:sat", "us": "talks/us:cbp"},
        "places": ["MX-BCN", "US-CA"],
        "sectors": ["23", "48"],
        "items": ["a" * 64],
        "digest": "a" * 64,
        "link": "https://example.org/a",
        "flag": True,
    }
    assert set(samples) == set(VALUE_TYPES) - {"title", "prose", "parts"}
    spec = ACTION.fields[0]
    for name, value in samples.items():
        each = replace(spec, type=name)
        assert read_value(each, write_value(each, value)) == value
        assert not read_value(each, write_value(each, None))


# -- from an editor ------------------------------------------------------------------------------------------------


CONTENT_BEFORE: dict[str, Any] = {
    "under": "talks/us:line",
    "number": 1,
    "title": {"en": "A", "es": "A"},
    "milestones": [{"id": "m1", "party": "us", "title": {"en": "Lane", "es": "Carril"}, "due": "2027-01-01"}],
}


def typed(back: SheetBack, **cells: str) -> SheetBack:
    """What came back with other words in some cells; '__' stands for '.' in places."""
    new = {(place.replace("__", "."), ""): CellBack(words, words) for place, words in cells.items()}
    return replace(back, cells={**back.cells, **new})


def test_a_day_in_words_is_read_and_one_that_is_none_is_named_with_its_place() -> None:
    back = typed(through(CONTENT_BEFORE, CONTENT_BEFORE), start="1 de marzo de 2027")
    assert gather(ACTION, back, CONTENT_BEFORE).content["start"] == "2027-03-01"
    with pytest.raises(BadInput) as told:
        gather(ACTION, typed(back, milestones__m1__due="soon"), CONTENT_BEFORE)
    assert told.value.where.startswith("talks/us:a: milestones.m1.due")
    assert told.value.do.es


def test_a_row_that_is_gone_keeps_the_words_built_on() -> None:
    back = through(CONTENT_BEFORE, {**CONTENT_BEFORE, "title": {"en": "B", "es": "B"}})
    cut = {key: cell for key, cell in back.cells.items() if key[0] not in ("title", "milestones.m1.due")}
    found = gather(ACTION, replace(back, cells=cut, missing=("title", "milestones.m1.due")), CONTENT_BEFORE)
    assert found.content["title"] == {"en": "A", "es": "A"}
    assert found.content["milestones"] == CONTENT_BEFORE["milestones"]
    assert found.outcomes["title", "en"] == "missing"


def test_the_rows_of_a_milestone_taken_out_may_be_deleted_too() -> None:
    back = through(CONTENT_BEFORE, {**CONTENT_BEFORE, "milestones": []})
    gone = tuple(place for place, _ in back.cells if place.startswith("milestones."))
    cut = {key: cell for key, cell in back.cells.items() if key[0] not in gone}
    assert gather(ACTION, replace(back, cells=cut, missing=gone), CONTENT_BEFORE).content["milestones"] == []


def test_another_document_version_or_text_is_refused() -> None:
    back = through(CONTENT_BEFORE, {**CONTENT_BEFORE, "number": 2})
    now = sheet_of(ACTION, "talks/us:a", "abc/0", CONTENT_BEFORE, CONTENT_BEFORE)
    check_same("a.docx", back, now)
    other = {**CONTENT_BEFORE, "title": {"en": "Other", "es": "A"}}
    fewer = {**CONTENT_BEFORE, "milestones": []}
    for different, code in (
        (replace(now, name="talks/us:b"), "not of talks/us:b"),
        (replace(now, base="def/0"), "has changed since"),
        (sheet_of(ACTION, "talks/us:a", "abc/0", other, other), "has changed since"),
        (sheet_of(ACTION, "talks/us:a", "abc/0", fewer, fewer), "has changed since"),
    ):
        with pytest.raises(OtherText) as told:
            check_same("a.docx", back, different)
        assert code in told.value.what.en
        assert told.value.do.es


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ({"titel": {"en": "A", "es": "A"}}, "talks/us:a: titel"),
        ({"title": "A"}, "talks/us:a: title"),
        ({"number": "one"}, "talks/us:a: number"),
        ({"milestones": [{"title": {"en": "A", "es": "A"}}]}, "talks/us:a: milestones."),
        ({"milestones": [{"id": "m1", "day": "2027-01-01"}]}, "talks/us:a: milestones.m1.day"),
    ],
)
def test_content_that_is_not_of_its_kind_is_refused_when_writing(content: dict[str, Any], where: str) -> None:
    with pytest.raises(BadInput) as told:
        sheet_of(ACTION, "talks/us:a", "", {}, content)
    assert told.value.where == where
