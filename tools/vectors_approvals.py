"""The worked examples of spec/approvals.md: an entry with an approval by each kind of passkey, and approvals that are
each wrong in one way.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from bilateral.record import base64s, canonical
from bilateral.record.approvals.check import COVERED, DOMAIN
from bilateral.record.entry import Entry, sign
from bilateral.record.keys import PrivateKey
from tools.soft_passkey import ALGORITHMS, FLAG, SITE, SoftPasskey

NONCE = {each: sha256(f"nonce {each}".encode()).digest() for each in ALGORITHMS}
REGISTRATION = {"type": "webauthn.create"}
WRONG: dict[str, tuple[str, Mapping[str, Any]]] = {
    "of another act": ("approval-other", {"challenge": bytes(32)}),
    "a registration": ("approval-client", REGISTRATION),
    "inside a page of another site": ("approval-client", {"cross_origin": True}),
    "on a site without encryption": ("approval-client", {"origin": "http://bilateral.example.gov"}),
    "for the domain above": ("approval-site", {"site": "example.gov"}),
    "nobody there": ("approval-user", {"flags": FLAG.UV}),
    "nobody verified": ("approval-user", {"flags": FLAG.UP}),
    "with the data of a registration": ("approval-site", {"flags": FLAG.UP | FLAG.UV | FLAG.AT}),
    "a flag for extensions that are not there": ("approval-site", {"flags": FLAG.UP | FLAG.UV | FLAG.ED}),
}


def asked(fields: Mapping[str, Any], nonce: bytes) -> bytes:
    """The challenge, as the page says it and without the code that checks."""
    content = canonical.encode({name: fields[name] for name in COVERED})
    return sha256(DOMAIN + nonce + content).digest()


def written(parts: Mapping[str, bytes], nonce: bytes) -> dict[str, str]:
    return {**{n: base64s.encode(b) for n, b in parts.items()}, "nonce": nonce.hex(), "type": "webauthn"}


def approvals_vectors(before: Entry, key: PrivateKey) -> dict[str, Any]:
    """:param before: the entry that is signed anew. :param key: the entry key."""
    fields = before.fields()
    good = []
    for name, nonce in NONCE.items():
        good.append(written(SoftPasskey(name).approve(asked(fields, nonce)), nonce))
    entry = sign({**fields, "approvals": good}, key)
    nonce = NONCE["ES256"]
    wrong = []
    for name, (code, changed) in WRONG.items():
        parts = {"challenge": asked(fields, nonce), **changed}
        wrong.append({"name": name, "code": code, "approval": written(SoftPasskey().approve(**parts), nonce)})
    forged = {**good[0], "sig": base64s.encode(SoftPasskey(words="another").sign(b"", b""))}
    wrong.append({"name": "by another passkey", "code": "approval-signature", "approval": forged})
    seeds = {n: sha256(f"passkey {n}".encode()).hexdigest() for n in ("ES256", "EdDSA")}
    return {
        "seeds": seeds,
        "domain": DOMAIN.decode(),
        "site": SITE,
        "challenges": [asked(fields, each).hex() for each in NONCE.values()],
        "entry": {"bytes": entry.bytes.decode(), "leaf": entry.leaf, "signer": entry.signer},
        "wrong": wrong,
    }
