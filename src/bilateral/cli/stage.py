"""Many commands in turn, each `bilateral ...` in a process of its own, without each loading the big libraries anew.

One process loads what commands need from elsewhere, and forks for every command. Nothing of a command is loaded before
the fork: language, home and database are its own, as when it is typed.
"""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from bilateral.values import Fault, Text

LOADED: Final = (
    "csp.apps",
    "django.contrib.staticfiles.apps",
    "django.core.mail",
    "django.core.management.commands.migrate",
    "django.db.backends.sqlite3.base",
    "django.db.models",
    "django.urls",
    "django.views.debug",
    "httpx",
    "pydantic",
    "typer._adapters",
    "whitenoise.storage",
    "yaml",
    "bilateral.dialogue.compose",
    "bilateral.dialogue.fold",
    "bilateral.dialogue.hled",
    "bilateral.dialogue.kinds",
    "bilateral.dialogue.plan_import",
    "bilateral.dialogue.plan_packages",
    "bilateral.dialogue.redlining",
    "bilateral.files",
    "bilateral.record.audit",
)
"""What commands load that depends on nothing of theirs."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str


class Ended(Fault):
    """The process that runs commands ended before the command did."""

    code = "stage"


def _ended(arguments: tuple[str, ...]) -> Ended:
    return Ended(
        what=Text(
            "The process that runs commands ended before this one was done.",
            "El proceso que ejecuta comandos terminó antes de acabar éste.",
        ),
        where=" ".join(("bilateral", *arguments)),
        do=Text(
            "See whether memory ran out or somebody ended it; then start again from an empty folder.",
            "Ve si faltó memoria o si alguien lo terminó; luego empieza de nuevo con una carpeta vacía.",
        ),
    )


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bilateral.cli.stage"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


class Stage:
    """The process that runs commands, one at a time. Use it as a context."""

    def __init__(self, folder: Path) -> None:
        """:param folder: where a command's output is kept until it has been read."""
        self.folder = folder
        self.process = _started()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, *arguments: str, env: Mapping[str, str], cwd: str = "") -> Done:
        """Run `bilateral ...` in this environment, from this folder (else where we are).

        A process that has ended since the last command is started anew.

        :raises Ended: it ended while the command ran, which may be half done.
        """
        out, err = self.folder / "out", self.folder / "err"
        told = {"arguments": arguments, "env": dict(env), "cwd": cwd, "out": str(out), "err": str(err)}
        if self.process.poll() is not None:
            self.close()
            self.process = _started()
        assert self.process.stdin and self.process.stdout
        try:
            self.process.stdin.write(json.dumps(told) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            raise _ended(arguments)
        code = int(answer)
        return Done(code, out.read_text("utf-8", "replace"), err.read_text("utf-8", "replace"))

    def close(self) -> None:
        assert self.process.stdin and self.process.stdout
        with suppress(BrokenPipeError):  # what was written to one that has ended
            self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def _command(told: Mapping[str, Any]) -> None:
    """Be the command: from here on this process is as any that was started for it."""
    if told["cwd"]:
        os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["env"])
    for number, path in ((0, os.devnull), (1, told["out"]), (2, told["err"])):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(path, flags, 0o600), number)
    from bilateral.cli.main import run

    sys.argv = ["bilateral", *told["arguments"]]
    run()


def main() -> None:
    for name in LOADED:
        importlib.import_module(name)
    while line := sys.stdin.readline():
        told = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _command(told)
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
