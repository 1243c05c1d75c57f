"""Starts processes that are there to be killed: each is forked from one that has everything loaded and nothing open.

    with Nursery() as nursery:
        life = nursery.start("acts", node, seed=1)
        life.said(2)                         # waits until it has said two things
        life.kill()                          # SIGKILL; returns all that it said until then

A process says what it has done in one line each, after it is done, as a command or a web worker would answer.
"""

import json
import os
import select
import signal
import subprocess
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import tests
from tests.node.homes import Node

LIMIT = 300.0
"""Seconds after which a process that says nothing hangs. Nothing that passes comes near."""


@dataclass
class Life:
    """A process and what it has said so far."""

    nursery: "Nursery"
    pid: int
    heard: list[dict[str, Any]] = field(default_factory=list)
    gone: bool = False

    def said(self, count: int) -> None:
        """Wait until it has said so many things, or is gone."""
        while len(self.heard) < count and not self.gone:
            self.nursery.hear()

    def kill(self) -> list[dict[str, Any]]:
        """SIGKILL, if it has not killed itself; and what it had said."""
        if not self.gone:
            os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> list[dict[str, Any]]:
        """Wait until it is gone, by whatever kills it or because it is done."""
        self.nursery.ask({"reap": self.pid})
        while not self.gone:
            self.nursery.hear()
        failed = [said["failed"] for said in self.heard if "failed" in said]
        assert not failed, failed[0]
        return self.heard


class Nursery:
    """The process that the others are forked from."""

    def __init__(self, folder: Path) -> None:
        env = {
            **os.environ,
            "BILATERAL_HOME": str(folder / "nobody"),
            "DJANGO_SETTINGS_MODULE": "bilateral.node.settings",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup(); from {__name__} import main; main()"],
            env=env,
            cwd=Path(tests.__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._lives: dict[int, Life] = {}
        self._rest, self._count = b"", 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for life in self._lives.values():
            if not life.gone:
                with suppress(ProcessLookupError):  # the nursery itself may be gone, and they with it
                    os.kill(life.pid, signal.SIGKILL)
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def start(self, what: str, node: Node, **named: Any) -> Life:
        """A new process on a node's home that does one of the things in `lives` until it is killed, or done."""
        database = json.loads(json.dumps(node.database, default=str))
        self.ask({"start": what, "home": str(node.home.path), "database": database, "named": named})
        before = set(self._lives)
        while set(self._lives) == before:
            self.hear()
        (pid,) = set(self._lives) - before
        return self._lives[pid]

    def ask(self, request: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()

    def hear(self) -> None:
        """Take in what any of them says next."""
        assert self._process.stdout
        while b"\n" not in self._rest:
            ready, _, _ = select.select([self._process.stdout], [], [], LIMIT)
            assert ready, "the processes are silent"
            data = os.read(self._process.stdout.fileno(), 1 << 16)
            assert data, "the nursery is gone"
            self._rest += data
        line, self._rest = self._rest.split(b"\n", 1)
        said = json.loads(line)
        pid = said.pop("pid")
        life = self._lives.setdefault(pid, Life(self, pid))
        if "gone" in said:
            life.gone = True
        elif said:
            life.heard.append(said)
            self._count += 1

    def heard(self, more: int) -> None:
        """Wait until so many more things were said, whoever says them: one of several always gets on, none must."""
        until = self._count + more
        while self._count < until:
            self.hear()


def say(**what: Any) -> None:
    """One line, in one call: it is there whole or not at all."""
    os.write(1, json.dumps({"pid": os.getpid(), **what}).encode() + b"\n")


def _live(request: dict[str, Any]) -> None:
    from bilateral.node.home import load
    from tests.node.killed.lives import LIVES

    database = request["database"]
    if database["ENGINE"].endswith("sqlite3"):  # as in use: durable before it is acknowledged
        options = database["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=OFF", "synchronous=FULL")
    node = Node(load(Path(request["home"])), database)
    with node.here():
        LIVES[request["start"]](node, **request["named"])


def main() -> None:
    import tests.node.killed.lives

    assert tests, "loaded before anything is forked"
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if "reap" in request:
            os.waitpid(request["reap"], 0)
            os.write(1, json.dumps({"pid": request["reap"], "gone": True}).encode() + b"\n")
            continue
        pid = os.fork()
        if pid:
            os.write(1, json.dumps({"pid": pid}).encode() + b"\n")
            continue
        try:
            _live(request)
        except BaseException:
            say(failed=traceback.format_exc()[-3000:])
        os._exit(0)
