"""The bytes of messages and envelopes: one way of writing each, and nothing else is read."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.dialogue.drafts import Draft
from bilateral.dialogue.rooms import texts
from bilateral.dialogue.rooms.envelope import MAX_ENVELOPE, Envelope, fitting
from bilateral.dialogue.rooms.faults import RoomFault
from bilateral.dialogue.rooms.message import DOMAIN, Message
from bilateral.record import canonical, entry
from bilateral.record.keys import verify_strict
from bilateral.values import Fault
from tests.dialogue.rooms.rooms import KEYS, ROOM, digest, sides, text, version

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
US, MX = KEYS["us"], KEYS["mx"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def messages() -> list[Message]:
    us, mx = sides("us", "mx")
    us.write("version", version("One"))
    mx.read(us)
    for kind, body in (
        ("say", {"on": {"field": "title", "text": "t/us:x", "version": digest("One")}, "words": {"es": "¿Por qué?"}}),
        ("refuse", {"version": digest("One"), "words": {"en": "No."}}),
        ("ready", {"version": digest("One")}),
        ("unready", {}),
        ("release", {"upto": [mx.chains["us"][0].tip.to_json()]}),
        ("close", {"words": {}}),
    ):
        mx.write(kind, body)
    return mx.held


WHOLE = messages()


@pytest.mark.parametrize("message", WHOLE, ids=lambda each: each.kind)
def test_a_message_is_read_as_it_was_written(message: Message) -> None:
    again = Message.parse(message.bytes)
    assert again == message
    assert again.is_signed_by(KEYS[message.party].public)
    assert not again.is_signed_by(KEYS["ca"].public)


def test_a_message_never_passes_for_an_entry_nor_an_entry_for_a_message() -> None:
    message = WHOLE[0]
    value = json.loads(message.bytes)
    value.pop("sig")
    bare = canonical.encode(value)
    assert verify_strict(US.public, DOMAIN + bare, message.sig)
    assert not verify_strict(US.public, entry.DOMAIN + bare, message.sig)
    with pytest.raises(Fault):
        entry.Entry.parse(message.bytes)


@given(st.sampled_from(WHOLE), st.integers(0, 2000), st.integers(0, 7))
def test_every_flipped_bit_is_noticed(message: Message, place: int, bit: int) -> None:
    data = bytearray(message.bytes)
    data[place % len(data)] ^= 1 << bit
    try:
        changed = Message.parse(bytes(data))
    except Fault:
        return
    assert not changed.is_signed_by(KEYS[message.party].public)


@given(st.sampled_from(WHOLE), st.data())
def test_nothing_is_read_but_what_the_form_allows(message: Message, data: Any) -> None:
    """Any value in any place is read as a message or refused by a fault that says where; nothing else comes of it."""
    value = json.loads(message.bytes)
    place: Any = value
    for _ in range(data.draw(st.integers(0, 3))):
        inner = [key for key in (place if isinstance(place, dict) else range(len(place))) if _deep(place[key])]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(inner))]
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[data.draw(st.sampled_from(keys))] = data.draw(JSON)
    try:
        raw = canonical.encode(value, None)
    except Fault:
        raw = json.dumps(value).encode()
    try:
        Message.parse(raw)
    except Fault as fault:
        assert fault.what.complete


def _deep(value: Any) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_plainly(data: bytes) -> None:
    for parse in (Message.parse, Envelope.parse):
        with pytest.raises(Fault):
            parse(data)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"v": 2}, "v"),
        ({"v": True}, "v"),
        ({"room": ROOM[:-1]}, "room"),
        ({"party": "US"}, "party"),
        ({"n": -1}, "n"),
        ({"prev": "0" * 64}, "prev"),
        ({"seen": [{"head": "0" * 64, "n": 1, "party": "us"}]}, "seen"),
        ({"time": "2026-02-30T00:00:00Z"}, "time"),
        ({"office": "No office"}, "office"),
        ({"kind": "whisper"}, "kind"),
        ({"kind": "say"}, "kind"),
        ({"body": {}}, "body"),
        ({"signer": "x"}, "signer"),
        ({"sig": "AAAA"}, "sig"),
        ({"more": 1}, "v"),
    ],
)
def test_a_fault_names_the_place(change: dict[str, Any], where: str) -> None:
    value = {**json.loads(WHOLE[0].bytes), **change}
    with pytest.raises(RoomFault) as caught:
        Message.parse(canonical.encode(value))
    assert caught.value.where == where


@pytest.mark.parametrize(
    "text_",
    [
        {**text("x"), "name": "no name"},
        {**text("x"), "name": None},
        {**text("x"), "base": "0" * 64},
        {**text("x"), "parties": ["us", "mx"]},
        {**text("x"), "parties": []},
        {**text("x"), "content": []},
        {**text("x"), "kind": "Line"},
        {**text("x"), "sent": {}},
        {key: value for key, value in text("x").items() if key != "base"},
    ],
)
def test_a_version_holds_texts_and_nothing_else(text_: dict[str, Any]) -> None:
    us, _ = sides("us", "mx")
    with pytest.raises(RoomFault):
        us.write("version", {"note": {}, "texts": [text_]})


# -- texts -----------------------------------------------------------------------------------------------------------


def test_the_same_texts_have_one_digest_however_they_were_typed() -> None:
    title = {"en": "Caf\u00e9  ", "es": "Cafe\u0301\r\n"}
    plain = {"pillar": "t/us:p", "number": 1, "title": title}
    typed = {"title": {"en": "Café", "es": "Café"}, "number": 1, "pillar": "t/us:p"}
    one = texts.texts_of([Draft("line", "t/us:b", plain, ("us", "mx")), Draft("line", "t/us:a", typed, ("mx", "us"))])
    two = texts.texts_of([Draft("line", "t/us:a", plain, ("mx", "us")), Draft("line", "t/us:b", typed, ("mx", "us"))])
    assert texts.digest_of(one) == texts.digest_of(two)
    other = texts.texts_of([Draft("line", "t/us:a", {**typed, "number": 2}, ("mx", "us"))])
    assert texts.digest_of(other) not in (texts.digest_of(one), texts.digest_of(one[:1]))
    assert [each.name for each in texts.drafts_of(one)] == ["t/us:a", "t/us:b"]


# -- envelopes -------------------------------------------------------------------------------------------------------


def envelope(**changes: Any) -> Envelope:
    us = {"us": (WHOLE[0].tip,)}
    given_ = {
        "dialogue": "t", "sender": "us", "to": "mx", "time": "2026-03-01T12:00:00Z", "nonce": "ab" * 16,
        "have": {ROOM: us["us"]}, "messages": tuple(each.bytes for each in WHOLE),
    }  # fmt: skip
    return Envelope(**{**given_, **changes})


def test_an_envelope_is_read_as_it_was_written() -> None:
    sent = envelope().write(US, "ask")
    got = Envelope.parse(sent)
    assert (got.sender, got.to, got.have, got.messages) == ("us", "mx", envelope().have, envelope().messages)
    assert got.is_signed_by(US.public, "ask")
    assert not got.is_signed_by(US.public, "answer"), "a question is never an answer"
    assert not got.is_signed_by(MX.public, "ask")


@pytest.mark.parametrize(("minutes", "good"), [(0, True), (10, True), (-10, True), (11, False), (-11, False)])
def test_an_envelope_is_good_for_ten_minutes(minutes: int, good: bool) -> None:
    assert envelope().is_timely(NOW + timedelta(minutes=minutes)) is good


@given(st.integers(0, 20_000), st.integers(0, 7))
def test_an_envelope_with_a_flipped_bit_is_nobodys(place: int, bit: int) -> None:
    data = bytearray(envelope().write(US, "ask"))
    data[place % len(data)] ^= 1 << bit
    try:
        got = Envelope.parse(bytes(data))
    except Fault:
        return
    assert not got.is_signed_by(US.public, "ask")


def test_messages_can_be_neither_added_nor_left_out() -> None:
    line, *rest = envelope().write(US, "ask")[:-1].split(b"\n")
    for messages_ in (rest[:-1], [*rest, rest[0]], rest[::-1], []):
        with pytest.raises(Fault):
            Envelope.parse(b"\n".join((line, *messages_)) + b"\n")


def test_sealed_words_go_with_what_was_asked_and_none_other() -> None:
    asked = Envelope.parse(envelope(wants=("ab" * 32, "cd" * 32)).write(US, "ask"))
    assert (asked.wants, asked.openings) == (("ab" * 32, "cd" * 32), ())
    opened = b"any bytes, \n among them"
    data = envelope(messages=(), openings=(opened, b"")).write(US, "answer")
    assert Envelope.parse(data).openings == (opened, b"")
    line, first, last = data[:-1].split(b"\n")
    for lines in ((first,), (last, first), (first, last, last), (b"%%%", last), (first[:-1], last)):
        with pytest.raises(Fault):
            Envelope.parse(b"\n".join((line, *lines)) + b"\n")
    for wrong in (["ab"], ["ab" * 32] * 1_001, "ab" * 32, [7]):
        with pytest.raises(Fault):
            Envelope.parse(envelope(wants=wrong).write(US, "ask"))


def test_an_envelope_holds_what_fits_and_the_rest_goes_with_the_next() -> None:
    many = [b"x" * 700_000 for _ in range(9)]
    some, openings = fitting(many, [b"y"])
    assert 0 < len(some) < len(many) and sum(map(len, some)) < MAX_ENVELOPE
    some, openings = fitting([b"x"], many)
    assert some == (b"x",) and 0 < len(openings) < len(many)
    whole = envelope(have={}, messages=some, openings=openings).write(US, "answer")
    assert len(whole) < MAX_ENVELOPE and Envelope.parse(whole).openings == openings
    with pytest.raises(Fault):
        Envelope.parse(b"x" * MAX_ENVELOPE + b"x\n")
