"""What genesis, rotate and revoke declare in the same form: three keys, the digests of recovery keys, custody.

Here: reading them from a body, strictly; a fault names the field. Not here: whether the keys may follow the ones before
(keys.py) and whose they truly are.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from bilateral.record.faults import LogFault, RecordFault
from bilateral.record.keys import check_public, signer_id
from bilateral.record.note import COSIGNER, ED25519, VerifierKey
from bilateral.values import is_id, is_leaf

CUSTODY: Final = ("own", "joint")
MAX_RECOVERY: Final = 32


def need(good: bool, where: str, code: str) -> None:
    if not good:
        raise LogFault.of(code, where)


@dataclass(frozen=True, slots=True)
class Keys:
    """A log's three public keys: one signs entries, one its checkpoints, one attests other logs' checkpoints."""

    entry: bytes
    checkpoint: VerifierKey
    cosigner: VerifierKey

    @property
    def signer(self) -> str:
        """The id under which the entry key signs."""
        return signer_id(self.entry)

    @property
    def public(self) -> tuple[bytes, bytes, bytes]:
        return self.entry, self.checkpoint.key, self.cosigner.key

    def to_json(self) -> dict[str, str]:
        return {"checkpoint": str(self.checkpoint), "cosigner": str(self.cosigner), "entry": self.entry.hex()}


def read_keys(value: Any, origin: str, where: str, code: str) -> Keys:
    """Three different keys, the verifier keys named after the log."""
    need(type(value) is dict and value.keys() == {"checkpoint", "cosigner", "entry"}, where, code)
    need(all(type(v) is str for v in value.values()) and is_leaf(value["entry"]), where, code)
    try:
        entry = check_public(bytes.fromhex(value["entry"]), where)
        checkpoint = VerifierKey.parse(value["checkpoint"], where)
        cosigner = VerifierKey.parse(value["cosigner"], where)
    except RecordFault as fault:
        raise LogFault.of(code, where) from fault
    need((checkpoint.name, checkpoint.type) == (origin, ED25519), f"{where}.checkpoint", code)
    need((cosigner.name, cosigner.type) == (origin, COSIGNER), f"{where}.cosigner", code)
    need(len({entry, checkpoint.key, cosigner.key}) == 3, where, code)
    return Keys(entry, checkpoint, cosigner)


def read_recovery(value: Any, keys: Keys, where: str, code: str) -> tuple[str, ...]:
    """Digests of recovery keys, none twice; none of them a key that the node itself uses."""
    need(type(value) is list and len(value) <= MAX_RECOVERY and all(is_leaf(r) for r in value), where, code)
    need(len(set(value)) == len(value), where, code)
    need(not {digest_of(public) for public in keys.public} & set(value), where, code)
    return tuple(value)


def read_custody(body: dict[str, Any], where: str, code: str) -> tuple[str, str]:
    """Custody and custodian."""
    custody, custodian = body["custody"], body["custodian"]
    need(type(custody) is str and custody in CUSTODY and is_id(custodian), f"{where}.custody", code)
    return custody, custodian


def digest_of(public: bytes) -> str:
    """How a recovery key is named before it is used."""
    return sha256(public).hexdigest()
