"""How far each side's messages reach: a count and the digest of the last one, by side.

Messages say with them what their author had read, homes what they hold, and a release what it makes public. A side of
which there is nothing has no tip.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bilateral.dialogue.rooms.faults import need
from bilateral.values import is_id, is_leaf

MOST_PARTIES: Final = 8
MOST_MESSAGES: Final = 100_000


@dataclass(frozen=True, slots=True, order=True)
class Tip:
    """``n`` messages of a party, at least one, of which the last has this digest."""

    party: str
    n: int
    head: str

    def to_json(self) -> dict[str, Any]:
        return {"head": self.head, "n": self.n, "party": self.party}


Tips = tuple[Tip, ...]


def read_tips(value: Any, where: str) -> Tips:
    """Tips from anywhere, in order of their parties, each once. :raises RoomFault: they are not."""
    need(type(value) is list and len(value) <= MOST_PARTIES, where)
    found = tuple(_read(item, f"{where}[{number}]") for number, item in enumerate(value))
    codes = [tip.party for tip in found]
    need(codes == sorted(set(codes)), where)
    return found


def _read(value: Any, where: str) -> Tip:
    need(type(value) is dict and value.keys() == {"head", "n", "party"}, where)
    need(is_id(value["party"]), f"{where}.party")
    need(type(value["n"]) is int and 1 <= value["n"] <= MOST_MESSAGES, f"{where}.n")
    need(is_leaf(value["head"]), f"{where}.head")
    return Tip(value["party"], value["n"], value["head"])


def to_json(tips: Iterable[Tip]) -> list[dict[str, Any]]:
    return [tip.to_json() for tip in tips]


def counts(tips: Iterable[Tip]) -> dict[str, int]:
    return {tip.party: tip.n for tip in tips}


def reach(tips: Iterable[Tip], counted: Mapping[str, int]) -> bool:
    """Whether these tips cover so many messages of each party."""
    held = counts(tips)
    return all(held.get(party, 0) >= n for party, n in counted.items())
