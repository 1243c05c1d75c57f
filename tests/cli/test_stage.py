"""The process that runs many commands in turn, when somebody ends it."""

import os
from pathlib import Path

import pytest

from bilateral.cli.stage import Ended, Stage

ENV = {"PATH": os.environ["PATH"], "BILATERAL_LANG": "en", "COLUMNS": "100"}


def test_one_that_ended_between_commands_is_started_anew(tmp_path: Path) -> None:
    with Stage(tmp_path) as stage:
        assert stage("--version", env=ENV).code == 0
        first = stage.process
        first.kill()
        first.wait()
        assert stage("--version", env=ENV).code == 0
        assert stage.process.pid != first.pid


def test_one_that_ends_during_a_command_is_a_plain_fault(tmp_path: Path) -> None:
    with Stage(tmp_path) as stage:
        stage.process.poll = lambda: None  # type: ignore[method-assign]  # as seen at the moment before it ended
        stage.process.kill()
        stage.process.wait()
        with pytest.raises(Ended) as caught:
            stage("--version", env=ENV)
        assert caught.value.what.complete and caught.value.do.complete
        assert "bilateral --version" in caught.value.in_("es")
        del stage.process.poll
        assert stage("--version", env=ENV).code == 0, "the next command has a process of its own again"
