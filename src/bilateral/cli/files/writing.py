"""Files that commands leave behind: written whole or not at all, and never over another."""

import errno
import json
import os
from pathlib import Path
from typing import Any

from bilateral.cli.faults import system_fault
from bilateral.values import BadInput, Text


def write_new(path: Path, data: bytes) -> None:
    """:raises BadInput: there is something under this name already, or it can't be written."""
    try:
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise system_fault(error, str(path)) from None


def require_new(*paths: Path) -> None:
    """Before several files are written: none of them is there yet, so that not only some of them come to be.

    :raises BadInput: there is something under one of these names.
    """
    for path in paths:
        if path.exists():
            raise system_fault(FileExistsError(errno.EEXIST, "", str(path)))


def write_package(path: Path, documents: list[dict[str, Any]]) -> None:
    """A package as `bilateral act propose --file` takes it: JSON, or YAML where the name ends so."""
    package = {"documents": documents}
    if path.suffix.lower() in (".yaml", ".yml"):
        import yaml

        words = yaml.safe_dump(package, allow_unicode=True, sort_keys=False, width=100)
    elif path.suffix.lower() == ".json":
        words = json.dumps(package, ensure_ascii=False, indent=2, default=str) + "\n"
    else:
        raise BadInput(
            Text("A draft is a .json or .yaml file.", "Un borrador es un archivo .json o .yaml."),
            str(path),
            Text("Name it so, such as draft.json.", "Nómbralo así, por ejemplo borrador.json."),
        )
    write_new(path, words.encode("utf-8"))
