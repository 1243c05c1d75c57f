"""What each kind of message says: one row a kind, whose function checks the form of a body from anywhere.

Whether what it says has any effect (a version that there is, a room that is open) is state.py's.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from bilateral.dialogue.rooms.faults import need
from bilateral.dialogue.rooms.tips import MOST_PARTIES, read_tips
from bilateral.record import shape
from bilateral.values import LANGS, Fault, Name, is_id, is_leaf

MOST_TEXTS: Final = 40
MOST_WORDS: Final = 20_000
MOST_TITLE: Final = 300
TEXT_FIELDS: Final = frozenset({"base", "content", "kind", "name", "parties"})
Body = Mapping[str, Any]


def _shape(body: Body, fields: str, where: str) -> None:
    need(type(body) is dict and body.keys() == set(fields.split()), where)


def _words(value: Any, where: str, *, needed: bool = False, most: int = MOST_WORDS) -> None:
    """What somebody wrote, in one language or in both; nothing at all where it isn't needed."""
    need(type(value) is dict and value.keys() <= set(LANGS) and (bool(value) or not needed), where)
    for lang, words in value.items():
        need(type(words) is str and 0 < len(words) <= most and bool(words.strip()), f"{where}.{lang}")


def _open(body: Body, where: str) -> None:
    _shape(body, "parties purpose title", where)
    parties = body["parties"]
    need(type(parties) is list and 2 <= len(parties) <= MOST_PARTIES, f"{where}.parties")
    need(all(is_id(each) for each in parties) and parties == sorted(set(parties)), f"{where}.parties")
    _words(body["title"], f"{where}.title", needed=True, most=MOST_TITLE)
    need(body["title"].keys() == set(LANGS), f"{where}.title")
    _words(body["purpose"], f"{where}.purpose")


def _version(body: Body, where: str) -> None:
    _shape(body, "note texts", where)
    _words(body["note"], f"{where}.note")
    texts = body["texts"]
    need(type(texts) is list and 1 <= len(texts) <= MOST_TEXTS, f"{where}.texts")
    for number, text in enumerate(texts):
        _text(text, f"{where}.texts[{number}]")
    names = [text["name"] for text in texts]
    need(names == sorted(set(names)), f"{where}.texts")


def _text(value: Any, where: str) -> None:
    need(type(value) is dict and value.keys() == TEXT_FIELDS, where)
    need(type(value["content"]) is dict, f"{where}.content")
    need(is_id(value["kind"]), f"{where}.kind")
    try:
        good = type(value["name"]) is str and str(Name.parse(value["name"])) == value["name"]
    except Fault:
        good = False
    need(good, f"{where}.name")
    need(shape.matches(shape.BASE, value["base"]), f"{where}.base")
    parties = value["parties"]
    need(type(parties) is list and 1 <= len(parties) <= MOST_PARTIES, f"{where}.parties")
    need(all(is_id(each) for each in parties) and parties == sorted(set(parties)), f"{where}.parties")


def _say(body: Body, where: str) -> None:
    _shape(body, "on words", where)
    _words(body["words"], f"{where}.words", needed=True)
    on = body["on"]
    if on is not None:
        need(type(on) is dict and on.keys() == {"field", "text", "version"}, f"{where}.on")
        need(is_leaf(on["version"]), f"{where}.on.version")
        for key, most in (("text", 340), ("field", 160)):
            need(type(on[key]) is str and len(on[key]) <= most, f"{where}.on.{key}")


def _ready(body: Body, where: str) -> None:
    _shape(body, "version", where)
    need(is_leaf(body["version"]), f"{where}.version")


def _refuse(body: Body, where: str) -> None:
    _shape(body, "version words", where)
    need(is_leaf(body["version"]), f"{where}.version")
    _words(body["words"], f"{where}.words", needed=True)


def _unready(body: Body, where: str) -> None:
    _shape(body, "", where)


def _release(body: Body, where: str) -> None:
    _shape(body, "upto", where)
    need(bool(read_tips(body["upto"], f"{where}.upto")), f"{where}.upto")


def _close(body: Body, where: str) -> None:
    _shape(body, "words", where)
    _words(body["words"], f"{where}.words")


BODIES: Final[Mapping[str, Callable[[Body, str], None]]] = MappingProxyType(
    {
        "open": _open,
        "version": _version,
        "say": _say,
        "ready": _ready,
        "refuse": _refuse,
        "unready": _unready,
        "release": _release,
        "close": _close,
    }
)
"""The kinds of messages, each with the function that looks at its body."""
