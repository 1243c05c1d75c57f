"""New tables for a new release, or everything as it was: migrations and the projection made anew are one transaction.

Where anything in it fails, or the machine stops in the middle, the database itself puts everything back; no act that
was acknowledged before or meanwhile is lost to an older copy. The backup made first is the second net, for a machine or
a database that is lost during the upgrade.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from bilateral.node import projection
from bilateral.node.care import backup, journal, manifest, versions
from bilateral.node.home import Home
from bilateral.node.models import Log
from bilateral.node.writing import whole
from bilateral.values import Fault, Text

Progress = Callable[[int], None]


class UpgradeFault(Fault):
    """The upgrade did not succeed, and nothing was changed."""

    code = "upgrade"


@dataclass(frozen=True, slots=True)
class Upgraded:
    """``before`` and ``after``: the newest migration of each app, as words. ``backup``: where it is, if one is made."""

    before: str
    after: str
    applied: tuple[str, ...]
    backup: Path | None


def upgrade(home: Home, folder: Path, now: datetime, progress: Progress = lambda done: None) -> Upgraded:
    """Back up, bring the tables up to this release, make the projection anew; or change nothing.

    :raises OtherRelease: the database belongs to a newer release. :raises UpgradeFault: it failed and was put back.
    """
    before = versions.look()
    if before.unknown:
        raise versions.newer(before)
    if not before.missing:
        return Upgraded(before.words(), before.words(), (), None)
    kept = backup.make(home, folder, now)[0] if before.applied else None
    try:
        with unchecked(), whole():
            heads = _lock() if before.applied else {}
            bring_up(progress)
            if before.applied and heads != _heads():
                raise UpgradeFault(Text("The migrations changed entries.", "Las migraciones cambiaron asientos."))
    except Exception as error:
        raise _put_back(error, before, kept) from error
    after = versions.look()
    applied = tuple(f"{app} {name}" for app, name in before.missing)
    journal.note(home, "upgrade", now, before=before.words(), after=after.words(), backup=str(kept or ""))
    return Upgraded(before.words(), after.words(), applied, kept)


def bring_up(progress: Progress = lambda done: None) -> None:
    """The tables of this release, and the projection as this release computes it. Inside `whole`.

    :raises OtherRelease: the tables are a newer release's. :raises Damaged: entries are not what was signed.
    """
    found = versions.look()
    if found.unknown:
        raise versions.newer(found)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table with checks still to be done can't be altered
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    call_command("migrate", verbosity=0, interactive=False)
    projection.rebuild(check=False, progress=progress)
    differing = projection.rebuild(check=True)
    if differing:
        raise UpgradeFault(
            Text("The projection does not come out the same twice.", "La proyección no sale igual dos veces."),
            ", ".join(differing[:6]),
        )


@contextmanager
def unchecked() -> Iterator[None]:
    """SQLite alters tables only while foreign keys are not watched, which can't be changed inside a transaction."""
    connection.ensure_connection()
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def _lock() -> dict[str, tuple[int, str]]:
    """Nobody else writes from here on. The tables may be older than the models: only columns that always were."""
    list(Log.objects.select_for_update().order_by("pk").values_list("pk"))
    return _heads()


def _heads() -> dict[str, tuple[int, str]]:
    return {pk: (size, root) for pk, size, root in Log.objects.values_list("pk", "size", "root")}


def _put_back(error: Exception, before: versions.Versions, kept: Path | None) -> UpgradeFault:
    now = versions.look()
    whole_again = (now.applied, now.unknown) == (before.applied, before.unknown)
    reason = error.what if isinstance(error, Fault) else Text.same(f"{type(error).__name__}: {error}"[:300])
    if whole_again:
        state = Text("Nothing was changed. ", "No se cambió nada. ")
        do = Text("Start the old release again.", "Vuelve a iniciar la versión anterior.")
    else:
        state = Text("The database is half upgraded. ", "La base de datos quedó a medias. ")
        do = Text(f"Restore the backup: {kept}", f"Restaura el respaldo: {kept}")
    what = Text("The upgrade failed. ", "La actualización falló. ") + state + reason
    where = f"{manifest.DATABASE}: {now.words()}"
    return UpgradeFault(what, where, do)
