"""The folder ``evidence/`` of a home: one file a contradiction, never written over."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from bilateral.node.home import Home
from bilateral.record.evidence.check import Shown, check
from bilateral.record.evidence.file import MAX_EVIDENCE, Evidence
from bilateral.record.folder import write_file
from bilateral.values import Fault

FOLDER: Final = "evidence"
MOST: Final = 100
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,200}\.txt")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the folder and holds."""

    name: str
    shown: Shown


def keep(home: Home, evidence: Evidence) -> Path:
    """Write it where it is not yet. A home keeps so many files at most; a log is frozen by the first one already."""
    shown, data = check(evidence), bytes(evidence)
    place = f"-{shown.seq}" if shown.seq is not None else ""
    name = f"{shown.log.replace('/', '-')}{place}-{shown.kind}-{sha256(data).hexdigest()[:16]}.txt"
    path = home.path / FOLDER / name
    if not path.exists() and (not path.parent.is_dir() or len(list(path.parent.iterdir())) < MOST):
        write_file(path, data)
    return path


def kept(home: Home) -> tuple[Kept, ...]:
    """What lies there and proves something; anything else in the folder is passed over."""
    folder = home.path / FOLDER
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        data = read(home, path.name)
        shown = _shown(data) if data is not None else None
        if shown:
            found.append(Kept(path.name, shown))
    return tuple(found)


@lru_cache(maxsize=MOST)
def _shown(data: bytes) -> Shown | None:
    """What it proves; remembered by its bytes, from which alone it follows."""
    try:
        return check(Evidence.parse(data))
    except Fault:
        return None


def read(home: Home, name: str) -> bytes | None:
    """A file of the folder by its name, or None where there is none of that name."""
    path = home.path / FOLDER / name
    if not _NAME.fullmatch(name) or path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_EVIDENCE:
        return None
    return path.read_bytes()
