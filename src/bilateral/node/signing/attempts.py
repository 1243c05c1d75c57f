"""Attempts made before: the entries that they brought onto the record, by the names that they had."""

from collections.abc import Iterable

from bilateral.dialogue.compose import ActDraft
from bilateral.node.models import Log, LogEntry
from bilateral.node.tables import ask, bulk
from bilateral.record.entry import Entry
from bilateral.values import BadInput, EntryRef, Text


def known(idems: Iterable[str | None]) -> dict[str, Entry]:
    """The entries of attempts made before under these keys."""
    found: dict[str, Entry] = {}
    for some in bulk.pieces(filter(None, idems)):
        where = f"idem IN ({', '.join(['%s'] * len(some))})"
        for idem, raw in ask.values(LogEntry, ("idem", "raw"), where, some):
            found[str(idem)] = Entry.parse(bytes(raw))
    return found


def again(entry: Entry, log: Log, act: ActDraft) -> EntryRef:
    """Where the attempt of that name brought its act in. :raises BadInput: it was for another act."""
    if (entry.log, entry.act, entry.target) != (log.pk, act.act, act.target):
        raise BadInput(
            what=Text("This name was used for another act.", "Este nombre ya se usó para otro acto."),
            where=f"idem: {entry.ref.short}",
            do=Text("Choose another name for this attempt.", "Elige otro nombre para este intento."),
        )
    return entry.ref
