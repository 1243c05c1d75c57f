"""A backup put into an empty home and an empty database, on either engine. What is there already is never touched.

The node signs nothing until its logs were compared with what others hold (recover.py): a backup is older than the
record, and whoever signs on from it shows two histories.
"""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import connection, connections

from bilateral.node.care import copying, journal, manifest, shelf, upgrade
from bilateral.node.care.manifest import BackupFault, Manifest
from bilateral.node.home import CONFIG, Home, load
from bilateral.node.models import Log
from bilateral.node.people.models import Invitation
from bilateral.node.rooms.keeping import wait_for_others
from bilateral.node.writing import whole
from bilateral.values import Text

UNDER_WAY = ".restoring"
Progress = Callable[[int], None]


def restore(
    path: Path, source: Path, now: datetime, *, keys: Path | None = None, progress: Progress = lambda done: None
) -> tuple[Home, Manifest]:
    """Put a backup into the home at ``path``; its settings come last, so that a home is whole or is none.

    :param keys: the folder with the private keys, where the backup has none and they are at hand.
    :raises BackupFault: the backup does not hold, or something is there already.
    """
    found = manifest.read(source)
    for fault in manifest.problems(source, found):
        raise fault
    _empty(path)
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    (path / UNDER_WAY).write_text(secrets.token_hex(16), encoding="ascii")
    try:
        _database(source / manifest.DATABASE, path, now, progress)
        _files(source, path, keys)
        home = replace(load(source), path=path)
        shelf.add(home, shelf.Shelved(str(source.resolve()), found.made_at, found.destroy_by, found.keys))
        journal.note(home, "restore", now, backup=str(source.resolve()), made_at=found.made_at)
        home.save()
        (path / UNDER_WAY).unlink()
    except BaseException:
        _clear(path)
        raise
    return home, found


def _empty(path: Path) -> None:
    """:raises BackupFault: there is something in the home or in the database that no restore under way left."""
    if path.is_dir() and (path / UNDER_WAY).exists() and not (path / CONFIG).exists():
        _clear(path)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise _taken(str(path))
    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise _taken("BILATERAL_DATABASE_URL")


def _taken(where: str) -> BackupFault:
    return BackupFault(
        what=Text("There is something here already.", "Aquí ya hay algo."),
        where=where,
        do=Text(
            "A backup is restored into an empty folder and an empty database only.",
            "Un respaldo se restaura sólo en una carpeta y una base de datos vacías.",
        ),
    )


def _clear(path: Path) -> None:
    """What a restore that did not come to its end left: it had found the place empty.

    A server's tables go only if they bear this restore's mark: the environment may name another database by now, and
    somebody else may have been restoring into this one.
    """
    connections["default"].close()
    mark = (path / UNDER_WAY).read_text(encoding="ascii")
    for entry in path.iterdir():
        if entry.name != UNDER_WAY:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    if connection.vendor == "postgresql" and _mark() == mark:
        with connection.cursor() as cursor:
            for name in connection.introspection.table_names():
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE")
    (path / UNDER_WAY).unlink(missing_ok=True)


def _mark() -> str | None:
    """Which restore filled this server's database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [Log._meta.db_table])
        found: str | None = cursor.fetchone()[0]
    return found


def _database(source: Path, path: Path, now: datetime, progress: Progress) -> None:
    """The rows, brought up to this release, marked: one transaction (on SQLite, beside a copied file)."""
    if connection.vendor == "sqlite":
        connections["default"].close()
        target = Home(path).database
        shutil.copyfile(source, target)
        target.chmod(0o600)
    with upgrade.unchecked(), whole():
        if connection.vendor != "sqlite":
            copying.load(source)
        upgrade.bring_up(progress)
        Log.objects.filter(own=True).update(restored_at=now)
        wait_for_others({log.split("/")[1] for log in Log.objects.filter(own=True).values_list("pk", flat=True)})
        Invitation.objects.filter(used=None).update(used=now)  # some were used since, and each works once
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                mark = (path / UNDER_WAY).read_text(encoding="ascii")
                cursor.execute(f"COMMENT ON TABLE {Log._meta.db_table} IS '{mark}'")


def _files(source: Path, path: Path, keys: Path | None) -> None:
    for entry in sorted(source.iterdir()):
        if entry.name in (manifest.FILE, manifest.DATABASE, CONFIG):
            continue
        if entry.is_dir():
            shutil.copytree(entry, path / entry.name)
        else:
            shutil.copyfile(entry, path / entry.name)
    if keys is not None and not (path / "keys").exists():
        shutil.copytree(keys, path / "keys")
    for entry in (path / "keys", *(path / "keys").rglob("*")):
        if entry.exists():
            entry.chmod(0o700 if entry.is_dir() else 0o600)
