"""Help in both languages for every command, argument and option, and Typer's own words with it."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.cli.conftest import Run

COMMANDS = """\
import json
from typer.main import get_command
from bilateral.cli.main import app

def tree(command, path):
    yield [" ".join(path), command.help or ""]
    for each in command.params:
        yield [" ".join((*path, each.name)), getattr(each, "help", None) or ""]
    for name, inner in getattr(command, "commands", {}).items():
        yield from tree(inner, (*path, name))

print(json.dumps(list(tree(get_command(app), ("bilateral",)))))
"""


def helps(lang: str) -> dict[str, str]:
    env = {"BILATERAL_LANG": lang}
    done = subprocess.run([sys.executable, "-c", COMMANDS], capture_output=True, text=True, env=env, check=True)
    found: list[Any] = json.loads(done.stdout)
    return dict(found)


def test_every_command_argument_and_option_has_help_in_both_languages() -> None:
    english, spanish = helps("en"), helps("es")
    assert len(english) > 100
    for name, words in english.items():
        assert words, name
        assert spanish[name], name
        assert words != spanish[name], name


@pytest.mark.parametrize("line", ["", "act", "plan import", "record audit", "serve", "act decline", "init"])
def test_typer_s_own_words(bilateral: Run, line: str) -> None:
    told = bilateral(*line.split(), "--help", lang="es").out
    assert told.startswith("Uso: bilateral")
    assert "Muestra esta ayuda y termina." in told
    for word in ("Usage", "OPTIONS", "Options", "Arguments", "Commands", "required", "default:", "<path>", "<str>"):
        assert word not in told
    assert "<str>" not in bilateral(*line.split(), "--help").out


def test_the_version(bilateral: Run) -> None:
    from bilateral import __version__

    assert bilateral("--version").out == f"{__version__}\n"
