"""Stages that are kept: each is a few files in the work folder under a key of everything that they depend on.

A stage writes into a folder of its own beside, which gets its name by one rename when it is whole; a run that is cut
off finds what was whole. Not here: what the stages do.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bilateral.values import BadInput, Text
from bilateral.voices.pipeline.settings import digest


class Work:
    """A folder of stages. `key` names what the run is of; each stage adds what it depends on besides."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.resumed: list[str] = []

    def stage(self, name: str, depends: Any, make: Callable[[Path], dict[str, Any]]) -> tuple[Path, dict[str, Any]]:
        """The stage's folder and facts: as kept, or made now by `make(folder)`, which returns the facts."""
        home, key = self.folder / name, digest(depends)
        kept = _read(home / "stage.json")
        if kept is not None and kept.get("key") == key:
            self.resumed.append(name)
            return home, dict(kept["facts"])
        beside = self.folder / f"{name}.new"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        try:
            facts = make(beside)
            (beside / "stage.json").write_text(json.dumps({"key": key, "facts": facts}), encoding="utf-8")
            shutil.rmtree(home, ignore_errors=True)
            beside.rename(home)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return home, facts

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Make the folder and hold it. :raises BadInput: another run holds it; one that was killed does not."""
        self.folder.mkdir(parents=True, exist_ok=True)
        held = os.open(self.folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BadInput(
                    Text(
                        "There is another run at work in this folder.", "Hay otra corrida trabajando en esta carpeta."
                    ),
                    str(self.folder.parent),
                    Text("Wait for its end, or name another folder.", "Espera a que termine o indica otra carpeta."),
                ) from error
            yield
        finally:
            os.close(held)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
