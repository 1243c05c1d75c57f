"""Finds Node and npm for the asset build: the machine's own when they are new enough, else the locked wheel in .venv.

Use `ensure().run("npm", "ci")`, or from a shell `python -m tools.node npm ci`. BILATERAL_NODE=wheel passes over the
machine's own Node, to try what a machine without one does. What is built, and from what, is not known here.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "node.txt"
OLDEST = 18


class NoNode(Exception):
    """There is no usable Node, and none could be installed."""


@dataclass(frozen=True)
class Toolchain:
    """The folder that holds `node` and `npm`, and the version that `node --version` gave."""

    folder: Path
    version: tuple[int, ...]

    def env(self) -> dict[str, str]:
        """The environment in which scripts that say `#!/usr/bin/env node` find this Node first."""
        return {**os.environ, "PATH": f"{self.folder}{os.pathsep}{os.environ.get('PATH', '')}"}

    def run(self, program: str, *args: str, cwd: Path = ROOT) -> None:
        """Run `node`, `npm` or `npx`; a failure raises CalledProcessError and leaves its words on the terminal."""
        subprocess.run([str(self.folder / program), *args], cwd=cwd, env=self.env(), check=True)


def parse_version(words: str) -> tuple[int, ...]:
    """`v20.20.2` as numbers; an empty tuple for anything else."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\.(\d+)\S*", words.strip())
    return tuple(int(part) for part in found.groups()) if found else ()


def _version(folder: Path) -> tuple[int, ...]:
    """The version of a folder's Node, or an empty tuple when node or npm does not run there."""
    env = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    answers = []
    for program in ("node", "npm"):
        command = [str(folder / program), "--version"]
        try:
            asked = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=True)
        except (OSError, subprocess.SubprocessError):
            return ()
        answers.append(asked.stdout)
    return parse_version(answers[0])


def find(environ: Mapping[str, str] = os.environ) -> Toolchain | None:
    """A Node of at least version 18 with its npm: the machine's, else one that set-up brought before."""
    folders = []
    if environ.get("BILATERAL_NODE") != "wheel" and (on_path := shutil.which("node", path=environ.get("PATH"))):
        folders.append(Path(on_path).parent)
    folders.append(Path(sys.prefix) / "bin")
    for folder in folders:
        version = _version(folder)
        if version and version[0] >= OLDEST:
            return Toolchain(folder, version)
    return None


def ensure() -> Toolchain:
    """As `find`, but installs the locked wheel when there is none."""
    if found := find():
        return found
    print(f"No Node {OLDEST} or newer with npm on this machine: installing one into {sys.prefix}", flush=True)
    uv = Path(sys.prefix) / "bin" / "uv"
    command = [str(uv), "pip", "install", "--python", sys.executable, "--require-hashes", "-r", str(LOCK)]
    if subprocess.run(command, check=False).returncode == 0 and (found := find()):
        return found
    raise NoNode(f"Install Node {OLDEST} or newer with npm by hand, then run make setup again.")


def main(args: list[str]) -> int:
    try:
        toolchain = ensure()
    except NoNode as fault:
        print(fault, file=sys.stderr)
        return 1
    if not args:
        print(toolchain.folder, ".".join(map(str, toolchain.version)))
        return 0
    return subprocess.run([str(toolchain.folder / args[0]), *args[1:]], env=toolchain.env(), check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
