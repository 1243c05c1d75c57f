"""Is everything in order? A table of checks, each of which says what is wrong, where, and what to do.

Nothing is changed by looking. A check that can't be made says so: what could not be assessed is not fine.
"""

from collections.abc import Callable, Iterator

from django.db import DatabaseError

from bilateral.node.care.doctor import logs, people, place, rooms, tables
from bilateral.node.care.doctor.shapes import Check, Diagnosis, Finding, Patient, State
from bilateral.values import Fault, Text

__all__ = ["CHECKS", "Check", "Diagnosis", "Finding", "Patient", "State", "examine", "healthy", "made"]

CHECKS = (
    Check("settings", Text("Settings", "Ajustes"), place.settings),
    Check("keys", Text("Private keys", "Llaves privadas"), place.keys),
    Check("disk", Text("Room on the disk", "Espacio en disco"), place.disk),
    Check("database", Text("Database", "Base de datos"), tables.database, slow=True),
    Check("durability", Text("Durability", "Durabilidad"), tables.durability),
    Check("release", Text("Release of the database", "Versión de la base de datos"), tables.migrations),
    Check("entries", Text("Entries, leaves and roots", "Asientos, hojas y raíces"), tables.entries, slow=True),
    Check("texts", Text("Sealed words", "Textos sellados"), tables.texts, slow=True),
    Check("projection", Text("Tables for reading", "Tablas de lectura"), tables.read_tables, slow=True),
    Check("publication", Text("Publication", "Publicación"), logs.publication, slow=True),
    Check("unpublished", Text("Publisher", "Publicador"), logs.unpublished),
    Check("older", Text("Rows and signed snapshots", "Tablas y cortes firmados"), logs.older),
    Check("restored", Text("Restored from a backup", "Restaurado de un respaldo"), logs.restored),
    Check("histories", Text("One history of each record", "Una sola historia por registro"), logs.histories),
    Check("peers", Text("Peers", "Pares"), logs.peers),
    Check("waiting", Text("Entries that wait", "Asientos en espera"), tables.waiting),
    Check("second-factors", Text("Second factors", "Segundos factores"), people.second_factors),
    Check("mail", Text("Mail", "Correo"), people.mail),
    Check("rooms", Text("Private rooms", "Salas privadas"), rooms.rooms),
    Check("clock", Text("Clock", "Reloj"), logs.clock),
    Check("backups", Text("Backups", "Respaldos"), place.backups),
    Check("leftovers", Text("Interrupted work", "Trabajo interrumpido"), place.leftovers),
)


def examine(
    patient: Patient, *, quick: bool = False, progress: Callable[[int], None] = lambda done: None
) -> Iterator[Diagnosis]:
    """Each check's outcome, in the table's order. ``quick`` leaves out those that read everything."""
    for done, check in enumerate(CHECKS, 1):
        yield Diagnosis(check, "skipped") if quick and check.slow else made(check, patient)
        progress(done)


def made(check: Check, patient: Patient) -> Diagnosis:
    """One check's outcome."""
    found: list[Finding] = []
    try:
        found += check.look(patient)
    except Fault as fault:
        return Diagnosis(check, "unknown", (*found, Finding("fault", fault.what, fault.where, fault.do)))
    except (DatabaseError, OSError) as error:
        what = Text("This could not be looked at.", "Esto no se pudo revisar.")
        do = Text("Mend what is told above or below first.", "Repara antes lo que se indica arriba o abajo.")
        where = " ".join(str(error).split())[:200]
        return Diagnosis(check, "unknown", (*found, Finding("fault", what, where, do)))
    state: State = "ok"
    for finding in found:
        state = finding.severity if state != "fault" else state
    return Diagnosis(check, state, tuple(found))


def healthy(diagnoses: list[Diagnosis]) -> bool:
    """No fault, and nothing that could not be assessed. Warnings are for reading."""
    return not any(each.state in ("fault", "unknown") for each in diagnoses)
