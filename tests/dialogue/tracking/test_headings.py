"""What columns hold: guessed from headings, or said in a file that a person corrected."""

from dataclasses import replace
from typing import Any

import pytest

from bilateral.dialogue.kinds import KINDS
from bilateral.dialogue.tracking import (
    Mapping,
    SheetMap,
    guessed,
    read_mapping,
    take_rows,
)
from bilateral.dialogue.tracking.headings import NOT_IN_A_TRACKER, fields_of, guess, targets
from bilateral.files.workbook import read_workbook
from bilateral.values import BadInput
from tests.dialogue.tracking.builders import KNOWN, MERGED, PARTIES, ROWS
from tests.files.workbook.builders import made

# -- headings ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Title (English) · Título (inglés)", "title.en"),
        ("Title (Spanish) · Título (español)", "title.es"),
        ("Acción", "title.es"),
        ("Descripción ES", "text.es"),
        ("What will be done", "text.en"),
        ("How we will know it is done (Spanish)", "end.es"),
        ("United States / Lead", "leads.us"),
        ("Lead agency (Mexico)", "leads.mx"),
        ("Responsable, México", "leads.mx"),
        ("Responsable", "ignore"),
        ("Fecha límite", "due"),
        ("TARGET DATE", "due"),
        ("Start date", "start"),
        ("Cumplida de común acuerdo el", "completed"),
        ("Estatus", "status"),
        ("Línea de trabajo", "under"),
        ("No.", "number"),
        ("Clave", "id"),
        ("Comments", "ignore"),
        ("", "ignore"),
    ],
)
def test_headings_are_understood_in_both_languages(heading: str, target: str) -> None:
    assert guess(heading, "actions", PARTIES) == target


def test_every_target_is_a_field_of_an_action_or_named_apart() -> None:
    fields = {spec.name for spec in KINDS["action"].fields}
    assert set(fields_of("actions")) == fields - {"milestones", *NOT_IN_A_TRACKER} | {"id", "status"}
    (parts,) = (spec.parts for spec in KINDS["action"].fields if spec.name == "milestones")
    assert set(fields_of("milestones")) == {spec.name for spec in parts or ()} | {"action", "status"}
    assert "leads.mx" in targets("actions", ["us", "mx"])


def test_merged_headings_titles_and_two_rows_of_headings() -> None:
    book = read_workbook("a.xlsx", made({"Plan": ROWS}, MERGED))
    assert guessed(book, PARTIES).sheets["Plan"] == SheetMap(
        "actions",
        3,
        {
            "Pillar": "under",
            "Action": "title.en",
            "Acción": "title.es",
            "United States / Lead": "leads.us",
            "United States / Due": "due",
            "Lead": "ignore",
            "Notes": "ignore",
        },
    )


# -- a mapping that a person corrected -----------------------------------------------------------------------------


def test_a_guess_written_and_read_back_is_the_same() -> None:
    book = read_workbook("a.xlsx", made({"Plan": ROWS, "Old": [["x"]]}, MERGED))
    mapping = guessed(book, PARTIES)
    assert read_mapping(mapping.to_dict(), book, ["us", "mx"], "map.yaml") == mapping


def test_a_corrected_mapping_and_words_that_stand_for_others() -> None:
    book = read_workbook("a.xlsx", made({"Plan": ROWS}, MERGED))
    mapping = guessed(book, PARTIES)
    sheet = mapping.sheets["Plan"]
    corrected = replace(sheet, columns={**sheet.columns, "Lead": "leads.mx"})
    values = {"leads.us": {"Nobody": "talks/us:cbp"}, "due": {"31/31/2028": "2028-12-31"}}
    found = take_rows(book, Mapping({"Plan": corrected}, values), KNOWN)
    assert not found.bad
    assert found.documents[0]["content"]["leads"] == {"us": "talks/us:dot", "mx": "talks/mx:aduanas"}
    assert found.documents[1]["content"]["due"] == "2028-12-31"


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({}, "map.yaml: sheets"),
        ({"sheets": {"Nothing": {}}}, "map.yaml: sheets.Nothing"),
        ({"sheets": {}, "colour": 1}, "map.yaml: colour"),
        ({"sheets": {"Plan": {"kind": "offices"}}}, "map.yaml: sheets.Plan.kind"),
        ({"sheets": {"Plan": {"headings": "first"}}}, "map.yaml: sheets.Plan.headings"),
        ({"sheets": {"Plan": {"headings": 3, "columns": {"Cost": "due"}}}}, "map.yaml: sheets.Plan.columns.Cost"),
        (
            {"sheets": {"Plan": {"headings": 3, "columns": {"Lead": "leads.ca"}}}},
            "map.yaml: sheets.Plan.columns.Lead: leads.ca",
        ),
        (
            {"sheets": {"Plan": {"headings": 3, "columns": {"Lead": "due", "Notes": "due"}}}},
            "map.yaml: sheets.Plan.columns: due",
        ),
    ],
)
def test_a_mapping_that_names_what_there_is_not(value: dict[str, Any], where: str) -> None:
    book = read_workbook("a.xlsx", made({"Plan": ROWS}, MERGED))
    with pytest.raises(BadInput) as told:
        read_mapping(value, book, ["us", "mx"], "map.yaml")
    assert told.value.where == where
    assert told.value.do.es
