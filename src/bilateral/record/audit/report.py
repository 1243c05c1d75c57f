"""What an audit says: findings (something doesn't hold), notes (what to know), a summary of each log.

Here: the values, JSON, and lines for people in either language. Not here: how any of it is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from bilateral.record.audit.succession import NONE, Succession
from bilateral.record.audit.told import ApprovedOn, NamedItems
from bilateral.record.audit.words import AUDIT_WORDS
from bilateral.record.declared.keys import Declared
from bilateral.record.words import WORDS
from bilateral.values import Fault, Lang, Text

MAX_FINDINGS: Final = 1000
_OK: Final = Text(
    "Consistent: everything here is as it was signed.", "Consistente: todo lo que hay aquí está como se firmó."
)
_UNVERIFIED: Final = Text("Consistent, identity unverified.", "Consistente, identidad sin verificar.")
_PARTLY: Final = Text("Some of it could not be assessed (see below).", "Parte no pudo evaluarse (ver abajo).")
_UNASSESSED: Final = frozenset(("seen-beyond", "ref-beyond", "not-assessed"))
_NOT_OK: Final = Text("The record does not hold: {n} findings.", "El registro no se sostiene: {n} hallazgos.")
_NOT_OK_1: Final = Text("The record does not hold: 1 finding.", "El registro no se sostiene: 1 hallazgo.")
_LOG: Final = Text(
    "{origin}: {size} entries, root {root}, keys {identity}, held by {custodian} ({custody})",
    "{origin}: {size} asientos, raíz {root}, llaves {identity}, en custodia de {custodian} ({custody})",
)
_WORDS: Final = {
    "pinned": Text("confirmed from outside", "confirmadas desde fuera"),
    "unverified": Text("not confirmed from outside", "sin confirmar desde fuera"),
    "unknown": Text("unknown", "desconocidas"),
    "own": Text("own custody", "custodia propia"),
    "joint": Text("joint custody", "custodia conjunta"),
    "": Text("unknown", "desconocida"),
}
_COSIGNED: Final = Text("attested by {name} on {time}", "atestado por {name} el {time}")
_NOT_COUNTED: Final = Text(" (does not count: same custody)", " (no cuenta: misma custodia)")

_CHANGED: Final = {
    "rotate": Text(
        "keys changed at entry {seq} ({time}), authorised by {n} of {of} recovery keys",
        "llaves cambiadas en el asiento {seq} ({time}), autorizado por {n} de {of} llaves de recuperación",
    ),
    "revoke": Text(
        "keys revoked and changed at entry {seq} ({time}), authorised by {n} of {of} recovery keys",
        "llaves revocadas y cambiadas en el asiento {seq} ({time}), autorizado por {n} de {of} llaves de recuperación",
    ),
}
_SUSPECT: Final = Text(
    "; entries from {first} to {last} are contested", "; los asientos {first} a {last} quedan en duda"
)


def show(place: str) -> str:
    """A place that can be printed anywhere: whatever isn't printable is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in place[:300])


def utc(seconds: int) -> str:
    """A time claimed in a cosignature; one outside the calendar is shown as the number that it is."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return str(seconds)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that doesn't hold: what, at which place (a path, or log#seq), and what to do."""

    code: str
    place: str
    what: Text
    do: Text

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "place": self.place, "what": self.what.to_dict(), "do": self.do.to_dict()}

    def line(self, lang: Lang) -> str:
        return f"{self.place}: {self.what.in_(lang)} {self.do.in_(lang)}".rstrip()


@dataclass(frozen=True, slots=True)
class AuditNote:
    """Something that a reader of the report should know; it takes nothing away from the record's holding."""

    code: str
    place: str
    what: Text

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "place": self.place, "what": self.what.to_dict()}

    def line(self, lang: Lang) -> str:
        return f"{self.place}: {self.what.in_(lang)}" if self.place else self.what.in_(lang)


@dataclass(frozen=True, slots=True)
class Cosigner:
    """Someone else's signature on a log's checkpoint; it counts if another custodian holds that key."""

    name: str
    time: int
    counts: bool

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "time": utc(self.time), "counts": self.counts}


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A change of a log's keys: where, which act, by how many of how many recovery keys, what it calls into doubt."""

    act: str
    seq: int
    time: str
    authorised: int
    of: int
    suspect: int | None = None

    @classmethod
    def of_declared(cls, change: Declared) -> "KeyChange":
        of = len(change.before.recovery) if change.before else 0
        return cls(change.act, change.seq, change.time, len(change.authorised), of, change.suspect)

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "seq": self.seq,
            "time": self.time,
            "authorised": self.authorised,
            "of": self.of,
            "suspect": self.suspect,
        }

    def line(self, lang: Lang) -> str:
        text = _CHANGED[self.act].format(seq=self.seq, time=self.time, n=self.authorised, of=self.of)
        return (text if self.suspect is None else text + _SUSPECT.format(first=self.suspect, last=self.seq - 1)).in_(
            lang
        )


@dataclass(frozen=True, slots=True)
class LogSummary:
    """One log as audited. `assessed` is how many entries were read and found in order."""

    origin: str
    size: int
    root: str
    assessed: int
    identity: str = "unverified"
    custody: str = ""
    custodian: str = ""
    demonstration: bool = False
    cosigners: tuple[Cosigner, ...] = ()
    changes: tuple[KeyChange, ...] = ()
    succession: Succession = NONE
    items: tuple[NamedItems, ...] = ()
    approved: tuple[ApprovedOn, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "origin": self.origin,
            "size": self.size,
            "root": self.root,
            "assessed": self.assessed,
            "identity": self.identity,
            "custody": self.custody,
            "custodian": self.custodian,
            "demonstration": self.demonstration,
            "cosigners": [cosigner.to_json() for cosigner in self.cosigners],
            **self.succession.to_json(),
            "key_changes": [change.to_json() for change in self.changes],
            "items": [items.to_json() for items in self.items],
            "approved": [each.to_json() for each in self.approved],
        }

    def lines(self, lang: Lang) -> Iterator[str]:
        yield _LOG.format(
            origin=self.origin,
            size=self.size,
            root=self.root[:16] or "-",
            identity=_WORDS[self.identity],
            custodian=self.custodian or "-",
            custody=_WORDS[self.custody],
        ).in_(lang)
        for cosigner in self.cosigners:
            text = _COSIGNED.format(name=cosigner.name, time=utc(cosigner.time))
            yield f"  {(text if cosigner.counts else text + _NOT_COUNTED).in_(lang)}"
        for change in self.changes:
            yield f"  {change.line(lang)}"
        for line in self.succession.lines(lang):
            yield f"  {line}"
        for items in self.items:
            yield f"  {items.line(lang)}"
        for each in self.approved:
            yield f"  {each.line(lang)}"


@dataclass(frozen=True, slots=True)
class AuditReport:
    findings: tuple[Finding, ...]
    notes: tuple[AuditNote, ...]
    logs: tuple[LogSummary, ...]

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def verified(self) -> bool:
        """Every log's keys were confirmed from outside."""
        return bool(self.logs) and all(log.identity == "pinned" for log in self.logs)

    @property
    def assessed(self) -> bool:
        """Nothing had to be left unassessed."""
        return not any(note.code in _UNASSESSED for note in self.notes)

    def verdict(self) -> Text:
        """The report in a sentence or two."""
        count = len(self.findings)
        if count:
            return _NOT_OK_1 if count == 1 else _NOT_OK.format(n=count)
        head = _OK if self.verified else _UNVERIFIED
        return head if self.assessed else head + " " + _PARTLY

    def to_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "verdict": self.verdict().to_dict(),
            "verified": self.verified,
            "assessed": self.assessed,
            "findings": [finding.to_json() for finding in self.findings],
            "notes": [note.to_json() for note in self.notes],
            "logs": [log.to_json() for log in self.logs],
        }

    def lines(self, lang: Lang = "en") -> list[str]:
        """For people: the verdict, what doesn't hold, each log, what to know."""
        lines = [self.verdict().in_(lang), *(f"- {finding.line(lang)}" for finding in self.findings)]
        lines += [line for log in self.logs for line in log.lines(lang)]
        return lines + [f"* {note.line(lang)}" for note in self.notes]


@dataclass(slots=True)
class Desk:
    """Where findings and notes are gathered; a place is said once for a code, and a flood is cut."""

    findings: dict[tuple[str, str], Finding] = field(default_factory=dict)
    notes: dict[tuple[str, str], AuditNote] = field(default_factory=dict)

    def find(self, code: str, place: str, **values: object) -> None:
        what, do = AUDIT_WORDS[code] if code in AUDIT_WORDS else WORDS[code]
        self.put(Finding(code, show(place), what.format(**values) if values else what, do))

    def fault(self, fault: Fault, place: str) -> None:
        """A fault of the formats as a finding: it names its place, or stands inside the one given."""
        inside = fault.where if fault.where.startswith(place) else f"{place} {fault.where}".rstrip()
        self.put(Finding(fault.code, show(inside), fault.what, fault.do))

    def put(self, finding: Finding) -> None:
        if len(self.findings) < MAX_FINDINGS:
            self.findings.setdefault((finding.code, finding.place), finding)
        else:
            self.note("more-findings", n=MAX_FINDINGS)

    def note(self, code: str, place: str = "", **values: object) -> None:
        what = AUDIT_WORDS[code][0]
        text = what.format(**values) if values else what
        self.notes.setdefault((code, place), AuditNote(code, show(place), text))
