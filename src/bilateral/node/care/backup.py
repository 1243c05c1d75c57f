"""A backup: a folder that stands alone, written whole or not at all, while the node goes on working.

The publisher waits meanwhile, so that the publication in it is never newer than the database in it.
"""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from bilateral import __version__
from bilateral.node import publisher
from bilateral.node.care import copying, journal, manifest, shelf, versions
from bilateral.node.care.manifest import BackupFault, Manifest
from bilateral.node.home import Home
from bilateral.values import Text

PART = ".part"
NOT_COPIED = ("keys", "db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "db.sqlite3-journal")
Progress = Callable[[int], None]


def make(
    home: Home, folder: Path, now: datetime, *, with_keys: bool = False, progress: Progress = lambda done: None
) -> tuple[Path, Manifest]:
    """Write a backup into a folder of its own below ``folder``, checked as it is read back.

    :raises BackupFault: the folder is inside the home, one of that second is there, or what was written does not hold.
    :raises OtherRelease: the database belongs to a newer release, whose columns this one would leave out.
    """
    release = versions.look()
    if release.unknown:
        raise versions.newer(release)
    folder = folder.expanduser().resolve()
    if folder == home.path or home.path in folder.parents:
        raise BackupFault(
            what=Text(
                "A backup inside the node's folder is lost with it.", "Un respaldo dentro del nodo se pierde con él."
            ),
            where=str(folder),
            do=Text("Name a folder on another disk.", "Indica una carpeta en otro disco."),
        )
    target = folder / f"{home.dialogue}-{'-'.join(home.own)}-{now.strftime('%Y%m%dT%H%M%SZ')}"
    if target.exists():
        raise BackupFault(
            what=Text("There is a backup of this second.", "Ya hay un respaldo de este segundo."), where=str(target)
        )
    draft = folder / f".{target.name}{PART}"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(mode=0o700)
        found = _write(home, draft, now, with_keys, progress)
        for fault in manifest.problems(draft, found):
            raise fault
        draft.rename(target)
        copying.sync(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    shelf.add(home, shelf.Shelved(str(target), found.made_at, found.destroy_by, with_keys))
    journal.note(home, "backup", now, path=str(target), destroy_by=found.destroy_by, keys=with_keys)
    return target, found


def _write(home: Home, draft: Path, now: datetime, with_keys: bool, progress: Progress) -> Manifest:
    with publisher.only_one(home):
        copying.snapshot(draft / manifest.DATABASE)
        for entry in sorted(home.path.iterdir()):
            wanted = entry.name not in NOT_COPIED and not entry.name.startswith(".") and entry.suffix != ".lock"
            if wanted or (with_keys and entry == home.keys):
                _copied(entry, draft / entry.name)
    files = {}
    for name in manifest.files_of(draft):
        files[name] = manifest.digest(draft / name)
        progress(len(files))
    found = Manifest(
        version=__version__,
        made_at=journal.stamp(now),
        destroy_by=journal.stamp(now + timedelta(days=home.backup_days)),
        dialogue=home.dialogue,
        own=home.own,
        engine=connection.vendor,
        migrations=versions.look().words(),
        keys=with_keys,
        logs=manifest.logs_in(draft / manifest.DATABASE),
        files=files,
    )
    (draft / manifest.FILE).write_bytes(found.dump())
    (draft / manifest.FILE).chmod(0o600)
    for path in (draft / manifest.FILE, *(folder for folder in draft.rglob("*") if folder.is_dir()), draft):
        copying.sync(path)
    return found


def _copied(source: Path, target: Path) -> None:
    """A file or a folder, durably, for the owner alone. Files that a crash left half written stay behind."""
    if source.is_symlink():
        raise BackupFault(
            what=Text("A link in the node's folder is not followed.", "No se sigue un enlace en la carpeta del nodo."),
            where=str(source),
            do=Text("Put the file itself there.", "Pon ahí el archivo mismo."),
        )
    if source.is_dir():
        target.mkdir(mode=0o700)
        for entry in sorted(source.iterdir()):
            if not entry.name.startswith("."):
                _copied(entry, target / entry.name)
        return
    shutil.copyfile(source, target)
    target.chmod(0o600)
    copying.sync(target)
