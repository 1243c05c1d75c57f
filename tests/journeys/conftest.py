"""The whole product as a newcomer meets it: the demonstration played by real commands, served by real processes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bilateral.cli.stage import Stage
from tests.cli.conftest import Forker
from tests.journeys.aftermath import Aftermath
from tools.running import answers, end, free_port

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker for all journeys: the story is played once. (pytest-xdist 3.8 misses it under pytest 9.2.)"""
    for item in items:
        if "tests/journeys" in str(item.fspath):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """`bilateral ...` in a process of its own, in English unless a test says otherwise."""
    with Stage(tmp_path_factory.mktemp("typed")) as stage:

        def command(*arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
            done = stage(*arguments, env={**os.environ, "BILATERAL_LANG": lang, "BILATERAL_HOME": ""})
            return subprocess.CompletedProcess(arguments, done.code, done.out, done.err)

        yield command


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, run: Command) -> Path:
    """The folder of a demonstration that has just been played."""
    base = tmp_path_factory.mktemp("demo")
    done = run("demo", "--folder", str(base), "--no-serve")
    assert done.returncode == 0, done.stderr
    return base


@pytest.fixture(scope="session")
def aftermath(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    """A copy of the demonstration after all that may come over one."""
    forker = Forker(tmp_path_factory.mktemp("commands"))
    yield Aftermath.of(demo, tmp_path_factory.mktemp("later") / "demo", forker).play()
    forker.close()


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """Where the first government's node is served."""
    with served(demo / "us") as url:
        yield url


@pytest.fixture(scope="session")
def later(aftermath: Aftermath) -> Iterator[str]:
    """Where that node is served after all that has come over it."""
    with served(aftermath.us.path) as url:
        yield url


@contextmanager
def served(home: Path, port: int = 0, log: Path | None = None) -> Iterator[str]:
    """A node served until the end, at a free port where none is given; ``log`` takes everything that its processes
    print.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "bilateral.cli.main", "--home", str(home), "serve", "--port", str(port)]
    printed = log.open("wb") if log else None
    said = {"stdout": printed, "stderr": subprocess.STDOUT} if printed else {"stdout": subprocess.DEVNULL}
    process = subprocess.Popen(command, start_new_session=True, **said)  # type: ignore[call-overload]
    url = f"http://127.0.0.1:{port}"
    try:
        while answers(f"{url}/healthz")[0] != 200:
            assert process.poll() is None, "serve ended"
            time.sleep(0.1)
        yield url
    finally:
        end(process)
        if printed:
            printed.close()


@pytest.fixture
def get_json(address: str) -> Callable[[str], Any]:
    def get(path: str) -> Any:
        status, body = answers(address + path)
        assert status == 200, (path, status)
        return json.loads(body)

    return get
