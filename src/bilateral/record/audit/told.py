"""What an audit tells of texts that acts withheld, erased or released later, one line an act; and of what passkeys
approved, one line a site.

Here: the value, JSON and lines for people. Not here: how it is found (items.py, approvals.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bilateral.record.items import GROUNDS, Item
from bilateral.values import Lang, Text

_TOLD: Final = {
    "withhold": Text(
        "{n} texts of entry {target} withheld by entry {seq}: {ground}; to be reviewed on {review}",
        "{n} textos del asiento {target} reservados por el asiento {seq}: {ground}; por revisar el {review}",
    ),
    "redact": Text(
        "{n} texts of entry {target} withheld by entry {seq}, others shown in their place: {ground}; "
        "to be reviewed on {review}",
        "{n} textos del asiento {target} reservados por el asiento {seq}, con otros en su lugar: {ground}; "
        "por revisar el {review}",
    ),
    "erase": Text(
        "{n} texts of entry {target} erased by entry {seq}: {ground}",
        "{n} textos del asiento {target} borrados por el asiento {seq}: {ground}",
    ),
    "release": Text(
        "{n} texts of entry {target} released by entry {seq}", "{n} textos del asiento {target} difundidos por {seq}"
    ),
}
_TOLD_1: Final = {
    "withhold": Text(
        "1 text of entry {target} withheld by entry {seq}: {ground}; to be reviewed on {review}",
        "1 texto del asiento {target} reservado por el asiento {seq}: {ground}; por revisar el {review}",
    ),
    "redact": Text(
        "1 text of entry {target} withheld by entry {seq}, another shown in its place: {ground}; "
        "to be reviewed on {review}",
        "1 texto del asiento {target} reservado por el asiento {seq}, con otro en su lugar: {ground}; "
        "por revisar el {review}",
    ),
    "erase": Text(
        "1 text of entry {target} erased by entry {seq}: {ground}",
        "1 texto del asiento {target} borrado por el asiento {seq}: {ground}",
    ),
    "release": Text(
        "1 text of entry {target} released by entry {seq}", "1 texto del asiento {target} difundido por {seq}"
    ),
}

_APPROVED: Final = Text(
    "also signed with officials' passkeys, user verified, on {origin}: {acts} entries, {keys} passkeys",
    "firmados además con llaves de acceso de personas funcionarias, con verificación de la persona, en {origin}: "
    "{acts} asientos, {keys} llaves",
)
_APPROVED_1: Final = Text(
    "also signed with an official's passkey, user verified, on {origin}: 1 entry",
    "firmado además con la llave de acceso de una persona funcionaria, con verificación de la persona, en {origin}: "
    "1 asiento",
)


@dataclass(frozen=True, slots=True)
class ApprovedOn:
    """What passkeys approved in a log on one site: how many entries, by how many keys."""

    origin: str
    entries: int
    keys: int

    def to_json(self) -> dict[str, Any]:
        return {"origin": self.origin, "entries": self.entries, "keys": self.keys}

    def line(self, lang: Lang) -> str:
        told = _APPROVED_1 if self.entries == self.keys == 1 else _APPROVED
        return told.format(origin=self.origin, acts=self.entries, keys=self.keys).in_(lang)


@dataclass(frozen=True, slots=True)
class NamedItems:
    """The items that are where one act brought them: which act, of which entry, which digests."""

    act: str
    seq: int
    target: int
    digests: tuple[str, ...]
    ground: str = ""
    review: str = ""
    office: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "seq": self.seq,
            "target": self.target,
            "digests": list(self.digests),
            "ground": self.ground,
            "review": self.review,
            "office": self.office,
        }

    def line(self, lang: Lang) -> str:
        told = (_TOLD_1 if len(self.digests) == 1 else _TOLD)[self.act]
        ground = GROUNDS.get(self.ground, Text.same(self.ground))
        values = {"n": len(self.digests), "target": self.target, "seq": self.seq, "review": self.review}
        return told.format(ground=ground, **values).in_(lang)


def items_of(items: Iterable[Item]) -> tuple[NamedItems, ...]:
    """Items by the act that brought them to where they are, in the acts' order."""
    by_act: dict[int, list[Item]] = {}
    for item in items:
        by_act.setdefault(item.act.seq, []).append(item)
    return tuple(_named(by_act[seq]) for seq in sorted(by_act))


def _named(items: list[Item]) -> NamedItems:
    act = items[0].act
    digests = tuple(sorted(item.digest for item in items))
    return NamedItems(act.act, act.seq, act.target, digests, act.ground, act.review, act.office)
