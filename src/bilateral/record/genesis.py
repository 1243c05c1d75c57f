"""What a log says of itself in its first entry: whose it is, its keys, in whose custody they are (spec/entry.md).

Here: the frozen shape of rules 1. Not here: whether the keys are truly that government's, which only a list pinned from
outside can say (audit.py).
"""

from dataclasses import dataclass, field
from typing import Any, Final

from bilateral.record.declared.fields import Keys, read_custody, read_keys, read_recovery
from bilateral.record.declared.succeeds import read_succeeds
from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault
from bilateral.record.note import VerifierKey
from bilateral.record.shape import Seen
from bilateral.values.ref import turn_of

RULES: Final = 1
CODE: Final = "genesis-shape"
BODY: Final = frozenset(
    "custodian custody demonstration dialogue keys name order party recovery rules visibility".split()  # noqa: SIM905
)
SUCCESSOR: Final = BODY | {"succeeds", "text"}


@dataclass(frozen=True, slots=True)
class Genesis:
    """The declarations of a log's first entry.

    ``succeeds``: how much of each log before it a successor goes on for; ``text`` is why. Empty for a first log.
    """

    origin: str
    dialogue: str
    party: str
    order: int
    demonstration: bool
    rules: int
    custody: str
    custodian: str
    keys: Keys
    recovery: tuple[str, ...]
    name: dict[str, str]
    succeeds: tuple[Seen, ...] = ()
    text: dict[str, str] = field(default_factory=dict)

    @property
    def checkpoint(self) -> VerifierKey:
        """The checkpoint key that the log began with; which one is in force later, `Declared` says."""
        return self.keys.checkpoint

    @classmethod
    def of(cls, entry: Entry) -> "Genesis":
        """Read and check the declarations; the signature is the chain's business."""
        where = f"{entry.log}#{entry.seq}"
        turn, parts = turn_of(entry.log), entry.log.split("/")[:2]
        if not turn:
            raise LogFault.of("child-log", where)
        if entry.seq != 0 or entry.act != "genesis":
            raise LogFault.of("no-genesis", where)
        body = entry.body
        if body.get("rules") != RULES or type(body["rules"]) is not int:
            raise LogFault.of("unknown-rules", f"{where} body.rules", rules=str(body.get("rules"))[:40])
        _need(
            body.keys() == (BODY if turn == 1 else SUCCESSOR) and [body["dialogue"], body["party"]] == parts,
            f"{where} body",
        )
        _need(type(body["order"]) is int and body["order"] >= 1, f"{where} body.order")
        _need(type(body["demonstration"]) is bool, f"{where} body.demonstration")
        custody, custodian = read_custody(body, f"{where} body", CODE)
        _need(body["visibility"] == "public", f"{where} body.visibility")
        keys = read_keys(body["keys"], entry.log, f"{where} body.keys", CODE)
        recovery = read_recovery(body["recovery"], keys, f"{where} body.recovery", CODE)
        texts = _texts(body, entry, ("name",) if turn == 1 else ("name", "text"), f"{where} body")
        return cls(
            origin=entry.log,
            dialogue=body["dialogue"],
            party=body["party"],
            order=body["order"],
            demonstration=body["demonstration"],
            rules=body["rules"],
            custody=custody,
            custodian=custodian,
            keys=keys,
            recovery=recovery,
            name=texts["name"],
            succeeds=read_succeeds(body["succeeds"], entry, f"{where} body.succeeds", CODE) if turn > 1 else (),
            text=texts.get("text", {}),
        )


def _need(good: bool, where: str) -> None:
    if not good:
        raise LogFault.of(CODE, where)


def _texts(body: dict[str, Any], entry: Entry, fields: tuple[str, ...], where: str) -> dict[str, dict[str, str]]:
    """The texts in both languages: digests of the items that the genesis seals, and of nothing else."""
    said: dict[str, str] = {}
    for name in fields:
        value = body[name]
        _need(type(value) is dict and value.keys() == {"en", "es"}, f"{where}.{name}")
        said |= {f"{name}.{lang}": digest for lang, digest in value.items()}
    _need({item.id: item.digest for item in entry.sealed} == said, f"{where}.{fields[0]}")
    return {name: dict(body[name]) for name in fields}
