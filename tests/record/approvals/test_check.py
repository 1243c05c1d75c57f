"""Approvals one by one: whatever is changed, and wherever, doesn't hold; what merely varies does."""

import base64
import json
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record.approvals import keys, said
from bilateral.record.approvals.check import MOST, Approval, Approved, challenge, check, check_all, of_entry
from bilateral.record.entry import sign
from bilateral.record.faults import ApprovalFault
from tests.record.approvals.world import ACT, approved, forced
from tests.record.builders import key
from tools.soft_passkey import ALGORITHMS, FLAG, SITE, SoftPasskey

PASSKEYS = [SoftPasskey(each) for each in ALGORITHMS]
by_algorithm = pytest.mark.parametrize("passkey", PASSKEYS, ids=ALGORITHMS)


def why(value: Any, fields: dict[str, Any] = ACT) -> str:
    """The code of what is wrong, or nothing."""
    try:
        check(Approval.parse(value), fields)
    except ApprovalFault as fault:
        return fault.code
    return ""


@by_algorithm
def test_every_bit_counts(passkey: SoftPasskey) -> None:
    good = approved(ACT, passkey)
    assert why(good) == ""
    for name in ("authenticator", "client", "key", "sig"):
        data = base64.b64decode(good[name])
        for bit in range(len(data) * 8):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 1 << bit % 8
            assert why({**good, name: base64.b64encode(flipped).decode()}), (name, bit)
    for at in range(64):
        digit = "0" if good["nonce"][at] != "0" else "1"
        assert why({**good, "nonce": good["nonce"][:at] + digit + good["nonce"][at + 1 :]}) == "approval-other"


@by_algorithm
def test_bytes_missing_or_added(passkey: SoftPasskey) -> None:
    good = approved(ACT, passkey)
    for name in ("authenticator", "client", "key", "sig"):
        data = base64.b64decode(good[name])
        for other in (data[:-1], data + b"\0", data + data, data[1:], b""):
            assert why({**good, name: base64.b64encode(other).decode()}), name


COVERED: dict[str, Any] = {
    "act": "decline",
    "attachments": [{"digest": "0" * 64}],
    "body": {"visibility": "sealed"},
    "changes": [{}],
    "log": "hled/us/2",
    "office": "state",
    "refs": [{"rel": "answers", "log": "hled/mx", "seq": 0, "leaf": "a" * 64}],
    "sealed": [{"digest": "0" * 64, "id": "text.en"}],
    "target": {"log": "hled/mx", "seq": 0, "leaf": "b" * 64},
    "v": 2,
}
FREE: dict[str, Any] = {"prev": "1" * 64, "seen": [{"log": "hled/mx", "root": "0" * 64, "size": 1}], "seq": 9,
                        "time": "2027-01-02T03:04:05Z"}  # fmt: skip


@pytest.mark.parametrize("field", COVERED)
def test_an_act_that_differs_in_what_the_official_decides_is_another(field: str) -> None:
    assert why(approved(ACT, PASSKEYS[0]), {**ACT, field: COVERED[field]}) == "approval-other"


def test_what_only_the_door_knows_changes_nothing() -> None:
    assert why(approved(ACT, PASSKEYS[0]), {**ACT, **FREE, "approvals": [{"type": "other"}]}) == ""


@pytest.mark.parametrize(
    ("origin", "holds"),
    [
        ("https://a.gob.mx", True),
        ("https://a.gob.mx:8443", True),
        ("https://xn--dilogo-bilateral-kgb.gob.mx", True),
        ("http://localhost", True),
        ("http://localhost:8000", True),
        ("https://localhost", True),
        ("http://a.gob.mx", False),
        ("HTTPS://a.gob.mx", False),
        ("https://A.gob.mx", False),
        ("https://a.gob.mx/", False),
        ("https://a.gob.mx:0", False),
        ("https://a.gob.mx:", False),
        ("https://u@a.gob.mx", False),
        ("https://[::1]", False),
        ("https://.gob.mx", False),
        ("https://a..mx", False),
        ("https://-a.mx", False),
        ("https://á.mx", False),
        ("android:apk-key-hash:x", False),
        ("null", False),
        ("", False),
        ("https://" + "a." * 140 + "mx", False),
    ],
)
def test_sites(origin: str, holds: bool) -> None:
    code = why(approved(ACT, PASSKEYS[0], origin=origin)) if origin.isascii() else why(_said(origin=origin))
    assert code == ("" if holds else "approval-client")


def _said(passkey: SoftPasskey = PASSKEYS[0], client: bytes | None = None, **changed: Any) -> dict[str, str]:
    """An approval, rightly signed, whose browser says these things (None: leaves them out) or these bytes."""
    good = approved(ACT, passkey)
    whole = json.loads(base64.b64decode(good["client"])) | changed
    words = client or json.dumps({k: v for k, v in whole.items() if v is not None}).encode()
    sig = passkey.sign(base64.b64decode(good["authenticator"]), words)
    return {**good, "client": base64.b64encode(words).decode(), "sig": base64.b64encode(sig).decode()}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"crossOrigin": None}, ""),
        ({"other_keys_can_be_added_here": "do not compare clientDataJSON against a template"}, ""),
        ({"type": "webauthn.create"}, "approval-client"),
        ({"type": "payment.get"}, "approval-client"),
        ({"type": None}, "approval-client"),
        ({"type": ["webauthn.get"]}, "approval-client"),
        ({"crossOrigin": True}, "approval-client"),
        ({"crossOrigin": 0}, "approval-client"),
        ({"topOrigin": SITE}, "approval-client"),
        ({"origin": None}, "approval-client"),
        ({"origin": [SITE]}, "approval-client"),
        ({"challenge": None}, "approval-client"),
        ({"challenge": 1}, "approval-client"),
        ({"challenge": ""}, "approval-other"),
        ({"origin": "https://evil.example"}, "approval-site"),
        ({"note": "x" * 2048}, "approval-shape"),
    ],
)
def test_what_the_browser_says(changed: dict[str, Any], code: str) -> None:
    assert why(_said(**changed)) == code


def test_a_challenge_has_one_way_of_being_written() -> None:
    text = json.loads(base64.b64decode(approved(ACT, PASSKEYS[0])["client"]))["challenge"]
    for other in (text + "=", text + " ", text.replace("_", "/").replace("-", "+") + "=", text[:-1]):
        assert why(_said(challenge=other)) == "approval-other"


def test_words_of_a_browser_that_can_be_read_two_ways() -> None:
    good = base64.b64decode(approved(ACT, PASSKEYS[0])["client"]).decode()
    for other in (
        good.replace('"type"', '"type":"webauthn.create","type"'),
        good.replace("{", '{"a":NaN,', 1),
        "\ufeff" + good,
        good + " {}",
        f"[{good}]",
        "[" * 1000,
        '{"a":' * 400,
        "null",
        "1" * 2000,
    ):
        assert why(_said(client=other.encode())) == "approval-client", other[:60]
    assert why(_said(client=good.encode("utf-16"))) == "approval-client"
    assert why(_said(client=good.encode() + b"\xff")) == "approval-client"
    assert why(_said(client=(" " + good + "\n").encode())) == "", "JSON's own blanks are no other reading"


@pytest.mark.parametrize("flags", range(256))
def test_flags(flags: int) -> None:
    both = FLAG.UP | FLAG.UV
    extensions = {"credProtect": 2} if flags & FLAG.ED else None
    code = why(approved(ACT, PASSKEYS[0], flags=flags, extensions=extensions))
    assert code == ("approval-site" if flags & FLAG.AT else "" if flags & both == both else "approval-user")
    contradicts = approved(ACT, PASSKEYS[0], flags=flags, extensions=None if extensions else {"a": 1})
    assert why(contradicts) == "approval-site"


def test_shapes() -> None:
    good: dict[str, Any] = approved(ACT, PASSKEYS[0])
    for name in good:
        for value in (None, 1, "", [], {}, "é", "AAA", "AAB=", "=" * 9999, "A" * 100_000, "0" * 63, "F" * 64):
            assert why({**good, name: value}).startswith("approval-"), (name, value)
        assert why({k: v for k, v in good.items() if k != name}) == "approval-shape"
    for value in ({**good, "more": 1}, [], None, "x", 1, {}, {**good, "type": "webauthn2"}):
        assert why(value) == "approval-shape"


def test_keys_of_other_kinds() -> None:
    assert keys.read(PASSKEYS[0].key[:10] + bytes(32) + PASSKEYS[0].key[42:]) is None  # no point of the curve
    assert keys.read(SoftPasskey("EdDSA").key[:10] + bytes(32)) is None or why(
        {**approved(ACT, PASSKEYS[1]), "key": base64.b64encode(SoftPasskey("EdDSA").key[:10] + bytes(32)).decode()}
    )
    longer = PASSKEYS[0].key.replace(b"\xa5", b"\xb8\x05", 1)  # the same, its map's length in two bytes
    assert keys.read(longer) is None and keys.read(b"") is None and keys.read(b"\xa5") is None
    assert {keys.read(each.key).algorithm for each in PASSKEYS} == set(ALGORITHMS)  # type: ignore[union-attr]


@given(st.binary(max_size=700))
def test_anything_as_a_key_or_as_words(data: bytes) -> None:
    assert keys.read(data) is None
    said.client(data)
    found = said.authenticator(data)
    assert found is None or not found.is_for("a.mx")


@by_algorithm
def test_an_entry_is_signed_with_approvals_that_hold_and_not_otherwise(passkey: SoftPasskey) -> None:
    good, government = approved(ACT, passkey), key("a government")
    made = sign({**ACT, "approvals": [good]}, government)
    assert made.approvals == (good,) and made.is_signed_by(government.public)
    (found,) = of_entry(made.fields())
    assert isinstance(found, Approved) and found.challenge == challenge(ACT, sha256(b"1").digest())
    for wrong in ({**good, "nonce": "0" * 64}, {"type": "later"}, {}):
        with pytest.raises(ApprovalFault) as caught:
            sign({**ACT, "approvals": [good, wrong]}, government)
        assert caught.value.where == "approvals[1]"
    with pytest.raises(ApprovalFault):
        check_all({**ACT, "approvals": [good] * (MOST + 1)})


def test_reading_says_of_each_what_it_is_and_stops_at_none() -> None:
    good = approved(ACT, PASSKEYS[0])
    values = [good, {"type": "later", "x": 1}, {**good, "nonce": "0" * 64}, {}, *([good] * MOST)]
    found = list(of_entry(forced({**ACT, "approvals": values}, key("a government")).fields()))
    assert isinstance(found[0], Approved) and found[1] is None and found[3] is None
    assert isinstance(found[2], ApprovalFault) and found[2].where == "approvals[2]"
    assert [isinstance(each, Approved) for each in found[4:]] == [True] * (MOST - 4) + [False] * 4
