"""The examples of spec/approvals.md, by our code and by python-fido2."""

import base64
import json
from hashlib import sha256
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AuthenticatorData, CollectedClientData

from bilateral.record.approvals.check import COVERED, Approval, Approved, check, of_entry
from bilateral.record.entry import FIELDS, Entry
from bilateral.record.faults import ApprovalFault
from bilateral.record.keys import PrivateKey, verify_strict
from bilateral.record.words import WORDS
from tests.helpers import ROOT

V: dict[str, Any] = json.loads((ROOT / "spec" / "vectors.json").read_text(encoding="ascii"))
A: dict[str, Any] = V["approvals"]
ENTRY = Entry.parse(A["entry"]["bytes"].encode())


def test_all_but_what_only_the_door_knows_is_covered() -> None:
    assert FIELDS - set(COVERED) == {"approvals", "prev", "seen", "seq", "sig", "signer", "time"}
    assert list(COVERED) == sorted(COVERED)


def test_the_approvals_of_the_example_hold() -> None:
    found = list(of_entry(ENTRY.fields()))
    assert all(isinstance(each, Approved) for each in found), found
    assert [each.algorithm for each in found if isinstance(each, Approved)] == ["ES256", "EdDSA", "RS256"]
    assert {each.origin for each in found if isinstance(each, Approved)} == {A["site"]}
    assert ENTRY.leaf == A["entry"]["leaf"] and len({e.key for e in found if isinstance(e, Approved)}) == 3
    public = PrivateKey.generate(bytes.fromhex(V["entry"]["seeds"]["entry"])).public
    assert ENTRY.is_signed_by(public)


@pytest.mark.parametrize("number", range(3))
def test_the_same_by_hand_and_by_the_library_of_a_maker_of_passkeys(number: int) -> None:
    """The challenge by cutting the text, without canonical.py; the signature by python-fido2."""
    value = ENTRY.approvals[number]
    client = CollectedClientData(base64.b64decode(value["client"]))
    data = AuthenticatorData(base64.b64decode(value["authenticator"]))
    fields = json.loads(A["entry"]["bytes"])
    names = ("act", "attachments", "body", "changes", "log", "office", "refs", "sealed", "target", "v")
    content = json.dumps({n: fields[n] for n in names}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    challenge = sha256(b"bilateral/approval/v1\n" + bytes.fromhex(value["nonce"]) + content.encode()).digest()
    assert A["challenges"][number] == challenge.hex() and A["domain"] == "bilateral/approval/v1\n"
    assert client.challenge == challenge and client.type == "webauthn.get" and client.origin == A["site"]
    assert data.rp_id_hash == sha256(b"bilateral.example.gov").digest()
    assert data.is_user_present() and data.is_user_verified() and not data.is_attested()
    key = CoseKey.parse(cbor.decode(base64.b64decode(value["key"])))
    key.verify(bytes(data) + client.hash, base64.b64decode(value["sig"]))
    with pytest.raises(InvalidSignature):
        key.verify(bytes(data) + bytes(32), base64.b64decode(value["sig"]))


def test_the_seeds_are_those_of_the_keys() -> None:
    es256, eddsa, _ = ENTRY.approvals
    number = int(A["seeds"]["ES256"], 16)
    numbers = ec.derive_private_key(number + 1, ec.SECP256R1()).public_key().public_numbers()  # below the order less 1
    assert base64.b64decode(es256["key"])[10:42] == numbers.x.to_bytes(32, "big")
    public = PrivateKey.generate(bytes.fromhex(A["seeds"]["EdDSA"])).public
    assert base64.b64decode(eddsa["key"])[10:] == public
    message = base64.b64decode(eddsa["authenticator"]) + sha256(base64.b64decode(eddsa["client"])).digest()
    assert verify_strict(public, message, base64.b64decode(eddsa["sig"])) and hashes.SHA256


@pytest.mark.parametrize("case", A["wrong"], ids=lambda case: case["name"])
def test_wrong_in_one_way(case: dict[str, Any]) -> None:
    with pytest.raises(ApprovalFault) as caught:
        check(Approval.parse(case["approval"]), ENTRY.fields(), "here")
    assert (caught.value.code, caught.value.where) == (case["code"], "here")
    assert caught.value.what.complete and caught.value.do.complete


def test_the_page_names_every_code() -> None:
    page = (ROOT / "spec" / "approvals.md").read_text(encoding="utf-8")
    for code in (code for code in WORDS if code.startswith("approval-")):
        assert f"`{code}`" in page
