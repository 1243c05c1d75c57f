"""Rows taken whole or told, and the plan out and in again."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilateral.dialogue.compose import Draft, check_draft
from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.tracking import (
    Known,
    Taken,
    TrackerAction,
    guessed,
    take_rows,
    tracker_sheets,
)
from bilateral.files.workbook import read_workbook, write_workbook
from bilateral.values import Text
from tests.dialogue.redlining.test_redlining import CONTENT
from tests.dialogue.tracking.builders import KNOWN, LANES, MERGED, PARTIES, ROWS, took

# -- rows ----------------------------------------------------------------------------------------------------------


def test_rows_are_taken_whole_or_told_and_nothing_is_lost() -> None:
    found = took({"Plan": ROWS, "Old": [["x"], ["y"]]}, MERGED)
    assert (found.created, found.changed, found.unchanged) == (["talks/us:build-a-port"], [], ["talks/us:lanes"])
    content = found.documents[0]["content"]
    assert content["under"] == "talks/us:south"
    assert content["title"] == content["text"] == {"en": "Build a port", "es": "Construir un puerto"}
    assert content["leads"] == {"us": "talks/us:dot"}
    assert content["due"] == "2028-01-31"
    (bad,) = found.bad
    assert (bad.sheet, bad.row) == ("Plan", 6)
    assert [fault.where.partition(":")[0] for fault in bad.why] == ["United States / Lead", "United States / Due"]
    assert all(fault.what.es and fault.do.es for fault in bad.why)
    assert bad.cells["Notes"] == "Lost?"
    left = {(each.row, each.heading, each.text) for each in found.left}
    assert {(1, "", "Joint tracker"), (4, "Notes", "Ask"), (4, "Lead", "Aduanas")} <= left
    assert found.ignored == {"Old": 2}


def test_what_is_taken_passes_the_checks_of_a_proposal() -> None:
    for document in took({"Plan": ROWS}, MERGED).documents:
        draft = Draft("action", document["name"], document["content"], ("us", "mx"))
        assert [fault.what.en for fault in check_draft(draft, KINDS, "") if "leads" not in fault.where] == []


def test_only_what_a_row_says_changes() -> None:
    rows = [["Id", "Due", "Starts on", "Title (Spanish)"], ["lanes", "permanente", dt.date(2027, 1, 15), ""]]
    (document,) = took({"Plan": rows}).documents
    assert document["name"] == "talks/us:lanes"
    assert document["content"] == {**LANES, "due": "ongoing", "start": "2027-01-15"}


def test_a_text_in_one_language_is_named_as_incomplete() -> None:
    found = took({"Plan": [["Pillar", "Action", "Due"], ["I", "Plant trees", "2028-01-01"]]})
    assert found.documents[0]["content"]["under"] == "talks/us:trade"
    assert found.incomplete == ["talks/us:plant-trees: title.es", "talks/us:plant-trees: text.es"]


def test_a_heading_between_rows_is_the_pillar_of_those_below() -> None:
    rows = [["Action", "Acción", "Due"], ["Pillar 2: The south", None, None], ["Plant trees", "Plantar", "2028-01-01"]]
    found = took({"Plan": [*rows, ["Remarks", None, None]]}, {"Plan": ["A2:C2", "A4:C4"]})
    assert found.documents[0]["content"]["under"] == "talks/us:south"
    assert [(each.row, each.text) for each in found.left] == [(4, "Remarks")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["Trade", "Plant", "Plantar", None], "no date"),
        ([None, "Plant", "Plantar", "2028-01-01"], "under no pillar"),
        (["Trade", None, None, "2028-01-01"], "says no action"),
        (["Trade", "Plant", "Plantar", 45000], "a number, not a day"),
        (["Trade", "Plant", "Plantar", "03/05/2027"], "two days"),
        (["Trade", "Plant", "Plantar", "=TODAY()"], "never saved"),
        (["Trade", "Plant", "Plantar", "#REF!"], "shows an error"),
        (["Pillar IX", "Plant", "Plantar", "2028-01-01"], "no pillar or line"),
    ],
)
def test_why_a_row_is_not_taken(row: list[Any], said: str) -> None:
    found = took({"Plan": [["Pillar", "Action", "Acción", "Due"], row]})
    assert not found.documents
    (bad,) = found.bad
    assert any(said in fault.what.en for fault in bad.why), bad.why
    assert set(bad.cells.values()) >= {str(value) for value in row if value}


def test_two_rows_of_one_action_keep_the_first_and_tell_the_second() -> None:
    rows = [["Pillar", "Action", "Due"], ["I", "Plant", "2028-01-01"], ["I", "Plant", "2029-01-01"]]
    found = took({"Plan": rows})
    assert [each["content"]["due"] for each in found.documents] == ["2028-01-01"]
    assert [bad.row for bad in found.bad] == [3]


def test_a_status_is_told_and_ongoing_is_a_date() -> None:
    rows = [["Pillar", "Action", "Due", "Status"], ["I", "Plant", "", "Ongoing"], ["I", "Water", "2028-01-01", "Late"]]
    found = took({"Plan": rows})
    assert [each["content"]["due"] for each in found.documents] == ["ongoing", "2028-01-01"]
    assert [each.text for each in found.left] == ["Ongoing", "Late"]


def test_milestones_come_from_their_own_sheet() -> None:
    heads = ["Action", "Id", "Government", "Milestone (English)", "Hito (español)", "Due"]
    rows = [
        heads,
        ["lanes", "m1", "Mexico", None, None, dt.date(2027, 7, 1)],
        ["Shorter lines", None, "us", "Lane 2", "Carril 2", "2027-09-30"],
        ["lanes", None, "us", "Lane 3", None, None],
        ["nothing", "m1", "us", "a", "b", "2027-09-30"],
    ]
    found = took({"Milestones": rows})
    assert found.documents[0]["content"]["milestones"] == [
        {"id": "m1", "party": "mx", "title": {"en": "Lane 1", "es": "Carril 1"}, "due": "2027-07-01"},
        {"id": "m2", "party": "us", "title": {"en": "Lane 2", "es": "Carril 2"}, "due": "2027-09-30"},
    ]
    assert [(bad.row, bad.why[0].what.en) for bad in found.bad] == [
        (4, "This milestone lacks: due."),
        (5, "There is no action “nothing”."),
    ]


# -- the plan out, and in again ------------------------------------------------------------------------------------


def through(actions: dict[str, dict[str, Any]]) -> tuple[Known, Taken]:
    known = replace(KNOWN, actions=actions)
    titles = {each.name: each.title for each in KNOWN.above} | dict(KNOWN.offices)
    rows = [TrackerAction(name, content, Text("no report yet", "aún sin informe")) for name, content in actions.items()]
    data = write_workbook(Text("a", "b"), Text("c", "d"), dt.date(2026, 1, 1), tracker_sheets(rows, titles, PARTIES))
    book = read_workbook("a.xlsx", data)
    return known, take_rows(book, guessed(book, PARTIES), known)


def test_the_plan_written_and_read_again_changes_nothing() -> None:
    _, found = through({"talks/us:lanes": LANES, "talks/us:b": {**LANES, "due": "ongoing", "milestones": []}})
    assert (found.bad, found.documents, found.incomplete) == ([], [], [])
    assert found.unchanged == ["talks/us:lanes", "talks/us:b"]
    assert {left.heading for left in found.left} == {"State · Estado"}
    assert set(found.ignored) == {"About - Acerca de"}


@settings(max_examples=30)
@given(st.lists(CONTENT, max_size=4))
def test_any_plan_written_and_read_again_changes_nothing(contents: list[dict[str, Any]]) -> None:
    actions = {f"talks/us:a{n}": {**each, "under": "talks/us:trade"} for n, each in enumerate(contents)}
    actions = {name: _held(content) for name, content in actions.items()}
    _, found = through(actions)
    assert not found.bad
    assert not found.documents


def _held(content: dict[str, Any]) -> dict[str, Any]:
    """As an action stands: with offices of its own governments, its codes in order."""
    offices = {"us": "talks/us:cbp", "mx": "talks/mx:aduanas"}
    leads = {party: offices[party] for party in content["leads"]}
    return {**content, "leads": leads, "places": sorted(content["places"])}
