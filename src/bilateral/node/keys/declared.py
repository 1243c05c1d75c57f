"""Which keys of a log are in force, read from the entries that declare them.

`Log.rekeyed` says where those entries stand, written in the transaction that brings them in; what they declare is read
from their bytes, authorisations and all. So a row that is wrong makes signing stop, never go astray. Not here: private
keys (keyring.py).
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from bilateral.node.models import Log, LogEntry, SignedHead
from bilateral.node.rows import first_entries
from bilateral.node.tables import ask
from bilateral.record.declared.keys import Declared, begin, change, changes_keys, check_roots
from bilateral.record.entry import Entry
from bilateral.record.genesis import Genesis
from bilateral.record.log import Chain
from bilateral.record.note import Note, VerifierKey

C = TypeVar("C", bound=Chain)


@lru_cache(maxsize=64)
def _genesis(raw: bytes) -> Genesis:
    return Genesis.of(Entry.parse(raw))


@lru_cache(maxsize=64)
def _read(raws: tuple[bytes, ...]) -> Declared:
    first, *rest = (Entry.parse(raw) for raw in raws)
    declared = begin(first, _genesis(raws[0]))
    for entry in rest:
        declared = change(entry, declared)
    return declared


def of_log(origin: str) -> Declared:
    """What is in force after all entries that are held of a log. One that is held has at least its genesis."""
    return _read(tuple(declaring(origin)))


def declaring(origin: str, size: int | None = None) -> list[bytes]:
    """The bytes of a log's genesis and changes of keys among its first `size` entries, in order."""
    found = Log.objects.filter(pk=origin).values_list("rekeyed", flat=True).first() or []
    wanted = [0, *(seq for seq in found if size is None or seq < size)]
    rows = LogEntry.objects.filter(log=origin, seq__in=wanted).order_by("seq")
    return [bytes(raw) for raw in rows.values_list("raw", flat=True)]


def chain(origin: str, size: int) -> Chain:
    """A log's chain after the first ``size`` of the entries held, which were verified when they came in."""
    raws = declaring(origin, size) if size else []
    if not raws:
        return Chain(origin)
    last = LogEntry.objects.filter(log=origin, seq=size - 1).values_list("raw", flat=True).first()
    return Chain.resume([Entry.parse(raw) for raw in raws], Entry.parse(bytes(last or raws[-1])))


def opened(log: Log, kind: type[C]) -> C:
    """The chain of a log that is held, whose row is at hand, after its last entry: one query."""
    where, given = ask.any_of([(log.pk, sorted({0, *log.rekeyed, log.size - 1}))])
    raws = [bytes(raw) for (raw,) in ask.values(LogEntry, ("raw",), f"{where} ORDER BY seq", given)]
    declaring = tuple(raws[: len({0, *log.rekeyed})])
    return kind.after(_genesis(declaring[0]), _read(declaring), Entry.parse(raws[-1]))


def all_held() -> dict[str, Declared]:
    """By log, what is in force after all entries that are held."""
    origins = first_entries().values_list("log", flat=True).order_by("log")
    return {origin: of_log(origin) for origin in origins}


def published_keys(log: Log) -> tuple[str, str]:
    """The checkpoint and cosigner verifier keys in force at a log's newest signed snapshot."""
    checkpoint, cosigner = of_log(log.pk).at(log.head_size).verifiers
    return str(checkpoint), str(cosigner)


def note_changes(log: Log, entries: Iterable[Entry]) -> bool:
    """Remember where keys changed among entries that come in now; the caller saves the log."""
    found = [entry.seq for entry in entries if changes_keys(entry)]
    if not found:
        return False
    log.rekeyed = [*log.rekeyed, *found]
    return True


def torn(declared: Declared, root_at: Callable[[int], bytes | None]) -> Declared | None:
    """The first change of keys that hangs from another history than this one."""
    return next(iter(check_roots(declared, root_at)), None)


def without_former(note: str) -> bytes:
    """A snapshot's note as it is published: without the lines of keys that their logs have changed for others."""
    changed = Log.objects.exclude(rekeyed=[]).values_list("pk", flat=True)
    former = {(key.name, key.id) for origin in changed for key in _former(origin)}
    read = Note.parse(note.encode())
    kept = tuple(line for line in read.signatures if (line.name, line.id) not in former)
    return bytes(Note(read.text, kept)) if former and kept else note.encode()


def _former(origin: str) -> set[VerifierKey]:
    """Only cosigners: a snapshot bears the checkpoint key that was in force at its size, and keeps it."""
    declared = of_log(origin)
    return {each.keys.cosigner for each in declared.history} - {declared.keys.cosigner}


def discount(origin: str) -> None:
    """After a revoke: attestations that only keys given up by this log vouch for count no longer."""
    code, now = origin.split("/")[1], of_log(origin).keys.cosigner
    touched = set()
    for row in SignedHead.objects.exclude(attested=[]):
        lines = Note.parse(row.note.encode()).signatures
        if code in row.attested and not any(line.is_by(now) for line in lines):
            row.attested = [each for each in row.attested if each != code]
            row.save(update_fields=["attested"])
            touched.add(row.log)
    for log in touched:
        sizes = SignedHead.objects.filter(log=log, contradicts=False).exclude(attested=[]).order_by("-size")
        Log.objects.filter(pk=log).update(attested_size=sizes.values_list("size", flat=True).first() or 0)
