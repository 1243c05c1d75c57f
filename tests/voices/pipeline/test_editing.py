"""The file of edits in a run's folder: honoured, kept, never lost, and the same bytes whatever was run before."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from bilateral.values import BadInput, Text
from bilateral.voices.pipeline import stages
from bilateral.voices.pipeline.run import EDITED, listen
from bilateral.voices.pipeline.stages import Step
from tests.voices.pipeline.builders import SETTINGS, as_csv, contents, quiet, rows


def edit(file: Path, name: str = "Night crossings") -> bytes:
    """The first theme renamed, the last one dropped, the first link rejected: what the file then says."""
    body = yaml.safe_load(file.read_text(encoding="utf-8"))
    body["themes"][0]["name"], body["themes"][-1]["drop"] = name, True
    for link in body["links"][:1]:
        link["confirm"] = False
    return yaml.safe_dump(body, allow_unicode=True).encode()


def labels(folder: Path) -> list[str]:
    return [row["label"] for row in pq.read_table(folder / "themes.parquet").to_pylist()]


@pytest.fixture(scope="module")
def edited(out: Path, given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose file of edits a person changed before the last run."""
    folder = tmp_path_factory.mktemp("edited") / "out"
    shutil.copytree(out, folder)
    (folder / EDITED).write_bytes(edit(folder / EDITED))
    listen(given, folder, SETTINGS, quiet)
    assert "Night crossings" in labels(folder)
    return folder


def test_edits_are_honoured_and_left_alone(given: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    listen(given, folder, SETTINGS, quiet)
    body = yaml.safe_load((folder / EDITED).read_text(encoding="utf-8"))
    first, last = body["themes"][0], body["themes"][-1]
    first["name"], last["drop"] = "Night crossings", True
    edited = yaml.safe_dump(body, allow_unicode=True)
    (folder / EDITED).write_text(edited, encoding="utf-8")
    done = listen(given, folder, SETTINGS, quiet)
    table = {row["theme"]: row for row in pq.read_table(folder / "themes.parquet").to_pylist()}
    assert table[first["id"]]["label"] == "Night crossings" and table[first["id"]]["edited"]
    assert last["id"] not in table
    assert (folder / EDITED).read_text(encoding="utf-8") == edited
    assert done.summary["parameters"]["edits"] == sha256(edited.encode()).hexdigest()


def test_edits_given_by_name_stay_in_the_folder_and_hold_without_being_named_again(
    edited: Path, out: Path, given: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.yaml"
    theirs.write_bytes(edit(out / EDITED))
    shutil.copytree(out, tmp_path / "used")
    for folder in (tmp_path / "new", tmp_path / "used"):
        assert listen(given, folder, SETTINGS, quiet, edits=theirs).aside == ""
        assert contents(folder) == contents(edited)
        listen(given, folder, SETTINGS, quiet)
        assert contents(folder) == contents(edited)


def test_edits_of_the_folder_are_kept_aside_when_others_are_given(
    edited: Path, out: Path, given: Path, tmp_path: Path
) -> None:
    folder, theirs = tmp_path / "out", tmp_path / "theirs.yaml"
    shutil.copytree(edited, folder)
    theirs.write_bytes(edit(out / EDITED, "Crossings by night"))
    done = listen(given, folder, SETTINGS, quiet, edits=theirs)
    assert (folder / done.aside).read_bytes() == (edited / EDITED).read_bytes()
    assert (folder / EDITED).read_bytes() == theirs.read_bytes()
    assert "Crossings by night" in labels(folder) and "Night crossings" not in labels(folder)
    listen(given, tmp_path / "new", SETTINGS, quiet, edits=theirs)
    (folder / done.aside).unlink()
    assert contents(folder) == contents(tmp_path / "new")
    theirs.write_bytes((out / EDITED).read_bytes())  # nothing is changed in it: the themes as they were found
    listen(given, folder, SETTINGS, quiet, edits=theirs)
    assert len(list(folder.glob("themes.edited.*.yaml"))) == 1
    assert {k: v for k, v in contents(folder).items() if k in contents(out)} == contents(out)


def test_what_a_person_writes_while_a_run_is_at_work_stays(out: Path, given: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(out, folder)

    @contextmanager
    def writing(label: Text) -> Iterator[Step]:
        yield lambda share: None
        if label == stages.THEMES:
            (folder / EDITED).write_bytes(edit(out / EDITED))

    listen(given, folder, SETTINGS, writing)
    assert (folder / EDITED).read_bytes() == edit(out / EDITED)
    assert {**contents(folder), EDITED: b""} == {**contents(out), EDITED: b""}


def test_a_run_like_an_earlier_one_gives_the_same_bytes_whatever_was_run_before(
    edited: Path, out: Path, given: Path, tmp_path: Path
) -> None:
    """The earlier run's themes were renamed by a person, so this run's are too; its folder gets no file of edits."""
    later = tmp_path / "later.csv"
    later.write_text(as_csv(rows(each=2, seed=9)), encoding="utf-8")
    shutil.copytree(out, tmp_path / "used")
    for folder in (tmp_path / "new", tmp_path / "new", tmp_path / "used"):
        listen(later, folder, SETTINGS, quiet, like=edited)
        assert "Night crossings" in labels(folder)
        assert contents(folder) == contents(tmp_path / "new") and EDITED not in contents(folder)
    with pytest.raises(BadInput) as refused:
        listen(later, tmp_path / "third", SETTINGS, quiet, edits=edited / EDITED, like=tmp_path / "new")
    assert "where these themes were found" in refused.value.do.en
    listen(given, tmp_path / "new", SETTINGS, quiet)
    assert contents(tmp_path / "new") == contents(out)


def test_edits_and_the_themes_of_an_earlier_run_are_refused_together(edited: Path, given: Path, tmp_path: Path) -> None:
    shutil.copytree(edited, tmp_path / "out")
    with pytest.raises(BadInput) as mine:
        listen(given, tmp_path / "out", SETTINGS, quiet, like=edited)
    assert str(edited / EDITED) in mine.value.do.en and "delete them" in mine.value.do.en
    with pytest.raises(BadInput) as theirs:
        listen(given, tmp_path / "new", SETTINGS, quiet, edits=edited / EDITED, like=edited)
    assert str(edited / EDITED) in theirs.value.do.es
    with pytest.raises(BadInput) as itself:
        listen(given, tmp_path / "out", SETTINGS, quiet, like=tmp_path / "out")
    assert "take the place" in itself.value.what.en
    assert contents(tmp_path / "out") == contents(edited) and not (tmp_path / "new").exists()


def test_edits_that_can_t_be_read_are_named_before_anything_is_done(out: Path, given: Path, tmp_path: Path) -> None:
    shutil.copytree(out, tmp_path / "out")
    for body in (b"\xff\xfe", b"themes: [{id: en-01}]"):
        (tmp_path / "out" / EDITED).write_bytes(body)
        hows: list[dict[str, Any]] = [{}, {"like": out}, {"edits": out / EDITED}]
        for how in hows:
            with pytest.raises(BadInput) as refused:
                listen(given, tmp_path / "out", SETTINGS, quiet, **how)
            assert EDITED in refused.value.where
    assert contents(tmp_path / "out") == {**contents(out), EDITED: body}
