"""A run that is killed at any place and run again gives the bytes of one that nobody disturbed; with edits and `like`.

Each run is a process of its own that kills itself: in a stage, or at one of the renames that put results in place.
"""

import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bilateral.values import Text
from bilateral.voices.pipeline import run, stages
from bilateral.voices.pipeline.run import EDITED, SUMMARY, listen
from bilateral.voices.pipeline.stages import Step
from tests.voices.pipeline.builders import SETTINGS, contents, quiet
from tests.voices.pipeline.test_editing import edit

STAGES = [
    *(stages.READING, stages.TAKING, stages.LANGUAGE, stages.GROUPING, stages.SCREENING, stages.THEMES),
    *(run.GROUPS, run.QUOTES, run.WRITING),
]


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killing(at: Text) -> Any:
    """A teller of progress that ends the process at the first word of a stage's progress."""

    @contextmanager
    def stage(label: Text) -> Iterator[Step]:
        yield (lambda share: die()) if label == at else (lambda share: None)

    return stage


def _run(arguments: tuple[Any, ...], at: Text | str, named: dict[str, Any]) -> None:
    if isinstance(at, str):

        def hear(event: str, given: tuple[Any, ...]) -> None:
            if event == "os.rename" and Path(os.fsdecode(given[1])).name == at and ".work" not in str(given[1]):
                die()

        sys.addaudithook(hear)
    listen(*arguments, quiet if isinstance(at, str) else killing(at), **named)


def killed(given: Path, folder: Path, at: Text | str, **named: Any) -> None:
    """Run in a process that is killed in a stage, or just before the file of this name gets its place."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=((given, folder, SETTINGS), at, named))
    process.start()
    process.join(300)
    assert process.exitcode == -signal.SIGKILL, at


@pytest.fixture(scope="module")
def theirs(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("theirs") / "theirs.yaml"
    path.write_bytes(edit(out / EDITED))
    return path


@pytest.fixture(scope="module")
def edited(given: Path, theirs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edited") / "out"
    listen(given, folder, SETTINGS, quiet, edits=theirs)
    return folder


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.en.split()[-1])
def test_killed_in_a_stage(stage: Text, out: Path, edited: Path, given: Path, theirs: Path, tmp_path: Path) -> None:
    """Into a new folder; and with edits into one that holds whole results, which stay whole until then."""
    killed(given, tmp_path / "new", stage)
    assert [file.name for file in (tmp_path / "new").iterdir()] == [".work"]
    listen(given, tmp_path / "new", SETTINGS, quiet)
    assert contents(tmp_path / "new") == contents(out)
    shutil.copytree(out, tmp_path / "used")
    killed(given, tmp_path / "used", stage, edits=theirs)
    (tmp_path / "used" / ".work").rename(tmp_path / "work")
    assert contents(tmp_path / "used") == contents(out)
    (tmp_path / "work").rename(tmp_path / "used" / ".work")
    listen(given, tmp_path / "used", SETTINGS, quiet, edits=theirs)
    assert contents(tmp_path / "used") == contents(edited)


@pytest.mark.parametrize("name", [EDITED, "campaigns.parquet", "report.html", "themes.parquet", SUMMARY])
def test_killed_while_results_get_their_place(
    name: str, out: Path, edited: Path, given: Path, theirs: Path, tmp_path: Path
) -> None:
    """No summary says that such a folder is whole."""
    shutil.copytree(out, tmp_path / "used")
    killed(given, tmp_path / "used", name, edits=theirs)
    assert not (tmp_path / "used" / SUMMARY).exists()
    assert listen(given, tmp_path / "used", SETTINGS, quiet, edits=theirs).resumed
    assert contents(tmp_path / "used") == contents(edited)


def test_edits_of_a_person_outlive_a_kill_while_others_take_their_place(
    edited: Path, out: Path, given: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_bytes(edit(out / EDITED, "Crossings by night"))
    for name in (EDITED, SUMMARY):
        folder = tmp_path / name
        shutil.copytree(edited, folder)
        killed(given, folder, name, edits=other)
        listen(given, folder, SETTINGS, quiet, edits=other)
        (aside,) = folder.glob("themes.edited.*.yaml")
        assert aside.read_bytes() == (edited / EDITED).read_bytes()
        assert (folder / EDITED).read_bytes() == other.read_bytes()


def test_killed_while_assigned_to_the_themes_of_an_earlier_run(edited: Path, given: Path, tmp_path: Path) -> None:
    listen(given, tmp_path / "whole", SETTINGS, quiet, like=edited)
    for n, at in enumerate((stages.THEMES, run.WRITING, "submissions.parquet", SUMMARY)):
        killed(given, tmp_path / str(n), at, like=edited)
        listen(given, tmp_path / str(n), SETTINGS, quiet, like=edited)
        assert contents(tmp_path / str(n)) == contents(tmp_path / "whole")
