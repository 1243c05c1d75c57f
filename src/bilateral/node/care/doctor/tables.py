"""Checks of the database: is it sound and durable, of this release, what was signed, and read rightly?"""

from collections.abc import Iterator

from django.db import DatabaseError, connection

from bilateral.node import projection
from bilateral.node.care import versions
from bilateral.node.care.doctor.shapes import Finding, Patient, fault, warning
from bilateral.node.models import Log, LogEntry, SealedText
from bilateral.node.projection.rebuild import damaged
from bilateral.node.rows import AT_ONCE
from bilateral.record import seal
from bilateral.record.entry import Entry
from bilateral.values import Fault, Text

_RESTORE = Text(
    "Stop the node. Restore the newest backup into another folder, then: bilateral record recover.",
    "Detén el nodo. Restaura el respaldo más reciente en otra carpeta y luego: bilateral record recover.",
)
_REBUILD = Text("Run: bilateral rebuild.", "Ejecuta: bilateral rebuild.")


def database(patient: Patient) -> Iterator[Finding]:
    """The engine finds its own files sound (SQLite), or is one that takes changes (PostgreSQL)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            try:
                cursor.execute("PRAGMA integrity_check(10)")
                lines = [str(line) for (line,) in cursor.fetchall() if line != "ok"]
            except DatabaseError as error:  # so damaged that it can't even be looked through
                lines = [str(error)]
            if lines:
                what = Text("The database file is damaged.", "El archivo de la base de datos está dañado.")
                yield fault(what, "; ".join(lines)[:300], _RESTORE)
            return
        cursor.execute("SELECT pg_is_in_recovery(), current_setting('transaction_read_only')")
        standby, read_only = cursor.fetchone()
        if standby or read_only != "off":
            what = Text("This database takes no changes.", "Esta base de datos no admite cambios.")
            do = Text("Point BILATERAL_DATABASE_URL at the primary.", "Apunta BILATERAL_DATABASE_URL al primario.")
            yield fault(what, "BILATERAL_DATABASE_URL", do)


def durability(patient: Patient) -> Iterator[Finding]:
    """An act is acknowledged only once it outlasts a power cut. Settings that break this promise."""
    if connection.vendor == "sqlite":
        wanted = {"PRAGMA journal_mode": ("wal",), "PRAGMA synchronous": ("2", "3")}
    else:
        on = {f"SHOW {name}": ("on",) for name in ("fsync", "full_page_writes")}
        wanted = {**on, "SHOW synchronous_commit": ("on", "remote_apply", "remote_write", "local")}
    with connection.cursor() as cursor:
        for ask, good in wanted.items():
            cursor.execute(ask)
            value = str(cursor.fetchone()[0]).lower()
            if value not in good:
                yield fault(
                    Text("A power cut can lose acknowledged acts.", "Un corte de luz puede perder actos confirmados."),
                    f"{ask.split()[1]} = {value}",
                    Text(f"Set it to: {good[0]}.", f"Ponlo en: {good[0]}."),
                )


def migrations(patient: Patient) -> Iterator[Finding]:
    """The database is of this release."""
    try:
        versions.require_equal()
    except versions.OtherRelease as other:
        yield fault(other.what, other.where, other.do)


def entries(patient: Patient) -> Iterator[Finding]:
    """Every entry hashes to its leaf and every root is the tree's."""
    for place in damaged():
        what = Text("This is not what was signed.", "Esto no es lo que se firmó.")
        yield fault(what, place, _RESTORE)


def texts(patient: Patient) -> Iterator[Finding]:
    """Sealed words that are held are the ones that entries promise."""
    held = SealedText.objects.filter(opening__isnull=False)
    for row in held.iterator(chunk_size=AT_ONCE):
        if seal.digest_of(bytes(row.opening or b"")) != row.digest:
            yield fault(
                Text("These words are not those promised.", "Este texto no es el prometido."),
                f"{row.log}#{row.seq} {row.item}",
                _RESTORE,
            )


def read_tables(patient: Patient) -> Iterator[Finding]:
    """The tables that pages read are what the entries say."""
    differing = projection.rebuild(check=True)
    if differing:
        more = f" (+{len(differing) - 5})" if len(differing) > 5 else ""
        yield fault(
            Text("Pages show something else than the entries say.", "Las páginas muestran otra cosa que los asientos."),
            ", ".join(differing[:5]) + more,
            _REBUILD,
        )


def waiting(patient: Patient) -> Iterator[Finding]:
    """Entries that rest on others which have not arrived, so that they count for nothing yet."""
    judged = dict(Log.objects.values_list("pk", "judged"))
    for log in Log.objects.order_by("pk"):
        if log.judged >= log.size:
            continue
        raw = LogEntry.objects.filter(log=log.pk, seq=log.judged).values_list("raw", flat=True).first()
        if raw is None:
            continue  # the check of the entries says so
        try:
            seen = Entry.parse(bytes(raw)).seen
        except Fault:
            continue
        lacking = [f"{each.log} {each.size}" for each in seen if judged.get(each.log, 0) < each.size]
        what = Text("{n} entries wait for others.", "{n} asientos esperan a otros.").format(n=log.size - log.judged)
        if lacking:
            do = Text("Bring them in: bilateral record pull.", "Tráelos: bilateral record pull.")
            if any(name.rsplit(" ", 1)[0] in patient.home.origins for name in lacking):
                do = Text("They are our own: bilateral record recover.", "Son propios: bilateral record recover.")
            yield warning(what, f"{log.pk}#{log.judged}: {', '.join(lacking)}", do)
        else:
            yield warning(what, f"{log.pk}#{log.judged}", _REBUILD)
