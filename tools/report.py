"""What every check shares: where the project is, which files it has, and one way to say what is wrong.

A fault says where it is, what it is, and what to do about it.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "bilateral"
NOT_OURS = frozenset({".git", ".venv", "node_modules", "home", "build", "dist", "built", "__pycache__"})


@dataclass
class Report:
    """Collects faults (the check fails) and warnings (it does not), and prints them at the end."""

    tool: str
    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fault(self, where: str | Path, what: str, do: str = "") -> None:
        self.faults.append(_line(where, what, do))

    def warn(self, where: str | Path, what: str, do: str = "") -> None:
        self.warnings.append(_line(where, what, do))

    def finish(self, checked: str) -> int:
        """Print everything; the exit code is 1 when there is a fault. `checked` says what was looked at."""
        for line in self.warnings:
            print(f"warning: {line}")
        for line in self.faults:
            print(f"fault:   {line}")
        outcome = f"{len(self.faults)} fault(s)" if self.faults else "fine"
        print(f"{self.tool}: {outcome} ({checked})")
        return 1 if self.faults else 0


def _line(where: str | Path, what: str, do: str) -> str:
    return f"{relative(where)}: {what}" + (f". {do}" if do else "")


def relative(where: str | Path) -> str:
    """A path as a reader of the project would write it; anything else as it is."""
    if isinstance(where, Path) and where.is_absolute() and where.is_relative_to(ROOT):
        return where.relative_to(ROOT).as_posix()
    return str(where)


def walk(folder: Path, *suffixes: str) -> Iterator[Path]:
    """Our own files under a folder, in order; all of them when no suffix is named."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from walk(path, *suffixes)
        elif not suffixes or path.suffix in suffixes:
            yield path


def committed_files() -> list[Path]:
    """What git has or would take; in a copy without git, everything that is not made by set-up."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    if asked.returncode:
        return list(walk(ROOT))
    return [path for name in sorted(asked.stdout.split("\0")) if name and (path := ROOT / name).is_file()]


def die(message: str) -> None:
    """For the tools that do things: one line to a person, and a failing exit."""
    print(message, file=sys.stderr)
    raise SystemExit(1)
