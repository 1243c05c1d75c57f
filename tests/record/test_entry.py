"""Entries: the shape of every field, the signature, and no second way of writing one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.record import base64s, canonical, entry
from bilateral.record.entry import Entry
from bilateral.record.faults import ApprovalFault, EntryFault, RecordFault
from bilateral.record.shape import is_time
from tests.record.builders import TIME, key, story

SIGNER = key("signer")
HEX = "ab" * 32
FIELDS: dict[str, Any] = {
    "log": "hled/us",
    "seq": 3,
    "prev": HEX,
    "act": "propose",
    "time": TIME,
    "office": "ustr",
    "seen": [{"log": "hled/ca", "root": HEX, "size": 1}, {"log": "hled/mx", "root": HEX, "size": 9}],
    "refs": [{"rel": "answers", "log": "hled/mx", "seq": 0, "leaf": HEX}],
    "target": {"log": "hled/mx", "seq": 8, "leaf": HEX},
    "changes": [
        {"base": f"{HEX}/0", "body": {"n": 1}, "kind": "action/1", "name": "hled/us:a-1", "parties": ["mx", "us"]}
    ],
    "body": {"visibility": "sealed"},
    "sealed": [{"id": "0.milestones.m1.title.es", "digest": HEX}, {"id": "0.title_2.en", "digest": "cd" * 32}],
}
GOOD = entry.sign(FIELDS, SIGNER)


def test_a_signed_entry_reads_back() -> None:
    again = Entry.parse(GOOD.bytes)
    assert again == GOOD and again.is_signed_by(SIGNER.public) and not again.is_signed_by(key("other").public)
    assert again.fields()["changes"] == FIELDS["changes"] and str(again.ref) == "hled/us#3"
    assert again.target is not None and again.target.seq == 8 and again.refs[0].ref.leaf == HEX
    assert [s.size for s in again.seen] == [1, 9] and again.sealed[1].id == "0.title_2.en" and not again.public


@given(st.recursive(st.sampled_from([1, "x", '"sig":"', ',"sig":"y"']), lambda v: st.dictionaries(
    st.sampled_from(["act", "sig", "signer", "sig_", "shh"]), v, min_size=1, max_size=4)))  # fmt: skip
def test_the_signature_is_over_every_other_field(value: Any) -> None:
    """Cut from the bytes and written anew, what is signed is the same, whatever looks like a signature inside."""
    body = {"visibility": "sealed", "said": value}
    made = entry.sign({**FIELDS, "body": body}, SIGNER)
    assert SIGNER.sign(entry.signed_bytes(made.fields())) == made.sig
    assert made.is_signed_by(SIGNER.public) and made.fields()["body"] == body


def test_every_field_is_signed() -> None:
    for name, value in GOOD.fields().items():
        if name in ("sig", "v"):
            continue
        other = {"seq": 4, "target": None, "prev": "cd" * 32, "log": "hled/xx", "signer": "0" * 32}.get(
            name, {"act": "ack"}.get(name, [] if isinstance(value, list) else {} if isinstance(value, dict) else "")
        )
        changed = {**GOOD.fields(), name: other}
        if value == other:
            continue
        if name == "act":
            changed["changes"] = []
        if name == "body":
            changed["body"] = {"visibility": "public"}
        if name == "time":
            changed["time"] = "2026-01-02T03:04:06Z"
        assert not Entry.parse(canonical.encode(changed)).is_signed_by(SIGNER.public), name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("log", "us"),
        ("log", "HLED/us"),
        ("seq", -1),
        ("seq", True),
        ("seq", "3"),
        ("prev", ""),
        ("prev", HEX.upper()),
        ("act", "Propose"),
        ("act", ""),
        ("act", "ack"),
        ("changes", {}),
        ("changes", [{}]),
        ("changes", [{**FIELDS["changes"][0], "extra": 1}]),
        ("changes", [{**FIELDS["changes"][0], "base": "x/0"}]),
        ("changes", [{**FIELDS["changes"][0], "base": None}]),
        ("changes", [{**FIELDS["changes"][0], "kind": "action"}]),
        ("changes", [{**FIELDS["changes"][0], "kind": "action/01"}]),
        ("changes", [{**FIELDS["changes"][0], "name": "a-1"}]),
        ("changes", [{**FIELDS["changes"][0], "name": 1}]),
        ("changes", [{**FIELDS["changes"][0], "parties": "us"}]),
        ("changes", [{**FIELDS["changes"][0], "parties": [1]}]),
        ("changes", [{**FIELDS["changes"][0], "body": []}]),
        ("target", {"log": "hled/mx", "seq": 8}),
        ("target", []),
        ("time", "2026-02-30T00:00:00Z"),
        ("time", "2026-01-02T03:04:05+00:00"),
        ("time", "2026-01-02 03:04:05Z"),
        ("time", None),
        ("office", "a b"),
        ("office", None),
        ("seen", [{"log": "hled/us", "root": HEX, "size": 1}]),
        ("seen", [{"log": "hled/mx", "root": HEX, "size": 0}]),
        ("seen", [{"log": "hled/mx", "root": HEX, "size": 1}] * 2),
        ("seen", FIELDS["seen"][::-1]),
        ("seen", [{"log": "hled/mx", "root": "", "size": 1}]),
        ("refs", [{"rel": "answers", "log": "hled/mx", "seq": 0}]),
        ("refs", [{"rel": "", "log": "hled/mx", "seq": 0, "leaf": HEX}]),
        ("refs", [1]),
        ("body", []),
        ("body", {}),
        ("body", {"visibility": "secret"}),
        ("body", {"visibility": ["public"]}),
        ("sealed", FIELDS["sealed"][::-1]),
        ("sealed", [FIELDS["sealed"][0], {"id": "z", "digest": HEX}]),
        ("sealed", [{"id": ".", "digest": HEX}]),
        ("sealed", [{"id": "x" * 201, "digest": HEX}]),
        ("sealed", [{"id": "x\n", "digest": HEX}]),
        ("sealed", [{"id": "x", "digest": HEX, "n": 1}]),
        ("attachments", {}),
        ("attachments", [1]),
        ("approvals", "x"),
        ("signer", "0" * 31),
        ("signer", "G" * 32),
        ("signer", 1),
        ("sig", ""),
        ("sig", 1),
        ("sig", base64s.encode(bytes(63))),
        ("v", "1"),
    ],
)
def test_a_field_of_another_shape_is_named(field: str, value: object) -> None:
    with pytest.raises(EntryFault) as caught:
        Entry.parse(canonical.encode({**GOOD.fields(), field: value}), "hled/us#3")
    changed = {"act": "changes", "body": "body.visibility", "office": "office"}.get(field, field)
    assert caught.value.where.startswith(f"hled/us#3.{changed}") or caught.value.where == f"hled/us#3.{field}"
    assert caught.value.what.complete and caught.value.do.complete


def test_the_fields_are_exactly_these() -> None:
    assert len(entry.FIELDS) == 17 and GOOD.fields().keys() == entry.FIELDS
    for name in entry.FIELDS - {"v"}:
        with pytest.raises(EntryFault, match=name):
            Entry.parse(canonical.encode({k: v for k, v in GOOD.fields().items() if k != name}))
    with pytest.raises(EntryFault, match="extra"):
        Entry.parse(canonical.encode({**GOOD.fields(), "extra": 1}))
    with pytest.raises(EntryFault) as caught:
        Entry.parse(canonical.encode({**GOOD.fields(), "v": 2}))
    assert caught.value.code == "entry-version"
    with pytest.raises(EntryFault):
        Entry.parse(b"{}")


def test_reserved_fields_are_read_but_not_written() -> None:
    """An auditor of today follows a log of tomorrow; a signer of today may not use what isn't defined."""
    later = Entry.parse(canonical.encode({**GOOD.fields(), "attachments": [{"digest": HEX}], "approvals": [{}]}))
    assert later.attachments == ({"digest": HEX},) and later.approvals == ({},)
    with pytest.raises(EntryFault) as caught:
        entry.sign({**FIELDS, "attachments": [{}]}, SIGNER)
    assert (caught.value.code, caught.value.where) == ("entry-reserved", "attachments")
    with pytest.raises(ApprovalFault) as refused:
        entry.sign({**FIELDS, "approvals": [{}]}, SIGNER)
    assert (refused.value.code, refused.value.where) == ("approval-shape", "approvals[0]")


def test_the_first_entry_has_no_previous_one() -> None:
    first = entry.sign({"log": "hled/us", "seq": 0, "act": "ack", "time": TIME}, SIGNER)
    assert first.prev == "" and first.body == {} and first.public is False
    with pytest.raises(EntryFault):
        entry.sign({"log": "hled/us", "seq": 0, "prev": HEX, "act": "ack", "time": TIME}, SIGNER)


@pytest.mark.parametrize(
    "text", ["0000-01-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z", "٢٠٢٦-01-01T00:00:00Z"]
)
def test_times_that_are_none(text: str) -> None:
    assert not is_time(text) and is_time("2024-02-29T23:59:59Z")


@given(st.data())
def test_no_byte_of_an_entry_can_be_changed_unseen(data: st.DataObject) -> None:
    at, flip = data.draw(st.integers(0, len(GOOD.bytes) - 1)), data.draw(st.integers(1, 255))
    changed = GOOD.bytes[:at] + bytes([GOOD.bytes[at] ^ flip]) + GOOD.bytes[at + 1 :]
    try:
        other = Entry.parse(changed)
    except RecordFault:
        return
    assert other.leaf != GOOD.leaf and not other.is_signed_by(SIGNER.public)


def test_the_story_of_the_builders_is_of_good_entries() -> None:
    for party in story("us", "mx", "ca"):
        assert all(Entry.parse(e.bytes) == e for e in party.entries)
