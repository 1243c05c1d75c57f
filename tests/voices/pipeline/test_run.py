"""A whole run: the same bytes each time, resumed where it was cut off, never half-written, people's edits honoured."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bilateral.values import BadInput, Text
from bilateral.voices.pipeline import model_file, stages
from bilateral.voices.pipeline.run import EDITED, MODEL, SUMMARY, listen
from bilateral.voices.pipeline.stages import Step
from bilateral.voices.texts import PIPELINE
from bilateral.voices.themes import themes_table
from tests.voices.pipeline.builders import LETTER, SETTINGS, as_csv, contents, quiet, rows

TABLES = ("submissions", "campaigns", "themes", "quotes")


def test_every_output_is_there_and_names_what_made_it(out: Path, given: Path) -> None:
    summary = json.loads((out / SUMMARY).read_text(encoding="utf-8"))
    assert summary["input"]["sha256"] == sha256(given.read_bytes()).hexdigest()
    assert set(summary["files"]) | {SUMMARY, EDITED} == set(contents(out))
    for name, facts in summary["files"].items():
        assert sha256((out / name).read_bytes()).hexdigest() == facts["sha256"]
    for name in TABLES:
        table = pq.read_table(out / f"{name}.parquet")
        about = json.loads(table.schema.metadata[b"bilateral"])
        assert about["parameters"] == summary["parameters"]
        assert about["made_by"] == summary["made_by"] and summary["made_by"].startswith(PIPELINE + "+")
        assert set(table["made_by"].to_pylist()) == {summary["made_by"]}


def test_as_many_versions_as_asked_for_are_compared_with_the_representative(
    out: Path, given: Path, tmp_path: Path
) -> None:
    """Six fruits and the letter itself: three others are shown at first, all six when asked for."""
    listen(given, tmp_path / "all", replace(SETTINGS, versions=100), quiet)
    for folder, shown in ((out, 3), (tmp_path / "all", 6)):
        letter = pq.read_table(folder / "campaigns.parquet").filter(pc.field("tier") == "campaign").to_pylist()[0]
        assert (letter["texts"], len(letter["members"])) == (7, shown)
        for member in letter["members"]:
            text = next(row["text"] for row in rows() if row["id"] == member["submission"])
            assert "".join(span["text"] for span in member["diff"] if span["kind"] != "removed") == text
            assert "".join(span["text"] for span in member["diff"] if span["kind"] != "added") == letter["text"]


def test_what_is_said_of_each_submission(out: Path) -> None:
    table = {row["id"]: row for row in pq.read_table(out / "submissions.parquet").to_pylist()}
    assert list(table) == [row["id"] for row in rows()]
    shared = {table[row["id"]]["campaign"] for row in rows() if row["text"].startswith("Dear governments")}
    assert len(shared) == 1 and None not in shared
    for row in rows():
        found = table[row["id"]]
        assert found["sha256"] == sha256(row["text"].encode()).hexdigest()
        if not row["text"]:
            assert (found["language"], found["words"], found["variant"], found["campaign"]) == ("none", 0, None, None)
        if "@" in row["text"]:
            flag = found["flags"][0]
            assert (flag["kind"], row["text"][flag["start"] : flag["end"]]) == ("email", "ana.perez@example.org")


def test_the_shared_letter_is_one_campaign_with_its_commonest_text_and_differences(out: Path) -> None:
    table = pq.read_table(out / "campaigns.parquet").to_pylist()
    letter = next(row for row in table if row["tier"] == "campaign" and row["text"] == LETTER)
    assert (letter["submissions"], letter["texts"]) == (18, 7)
    changed = {span["kind"]: span["text"].strip() for m in letter["members"] for span in m["diff"]}
    assert changed["removed"] == "vegetables" and changed["added"].startswith("fruit number")


def test_quotes_are_verbatim_and_name_nobody(out: Path) -> None:
    said = {row["id"]: row["text"] for row in rows()}
    quotes = pq.read_table(out / "quotes.parquet").to_pylist()
    assert quotes
    for quote in quotes:
        assert said[quote["submission"]][quote["start"] : quote["end"]] == quote["text"]
        assert "@" not in quote["text"]


def test_the_same_input_and_seed_give_the_same_bytes_and_another_seed_another_label(
    out: Path, given: Path, tmp_path: Path
) -> None:
    again = listen(given, tmp_path / "again", SETTINGS, quiet)
    assert not again.resumed
    assert contents(tmp_path / "again") == contents(out)
    other = listen(given, tmp_path / "other", replace(SETTINGS, seed=2), quiet)
    assert other.summary["made_by"] != again.summary["made_by"]


@pytest.mark.parametrize("cut", ["TAKING", "LANGUAGE", "GROUPING", "SCREENING", "THEMES"])
def test_a_run_that_is_cut_off_goes_on_where_it_was(cut: str, out: Path, given: Path, tmp_path: Path) -> None:
    names = ["intake", "language", "groups", "screening", "themes"]
    labels = ["TAKING", "LANGUAGE", "GROUPING", "SCREENING", "THEMES"]
    wanted = getattr(stages, cut)

    @contextmanager
    def cutting(label: Text) -> Iterator[Step]:
        yield lambda share: None
        if label == wanted:
            raise KeyboardInterrupt

    folder = tmp_path / "cut"
    with pytest.raises(KeyboardInterrupt):
        listen(given, folder, SETTINGS, cutting)
    assert [file.name for file in folder.iterdir()] == [".work"]
    resumed = listen(given, folder, SETTINGS, quiet)
    assert resumed.resumed == tuple(names[: labels.index(cut)])
    assert contents(folder) == contents(out)


def test_what_was_kept_of_another_file_or_seed_is_not_taken(out: Path, given: Path, tmp_path: Path) -> None:
    @contextmanager
    def cutting(label: Text) -> Iterator[Step]:
        yield lambda share: None
        if label == stages.THEMES:
            raise KeyboardInterrupt

    folder, other = tmp_path / "cut", tmp_path / "other.csv"
    other.write_text(as_csv(rows(seed=8)), encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        listen(other, folder, SETTINGS, cutting)
    assert listen(given, folder, SETTINGS, quiet).resumed == ()
    assert contents(folder) == contents(out)


def test_a_fault_leaves_the_results_of_an_earlier_run_as_they_were(out: Path, given: Path, tmp_path: Path) -> None:
    folder, bad = tmp_path / "out", tmp_path / "bad.csv"
    listen(given, folder, SETTINGS, quiet)
    bad.write_bytes(b"")
    with pytest.raises(BadInput):
        listen(bad, folder, SETTINGS, quiet)
    assert contents(folder) == contents(out)
    with pytest.raises(BadInput):
        listen(bad, tmp_path / "new", SETTINGS, quiet)
    assert not (tmp_path / "new").exists()


def test_a_folder_with_other_things_and_a_file_are_refused(given: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for place in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(BadInput):
            listen(given, place, SETTINGS, quiet)
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_a_second_run_in_the_same_folder_waits_for_nobody_and_is_refused(given: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    @contextmanager
    def intruding(label: Text) -> Iterator[Step]:
        yield lambda share: None
        if label == stages.LANGUAGE:
            with pytest.raises(BadInput) as refused:
                listen(given, folder, SETTINGS, quiet)
            assert "another run" in refused.value.what.en

    listen(given, folder, SETTINGS, intruding)
    assert (folder / SUMMARY).exists()


def test_later_submissions_are_assigned_to_the_themes_of_an_earlier_run(out: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.csv"
    later.write_text(as_csv(rows(each=2, seed=9)), encoding="utf-8")
    listen(later, tmp_path / "later", SETTINGS, quiet, like=out)
    before = {row["theme"]: row["label"] for row in pq.read_table(out / "themes.parquet").to_pylist()}
    after = {row["theme"]: row["label"] for row in pq.read_table(tmp_path / "later" / "themes.parquet").to_pylist()}
    assert after == before
    said = [n for row in pq.read_table(tmp_path / "later" / "submissions.parquet").to_pylist() for n in row["themes"]]
    assert said and set(said) <= set(before)


def test_fitted_themes_are_the_same_when_read_back(out: Path, tmp_path: Path) -> None:
    kept = model_file.load(out / MODEL)
    model_file.save(tmp_path / MODEL, kept)
    assert (tmp_path / MODEL).read_bytes() == (out / MODEL).read_bytes()
    assert themes_table(model_file.load(tmp_path / MODEL)).equals(themes_table(kept))
    (tmp_path / MODEL).write_bytes(b"something else")
    with pytest.raises(BadInput):
        model_file.load(tmp_path / MODEL)
