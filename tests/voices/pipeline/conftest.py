"""A small consultation as a file, and the folder of a whole run over it."""

from pathlib import Path

import pytest

from bilateral.voices.pipeline.run import listen
from tests.voices.pipeline.builders import SETTINGS, as_csv, quiet, rows


@pytest.fixture(scope="session")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("given") / "answers.csv"
    path.write_text(as_csv(rows()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def out(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "out"
    listen(given, folder, SETTINGS, quiet)
    return folder
