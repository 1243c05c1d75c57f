"""The audit from beginning to end: read, verify each log, compare the logs, say what is known of whose they are.

Here: the order of the steps. Each step is in files.py, walk.py, items.py or cross.py; the words in words.py.
"""

from collections.abc import Iterable
from concurrent.futures import Executor

from bilateral.record import folder
from bilateral.record.audit import cross
from bilateral.record.audit.files import Files
from bilateral.record.audit.items import check_items
from bilateral.record.audit.report import AuditReport, Cosigner, Desk, KeyChange, LogSummary, utc
from bilateral.record.audit.told import items_of
from bilateral.record.audit.walk import Held, check_signatures, load, walk
from bilateral.record.note import VerifierKey
from bilateral.record.sources import Source


def audit(source: Source, pinned: Iterable[VerifierKey] | None = None, pool: Executor | None = None) -> AuditReport:
    """Check everything that a published record says of itself.

    :param pinned: keys that the reader has from elsewhere: the logs' own, and those of outside witnesses. Without them
        the most that can be said is 'consistent, identity unverified'.
    :param pool: where signatures may be checked on other cores (a ProcessPoolExecutor); the report is the same.

    Whatever the source holds, this returns a report; nothing in it is believed before it is checked, and no more than
    one file is held at a time (with a pool a few), beside 32 bytes an entry.
    """
    desk, pins = Desk(), tuple(pinned or ())
    files = Files(source, desk)
    keys = files.verifiers()
    logs = {origin: load(files, origin) for origin in files.origins(keys)}
    if not logs:
        desk.find("nothing-here", folder.VERIFIERS)
    for held in logs.values():
        walk(held, files, pool)
        check_items(held, files)
    known = _known(logs, keys, pins)  # which keys are in force at a head, only its entries say
    for held in logs.values():
        check_signatures(held, known, desk)
    cross.check_verifiers(keys, logs, desk)
    cross.check_seen(logs, desk)
    cross.check_refs(logs, desk)
    cross.check_custody(logs, desk)
    cross.check_succession(logs, desk)
    cross.check_extra(logs, files)
    summaries = tuple(_summary(held, logs, pins, desk) for held in logs.values())
    _witnesses(summaries, logs, pins, desk)
    return AuditReport(tuple(desk.findings.values()), tuple(desk.notes.values()), summaries)


def _known(logs: cross.Logs, keys: tuple[VerifierKey, ...], pins: tuple[VerifierKey, ...]) -> tuple[VerifierKey, ...]:
    """The keys to try signatures with: those in force, where a log can't be read those listed; and those pinned.

    A pin of a key that its log has given up says whose the log is, but what that key signs no longer counts.
    """
    found = [key for key in pins if not cross.is_former(key, logs)]
    for origin, held in logs.items():
        if held.declared:
            found += held.declared.verifiers
        else:
            found += [key for key in keys if key.name == origin]
    return tuple(found)


def _summary(held: Held, logs: cross.Logs, pins: tuple[VerifierKey, ...], desk: Desk) -> LogSummary:
    declared = held.declared
    changes = declared.history[1:] if declared else ()
    return LogSummary(
        origin=held.origin,
        size=held.size,
        root=held.head.root.hex() if held.head else "",
        assessed=held.assessed,
        identity=cross.identity(held, pins, desk),
        custody=declared.custody if declared else "",
        custodian=declared.custodian if declared else "",
        demonstration=bool(held.genesis and held.genesis.demonstration),
        cosigners=cross.cosigners(held, logs, pins, desk),
        succession=cross.succession(held, logs),
        changes=tuple(KeyChange.of_declared(change) for change in changes),
        items=items_of(held.items),
        approved=held.approvals.summary(),
    )


def _witnesses(summaries: tuple[LogSummary, ...], logs: cross.Logs, pins: tuple[VerifierKey, ...], desk: Desk) -> None:
    """Attestations from outside both governments: the newest, or that there is none and what that means."""
    outside: list[Cosigner] = [c for s in summaries for c in s.cosigners if c.counts and c.name not in logs]
    if outside:
        desk.note("witnessed", time=utc(max(c.time for c in outside)))
    else:
        desk.note("no-witness")
    used = set(logs) | {c.name for c in outside}
    for key in pins:
        if key.name not in used:
            desk.note("pinned-unused", name=key.name)
