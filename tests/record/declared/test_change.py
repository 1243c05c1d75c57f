"""Changing keys: every way in which a rotate or revoke can be wrong is refused, and what is right is read."""

import base64
from collections.abc import Callable
from hashlib import sha256
from itertools import combinations
from typing import Any

import pytest

from bilateral.record import entry, tree
from bilateral.record.declared.keys import Declared
from bilateral.record.entry import Entry
from bilateral.record.log import Chain
from bilateral.values import Fault
from tests.record.builders import Party, key, parties


def pushed(party: Party) -> Declared:
    chain = Chain(party.origin)
    for each in party.entries:
        chain.push(each.bytes)
    assert chain.declared is not None
    return chain.declared


def refused(party: Party) -> tuple[str, str]:
    with pytest.raises(Fault) as caught:
        pushed(party)
    assert caught.value.what.complete and caught.value.do.complete
    return caught.value.code, caught.value.where


def one(recoveries: int = 3) -> Party:
    (us,) = parties("us", recoveries=recoveries)
    us.act("ack")
    return us


def test_rotate_and_revoke() -> None:
    us = one()
    first = us.checkpoint_verifier
    us.change_keys("rotate", "2", signers=us.recovery[:2])
    us.act("ack")
    us.change_keys("revoke", "3", suspect=2)
    us.act("ack")
    declared = pushed(us)
    assert [(d.act, d.seq, len(d.authorised), d.suspect) for d in declared.history] == [
        ("genesis", 0, 0, None),
        ("rotate", 2, 2, None),
        ("revoke", 4, 3, 2),
    ]
    assert [declared.at(size).seq for size in (1, 2, 3, 4, 5, 9)] == [0, 0, 2, 2, 4, 4]
    assert [claim.size for claim in declared.claims] == [2, 4]
    assert declared.ever(first) and first not in declared.verifiers
    assert declared.keys.checkpoint == us.checkpoint_verifier


def test_a_chain_resumes_with_what_was_declared() -> None:
    us = one()
    us.change_keys("rotate", "2")
    us.act("ack")
    us.change_keys("rotate", "3")
    us.act("ack")
    for cut in range(1, len(us.entries)):
        declaring = [us.entries[i] for i in (0, 2, 4) if i < cut]
        chain = Chain.resume(declaring, us.entries[cut - 1])
        for each in us.entries[cut:]:
            chain.push(each.bytes)
        assert chain.declared == pushed(us)


@pytest.mark.parametrize(("recoveries", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3)])
def test_more_than_half_of_the_recovery_keys(recoveries: int, needed: int) -> None:
    for count in range(recoveries + 1):
        for signers in combinations(range(recoveries), count):
            us = one(recoveries)
            us.change_keys("rotate", "2", signers=[us.recovery[i] for i in signers])
            if count >= needed:
                assert len(pushed(us).authorised) == count
            else:
                assert refused(us) == ("too-few-authorised", "hled/us#2 body.authorised")


def test_a_log_without_recovery_keys_never_changes_its_keys() -> None:
    us = one(0)
    us.change_keys("rotate", "2", signers=[])
    assert refused(us)[0] == "too-few-authorised"


WRONG: dict[str, tuple[str, Callable[[Party], dict[str, Any]]]] = {
    "another field": ("keys-shape", lambda us: {"more": 1}),
    "after nothing": ("keys-shape", lambda us: {"after": ""}),
    "after another entry": ("keys-after", lambda us: {"after": us.entries[1].leaf}),
    "no custodian": ("keys-shape", lambda us: {"custodian": ""}),
    "another custodian": ("authorisation-signature", lambda us: {"custodian": "thief"}),
    "custody unknown": ("keys-shape", lambda us: {"custody": "shared"}),
    "custody of a list": ("keys-shape", lambda us: {"custody": []}),
    "another custody": ("authorisation-signature", lambda us: {"custody": "joint"}),
    "no keys": ("keys-shape", lambda us: {"keys": {}}),
    "other keys": ("authorisation-signature", lambda us: {"keys": us.keys_body(us.fresh("3"))}),
    "keys of another log": ("keys-shape", lambda us: {"keys": Party("mx").keys_body()}),
    "a recovery key as a node's": (
        "keys-used",
        lambda us: {"keys": {**us.keys_body(us.fresh("2")), "entry": us.recovery[0].public.hex()}, "recovery": []},
    ),
    "recovery twice": ("keys-shape", lambda us: {"recovery": ["ab" * 32] * 2}),
    "other recovery": ("authorisation-signature", lambda us: {"recovery": ["ab" * 32]}),
    "recovery of a key in use": (
        "keys-shape",
        lambda us: {"recovery": [sha256(us.fresh("2")[0].public).hexdigest()]},
    ),
    "no snapshot": ("keys-shape", lambda us: {"last": ""}),
    "a snapshot that is no text": ("keys-shape", lambda us: {"last": 1}),
    "a snapshot by another": ("keys-last", lambda us: {"last": us.head.sign(key("thief")).decode()}),
    "a snapshot with a cosignature": ("keys-last", lambda us: {"last": us.signed(Party("mx")).decode()}),
    "a snapshot of another log": ("keys-last", lambda us: {"last": parties("mx")[0].signed().decode()}),
    "sealed": ("keys-shape", lambda us: {"visibility": "sealed"}),
    "no reason": ("keys-shape", lambda us: {"text": None}),
    "another reason": ("keys-shape", lambda us: {"text": {"en": "ab" * 32, "es": "cd" * 32}}),
    "authorised by nobody": ("too-few-authorised", lambda us: {"authorised": []}),
    "authorised by no list": ("keys-shape", lambda us: {"authorised": None}),
    "authorised in no form": ("keys-shape", lambda us: {"authorised": [{"key": "ab" * 32}]}),
    "authorised by nonsense": ("keys-shape", lambda us: {"authorised": [{"key": "ab" * 32, "sig": "ab"}]}),
}


@pytest.mark.parametrize("name", WRONG)
def test_every_field(name: str) -> None:
    code, make = WRONG[name]
    us = one()
    us.change_keys("rotate", "2", **make(us))
    assert refused(us)[0] == code


@pytest.mark.parametrize("field", ["after", "authorised", "custodian", "custody", "keys", "last", "recovery", "text"])
def test_every_field_missing(field: str) -> None:
    us = one()
    body = us.change_body("rotate", us.fresh("2"), us.recovery)
    del body[field]
    us.entry_key = us.fresh("2")[0]
    us.act("rotate", body=body, sealed={"text.en": "a", "text.es": "b"})
    assert refused(us)[0] == "keys-shape"


def test_a_rotate_calls_nothing_into_doubt() -> None:
    us = one()
    body = {**us.change_body("rotate", us.fresh("2"), us.recovery), "suspect": None}
    us.entry_key = us.fresh("2")[0]
    us.act("rotate", body=body, sealed={"text.en": "a", "text.es": "b"})
    assert refused(us) == ("keys-shape", "hled/us#2 body")


def test_repeated_and_unordered_authorisations() -> None:
    for pick in ([0, 0], [1, 0], [0, 1, 1]):
        us = one()
        given = us.change_body("rotate", us.fresh("2"), us.recovery)["authorised"]
        us.change_keys("rotate", "2", authorised=[given[i] for i in pick])
        assert refused(us)[0] == "keys-shape"


def test_a_stranger_does_not_authorise() -> None:
    us = one()
    us.change_keys("rotate", "2", signers=[*us.recovery, key("stranger")])
    assert refused(us)[0] == "not-a-recovery-key"


def test_an_authorisation_is_used_once() -> None:
    us = one()
    old = us.change_body("rotate", us.fresh("2"), us.recovery)
    us.change_keys("rotate", "2")
    us.change_keys("rotate", "2", after=old["after"], authorised=old["authorised"])
    assert refused(us)[0] == "keys-after"
    again = one()
    again.change_keys("rotate", "2")
    again.change_keys("rotate", "2", authorised=old["authorised"])
    assert refused(again)[0] == "authorisation-signature"


def test_an_authorisation_is_for_one_log_and_one_act() -> None:
    us = one()
    for said in ({"log": "hled/mx"}, {"act": "revoke", "suspect": {"from": 1}}, {"v": 2}):
        other = one()
        given = us.change_body("rotate", us.fresh("2"), us.recovery, None, said)["authorised"]
        other.change_keys("rotate", "2", authorised=given)
        assert refused(other)[0] == "authorisation-signature"


@pytest.mark.parametrize(
    "suspect", [None, {}, {"from": 0}, {"from": 3}, {"from": True}, {"from": "1"}, {"from": 1, "to": 2}]
)
def test_suspect_out_of_range(suspect: Any) -> None:
    us = one()
    us.change_keys("revoke", "2", 1)
    body = us.entries.pop().body
    us.frontier = _frontier(us)
    us.declaring = 0
    us.act("revoke", body={**body, "suspect": suspect, "text": {}}, sealed={"text.en": "a", "text.es": "b"})
    assert refused(us)[0] == "keys-shape"


def _frontier(us: Party) -> tree.Frontier:
    frontier = tree.Frontier()
    frontier.extend(bytes.fromhex(e.leaf) for e in us.entries)
    return frontier


def test_suspect_is_in_range_up_to_the_revocation_itself() -> None:
    for first in (1, 2):
        us = one()
        us.change_keys("revoke", "2", first)
        assert pushed(us).suspect == first


@pytest.mark.parametrize("act", ["rotate", "revoke"])
@pytest.mark.parametrize("role", ["entry", "checkpoint", "cosigner"])
def test_which_keys_may_stay(act: str, role: str) -> None:
    """A rotate may keep a key in its role; a revoke may not."""
    us = one()
    ring = dict(zip(("entry", "checkpoint", "cosigner"), us.fresh("2"), strict=True))
    ring[role] = getattr(us, f"{role}_key")
    keys = (ring["entry"], ring["checkpoint"], ring["cosigner"])
    body = us.change_body(act, keys, us.recovery, 1 if act == "revoke" else None)
    us.entry_key = ring["entry"]
    us.act(act, body=body, sealed={"text.en": "a", "text.es": "b"})
    if act == "rotate":
        assert pushed(us).seq == 2
    else:
        assert refused(us) == ("keys-used", f"hled/us#2 body.keys.{role}")


def test_keys_never_come_back_and_never_change_roles() -> None:
    us = one()
    first = us.fresh()
    us.change_keys("rotate", "2")
    body = us.change_body("rotate", first, us.recovery)
    us.entry_key = first[0]
    us.act("rotate", body=body, sealed={"text.en": "a", "text.es": "b"})
    assert refused(us)[0] == "keys-used"
    other = one()
    signing, checkpoint, cosigner = other.fresh()
    body = other.change_body("rotate", (checkpoint, signing, cosigner), other.recovery)
    other.entry_key = checkpoint
    other.act("rotate", body=body, sealed={"text.en": "a", "text.es": "b"})
    assert refused(other)[0] == "keys-used"


def test_who_signs_before_and_after() -> None:
    us = one()
    old = us.entry_key
    made = us.change_keys("rotate", "2")
    us.entries[-1] = entry.sign(made.fields(), old)
    assert refused(us) == ("unknown-signer", "hled/us#2")
    us = one()
    us.change_keys("rotate", "2")
    us.entry_key = old
    us.act("ack")
    assert refused(us) == ("unknown-signer", "hled/us#3")


def test_the_snapshot_covers_the_declaring_entry() -> None:
    us = one()
    early = us.signed().decode()
    us.change_keys("rotate", "2")
    us.change_keys("rotate", "3", last=early)
    assert refused(us)[0] == "keys-last"
    us = one()
    us.change_keys("rotate", "2")
    late = us.head  # covers the change itself, which can't be
    us = one()
    us.change_keys("rotate", "2", last=late.sign(us.checkpoint_key).decode())
    assert refused(us)[0] == "keys-last"


def test_the_message_by_hand() -> None:
    us = one(1)
    made = us.change_keys("revoke", "2", 1)
    body, keys = made.body, made.body["keys"]
    text = (
        f'bilateral/keys/v1\n{{"act":"revoke","after":"{body["after"]}","custodian":"us","custody":"own",'
        f'"keys":{{"checkpoint":"{keys["checkpoint"]}","cosigner":"{keys["cosigner"]}","entry":"{keys["entry"]}"}},'
        f'"log":"hled/us","recovery":["{body["recovery"][0]}"],"suspect":{{"from":1}},"v":1}}'
    )
    assert base64.b64decode(body["authorised"][0]["sig"]) == us.recovery[0].sign(text.encode())
    assert Entry.parse(made.bytes) == made and pushed(us).act == "revoke"
