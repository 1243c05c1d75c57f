"""`bilateral listen` as people run it: answers in both languages, bad input named, a killed process resumed."""

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bilateral.voices.pipeline.run import EDITED
from tests.helpers import ROOT
from tests.voices.pipeline.test_editing import edit


def bilateral(*arguments: object, lang: str = "en", code: int = 0) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "BILATERAL_LANG": lang}
    command = [sys.executable, "-m", "bilateral.cli.main", "listen", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    assert done.returncode == code, done
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def whole(given: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a whole run, and what the command said."""
    folder = tmp_path_factory.mktemp("whole") / "out"
    return folder, bilateral(given, "--out", folder, lang="es").stdout


def test_the_answer_in_words_and_in_json(whole: tuple[Path, str], given: Path) -> None:
    folder, said = whole
    assert "Aportaciones: 260." in said and "tagging.es.csv" in said
    summary = json.loads(bilateral(given, "--out", folder, "--json").stdout)
    assert summary == json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def test_edits_given_by_name_are_kept_and_the_folder_s_own_set_aside(
    whole: tuple[Path, str], given: Path, tmp_path: Path
) -> None:
    folder, theirs = tmp_path / "out", tmp_path / "theirs.yaml"
    shutil.copytree(whole[0], folder)
    mine = edit(folder / EDITED)
    theirs.write_bytes(edit(folder / EDITED, "Crossings by night"))
    (folder / EDITED).write_bytes(mine)
    said = bilateral(given, "--out", folder, "--themes", theirs).stdout
    (aside,) = folder.glob("themes.edited.*.yaml")
    assert f"are kept in {aside.name}." in " ".join(said.split()) and aside.read_bytes() == mine
    assert (folder / EDITED).read_bytes() == theirs.read_bytes()
    refused = bilateral(given, "--out", tmp_path / "new", "--themes", theirs, "--like", folder, lang="es", code=2)
    assert str(folder / EDITED) in refused.stderr.replace("\n", "") and not (tmp_path / "new").exists()


def binary() -> bytes:
    return random.Random(1).randbytes(4096)


BAD = {
    "columns": ("a.csv", b"one,two\n1,2\n", "There is no column 'text'"),
    "binary": ("a.csv", binary(), "This is not a table"),
    "empty": ("a.csv", b"", "There are no submissions in this file"),
    "heading": ("a.csv", b"id,text\n", "There are no submissions in this file"),
    "name": ("a.docx", b"text\nhello\n", "This is not a table"),
    "parquet": ("a.parquet", b"PAR1 and no more", "This is not a table"),
    "gzip": ("a.csv.gz", gzip.compress(b"text\nhello\n" * 999)[:-20], "This is not a table"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_files_are_named_and_nothing_is_written(kind: str, tmp_path: Path) -> None:
    name, data, what = BAD[kind]
    (tmp_path / name).write_bytes(data)
    done = bilateral(tmp_path / name, "--out", tmp_path / "out", code=2)
    assert what in done.stderr and not done.stdout
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "not there" in bilateral(tmp_path / "a.csv", "--out", tmp_path / "out", code=2).stderr
    assert "folder" in bilateral(tmp_path, "--out", tmp_path / "out2", code=2).stderr
    (tmp_path / "b.csv").write_text("text\nhello\n", encoding="utf-8")
    assert (
        "not there"
        in bilateral(tmp_path / "b.csv", "--out", tmp_path / "out", "--like", tmp_path / "none", code=2).stderr
    )
    assert not (tmp_path / "out").exists()


def test_mixed_encodings_control_characters_and_a_text_of_50_mb_are_read_or_set_aside(tmp_path: Path) -> None:
    lines = [
        b"id,text",
        "1,La inspección en el puente".encode(),
        "2,La inspección en la garita".encode("cp1252"),
        b"3,bell \x07 and null \x00 here",
        b"4," + b"very long " * 5_000_000,
        b"5",
    ]
    path = tmp_path / "mixed.csv"
    path.write_bytes(b"\n".join(lines) + b"\n")
    done = bilateral(path, "--out", tmp_path / "out")
    assert "Submissions: 3." in done.stdout
    for words in ("longer than the limit", "more or fewer cells", "Windows-1252", "Control characters"):
        assert words in done.stdout
    aside = (tmp_path / "out" / "quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert [(line["row"], line["reason"]) for line in map(json.loads, aside)] == [
        (2, "windows-1252"), (3, "control"), (4, "too-long"), (5, "cells"),
    ]  # fmt: skip


def test_a_hundred_thousand_equal_rows_are_one_text(tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("text\n" + "Please open the bridge at night for our trucks\n" * 100_000, encoding="utf-8")
    summary = json.loads(bilateral(path, "--out", tmp_path / "out", "--json").stdout)
    assert (summary["submissions"], summary["distinct_texts"]) == (100_000, 1)
    assert summary["groups"]["variant"]["largest"][0]["submissions"] == 100_000
    assert summary["groups"]["campaign"]["groups"] == 0


def _killed_after_intake(given: Path, out: Path) -> None:
    command = [sys.executable, "-m", "bilateral.cli.main", "listen", str(given), "--out", str(out)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (out / ".work" / "intake" / "stage.json").exists() and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_killed_process_is_resumed_and_leaves_no_half_results(
    whole: tuple[Path, str], given: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut"
    while [file.name for file in cut.iterdir()] != [".work"] if cut.exists() else True:
        shutil.rmtree(cut, ignore_errors=True)  # on a busy machine it may be finished before it is killed: once more
        _killed_after_intake(given, cut)
    assert "Resumed" in bilateral(given, "--out", cut).stdout
    assert {f.name: f.read_bytes() for f in cut.iterdir()} == {f.name: f.read_bytes() for f in whole[0].iterdir()}
