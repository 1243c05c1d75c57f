"""One entry of a log: canonical bytes, shape, leaf, signature (spec/entry.md).

Here: `Entry.parse` for bytes from anywhere, `sign` for making one. Not here: whether it follows the entry before it and
who may sign (log.py), and what it means (dialogue).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from bilateral.record import base64s, canonical, shape
from bilateral.record.approvals.check import check_all
from bilateral.record.faults import CanonicalFault, EntryFault
from bilateral.record.keys import PrivateKey, verify_strict
from bilateral.record.shape import Link, SealedItem, Seen, need
from bilateral.record.tree import leaf_hash
from bilateral.record.usual import Usual, usual
from bilateral.values import EntryRef, is_id, is_leaf, is_origin

VERSION: Final = 1
DOMAIN: Final = b"bilateral/entry/v1\n"
FIELDS: Final = frozenset(
    "act approvals attachments body changes log office prev refs sealed seen seq sig signer target time v".split()  # noqa: SIM905
)
_SIG: Final = b',"sig":"'
_SIG_CHARS: Final = 88
BLANK: Final[Mapping[str, Any]] = {
    "approvals": [],
    "attachments": [],
    "body": {},
    "changes": [],
    "office": "",
    "prev": "",
    "refs": [],
    "sealed": [],
    "seen": [],
    "target": None,
    "v": VERSION,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the right shape. Its place in a log and its signature are checked by `log.Chain`."""

    v: int
    log: str
    seq: int
    prev: str
    act: str
    changes: tuple[dict[str, Any], ...]
    target: EntryRef | None
    time: str
    office: str
    seen: tuple[Seen, ...]
    refs: tuple[Link, ...]
    body: dict[str, Any]
    sealed: tuple[SealedItem, ...]
    attachments: tuple[dict[str, Any], ...]
    approvals: tuple[dict[str, Any], ...]
    signer: str
    sig: bytes
    bytes: bytes = field(repr=False)
    leaf: str

    @classmethod
    def parse(cls, data: "bytes_", where: str = "") -> "Entry":
        """The entry that these bytes write; a fault names the field that isn't as it must be."""
        value = canonical.decode(data)
        need(type(value.get("v")) is int, f"{where}.v" if where else "v")
        if value["v"] != VERSION:
            raise EntryFault.of("entry-version", where, version=value["v"])
        if value.keys() != FIELDS:
            raise EntryFault.of("entry-fields", where, fields=", ".join(sorted(value.keys() ^ FIELDS))[:200])
        found = usual(value)
        return _whole(value, data, found) if found else _parse(value, data, f"{where}." if where else "")

    @property
    def ref(self) -> EntryRef:
        return EntryRef(self.log, self.seq, self.leaf)

    @property
    def public(self) -> bool:
        """Whether every sealed item of this entry was released with it."""
        return self.body.get("visibility") == "public"

    def is_signed_by(self, public: "bytes_") -> bool:
        return verify_strict(public, DOMAIN + self._unsigned(), self.sig)

    def _unsigned(self) -> "bytes_":
        """The canonical bytes without the member `sig`: cut out, which gives the same as writing the rest anew.

        Of the members after it (`signer`, `target`, `time`, `v`) none can hold these characters, so the last place is
        the member's own.
        """
        at = self.bytes.rindex(_SIG)
        return self.bytes[:at] + self.bytes[at + len(_SIG) + _SIG_CHARS + 1 :]

    def fields(self) -> dict[str, Any]:
        """All fields as plain JSON values, the caller's to change."""
        fields: dict[str, Any] = orjson.loads(self.bytes)
        return fields


bytes_ = bytes  # inside the class, `bytes` is a field


def _parse(value: dict[str, Any], data: bytes, at: str) -> Entry:
    need(is_origin(value["log"]), f"{at}log")
    need(shape.is_count(value["seq"]), f"{at}seq")
    need(is_leaf(value["prev"]) if value["seq"] else value["prev"] == "", f"{at}prev")
    need(shape.matches(shape.WORD, value["act"]), f"{at}act")
    changes = shape.items(value["changes"], f"{at}changes", shape.change)
    need(not changes or value["act"] == "propose", f"{at}changes")
    need(shape.is_time(value["time"]), f"{at}time")
    need(value["office"] == "" or is_id(value["office"]), f"{at}office")
    seen = shape.items(value["seen"], f"{at}seen", shape.seen)
    shape.ascending([s.log for s in seen], f"{at}seen")
    need(all(s.log != value["log"] for s in seen), f"{at}seen")
    sealed = shape.items(value["sealed"], f"{at}sealed", shape.sealed)
    shape.ascending([s.id for s in sealed], f"{at}sealed")
    need(len({s.digest for s in sealed}) == len(sealed), f"{at}sealed")
    body = shape.plain_object(value["body"], f"{at}body")
    visibility = body.get("visibility")
    need(visibility in shape.VISIBILITY if sealed or "visibility" in body else True, f"{at}body.visibility")
    need(type(value["signer"]) is str and len(value["signer"]) == 32 and is_leaf(value["signer"] * 2), f"{at}signer")
    sig = base64s.decode(value["sig"]) if type(value["sig"]) is str else None
    if sig is None or len(sig) != 64:
        raise EntryFault.of("entry-shape", f"{at}sig")
    refs = shape.items(value["refs"], f"{at}refs", shape.link)
    attachments = shape.items(value["attachments"], f"{at}attachments", shape.plain_object)
    approvals = shape.items(value["approvals"], f"{at}approvals", shape.plain_object)
    checked = Usual(shape.target(value["target"], f"{at}target"), seen, sealed, sig)
    return _whole(value, data, checked, changes, refs, attachments, approvals)


def _whole(
    value: dict[str, Any],
    data: bytes,
    checked: Usual,
    changes: tuple[dict[str, Any], ...] = (),
    refs: tuple[Link, ...] = (),
    attachments: tuple[dict[str, Any], ...] = (),
    approvals: tuple[dict[str, Any], ...] = (),
) -> Entry:
    """The entry of fields that were checked; the other fields are taken as they are."""
    return Entry(
        v=value["v"],
        log=value["log"],
        seq=value["seq"],
        prev=value["prev"],
        act=value["act"],
        changes=changes,
        target=checked.target,
        time=value["time"],
        office=value["office"],
        seen=checked.seen,
        refs=refs,
        body=value["body"],
        sealed=checked.sealed,
        attachments=attachments,
        approvals=approvals,
        signer=value["signer"],
        sig=checked.sig,
        bytes=data,
        leaf=leaf_hash(data).hex(),
    )


def signed_bytes(fields: Mapping[str, Any]) -> bytes:
    """What an entry's signature is over: the domain, then the canonical bytes of every field but `sig`."""
    return DOMAIN + canonical.encode({k: v for k, v in fields.items() if k != "sig"})


def signed(fields: Mapping[str, Any], key: PrivateKey) -> bytes:
    """Complete and sign an entry: its bytes, whose shape isn't looked at here. Fields left out are empty; `log`, `seq`,
    `act` and `time` must be given.

    :raises ApprovalFault: it carries an approval that doesn't hold.
    """
    whole = {**BLANK, **fields, "signer": key.id}
    whole.pop("sig", None)
    if whole["attachments"]:  # their shape is kept for later rules: nobody may use them yet
        raise EntryFault.of("entry-reserved", "attachments")
    check_all(whole)
    bare = signed_bytes(whole)
    sig = base64s.encode(key.sign(bare))
    at = bare.rindex(f',"signer":"{key.id}"'.encode())  # in canonical order the member `sig` stands before it
    data = bare[len(DOMAIN) : at] + _SIG + f'{sig}"'.encode() + bare[at:]
    if len(data) > canonical.MAX_ENTRY:
        raise CanonicalFault.of("too-long", size=len(data), limit=canonical.MAX_ENTRY)
    return data


def sign(fields: Mapping[str, Any], key: PrivateKey) -> Entry:
    """Complete, sign and check an entry (see `signed`)."""
    return Entry.parse(signed(fields, key))
