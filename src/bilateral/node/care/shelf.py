"""Which backups of this node were made, where each was put, and until when it may be kept (``backups.json``).

Words that were erased live on in older backups; that is why each has a date by which it must be destroyed. A backup
that was moved can't be found again from here: it stays on the list until someone says that it was destroyed.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from bilateral.node.care import journal, manifest
from bilateral.node.home import Home
from bilateral.record.folder import write_file
from bilateral.values import BadInput, Fault, Text

FILE = "backups.json"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A backup: where it was put, when it was made, until when it may be kept, whether private keys are in it."""

    path: str
    made_at: str
    destroy_by: str
    keys: bool

    @property
    def there(self) -> bool:
        return (Path(self.path) / manifest.FILE).is_file()

    def overdue(self, now: datetime) -> bool:
        return journal.read_stamp(self.destroy_by) <= now


def backups(home: Home) -> tuple[Shelved, ...]:
    """Oldest first. :raises BadInput: the list can't be read."""
    file = home.path / FILE
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        found = tuple(Shelved(**row) for row in rows)
        for each in found:
            journal.read_stamp(each.destroy_by)
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError, OSError) as error:
        raise BadInput(
            what=Text("The list of backups can't be read.", "No se puede leer la lista de respaldos."),
            where=f"{file}: {error}",
            do=Text("Correct it, or restore it from a backup.", "Corrígela o restáurala de un respaldo."),
        ) from None
    return tuple(sorted(found, key=lambda each: each.made_at))


def add(home: Home, shelved: Shelved) -> None:
    others = [each for each in backups(home) if each.path != shelved.path]
    _save(home, (*others, shelved))


def _save(home: Home, rows: tuple[Shelved, ...]) -> None:
    write_file(home.path / FILE, (json.dumps([asdict(row) for row in rows], indent=1) + "\n").encode())


def expire(home: Home, now: datetime) -> tuple[tuple[Shelved, ...], tuple[Shelved, ...]]:
    """Delete the backups past their date. Returns those deleted, and those that are not where they were put."""
    gone, astray = [], []
    for each in backups(home):
        if not each.overdue(now):
            continue
        if not each.there:
            astray.append(each)
            continue
        if _same(each):
            shutil.rmtree(each.path)
        gone.append(each)
        _forget(home, each, now, "expired")
    return tuple(gone), tuple(astray)


def _same(each: Shelved) -> bool:
    """What lies there is the backup that was listed. :raises BadInput: it is something else, which is let be."""
    try:
        found = manifest.read(Path(each.path)).made_at == each.made_at
    except Fault:
        found = False
    if not found:
        raise BadInput(
            what=Text("Something else lies where this backup was.", "Donde estaba este respaldo hay otra cosa."),
            where=each.path,
            do=Text(
                "Look at it; then say: bilateral backup destroyed PATH.",
                "Revísalo; luego indica: bilateral backup destroyed RUTA.",
            ),
        )
    return True


def destroyed(home: Home, path: str, now: datetime) -> None:
    """An operator says that a backup that was moved has been destroyed. :raises BadInput: it is still there."""
    found = next((each for each in backups(home) if each.path == path), None)
    if found is None or found.there:
        raise BadInput(
            what=Text("No such backup is on the list.", "Ese respaldo no está en la lista.")
            if found is None
            else Text("This backup is still there.", "Ese respaldo sigue ahí."),
            where=path,
            do=Text("See: bilateral backup list.", "Consulta: bilateral backup list."),
        )
    _forget(home, found, now, "destroyed")


def _forget(home: Home, each: Shelved, now: datetime, what: str) -> None:
    _save(home, tuple(other for other in backups(home) if other != each))
    journal.note(home, f"backup-{what}", now, path=each.path, made_at=each.made_at)
