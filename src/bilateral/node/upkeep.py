"""What an operator does with the tables and the publication: count, make anew, compare with what the entries say."""

import shutil
from collections.abc import Callable
from pathlib import Path

from bilateral.node import exporting, projection, publisher
from bilateral.node.care import elsewhere
from bilateral.node.home import Home
from bilateral.node.models import Log, LogEntry
from bilateral.record.folder import write_file
from bilateral.record.sources import DirSource


def entries() -> int:
    """How many entries this node holds, of all logs."""
    return LogEntry.objects.count()


def rebuild(*, check: bool, progress: Callable[[int], None] = lambda done: None) -> tuple[str, ...]:
    """Make the projection anew, or with ``check`` only name the places where it differs from what the entries say."""
    return projection.rebuild(check=check, progress=progress)


def mend(home: Home) -> tuple[str, ...]:
    """Compare every published file with what the rows give and put right what was damaged, lost or added.

    The publisher looks only at the edge of the tree, since it looks every second; this looks at everything. Partial
    tiles of earlier snapshots are let be: readers of an older snapshot may still need them.
    """
    draft = home.path / ".publication.part"
    with publisher.only_one(home):
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            exporting.write_all(draft)
            return tuple(_mended(draft, home.public, _ahead(home)))
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _ahead(home: Home) -> tuple[str, ...]:
    """Folders of logs that are not to be touched: what was published there is not what these rows give."""
    logs = Log.objects.filter(size__gt=0)
    let_be = [log for log in logs if (elsewhere.refusal if log.own else elsewhere.mirror_ahead)(home, log)]
    return tuple(f"{log.pk}/" for log in let_be)


def _mended(fresh: Path, public: Path, let_be: tuple[str, ...]) -> list[str]:
    public.mkdir(parents=True, exist_ok=True)
    wanted, there = DirSource(fresh).list(), DirSource(public).list()
    mended = []
    for name in sorted(name for name in wanted | there if not name.startswith(let_be)):
        if name in wanted:
            data = (fresh / name).read_bytes()
            if name not in there or (public / name).is_symlink() or (public / name).read_bytes() != data:
                write_file(public / name, data)
                mended.append(name)
        elif ".p/" not in name:
            (public / name).unlink()
            mended.append(name)
    return mended
