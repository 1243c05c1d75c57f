"""Chains: each entry follows from the one before; a fault names the log and the position."""

from typing import Any

import pytest

from bilateral.record import base64s, canonical, entry
from bilateral.record.entry import Entry
from bilateral.record.faults import LogFault
from bilateral.record.genesis import Genesis
from bilateral.record.log import Chain, verify_entries
from bilateral.values import Fault
from tests.record.builders import Party, key, parties, story


def read(party: Party, entries: list[Entry] | None = None) -> list[Entry]:
    return list(verify_entries([e.bytes for e in (party.entries if entries is None else entries)], party.origin))


def code_of(party: Party, entries: list[Entry] | None = None) -> tuple[str, str]:
    with pytest.raises(Fault) as caught:
        read(party, entries)
    return caught.value.code, caught.value.where


def test_a_good_log_reads_and_can_be_resumed() -> None:
    us, _ = story()
    assert read(us) == us.entries
    for cut in range(1, len(us.entries)):
        chain = Chain.resume(us.entries[:1], us.entries[cut - 1])
        rest = list(verify_entries([e.bytes for e in us.entries[cut:]], us.origin, chain))
        assert rest == us.entries[cut:] and chain.size == len(us.entries)
    genesis = Genesis.of(us.entries[0])
    assert (genesis.party, genesis.custody, genesis.keys.signer) == ("us", "own", us.entry_key.id)


def test_order() -> None:
    us, mx = story()
    e = us.entries
    assert code_of(us, [e[0], e[2]]) == ("seq-not-next", "hled/us#1")
    assert code_of(us, [e[0], e[1], e[1]]) == ("seq-not-next", "hled/us#2")
    assert code_of(us, [e[1]]) == ("seq-not-next", "hled/us#0")
    assert code_of(us, [e[0], mx.entries[1]]) == ("other-log", "hled/us#1")
    assert code_of(us, mx.entries) == ("other-log", "hled/us#0")
    fork = entry.sign({**e[1].fields(), "prev": "ab" * 32}, us.entry_key)
    assert code_of(us, [e[0], fork]) == ("prev-not-last", "hled/us#1")


def test_a_fault_changes_nothing_and_the_right_entry_still_fits() -> None:
    us, _ = story()
    chain = Chain(us.origin)
    chain.push(us.entries[0].bytes)
    with pytest.raises(LogFault):
        chain.push(us.entries[2].bytes)
    assert chain.push(us.entries[1].bytes) == us.entries[1]


def test_who_signed() -> None:
    us, _ = story()
    stranger = entry.sign(us.entries[1].fields(), key("stranger"))
    assert code_of(us, [us.entries[0], stranger]) == ("unknown-signer", "hled/us#1")
    claimed = canonical.encode({**stranger.fields(), "signer": us.entry_key.id})
    assert code_of(us, [us.entries[0], Entry.parse(claimed)]) == ("entry-signature", "hled/us#1")
    forged = canonical.encode({**us.entries[1].fields(), "sig": base64s.encode(bytes(64))})
    assert code_of(us, [us.entries[0], Entry.parse(forged)]) == ("entry-signature", "hled/us#1")


def test_seen_never_shrinks() -> None:
    us, mx = parties("us", "mx")
    us.act("ack", seen=[mx])
    seen = us.entries[1].fields()["seen"]
    for value in ([], [{**seen[0], "root": "00" * 32}], [{**seen[0], "log": "hled/ca"}]):
        bad = entry.sign({**us.entries[1].fields(), "seq": 2, "prev": us.entries[1].leaf, "seen": value}, us.entry_key)
        assert code_of(us, [*us.entries[:2], bad]) == ("seen-shrinks", "hled/us#2")
    mx.act("ack")
    us.act("ack", seen=[mx])
    smaller = entry.sign({**us.entries[2].fields(), "seq": 3, "prev": us.entries[2].leaf, "seen": seen}, us.entry_key)
    assert code_of(us, [*us.entries, smaller]) == ("seen-shrinks", "hled/us#3")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("rules", 2, "unknown-rules"),
        ("rules", True, "unknown-rules"),
        ("dialogue", "usmca", "genesis-shape"),
        ("party", "mx", "genesis-shape"),
        ("order", 0, "genesis-shape"),
        ("order", True, "genesis-shape"),
        ("demonstration", 1, "genesis-shape"),
        ("custody", "shared", "genesis-shape"),
        ("custodian", "", "genesis-shape"),
        ("recovery", ["x"], "genesis-shape"),
        ("recovery", ["ab" * 32] * 2, "genesis-shape"),
        ("visibility", "sealed", "genesis-shape"),
        ("name", {"en": "ab" * 32, "es": "cd" * 32}, "genesis-shape"),
        ("name", "us", "genesis-shape"),
        ("extra", 1, "genesis-shape"),
        ("keys", {}, "genesis-shape"),
    ],
)
def test_the_genesis_declares_what_it_must(field: str, value: Any, code: str) -> None:
    party = Party("us").begin(**{field: value})
    found, where = code_of(party)
    assert found == code and where.startswith("hled/us#0")


def test_the_keys_of_a_genesis() -> None:
    good = Party("us").genesis_body()["keys"]
    other = Party("mx")
    for bad in (
        {**good, "entry": "00" * 32},
        {**good, "entry": 1},
        {**good, "checkpoint": good["cosigner"]},
        {**good, "cosigner": good["checkpoint"]},
        {**good, "checkpoint": str(other.checkpoint_verifier)},
        {**good, "checkpoint": "x"},
        {**good, "entry": Party("us").checkpoint_key.public.hex()},
    ):
        assert code_of(Party("us").begin(keys=bad))[0] in ("genesis-shape", "unknown-signer")


def test_what_must_be_first() -> None:
    party = Party("us")
    party.act("ack")
    assert code_of(party) == ("no-genesis", "hled/us#0")
    child = Party("us/intake").begin()
    assert code_of(child)[0] == "child-log"
    with pytest.raises(Fault):
        Chain("nowhere")


def test_what_is_wrong_inside_an_entry_is_placed_in_the_log() -> None:
    us, _ = story()
    raw = [us.entries[0].bytes, us.entries[1].bytes.replace(b'"act":"position"', b'"act":"Position"')]
    with pytest.raises(Fault) as caught:
        list(verify_entries(raw, us.origin))
    assert caught.value.where == "hled/us#1: act" and "hled/us#1" in caught.value.in_("es")
