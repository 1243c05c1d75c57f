"""The whole product as a newcomer meets it: the demonstration played by real commands, served by real processes."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.running import answers, end, free_port

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker for all journeys: the story is played once."""
    for item in items:
        if "tests/journeys" in str(item.fspath):
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def run() -> Command:
    """`bilateral ...` in a process of its own, in English unless a test says otherwise."""

    def command(*arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "BILATERAL_LANG": lang, "BILATERAL_HOME": ""}
        return subprocess.run(
            [sys.executable, "-m", "bilateral.cli.main", *arguments],
            capture_output=True,
            text=True,
            env=env,
            check=False,
        )

    return command


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, run: Command) -> Path:
    """The folder of a demonstration that has just been played."""
    base = tmp_path_factory.mktemp("demo")
    done = run("demo", "--folder", str(base), "--no-serve")
    assert done.returncode == 0, done.stderr
    return base


@pytest.fixture(scope="session")
def address(demo: Path) -> Iterator[str]:
    """Where the first government's node is served."""
    port = free_port()
    command = [sys.executable, "-m", "bilateral.cli.main", "--home", str(demo / "us"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            if answers(f"{url}/healthz")[0] == 200:
                break
            assert process.poll() is None, "serve ended"
            import time

            time.sleep(0.1)
        yield url
    finally:
        end(process)


@pytest.fixture
def get_json(address: str) -> Callable[[str], Any]:
    def get(path: str) -> Any:
        status, body = answers(address + path)
        assert status == 200, (path, status)
        return json.loads(body)

    return get
