"""A proof that an entry is on the record, as one file that anyone can check offline (C2SP tlog-proof)."""

from bilateral.node.home import Home
from bilateral.node.models import Log, LogEntry
from bilateral.node.publication import reader_of
from bilateral.record.proof import make_proof
from bilateral.values import BadInput, Text


def proof(home: Home, origin: str, seq: int) -> bytes:
    """The proof file of an entry in its log's newest signed snapshot, the entry's bytes included.

    :raises BadInput: the entry isn't held, or no snapshot covers it yet.
    """
    log = Log.objects.filter(pk=origin).first()
    raw = LogEntry.objects.filter(log=origin, seq=seq).values_list("raw", flat=True).first()
    reader = reader_of(home, origin, log.head_size) if log and log.head_size > seq else None
    if log is None or raw is None or reader is None:
        raise BadInput(
            what=Text(
                "There is no signed snapshot with this entry here.", "Aquí no hay un corte firmado con este asiento."
            ),
            where=f"{origin}#{seq}",
            do=Text(
                "Check the number, or wait for the next snapshot.", "Revisa el número o espera el siguiente corte."
            ),
        )
    return bytes(make_proof(seq, reader, log.head_note.encode(), bytes(raw)))
