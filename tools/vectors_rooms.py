"""The worked examples of spec/rooms.md: a room of two sides, message by message, an exchange, and what is refused.

They are written as the page says it, without the code that reads them.
"""

import json
from hashlib import sha256
from typing import Any

from bilateral.record import base64s
from bilateral.record.keys import PrivateKey

ROOM = "00112233445566778899aabbccddeeff"
MESSAGE = b"bilateral/room-message/v1\n"
TEXTS = b"bilateral/room-texts/v1\n"
TRANSCRIPT = b"bilateral/room-transcript/v1\n"
EXCHANGE = b"bilateral/room-exchange/v1 "
TEXT = {
    "base": "",
    "content": {"number": 1, "pillar": "hled/us:p", "title": {"en": "Open at night", "es": "Abierto de noche"}},
    "kind": "line",
    "name": "hled/us:night",
    "parties": ["mx", "us"],
}


def key(party: str) -> PrivateKey:
    return PrivateKey.generate(sha256(f"hled/{party} entry".encode()).digest())


def canonical(value: Any) -> bytes:
    """RFC 8785 for values without floats and with ASCII keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def signed(domain: bytes, value: dict[str, Any], party: str) -> bytes:
    return canonical({**value, "sig": base64s.encode(key(party).sign(domain + canonical(value)))})


class Chain:
    """The messages of one side."""

    def __init__(self, party: str) -> None:
        self.party, self.raw = party, list[bytes]()

    @property
    def tip(self) -> dict[str, Any]:
        return {"head": sha256(self.raw[-1]).hexdigest(), "n": len(self.raw), "party": self.party}

    def says(self, kind: str, body: dict[str, Any], seen: list[dict[str, Any]], time: str) -> None:
        value = {
            "body": body, "kind": kind, "n": len(self.raw), "office": "",
            "party": self.party, "prev": self.tip["head"] if self.raw else "", "room": ROOM, "seen": seen,
            "signer": key(self.party).id, "time": f"2026-03-01T{time}:00Z", "v": 1,
        }  # fmt: skip
        self.raw.append(signed(MESSAGE, value, self.party))


def rooms_vectors() -> dict[str, Any]:
    us, mx = Chain("us"), Chain("mx")
    title = {"en": "Hours at night", "es": "Horario nocturno"}
    us.says("open", {"parties": ["mx", "us"], "purpose": {}, "title": title}, [], "12:00")
    us.says("version", {"note": {"en": "A first wording."}, "texts": [TEXT]}, [], "12:01")
    digest = sha256(TEXTS + canonical({"texts": [TEXT]})).hexdigest()
    mx.says("refuse", {"version": digest, "words": {"es": "No antes de mayo."}}, [us.tip], "12:02")
    upto = [mx.tip, us.tip]
    us.says("release", {"upto": upto}, [mx.tip], "12:03")
    mx.says("release", {"upto": upto}, [us.tip], "12:04")
    messages = [*us.raw, *mx.raw]
    opened = _opened("Abierto de noche", "es")
    head = {
        "dialogue": "hled", "from": "us", "have": {ROOM: [us.tip]}, "messages": [sha256(us.raw[0]).hexdigest()],
        "nonce": "0f" * 16, "openings": [], "time": "2026-03-01T12:05:00Z", "to": "mx", "v": 1,
        "wants": [opened["digest"]],
    }  # fmt: skip
    return {
        "seeds": {party: sha256(f"hled/{party} entry".encode()).hexdigest() for party in ("mx", "us")},
        "domains": {
            "message": MESSAGE.decode(),
            "texts": TEXTS.decode(),
            "transcript": TRANSCRIPT.decode(),
            "ask": (EXCHANGE + b"ask\n").decode(),
            "answer": (EXCHANGE + b"answer\n").decode(),
        },
        "messages": [
            {"bytes": raw.decode(), "digest": sha256(raw).hexdigest(), "party": json.loads(raw)["party"]}
            for raw in messages
        ],
        "version": digest,
        "released": upto,
        "transcript": sha256(TRANSCRIPT + canonical({"room": ROOM, "upto": upto})).hexdigest(),
        "ask": (signed(EXCHANGE + b"ask\n", head, "us") + b"\n" + us.raw[0] + b"\n").decode(),
        "answer": _answer(head, opened),
        "refused": [{"name": name, "bytes": raw.decode()} for name, raw in _refused(us.raw[0]).items()],
    }


def _opened(words: str, lang: str) -> dict[str, str]:
    """A sealed text and its opening (spec/seal.md), with a salt that nobody should use."""
    header = canonical({"lang": lang, "type": "text/plain"})
    opening = bytes(range(32)) + len(header).to_bytes(4, "big") + header + words.encode()
    digest = sha256(b"bilateral/seal/v1\n" + opening).hexdigest()
    return {"digest": digest, "opening": base64s.encode(opening), "words": words}


def _answer(asked: dict[str, Any], opened: dict[str, str]) -> dict[str, Any]:
    """What ``mx`` answers: it has no message that ``us`` lacks, and the words that were wanted."""
    head = {
        **asked, "from": "mx", "to": "us", "have": {}, "messages": [], "wants": [], "openings": [opened["digest"]],
    }  # fmt: skip
    line = signed(EXCHANGE + b"answer\n", head, "mx")
    return {"bytes": (line + b"\n" + opened["opening"].encode() + b"\n").decode(), **opened}


def _refused(opening: bytes) -> dict[str, bytes]:
    """Bytes that are no message, though a good key signed them."""
    value = json.loads(opening)
    value.pop("sig")

    def again(**changes: Any) -> bytes:
        return signed(MESSAGE, {**value, **changes}, "us")

    return {
        "a space": opening.replace(b'"kind":', b'"kind": '),
        "another version": again(v=2),
        "an unknown kind": again(kind="whisper"),
        "a room that is no room": again(room="0"),
        "an opening that isn't the first": again(n=1, prev="0" * 64),
        "an opening by nobody of the room": again(body={**value["body"], "parties": ["ca", "mx"]}),
        "parties out of order": again(body={**value["body"], "parties": ["us", "mx"]}),
        "one language in the title": again(body={**value["body"], "title": {"en": "Hours"}}),
        "an office that is none": again(office="The Office"),
        "a time that never was": again(time="2026-02-30T12:00:00Z"),
        "a field more": again(person="Ana"),
    }
