"""Checks of the logs: is what is published what the rows give, does anybody hold more, is every peer heard?"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bilateral.node import heads, upkeep
from bilateral.node.care import elsewhere
from bilateral.node.care.doctor.shapes import Finding, Patient, fault, warning
from bilateral.node.home import Peer
from bilateral.node.keys import declared
from bilateral.node.models import Log, LogEntry
from bilateral.record import checkpoint
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.entry import Entry
from bilateral.record.note import VerifierKey
from bilateral.record.sources import Source
from bilateral.values import Fault, Text

LONG_UNPUBLISHED = timedelta(minutes=5)
LONG_UNHEARD = timedelta(days=1)
ASTRAY = timedelta(minutes=2)


def publication(patient: Patient) -> Iterator[Finding]:
    """Every published file is what the rows give."""
    differing = upkeep.differing(patient.home)
    if differing:
        more = f" (+{len(differing) - 5})" if len(differing) > 5 else ""
        yield fault(
            Text("Published files are not what the rows give.", "Archivos publicados no son lo que dan las tablas."),
            ", ".join(differing[:5]) + more,
            Text("Start the node again: it mends them.", "Reinicia el nodo: los repara."),
        )


def unpublished(patient: Patient) -> Iterator[Finding]:
    """Acts are published within seconds; what isn't shows that no publisher works."""
    for log in Log.objects.filter(own=True).order_by("pk"):
        time = _time(log.pk, log.head_size) if log.head_size < log.size else None
        if time and patient.now - time > LONG_UNPUBLISHED:
            yield warning(
                Text("Entries have waited long for a snapshot.", "Hay asientos que llevan tiempo sin un corte."),
                f"{log.pk}#{log.head_size}",
                Text("See what the publisher says: bilateral serve.", "Mira qué dice el publicador: bilateral serve."),
            )


def older(patient: Patient) -> Iterator[Finding]:
    """Our rows are not older than what was signed."""
    for log in Log.objects.filter(own=True, size__gt=0).order_by("pk"):
        log.restored_at = None  # which has a row of its own
        refused = elsewhere.refusal(patient.home, log)
        if refused:
            yield fault(*refused)


def restored(patient: Patient) -> Iterator[Finding]:
    """No record waits to be compared after a restore."""
    for log in Log.objects.filter(own=True, restored_at__isnull=False).order_by("pk"):
        refused = elsewhere.refusal(patient.home, log)
        if refused:
            yield fault(*refused)


def histories(patient: Patient) -> Iterator[Finding]:
    """No two signed snapshots of a log contradict each other."""
    for log in Log.objects.order_by("pk"):
        size = heads.forked_at(log.pk)
        size = heads.contradicting(log.pk) if size is None else size
        if size is not None:
            yield fault(
                Text("Two histories of this record were signed.", "Se firmaron dos historias de este registro."),
                f"{log.pk} {size}",
                Text(
                    "It is frozen here. Keep both copies and speak with whoever signs it.",
                    "Queda congelado aquí. Conserva ambas copias y habla con quien lo firma.",
                ),
            )


def peers(patient: Patient) -> Iterator[Finding]:
    """Every peer answers, was heard of lately, and holds no more of our record than we do."""
    for peer in patient.home.peers:
        log = Log.objects.filter(pk=peer.origin).first()
        yield from _heard(patient, peer, log)
        if not peer.source:
            yield warning(
                Text("No place to pull this record from is set.", "No se indicó de dónde traer este registro."),
                peer.origin,
                Text("Set it: bilateral peer add ... --from PLACE.", "Indícalo: bilateral peer add ... --from LUGAR."),
            )
            continue
        try:
            with patient.source_of(peer.source) as source:
                yield from _at(patient, peer, log, source)
        except Fault as silent:
            what = Text("This peer does not answer. ", "Este par no responde. ") + silent.what
            yield warning(what, f"{peer.origin} {peer.source}", silent.do)


def _heard(patient: Patient, peer: Peer, log: Log | None) -> Iterator[Finding]:
    pull = Text("Run: bilateral record pull.", "Ejecuta: bilateral record pull.")
    if log is None or log.pulled_at is None:
        yield warning(Text("It was never pulled.", "Nunca se ha traído."), peer.origin, pull)
    elif patient.now - log.pulled_at > LONG_UNHEARD:
        what = Text("It was last pulled at {when}.", "Se trajo por última vez el {when}.")
        yield warning(what.format(when=f"{log.pulled_at:%Y-%m-%d %H:%M} UTC"), peer.origin, pull)


def _at(patient: Patient, peer: Peer, log: Log | None, source: Source) -> Iterator[Finding]:
    """What a peer's place says of its record and of ours."""
    keys = [VerifierKey.parse(peer.key)]
    if log and log.size:
        keys += [each.keys.checkpoint for each in declared.of_log(log.pk).history]
    theirs = _head(source, peer.origin, keys)
    if theirs is None:
        what = Text(
            "Its record is not there, or signed by another key.", "Su registro no está ahí o lo firma otra llave."
        )
        do = Text("Ask the other side for its place and key.", "Pide a la otra parte su lugar y su llave.")
        yield warning(what, f"{peer.origin} {peer.source}", do)
    elif log is None or theirs.size > log.size:
        what = Text("There is more of it than is here.", "Hay más de él que lo que hay aquí.")
        yield warning(
            what, f"{peer.origin} {theirs.size}", Text("Run: bilateral record pull.", "Ejecuta: bilateral record pull.")
        )
    for ours in Log.objects.filter(own=True, size__gt=0).order_by("pk"):
        mirrored = _head(source, ours.pk, [each.keys.checkpoint for each in declared.of_log(ours.pk).history])
        if mirrored and mirrored.size > ours.size:
            yield fault(*elsewhere.older(ours, mirrored.size))


def _head(source: Source, origin: str, keys: list[VerifierKey]) -> Checkpoint | None:
    data = source.read(f"{origin}/checkpoint")
    try:
        return checkpoint.open(data or b"", tuple(dict.fromkeys(keys))).checkpoint
    except Fault:
        return None


def clock(patient: Patient) -> Iterator[Finding]:
    """The newest entries are not from the future: then this clock, or the other side's, is wrong."""
    for log in Log.objects.filter(size__gt=0).order_by("pk"):
        time = _time(log.pk, log.size - 1)
        if time and time - patient.now > ASTRAY:
            tell = fault if log.own else warning
            yield tell(
                Text(
                    "The newest entry is later than this machine's clock.", "El último asiento es posterior al reloj."
                ),
                f"{log.pk}#{log.size - 1}: {time:%Y-%m-%d %H:%M:%S} > {patient.now:%Y-%m-%d %H:%M:%S} UTC",
                Text("Set the clock by a time server (NTP).", "Ajusta el reloj con un servidor de hora (NTP)."),
            )


def _time(origin: str, seq: int) -> datetime | None:
    raw = LogEntry.objects.filter(log=origin, seq=seq).values_list("raw", flat=True).first()
    try:
        return datetime.strptime(Entry.parse(bytes(raw or b"")).time, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except Fault:
        return None
