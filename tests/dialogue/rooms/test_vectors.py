"""The worked examples of spec/rooms.md, which other software is written by."""

import json
from hashlib import sha256
from typing import Any

import pytest

from bilateral.dialogue.rooms import envelope, message, state, texts
from bilateral.dialogue.rooms.envelope import Envelope
from bilateral.dialogue.rooms.message import Message
from bilateral.dialogue.rooms.tips import read_tips, to_json
from bilateral.record.keys import PrivateKey
from bilateral.values import Fault
from tools.report import ROOT

VECTORS: dict[str, Any] = json.loads((ROOT / "spec" / "vectors.json").read_text(encoding="ascii"))["rooms"]
KEYS = {party: PrivateKey.generate(bytes.fromhex(seed)) for party, seed in VECTORS["seeds"].items()}
MESSAGES = [Message.parse(each["bytes"].encode()) for each in VECTORS["messages"]]


def test_the_domains_are_the_pages() -> None:
    said = VECTORS["domains"]
    assert said["message"].encode() == message.DOMAIN and said["texts"].encode() == texts.DOMAIN
    assert said["transcript"].encode() == state.TRANSCRIPT
    assert {way: said[way].encode() for way in ("ask", "answer")} == envelope.DOMAINS


def test_every_message_reads_and_its_signature_holds() -> None:
    for each, said in zip(MESSAGES, VECTORS["messages"], strict=True):
        assert each.digest == said["digest"] == sha256(said["bytes"].encode()).hexdigest()
        assert each.is_signed_by(KEYS[said["party"]].public)


def test_they_add_up_to_what_the_page_says() -> None:
    found = state.state_of(MESSAGES[::-1])
    assert found is not None
    assert [version.digest for version in found.versions] == [VECTORS["version"]]
    assert found.standings["mx"].said == "refuse"
    assert to_json(found.released) == VECTORS["released"]
    upto = read_tips(VECTORS["released"], "released")
    assert state.transcript_digest(found.room, upto) == VECTORS["transcript"]
    assert [each.kind for each in state.transcript(MESSAGES, upto)] == ["refuse", "open", "version"]


def test_the_question_reads() -> None:
    got = Envelope.parse(VECTORS["ask"].encode())
    assert got.is_signed_by(KEYS["us"].public, "ask") and not got.is_signed_by(KEYS["us"].public, "answer")
    assert got.messages == (MESSAGES[0].bytes,)


@pytest.mark.parametrize("bad", VECTORS["refused"], ids=lambda each: each["name"])
def test_what_is_no_message_is_refused(bad: dict[str, str]) -> None:
    with pytest.raises(Fault):
        Message.parse(bad["bytes"].encode())
