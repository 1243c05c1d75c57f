"""What an operator does with the tables and the publication: count, make anew, compare with what the entries say."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bilateral.node import exporting, projection, publication, publisher
from bilateral.node.care import elsewhere
from bilateral.node.home import Home
from bilateral.node.models import Log, LogEntry
from bilateral.node.writing import asking
from bilateral.record.folder import write_file
from bilateral.record.sources import DirSource

DRAFT = ".publication.part"


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
    with _afresh(home) as fresh:
        mended = list(_differing(fresh, home.public, _ahead(home)))
        for name, data in mended:
            write_file(home.public / name, data) if data is not None else (home.public / name).unlink()
        return tuple(name for name, _ in mended)


def differing(home: Home) -> tuple[str, ...]:
    """The published files that are not what the rows give. Logs whose newest snapshot is still to be published, or that
    were published beyond these rows, are left out: neither is damage.
    """
    with _afresh(home) as fresh:
        rows = Log.objects.filter(size__gt=0)
        waiting = [log for log in rows if (log.own and log.head_size < log.size) or _behind(home, log)]
        let_be = (*_ahead(home), *(f"{log.pk}/" for log in waiting))
        return tuple(name for name, _ in _differing(fresh, home.public, let_be))


def _behind(home: Home, log: Log) -> bool:
    head = elsewhere.published(home, log)
    return head is not None and head.size < log.head_size


@contextmanager
def _afresh(home: Home) -> Iterator[Path]:
    """The publication as the rows give it, in a folder of its own, while the publisher waits."""
    draft = home.path / DRAFT
    with publication.written(home), publisher.only_one(home), asking():
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        try:
            exporting.write_all(draft)
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _ahead(home: Home) -> tuple[str, ...]:
    """Folders of logs that are not to be touched: what was published there is not what these rows give."""
    logs = Log.objects.filter(size__gt=0)
    let_be = [log for log in logs if (elsewhere.refusal if log.own else elsewhere.mirror_ahead)(home, log)]
    return tuple(f"{log.pk}/" for log in let_be)


def _differing(fresh: Path, public: Path, let_be: tuple[str, ...]) -> Iterator[tuple[str, bytes | None]]:
    """Each file that is not as it should be, with what it should hold, or None where it should not be."""
    public.mkdir(parents=True, exist_ok=True)
    wanted, there = DirSource(fresh).list(), DirSource(public).list()
    for name in sorted(name for name in wanted | there if not name.startswith(let_be)):
        if name in wanted:
            data = (fresh / name).read_bytes()
            if name not in there or (public / name).is_symlink() or (public / name).read_bytes() != data:
                yield name, data
        elif ".p/" not in name:
            yield name, None
