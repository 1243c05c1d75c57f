"""Acts with approvals: made as they should be, and signed whatever they say."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from bilateral.record import base64s, canonical
from bilateral.record.entry import BLANK, Entry, signed_bytes
from bilateral.record.keys import PrivateKey
from tests.record.builders import TIME, Party
from tools.soft_passkey import SoftPasskey
from tools.vectors_approvals import asked, written

ACT: dict[str, Any] = {
    **BLANK,
    "log": "hled/us",
    "seq": 1,
    "prev": "0" * 64,
    "act": "concur",
    "time": TIME,
    "office": "ustr",
    "target": {"log": "hled/mx", "seq": 0, "leaf": "a" * 64},
    "body": {"visibility": "public"},
}


def approved(fields: Mapping[str, Any], passkey: SoftPasskey, words: str = "1", **changed: Any) -> dict[str, str]:
    """An approval of an act; ``changed`` goes to the passkey."""
    nonce = sha256(words.encode()).digest()
    return written(passkey.approve(**{"challenge": asked(fields, nonce), **changed}), nonce)


def forced(fields: Mapping[str, Any], key: PrivateKey) -> Entry:
    """An entry as a government that cares for nothing would sign it."""
    whole = {**BLANK, **fields, "signer": key.id}
    whole.pop("sig", None)
    sig = base64s.encode(key.sign(signed_bytes(whole)))
    return Entry.parse(canonical.encode({**whole, "sig": sig}))


def next_of(party: Party, **fields: Any) -> dict[str, Any]:
    """The fields of a party's next act, not signed yet."""
    last = party.entries[-1]
    where = {"log": party.origin, "seq": last.seq + 1, "prev": last.leaf, "seen": last.fields()["seen"]}
    return {**ACT, **where, **fields}


def append(party: Party, fields: Mapping[str, Any], *approvals: Mapping[str, str]) -> Entry:
    made = forced({**fields, "approvals": list(approvals)}, party.entry_key)
    party.append(made)
    return made
