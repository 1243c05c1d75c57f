"""What recovery keys authorise: a statement small enough to carry to a machine without a network, and to read there.

Here: its one form in bytes, signing it, the file of signatures that grows from machine to machine. Not here: how many
signatures are enough and whether the keys may follow (keys.py), the words in which it is shown (cli).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

from bilateral.record import base64s, canonical
from bilateral.record.declared.fields import Keys, digest_of, need, read_custody, read_keys, read_recovery
from bilateral.record.faults import LogFault
from bilateral.record.keys import PrivateKey, verify_strict
from bilateral.record.shape import is_count
from bilateral.values import is_leaf, is_origin

DOMAIN: Final = b"bilateral/keys/v1\n"
VERSION: Final = 1
ACTS: Final = ("rotate", "revoke")
FIELDS: Final = frozenset("act after custodian custody keys log recovery suspect v".split())  # noqa: SIM905
MAX_STATEMENT: Final = 1 << 13
MAX_SIGNATURES_FILE: Final = 1 << 14
CODE: Final = "statement-shape"


@dataclass(frozen=True, slots=True)
class Statement:
    """From which declaration to which: authorised once, since `after` is the leaf of the entry that it replaces."""

    act: str
    log: str
    after: str
    keys: Keys
    recovery: tuple[str, ...]
    custody: str
    custodian: str
    suspect: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "after": self.after,
            "custodian": self.custodian,
            "custody": self.custody,
            "keys": self.keys.to_json(),
            "log": self.log,
            "recovery": list(self.recovery),
            "suspect": None if self.suspect is None else {"from": self.suspect},
            "v": VERSION,
        }

    def __bytes__(self) -> bytes:
        return canonical.encode(self.to_json())

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes: what people compare aloud before they sign."""
        return sha256(bytes(self)).hexdigest()

    @property
    def message(self) -> bytes:
        """What a recovery key signs."""
        return DOMAIN + bytes(self)

    @classmethod
    def parse(cls, data: bytes, where: str = "") -> "Statement":
        """The statement that these bytes write; a fault names the field that isn't as it must be."""
        need(len(data) <= MAX_STATEMENT, where, CODE)
        value = canonical.decode(data)
        need(value.keys() == FIELDS and type(value["v"]) is int and value["v"] == VERSION, where, CODE)
        at = f"{where} " if where else ""
        need(type(value["act"]) is str and value["act"] in ACTS, f"{at}act", CODE)
        need(is_origin(value["log"]), f"{at}log", CODE)
        need(is_leaf(value["after"]), f"{at}after", CODE)
        keys = read_keys(value["keys"], value["log"], f"{at}keys", CODE)
        recovery = read_recovery(value["recovery"], keys, f"{at}recovery", CODE)
        custody, custodian = read_custody(value, f"{at}body", CODE)
        suspect = read_suspect(value["act"], value["suspect"], f"{at}suspect", CODE)
        return cls(value["act"], value["log"], value["after"], keys, recovery, custody, custodian, suspect)

    def authorise(self, key: PrivateKey) -> "Authorisation":
        return Authorisation(key.public, key.sign(self.message))


def read_suspect(act: str, value: Any, where: str, code: str) -> int | None:
    """From which entry on a log is contested: said by a revoke, never by a rotate. The first entry never is."""
    if act == "rotate":
        need(value is None, where, code)
        return None
    need(type(value) is dict and value.keys() == {"from"} and is_count(value["from"], 1), where, code)
    first: int = value["from"]
    return first


@dataclass(frozen=True, slots=True, order=True)
class Authorisation:
    """One recovery key's signature over a statement."""

    key: bytes
    sig: bytes

    @property
    def digest(self) -> str:
        return digest_of(self.key)

    def holds(self, statement: Statement) -> bool:
        return verify_strict(self.key, statement.message, self.sig)

    def to_json(self) -> dict[str, str]:
        return {"key": self.key.hex(), "sig": base64s.encode(self.sig)}


def read_authorised(value: Any, where: str, code: str) -> tuple[Authorisation, ...]:
    """Signatures strictly ascending by key, so that none counts twice."""
    need(type(value) is list, where, code)
    found = []
    for i, item in enumerate(value):
        place = f"{where}[{i}]"
        need(type(item) is dict and item.keys() == {"key", "sig"}, place, code)
        need(is_leaf(item["key"]) and type(item["sig"]) is str, place, code)
        sig = base64s.decode(item["sig"])
        if sig is None or len(sig) != 64:
            raise LogFault.of(code, f"{place}.sig")
        found.append(Authorisation(bytes.fromhex(item["key"]), sig))
    need(all(a.key < b.key for a, b in pairwise(found)), where, code)
    return tuple(found)


def signatures_file(statement: Statement, given: Iterable[Authorisation]) -> bytes:
    """The file that travels back to the node: which statement, and who signed it so far."""
    authorised = [a.to_json() for a in sorted({a.key: a for a in given}.values())]
    return canonical.encode({"authorised": authorised, "statement": statement.digest, "v": VERSION})


def read_signatures(data: bytes, statement: Statement, where: str = "") -> tuple[Authorisation, ...]:
    """The signatures of a file for this statement, each of which holds."""
    need(len(data) <= MAX_SIGNATURES_FILE, where, "signatures-shape")
    value = canonical.decode(data)
    fields = value.keys() == {"authorised", "statement", "v"}
    need(fields and type(value["v"]) is int and value["v"] == VERSION, where, "signatures-shape")
    found = read_authorised(value["authorised"], f"{where} authorised".strip(), "signatures-shape")
    if value["statement"] != statement.digest:
        raise LogFault.of("signatures-other", where)
    for each in found:
        if not each.holds(statement):
            raise LogFault.of("authorisation-signature", where, key=each.digest[:16])
    return found
