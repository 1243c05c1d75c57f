"""`bilateral tracker`: the plan out as a spreadsheet, others' spreadsheets in, dry and for good."""

import datetime as dt
import json
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Journey
from tests.files.workbook.builders import made

ROWS = [
    ["Pillar", "Action", "Acción", "Lead, Upland", "Due", "Comments"],
    ["Trade", "Count trucks", "Contar camiones", "Customs", dt.date(2028, 1, 31), "Soon"],
    ["Trade", "Shorter lines", None, None, dt.date(2030, 1, 1), None],
    ["Nowhere", "Lost", "Perdida", None, "2028-01-01", None],
]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "actions.xlsx"
    file.write_bytes(made({"Plan": ROWS, "Old": [["x"]]}))
    return file


def test_the_plan_goes_out_and_comes_back_unchanged(journey: Journey, tmp_path: Path) -> None:
    out = tmp_path / "plan.xlsx"
    assert journey.us("tracker", "write", "--out", out, "--json").json["actions"] == 1
    read = journey.us("tracker", "read", out, "--json").json
    assert read["unchanged"] == ["talks/us:crossings"]
    assert (read["documents"], read["not_taken"]) == ([], [])
    assert "already" in journey.us("tracker", "write", "--out", out, code=2).err


def test_a_tracker_becomes_a_draft_and_says_what_it_did_not_take(journey: Journey, sheet: Path, tmp_path: Path) -> None:
    out, mapped = tmp_path / "draft.json", tmp_path / "map.yaml"
    told = journey.us("tracker", "read", sheet, "--map", mapped, "--out", out).out
    for line in (
        "Sheet “Plan”: actions, headings in row 1",
        "Lead, Upland → leads.us",
        "Comments → not taken over",
        "New actions: 1; changed: 1; as they are: 0; rows not taken: 1.",
        "Row not taken, Plan 4, Pillar: There is no pillar or line of work “Nowhere”",
        "No field for: Plan, column “Comments”, values: 1.",
        "Sheet not read: “Old”, rows: 1.",
    ):
        assert line in told, told
    new, lines = json.loads(out.read_text())["documents"]
    assert new["name"] == "talks/us:count-trucks"
    assert new["content"]["leads"] == {"us": "talks/us:cbp"}
    assert new["content"]["number"] == 2
    assert (lines["name"], lines["content"]["due"]) == ("talks/us:crossings", "2030-01-01")
    assert yaml.safe_load(mapped.read_text())["sheets"]["Plan"]["columns"]["Comments"] == "ignore"


def test_the_mapping_can_be_corrected(journey: Journey, sheet: Path, tmp_path: Path) -> None:
    mapped = tmp_path / "map.yaml"
    journey.us("tracker", "read", sheet, "--map", mapped)
    corrected = yaml.safe_load(mapped.read_text())
    corrected["sheets"]["Plan"]["columns"]["Comments"] = "end.en"
    corrected["values"] = {"under": {"Nowhere": "talks/us:trade"}}
    mapped.write_text(yaml.safe_dump(corrected))
    read = journey.us("tracker", "read", sheet, "--map", mapped, "--json").json
    assert read["not_taken"] == []
    assert read["documents"][0]["content"]["end"]["en"] == "Soon"
    mapped.write_text("sheets: {Plan: {columns: {Nothing: due}}}")
    refused = journey.us("tracker", "read", sheet, "--map", mapped, code=2, lang="es").err
    assert "sheets.Plan.columns.Nothing" in refused
    assert "Usa uno de: Pillar, Action" in refused


def test_a_dry_run_leaves_nothing_behind(journey: Journey, sheet: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    out, mapped = tmp_path / "draft.json", tmp_path / "map.yaml"
    told = journey.us("tracker", "read", sheet, "--map", mapped, "--out", out, "--dry-run", lang="es").out
    assert "Acciones nuevas: 1; con cambios: 1" in told
    assert sorted(tmp_path.iterdir()) == before


def test_many_actions_become_packages_that_fit_into_entries(journey: Journey, tmp_path: Path) -> None:
    file, out = tmp_path / "many.xlsx", tmp_path / "draft.json"
    rows = [["Trade", f"Action {n}", f"Acción {n}", None, dt.date(2028, 1, 1), None] for n in range(45)]
    file.write_bytes(made({"Plan": [ROWS[0], *rows]}))
    read = journey.us("tracker", "read", file, "--out", out, "--json").json
    assert [Path(each).name for each in read["out"]] == ["draft.json", "draft-2.json", "draft-3.json"]
    assert [len(json.loads(Path(each).read_text())["documents"]) for each in read["out"]] == [20, 20, 5]
    (tmp_path / "draft.json").unlink()
    assert "already" in journey.us("tracker", "read", file, "--out", out, code=2).err
    assert not out.exists()


def test_a_file_that_is_none(journey: Journey, tmp_path: Path) -> None:
    file = tmp_path / "actions.xlsx"
    file.write_text("id,due")
    assert "This workbook can't be read" in journey.us("tracker", "read", file, code=2).err
