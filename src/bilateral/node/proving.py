"""A proof that an entry is on the record, as one file that anyone can check offline (C2SP tlog-proof)."""

from bilateral.node.home import Home
from bilateral.node.models import Log, LogEntry
from bilateral.node.publication import reader_of
from bilateral.record.faults import TreeFault
from bilateral.record.proof import make_proof
from bilateral.values import BadInput, Text


def proof(home: Home, origin: str, seq: int) -> bytes:
    """The proof file of an entry in its log's newest signed snapshot, the entry's bytes included.

    :raises BadInput: the entry isn't held, or no snapshot covers it yet, or the publication can't be read.
    """
    log = Log.objects.filter(pk=origin, head_size__gt=seq).first()
    raw = LogEntry.objects.filter(log=origin, seq=seq).values_list("raw", flat=True).first()
    reader = reader_of(home, origin, log.head_size) if log else None
    if log is None or raw is None or reader is None:
        raise _none(origin, seq)
    try:
        return bytes(make_proof(seq, reader, log.head_note.encode(), bytes(raw)))
    except TreeFault as fault:  # a tile that isn't written yet, or is lost
        raise _none(origin, seq) from fault


def _none(origin: str, seq: int) -> BadInput:
    return BadInput(
        what=Text(
            "There is no published snapshot with this entry here.",
            "Aquí no hay un corte publicado con este asiento.",
        ),
        where=f"{origin}#{seq}",
        do=Text("Check the number, or wait for the next snapshot.", "Revisa el número o espera el siguiente corte."),
    )
