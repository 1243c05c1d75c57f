"""What a passkey is asked to sign for an act, and whether an approval is a passkey's signature of just that act.

The challenge covers every field that the official decides and none that only the door knows, so that it can be made
before the entry is: its place in the log, its time, what it has seen, who signs for the government.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from bilateral.record import base64s, canonical
from bilateral.record.approvals import keys, said
from bilateral.record.faults import ApprovalFault
from bilateral.values import is_leaf

DOMAIN: Final = b"bilateral/approval/v1\n"
TYPE: Final = "webauthn"
NONCE: Final = 32
MOST: Final = 16
COVERED: Final = ("act", "attachments", "body", "changes", "log", "office", "refs", "sealed", "target", "v")
_BINARY: Final = {
    "authenticator": said.MAX_AUTHENTICATOR,
    "client": said.MAX_CLIENT,
    "key": keys.MAX_KEY,
    "sig": keys.MAX_SIG,
}
_FIELDS: Final = frozenset(("nonce", "type", *_BINARY))


def challenge(fields: Mapping[str, Any], nonce: bytes) -> bytes:
    """What a passkey is asked to sign for an act.

    :param fields: an entry's, all of those covered. :param nonce: 32 random bytes, fresh for every time of asking.
    """
    return sha256(DOMAIN + nonce + canonical.encode({name: fields[name] for name in COVERED})).digest()


@dataclass(frozen=True, slots=True)
class Approval:
    """A passkey's signature as it stands in an entry: its public key (COSE) and what WebAuthn calls an assertion."""

    key: bytes
    nonce: bytes
    authenticator: bytes
    client: bytes
    sig: bytes

    @classmethod
    def parse(cls, value: Any, where: str = "") -> "Approval":
        """:raises ApprovalFault: it has other fields, or one of another form or size."""
        if type(value) is not dict or value.keys() != _FIELDS or value["type"] != TYPE or not is_leaf(value["nonce"]):
            raise ApprovalFault.of("approval-shape", where)
        read: dict[str, bytes] = {}
        for name, most in _BINARY.items():
            text = value[name]
            data = base64s.decode(text) if type(text) is str and len(text) <= most * 4 // 3 + 4 else None
            if not data or len(data) > most:
                raise ApprovalFault.of("approval-shape", f"{where}.{name}" if where else name)
            read[name] = data
        return cls(nonce=bytes.fromhex(value["nonce"]), **read)

    def to_json(self) -> dict[str, str]:
        read = {name: base64s.encode(getattr(self, name)) for name in _BINARY}
        return {**read, "nonce": self.nonce.hex(), "type": TYPE}


@dataclass(frozen=True, slots=True)
class Approved:
    """An approval that holds: by which passkey (the id and algorithm of its key), on which site, for which challenge.

    ``challenge`` is different for every approval that was asked for: one that comes twice was used again.
    """

    key: str
    algorithm: str
    origin: str
    challenge: bytes

    def to_json(self) -> dict[str, str]:
        return {"key": self.key, "algorithm": self.algorithm, "origin": self.origin}


def check(approval: Approval, fields: Mapping[str, Any], where: str = "") -> Approved:
    """Whether a passkey signed just this act, its user present and verified, on the site that its browser names.

    :raises ApprovalFault: it doesn't hold; the code says why.
    """
    key = keys.read(approval.key)
    if key is None:
        raise ApprovalFault.of("approval-key", where)
    client, authenticator = said.client(approval.client), said.authenticator(approval.authenticator)
    if client is None or not client.plain:
        raise ApprovalFault.of("approval-client", where)
    asked = challenge(fields, approval.nonce)
    if client.challenge != said.challenge_text(asked):
        raise ApprovalFault.of("approval-other", where)
    if authenticator is None or not authenticator.is_for(client.host):
        raise ApprovalFault.of("approval-site", where)
    if not authenticator.verified:
        raise ApprovalFault.of("approval-user", where)
    if not key.verify(approval.authenticator + sha256(approval.client).digest(), approval.sig):
        raise ApprovalFault.of("approval-signature", where)
    return Approved(key.id, key.algorithm, client.origin, asked)


def is_understood(value: Mapping[str, Any]) -> bool:
    """Whether it is an approval of a type that this page knows; another one is left to later versions."""
    return value.get("type") == TYPE


def check_all(fields: Mapping[str, Any]) -> tuple[Approved, ...]:
    """All approvals of an entry that is to be signed.

    :raises ApprovalFault: one doesn't hold, or there are too many.
    """
    if len(fields["approvals"]) > MOST:
        raise ApprovalFault.of("approval-shape", "approvals")
    values = enumerate(fields["approvals"])
    return tuple(check(Approval.parse(v, f"approvals[{n}]"), fields, f"approvals[{n}]") for n, v in values)


def of_entry(fields: Mapping[str, Any]) -> Iterator[Approved | ApprovalFault | None]:
    """What is to be said of each approval of an entry that was read: it holds, it doesn't, or it isn't understood."""
    for number, value in enumerate(fields["approvals"]):
        where = f"approvals[{number}]"
        if not is_understood(value):
            yield None
            continue
        try:
            if number >= MOST:
                raise ApprovalFault.of("approval-shape", where)
            yield check(Approval.parse(value, where), fields, where)
        except ApprovalFault as fault:
            yield fault
