"""A demonstration running on this machine, for the tools that look at it from outside: started, waited for, ended."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.report import ROOT, die

LONGEST_START = 240


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def answers(url: str) -> tuple[int, str]:
    """Status and text of a page; status 0 when nobody listens."""
    try:
        with urllib.request.urlopen(url, timeout=20) as response:  # only ever an address on this machine
            return response.status, response.read().decode("utf-8", errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""


@contextmanager
def running(home: Path, port: int, log: Path) -> Iterator[str]:
    """`make run` on a port and a home; gives its address, and ends it as Ctrl-C would, with everything it started."""
    address = f"http://127.0.0.1:{port}"
    command = ["make", "run", f"PORT={port}", f"BILATERAL_HOME={home}"]
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    # Whoever runs in the background ignores Ctrl-C, and so would what it starts; a handler of our own undoes that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with log.open("w", encoding="utf-8") as output:
        # A session of its own is what a terminal gives: Ctrl-C there reaches the whole group.
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait(process, f"{address}/en/", log)
            yield address
        finally:
            end(process)
        if left_over(process.pid):
            die("Something that the demonstration started is still running after Ctrl-C.")


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    started = time.monotonic()
    while answers(url)[0] != 200:
        if process.poll() is not None or time.monotonic() - started > LONGEST_START:
            die(f"The demonstration did not start. It said:\n{log.read_text(encoding='utf-8')[-4000:]}")
        time.sleep(0.25)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ctrl-C, then a little patience, then no more."""
    for sent, seconds in ((signal.SIGINT, 20), (signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        if process.poll() is not None:
            return
        os.killpg(process.pid, sent)
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            continue


def left_over(group: int) -> bool:
    """Whether any process of an ended group stays; it is killed then."""
    for _try in range(20):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.25)
    os.killpg(group, signal.SIGKILL)
    return True
