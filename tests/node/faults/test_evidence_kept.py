"""A proof that a home keeps: fetched by its name alone, and checked by the command with no home at all."""

import json
import shutil
import subprocess
import sys

import pytest

from bilateral.node import projection, read, sync
from bilateral.node.read import PUBLIC
from tests.node.faults.liar import evidence_file
from tests.node.faults.whole import pins_of
from tests.node.homes import World, only_log
from tests.node.test_sync_faults import other_history


def test_the_command_and_the_page(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    twin = other_history(us, lone.folder / "twin")
    us.propose(us.line("x", "one way"))
    mx.pull(us)
    twin.propose(twin.line("x", "another"))
    with pytest.raises(sync.Fork):
        mx.pull(only_log(twin, "us", lone.folder / "lie"))
    file = evidence_file(mx)
    with mx.here():
        assert read.proof(PUBLIC, file.name) == file.read_bytes()
        for name in ("../bilateral.toml", "none.txt", "", "a/b.txt", f"{file.name}.tmp"):
            assert read.proof(PUBLIC, name) is None
    keys = lone.folder / "keys.txt"
    keys.write_text("".join(f"{key}\n" for key in pins_of(us)))
    told = command("--json", "--keys", str(keys), str(file))
    assert told.returncode == 0 and json.loads(told.stdout)["shows"] == "two-entries"
    keys.write_text("".join(f"{key}\n" for key in pins_of(mx)))
    told = command("--keys", str(keys), str(file), lang="es")
    assert told.returncode == 1 and told.stdout.startswith("Esto no prueba nada")
    file.write_bytes(file.read_bytes()[:-1])
    assert command(str(file)).returncode == 2
    shutil.rmtree(file.parent)
    assert mx.run(projection.rebuild, check=True) == ()


def command(*arguments: str, lang: str = "en") -> "subprocess.CompletedProcess[str]":
    run = [sys.executable, "-m", "bilateral.cli.main", "record", "check-evidence", *arguments]
    return subprocess.run(run, capture_output=True, text=True, env={"LANG": f"{lang}.UTF-8"}, check=False)
