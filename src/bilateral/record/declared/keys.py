"""`Declared`: the keys of a log in force after one of its entries, with all before; `change` leads to the next.

Here: the rules of rotate and revoke that a reader of this one log can check. Not here: the entry's own signature and
place (log.py), whether `last` has the root that the tree had at that size: who holds the tree compares (`check_roots`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from bilateral.record.checkpoint import Checkpoint
from bilateral.record.declared.fields import Keys, need, read_custody, read_keys, read_recovery
from bilateral.record.declared.statement import (
    ACTS,
    Authorisation,
    Statement,
    read_authorised,
    read_suspect,
)
from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault, RecordFault
from bilateral.record.genesis import Genesis
from bilateral.record.note import MAX_NOTE, Note, VerifierKey
from bilateral.values import is_leaf

CODE: Final = "keys-shape"
ROTATE: Final = frozenset("after authorised custodian custody keys last recovery text visibility".split())  # noqa: SIM905
BODIES: Final = {"rotate": ROTATE, "revoke": ROTATE | {"suspect"}}


@dataclass(frozen=True, slots=True)
class Declared:
    """What is in force after the entry at `seq`: keys, recovery keys, custody; and what was before it.

    `last` is the snapshot by the outgoing key that a change carries, `authorised` the digests of the recovery keys that
    allowed it, `suspect` the position from which a revoke says that earlier entries are contested.
    """

    origin: str
    act: str
    seq: int
    leaf: str
    time: str
    keys: Keys
    recovery: tuple[str, ...]
    custody: str
    custodian: str
    last: Checkpoint | None = None
    authorised: tuple[str, ...] = ()
    suspect: int | None = None
    before: "Declared | None" = field(default=None, repr=False)

    @property
    def history(self) -> tuple["Declared", ...]:
        """Every declaration of the log up to this one, the genesis first."""
        found: list[Declared] = []
        step: Declared | None = self
        while step is not None:
            found.append(step)
            step = step.before
        return tuple(reversed(found))

    def at(self, size: int) -> "Declared":
        """What is in force for a checkpoint over the first `size` entries."""
        step = self
        while step.before is not None and step.seq >= size:
            step = step.before
        return step

    @property
    def claims(self) -> tuple[Checkpoint, ...]:
        """The snapshots by outgoing keys, ascending by size, whose roots must be the tree's own at those sizes."""
        return tuple(each.last for each in self.history if each.last is not None)

    @property
    def verifiers(self) -> tuple[VerifierKey, VerifierKey]:
        """The keys that a publication lists."""
        return self.keys.checkpoint, self.keys.cosigner

    @property
    def needed(self) -> int:
        """How many recovery keys must authorise the next change: more than half; 1 where there is none, so never."""
        return len(self.recovery) // 2 + 1

    def ever(self, key: VerifierKey) -> bool:
        """Whether this was a checkpoint or cosigner key of the log at any time."""
        return any(key in each.verifiers for each in self.history)


def begin(entry: Entry, genesis: Genesis) -> Declared:
    """What a log's first entry declares."""
    return Declared(
        origin=entry.log,
        act=entry.act,
        seq=entry.seq,
        leaf=entry.leaf,
        time=entry.time,
        keys=genesis.keys,
        recovery=genesis.recovery,
        custody=genesis.custody,
        custodian=genesis.custodian,
    )


def changes_keys(entry: Entry) -> bool:
    return entry.act in ACTS


def change(entry: Entry, now: Declared) -> Declared:
    """What is in force after a rotate or revoke, if it is well formed and authorised under what is in force now."""
    where = f"{entry.log}#{entry.seq} body"
    body = entry.body
    need(body.keys() == BODIES[entry.act] and entry.target is None, where, CODE)
    need(body["visibility"] == "public", f"{where}.visibility", CODE)
    need(is_leaf(body["after"]), f"{where}.after", CODE)
    _text(body["text"], entry, f"{where}.text")
    keys = read_keys(body["keys"], entry.log, f"{where}.keys", CODE)
    recovery = read_recovery(body["recovery"], keys, f"{where}.recovery", CODE)
    custody, custodian = read_custody(body, where, CODE)
    suspect = read_suspect(entry.act, body.get("suspect"), f"{where}.suspect", CODE)
    need(suspect is None or suspect <= entry.seq, f"{where}.suspect", CODE)
    if body["after"] != now.leaf:
        raise LogFault.of("keys-after", f"{where}.after")
    may_follow(entry.act, keys, now, f"{where}.keys")
    statement = Statement(entry.act, entry.log, now.leaf, keys, recovery, custody, custodian, suspect)
    given = read_authorised(body["authorised"], f"{where}.authorised", CODE)
    check_authorised(statement, given, now, f"{where}.authorised")
    return Declared(
        origin=entry.log,
        act=entry.act,
        seq=entry.seq,
        leaf=entry.leaf,
        time=entry.time,
        keys=keys,
        recovery=recovery,
        custody=custody,
        custodian=custodian,
        last=read_last(body["last"], now, entry.seq, f"{where}.last"),
        authorised=tuple(each.digest for each in given),
        suspect=suspect,
        before=now,
    )


def may_follow(act: str, keys: Keys, now: Declared, where: str) -> None:
    """A rotate keeps a key in its role or brings one that was never declared; a revoke brings three such."""
    used = {public for each in now.history for public in each.keys.public}
    recovery = {digest for each in now.history for digest in each.recovery}
    for role, public, held in zip(("entry", "checkpoint", "cosigner"), keys.public, now.keys.public, strict=True):
        kept = act == "rotate" and public == held
        if not kept and (public in used or Authorisation(public, b"").digest in recovery):
            raise LogFault.of("keys-used", f"{where}.{role}")


def check_authorised(statement: Statement, given: tuple[Authorisation, ...], now: Declared, where: str) -> None:
    """More than half of the recovery keys declared now, each with a signature that holds."""
    for each in given:
        if each.digest not in now.recovery:
            raise LogFault.of("not-a-recovery-key", where, key=each.digest[:16])
        if not each.holds(statement):
            raise LogFault.of("authorisation-signature", where, key=each.digest[:16])
    if len(given) < now.needed:
        raise LogFault.of("too-few-authorised", where, have=len(given), need=now.needed, of=len(now.recovery))


def read_last(value: Any, now: Declared, seq: int, where: str) -> Checkpoint:
    """A snapshot by the outgoing checkpoint key alone, over the entry that declared it and at most what precedes."""
    if type(value) is not str or len(value) > MAX_NOTE:
        raise LogFault.of(CODE, where)
    try:
        note = Note.parse(value.encode(), where)
        snapshot = Checkpoint.parse(note.text, where)
    except RecordFault as fault:
        raise LogFault.of(CODE, where) from fault
    key = now.keys.checkpoint
    good = (
        len(note.signatures) == 1 and note.signatures[0].is_by(key) and key.verify(note.text, note.signatures[0].data)
    )
    if not good or snapshot.origin != now.origin or not now.seq < snapshot.size <= seq:
        raise LogFault.of("keys-last", where)
    return snapshot


def _text(value: Any, entry: Entry, where: str) -> None:
    """The reason, in both languages: digests of the two items that the entry seals, and of nothing else."""
    need(type(value) is dict and value.keys() == {"en", "es"}, where, CODE)
    need({item.id: item.digest for item in entry.sealed} == {f"text.{k}": v for k, v in value.items()}, where, CODE)


def check_roots(declared: Declared, root_at: Callable[[int], bytes | None]) -> tuple[Declared, ...]:
    """The changes whose `last` names another root than the tree had at that size."""
    return tuple(
        each for each in declared.history if each.last is not None and root_at(each.last.size) != each.last.root
    )
