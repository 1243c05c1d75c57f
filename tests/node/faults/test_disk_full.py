"""A disk that fills up in the middle: each free page of it less is tried, until nothing fits and until all does.

On a real small file system where this machine lets one be mounted; and everywhere under the limit that the system sets
to the size of a file, at which a write fails in the same way. After each: only a fault came out, and once there is room
again the record is consistent and the same attempt is done once.
"""

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door
from bilateral.values import Fault
from tests.node.care.rewind import on_server
from tests.node.faults.scale import FULL, counted
from tests.node.faults.whole import consistent, once_each, pins_of, readable, whole
from tests.node.homes import Databases, Node, World

PAGE = 4096
MEGABYTE = 1 << 20
STEP = 1 if FULL else 12
"""So many pages more each time."""


@contextmanager
def mounted(folder: Path, size: int) -> Iterator[bool]:
    """A file system of that size at a folder, if this machine lets us."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(folder)]
    done = shutil.which("mount") and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield bool(done)
    finally:
        if done:
            subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def room(folder: Path, pages: int) -> Iterator[None]:
    """No more than so many pages are free."""
    filler = folder / "filler"
    with filler.open("wb") as file:
        free = shutil.disk_usage(folder).free
        if free > pages * PAGE:
            os.posix_fallocate(file.fileno(), 0, free - pages * PAGE)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def limit(size: int) -> Iterator[None]:
    """No file grows beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def batch(us: Node, idem: str, count: int) -> Callable[[], tuple[door.Receipt, ...]]:
    drafts = [ActDraft("propose", (us.line(f"{idem}-{n}", "x" * 200),)) for n in range(count)]
    idems = [f"{idem}.{n}" for n in range(count)]
    return lambda: us.run(door.commit_many, us.home, drafts, door.Actor("us"), us.now(), idems)


def tried(do: Callable[[], Any]) -> Any:
    """What came out of it, or None where it ended in a fault, which has words."""
    try:
        return do()
    except Fault as fault:
        assert all((fault.what.en, fault.what.es, fault.do.en, fault.do.es)), fault
        return None
    except OSError:  # a person's own command says it in words too (cli.faults)
        return None


def fill(us: Node, full: Callable[[int], Any], step: int, count: int) -> int:
    """Attempts with ever more room, each of some acts and their publication, until they are all done at once.

    :param full: the disk with so many steps of room. Returns how many attempts it broke off.
    """
    told, broken, n = dict[str, str](), 0, 0
    done = None
    while done is None:
        idem = f"x{n}"
        do = batch(us, idem, count)
        us.run(connection.close)  # what SQLite keeps beside the database begins anew with each
        with full(n * step):
            done = tried(do)
            shown = tried(us.publish) if done else None
            us.run(connection.close)
        consistent(us)
        readable(us)
        again = do()
        assert done in (None, again) or [each.ref for each in done] == [each.ref for each in again]
        told.update({f"{idem}.{k}": str(each.ref.short) for k, each in enumerate(again)})
        once_each(us, told)
        us.publish()
        assert readable(us)["t/us"] == int(again[-1].ref.seq) + 1
        broken += done is None or shown is None
        done = done if shown is not None else None
        n += 1
    return broken


def test_no_file_grows(lone: World) -> None:
    """The system's limit to the size of a file, from where the database's own log stands to where all fits."""
    us, mx = lone.dialogue("us", "mx")
    pins = pins_of(us, mx)
    broken = fill(us, lambda step: limit(step * PAGE), STEP, 4)
    whole(us, pins, us.home.path / "out")
    counted("disk full: a file's limit", broken)


def test_a_small_disk(lone: World, tmp_path: Path) -> None:
    """A file system with the whole home on it, page by page."""
    with mounted(tmp_path / "small", 64 * MEGABYTE) as real:
        if not real:
            return  # the limit above is tried everywhere
        us, mx = World(tmp_path / "small", lone.databases).dialogue("us", "mx")
        pins = pins_of(us, mx)
        broken = fill(us, lambda step: room(tmp_path / "small", step), 2 * STEP, 4)
        whole(us, pins, tmp_path / "out")
        connections["default"].close()
        counted("disk full: SQLite", broken)


@pytest.mark.postgres
def test_a_small_disk_of_the_server(served: World, _postgres: Databases, tmp_path: Path) -> None:
    """The server's tables on a file system of their own, which fills up."""
    us, mx = served.dialogue("us", "mx")
    pins = pins_of(us, mx)
    folder = Path(_folder_of(us)).parent / f"small-{us.database['NAME'][-8:]}"
    with mounted(folder, 64 * MEGABYTE) as real:
        if not real:
            return
        shutil.chown(folder, *_owner(_folder_of(us)))
        with moved(us, folder):
            broken = fill(us, lambda step: room(folder, step), STEP, 12)
        whole(us, pins, tmp_path / "out")
        counted("disk full: PostgreSQL", broken)


def _folder_of(us: Node) -> str:
    with us.here(), connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        return str(cursor.fetchone()[0])


def _owner(folder: str) -> tuple[int, int]:
    found = Path(folder).stat()
    return found.st_uid, found.st_gid


@contextmanager
def moved(us: Node, folder: Path) -> Iterator[None]:
    """A node's database in a tablespace at that folder."""
    name = us.database["NAME"]
    there = [f"CREATE TABLESPACE small LOCATION '{folder}'", f'ALTER DATABASE "{name}" SET TABLESPACE small']
    back = [f'ALTER DATABASE "{name}" SET TABLESPACE pg_default', "DROP TABLESPACE small"]
    us.run(connection.close)
    on_server(us, *there)
    try:
        yield
    finally:
        us.run(connection.close)
        on_server(us, *back)
