"""What a log says of itself in its first entry: whose it is, its keys, in whose custody they are (spec/entry.md).

Here: the frozen shape of rules 1. Not here: whether the keys are truly that government's, which only a list pinned from
outside can say (audit.py).
"""

from dataclasses import dataclass
from typing import Any, Final

from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault, RecordFault
from bilateral.record.keys import check_public, signer_id
from bilateral.record.note import COSIGNER, ED25519, VerifierKey
from bilateral.values import is_id, is_leaf

RULES: Final = 1
CUSTODY: Final = ("own", "joint")
BODY: Final = frozenset(
    "custodian custody demonstration dialogue keys name order party recovery rules visibility".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Genesis:
    """The declarations of a log's first entry."""

    origin: str
    dialogue: str
    party: str
    order: int
    demonstration: bool
    rules: int
    custody: str
    custodian: str
    entry_key: bytes
    checkpoint: VerifierKey
    cosigner: VerifierKey
    recovery: tuple[str, ...]
    name: dict[str, str]

    @property
    def signer(self) -> str:
        """The id under which the entry key signs."""
        return signer_id(self.entry_key)

    @classmethod
    def of(cls, entry: Entry) -> "Genesis":
        """Read and check the declarations; the signature is the chain's business."""
        where = f"{entry.log}#{entry.seq}"
        parts = entry.log.split("/")
        if len(parts) != 2:
            raise LogFault.of("child-log", where)
        if entry.seq != 0 or entry.act != "genesis":
            raise LogFault.of("no-genesis", where)
        body = entry.body
        if body.get("rules") != RULES or type(body["rules"]) is not int:
            raise LogFault.of("unknown-rules", f"{where} body.rules", rules=str(body.get("rules"))[:40])
        _need(body.keys() == BODY and [body["dialogue"], body["party"]] == parts, f"{where} body")
        _need(type(body["order"]) is int and body["order"] >= 1, f"{where} body.order")
        _need(type(body["demonstration"]) is bool, f"{where} body.demonstration")
        _need(body["custody"] in CUSTODY and is_id(body["custodian"]), f"{where} body.custody")
        _need(body["visibility"] == "public", f"{where} body.visibility")
        recovery = body["recovery"]
        _need(type(recovery) is list and all(is_leaf(r) for r in recovery), f"{where} body.recovery")
        _need(len(set(recovery)) == len(recovery), f"{where} body.recovery")
        public, checkpoint, cosigner = _keys(body["keys"], entry.log, f"{where} body.keys")
        return cls(
            origin=entry.log,
            dialogue=body["dialogue"],
            party=body["party"],
            order=body["order"],
            demonstration=body["demonstration"],
            rules=body["rules"],
            custody=body["custody"],
            custodian=body["custodian"],
            entry_key=public,
            checkpoint=checkpoint,
            cosigner=cosigner,
            recovery=tuple(recovery),
            name=_name(body["name"], entry, f"{where} body.name"),
        )


def _need(good: bool, where: str) -> None:
    if not good:
        raise LogFault.of("genesis-shape", where)


def _keys(value: Any, origin: str, where: str) -> tuple[bytes, VerifierKey, VerifierKey]:
    """Three different keys: one signs entries, one the log's checkpoints, one attests other logs' checkpoints."""
    _need(type(value) is dict and value.keys() == {"checkpoint", "cosigner", "entry"}, where)
    _need(all(type(v) is str for v in value.values()) and is_leaf(value["entry"]), where)
    try:
        public = check_public(bytes.fromhex(value["entry"]), where)
        checkpoint = VerifierKey.parse(value["checkpoint"], where)
        cosigner = VerifierKey.parse(value["cosigner"], where)
    except RecordFault as fault:
        raise LogFault.of("genesis-shape", where) from fault
    _need((checkpoint.name, checkpoint.type) == (origin, ED25519), f"{where}.checkpoint")
    _need((cosigner.name, cosigner.type) == (origin, COSIGNER), f"{where}.cosigner")
    _need(len({public, checkpoint.key, cosigner.key}) == 3, where)
    return public, checkpoint, cosigner


def _name(value: Any, entry: Entry, where: str) -> dict[str, str]:
    """The party's name in both languages: digests of the two items that the genesis seals, and of nothing else."""
    _need(type(value) is dict and value.keys() == {"en", "es"}, where)
    _need({item.id: item.digest for item in entry.sealed} == {f"name.{k}": v for k, v in value.items()}, where)
    return dict(value)
