"""Checks of the home: settings, keys, room on the disk, backups, what interrupted work left."""

import shutil
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bilateral.node import keyring, publisher, upkeep
from bilateral.node.care import backup, journal, restore, shelf
from bilateral.node.care.doctor.shapes import Finding, Patient, fault, warning
from bilateral.node.home import CONFIG
from bilateral.node.keys import declared
from bilateral.node.models import Log
from bilateral.record.note import VerifierKey
from bilateral.values import Fault, Text

LONG_WITHOUT = timedelta(days=7)


def settings(patient: Patient) -> Iterator[Finding]:
    """What the settings name is there: records in the database, keys that parse."""
    home, file = patient.home, patient.home.path / CONFIG
    correct = Text("Correct the settings.", "Corrige los ajustes.")
    for origin in home.origins:
        if not Log.objects.filter(pk=origin, own=True, size__gt=0).exists():
            what = Text("The database does not hold this record.", "La base de datos no tiene este registro.")
            do = Text("Run: bilateral record recover.", "Ejecuta: bilateral record recover.")
            yield fault(what, f"{file}: {origin}", do)
    for peer in home.peers:
        try:
            pinned = VerifierKey.parse(peer.key)
        except Fault as bad:
            yield fault(bad.what, f"{file}: {peer.origin}", correct)
            continue
        held = Log.objects.filter(pk=peer.origin, size__gt=0).exists()
        if held and pinned not in [each.keys.checkpoint for each in declared.of_log(peer.origin).history]:
            what = Text(
                "The pinned key is not one that the record declares.", "La llave fijada no la declara el registro."
            )
            yield fault(what, f"{file}: {peer.origin}", Text("Ask the other side.", "Pregunta a la otra parte."))
    if home.backup_days < 1:
        yield fault(
            Text("Backups may be kept for at least a day.", "Un respaldo se conserva al menos un día."), file, correct
        )


def keys(patient: Patient) -> Iterator[Finding]:
    """Each private key is there, readable by its owner alone, and the one that the record declares."""
    home = patient.home
    for path in (home.keys, *sorted(home.keys.rglob("*"))):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            what = Text("Others than its owner may read this.", "Otros además del dueño pueden leer esto.")
            mode = "700" if path.is_dir() else "600"
            yield fault(what, path, Text(f"Run: chmod {mode} {path}", f"Ejecuta: chmod {mode} {path}"))
    for party in home.own:
        try:
            if Log.objects.filter(pk=home.origin(party), size__gt=0).exists():
                keyring.in_force(home, party, declared.of_log(home.origin(party)).keys)
            else:
                keyring.load(home, party)
        except Fault as bad:
            yield fault(bad.what, bad.where, bad.do)


def disk(patient: Patient) -> Iterator[Finding]:
    """There is room to go on, and for the backup that an upgrade makes."""
    home = patient.home
    free = shutil.disk_usage(home.path).free
    size = home.database.stat().st_size if home.database.exists() else 0
    room = Text("Make room, or move the node to a bigger disk.", "Libera espacio o muda el nodo a un disco mayor.")
    where = f"{home.path}: {free // 2**20} MiB"
    if free < patient.least_free:
        yield fault(Text("The disk is nearly full.", "El disco está casi lleno."), where, room)
    elif free < patient.least_free + 2 * size:
        yield warning(Text("There is no room for a copy.", "No hay espacio para una copia."), where, room)


def backups(patient: Patient) -> Iterator[Finding]:
    """The newest backup is young enough, and none is past the date by which it must be destroyed."""
    rows = shelf.backups(patient.home)
    make = Text("Run: bilateral backup make DIR.", "Ejecuta: bilateral backup make CARPETA.")
    if not rows:
        yield warning(Text("No backup was ever made.", "Nunca se hizo un respaldo."), patient.home.path, make)
    elif patient.now - journal.read_stamp(rows[-1].made_at) > LONG_WITHOUT:
        yield warning(Text("The newest backup is old.", "El respaldo más reciente es viejo."), rows[-1].made_at, make)
    for each in rows:
        if each.overdue(patient.now):
            yield fault(
                Text("A backup is past the date to destroy it.", "Un respaldo ya debió destruirse."),
                f"{each.path} {each.destroy_by}",
                Text("Run: bilateral backup expire.", "Ejecuta: bilateral backup expire."),
            )


def leftovers(patient: Patient) -> Iterator[Finding]:
    """Nothing lies about that an interrupted backup, restore or publication left."""
    with publisher.only_one(patient.home):  # so that nothing of this is being written now
        for path in _left(patient.home.path, [Path(each.path).parent for each in shelf.backups(patient.home)]):
            yield warning(
                Text("Interrupted work left this.", "Un trabajo interrumpido dejó esto."),
                path,
                Text("Delete it; nothing needs it.", "Bórralo; nada lo necesita."),
            )


def _left(home: Path, places: list[Path]) -> Iterator[Path]:
    for name in (upkeep.DRAFT, restore.UNDER_WAY, f".{CONFIG}.new"):
        if (home / name).exists():
            yield home / name
    yield from sorted(home.glob("public/**/.*.tmp"))
    for place in sorted(set(places)):
        yield from sorted(place.glob(f".*{backup.PART}"))
