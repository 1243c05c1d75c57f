"""The whole database as one SQLite file, and back: the same file for both engines.

On SQLite it is what `VACUUM INTO` writes: one read transaction, while others go on writing, and nothing in it of rows
that were deleted (the online backup would carry free pages along, and with them words that were erased). On PostgreSQL
the rows are read in one REPEATABLE READ transaction and put into an SQLite file with the same tables. So whoever has a
backup can look into it with tools that are everywhere, check it without a server, and move a node from one engine to
the other; and no pg_dump must match the server. Sessions are left out: whoever got hold of a backup could go on in
them, and a restored one would let in again who had signed out. Rows are copied by the tables as they were
at the database's own migrations, whatever this release's models say.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import DateField

from bilateral.node.care import versions
from bilateral.node.care.manifest import BackupFault
from bilateral.values import Text

BESIDE = "backup"
LEFT_OUT = "django_session"
AT_ONCE = 500


def snapshot(target: Path) -> None:
    """Write the database as it is now into a new file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        _leave_out(target)
    else:
        with beside(target):
            executor = MigrationExecutor(connections[BESIDE])
            executor.migrate(list(versions.look().leaves))
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                copy("default", BESIDE)
    target.chmod(0o600)
    sync(target)


def _leave_out(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA secure_delete = ON")
        if db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [LEFT_OUT]).fetchone():
            db.execute(f"DELETE FROM {LEFT_OUT}")
            db.commit()


def load(source: Path) -> None:
    """Make a snapshot's tables and rows in this connection's empty database. Call it inside a transaction."""
    with beside(source):
        found = versions.look(BESIDE)
        if found.unknown:
            raise versions.newer(found)
        MigrationExecutor(connection).migrate(list(found.leaves))
        copy(BESIDE, "default")


@contextmanager
def beside(path: Path) -> Iterator[None]:
    """A second connection, to an SQLite file."""
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    connections.settings[BESIDE] = connections.configure_settings({"default": database})["default"]
    try:
        yield
    finally:
        connections[BESIDE].close()
        del connections[BESIDE]
        del connections.settings[BESIDE]


def copy(source: str, target: str) -> None:
    """Every row of every table but sessions, all or nothing. Both have the same tables; what the target held is gone.

    :raises BackupFault: there is a table that no app of these settings knows, whose rows would be lost.
    """
    models = _models(source)
    names = set(connections[source].introspection.table_names())
    strangers = names - {model._meta.db_table for model in models} - {"django_migrations"}
    if strangers:
        raise BackupFault(
            what=Text("The database holds tables of something else.", "La base de datos tiene tablas de otra cosa."),
            where=", ".join(sorted(strangers)[:6]),
            do=Text("Give the node a database of its own.", "Dale al nodo una base de datos propia."),
        )
    with transaction.atomic(using=target):
        for model in models:
            rows = model._base_manager.using(target).all()
            rows._raw_delete(target)
        for model in (each for each in models if each._meta.db_table != LEFT_OUT):
            found = model._base_manager.using(source).order_by("pk").iterator(chunk_size=AT_ONCE)
            while batch := list(islice(found, AT_ONCE)):
                model._base_manager.using(target).bulk_create(batch)
        with connections[target].cursor() as cursor:
            for statement in connections[target].ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)


def _models(source: str) -> list[Any]:
    """The tables at the migrations that the database has had, with times left as they are written."""
    executor = MigrationExecutor(connections[source])
    state = executor.loader.project_state(list(versions.look(source).leaves))
    models = [m for m in state.apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    for model in models:
        for field in model._meta.local_fields:
            if isinstance(field, DateField):
                field.auto_now = field.auto_now_add = False
    return models


def sync(path: Path) -> None:
    """Make sure that a file, or what a folder lists, outlasts a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
