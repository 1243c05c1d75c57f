"""Names: of logs (origins), documents, entries and references between entries.

Here: the grammars, strict parsing with plain faults, and the written forms. Not here: whether what a name names exists.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, Self

from bilateral.values.fault import BadRef
from bilateral.values.text import Text

MAX_SEQ: Final = 2**53 - 1
SEGMENT: Final = r"[a-z0-9][a-z0-9-]{0,63}"
_ORIGIN: Final = re.compile(rf"{SEGMENT}(?:/{SEGMENT}){{1,3}}")
_ID: Final = re.compile(SEGMENT)
_LEAF: Final = re.compile(r"[0-9a-f]{64}")
_LINE: Final = re.compile(rf"{SEGMENT}/{SEGMENT}(?:/(?P<turn>[2-9]|[1-9][0-9]{{1,8}}))?")
_PLACE: Final = re.compile(r"(?P<log>[^#\s]+)#(?P<seq>0|[1-9][0-9]{0,15})")

_BAD_ORIGIN = Text("'{value}' is not the name of a log.", "'{value}' no es el nombre de un registro.")
_DO_ORIGIN = Text(
    "Write the dialogue, a slash and the government in lower-case letters, digits and hyphens, as in hled/us.",
    "Escribe el diálogo, una diagonal y el gobierno con minúsculas sin acento, cifras y guiones, como en hled/us.",
)
_BAD_ID = Text("'{value}' is not a document's identifier.", "'{value}' no es el identificador de un documento.")
_DO_ID = Text(
    "Use 1 to 64 lower-case letters, digits and hyphens, not beginning with a hyphen.",
    "Usa de 1 a 64 minúsculas sin acento, cifras y guiones, sin guion al principio.",
)
_BAD_NAME = Text("'{value}' is not the name of a document.", "'{value}' no es el nombre de un documento.")
_DO_NAME = Text(
    "Write the log, a colon and the identifier, as in hled/us:i-1-supply.",
    "Escribe el registro, dos puntos y el identificador, como en hled/us:i-1-supply.",
)
_BAD_ENTRY = Text("'{value}' is not a reference to an entry.", "'{value}' no es una referencia a un asiento.")
_DO_ENTRY = Text(
    "Write the log, a number sign and the position, as in hled/us#12.",
    "Escribe el registro, un signo de número y la posición, como en hled/us#12.",
)
_DO_LEAF = Text(
    "An entry is referred to by its log, its position and its leaf hash of 64 lower-case hexadecimal digits.",
    "Un asiento se cita por su registro, su posición y su resumen de 64 cifras hexadecimales en minúsculas.",
)


def _bad(what: Text, value: object, do: Text, where: str = "") -> BadRef:
    shown = value if isinstance(value, str) else repr(value)
    return BadRef(what.format(value=shown if len(shown) <= 120 else shown[:117] + "..."), where=where, do=do)


def is_origin(value: object) -> bool:
    return isinstance(value, str) and _ORIGIN.fullmatch(value) is not None


def is_id(value: object) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def is_leaf(value: object) -> bool:
    """64 lower-case hexadecimal digits: a leaf, a digest, a root."""
    return isinstance(value, str) and _LEAF.fullmatch(value) is not None


def check_origin(value: str, where: str = "") -> str:
    if not is_origin(value):
        raise _bad(_BAD_ORIGIN, value, _DO_ORIGIN, where)
    return value


def check_id(value: str, where: str = "") -> str:
    if not is_id(value):
        raise _bad(_BAD_ID, value, _DO_ID, where)
    return value


def dialogue_of(origin: str) -> str:
    """The first segment of a log's origin: `hled` of `hled/us`."""
    return check_origin(origin).split("/")[0]


def party_of(origin: str) -> str:
    """The party code, the second segment: `us` of `hled/us` and of `hled/us/intake`."""
    return check_origin(origin).split("/")[1]


def turn_of(origin: str) -> int:
    """Which of its party's logs a log is: 1 for `hled/us`, n for its successor `hled/us/n`, 0 for a child log."""
    match = _LINE.fullmatch(check_origin(origin))
    return 0 if match is None else int(match["turn"] or 1)


def origin_at(dialogue: str, party: str, turn: int) -> str:
    """The origin of a party's log: its first, or the successor with this number."""
    return f"{dialogue}/{party}" if turn == 1 else f"{dialogue}/{party}/{turn}"


def line_to(origin: str) -> list[str]:
    """A party's log and those of its line before it, the newest first."""
    dialogue, party = origin.split("/")[:2]
    return [origin_at(dialogue, party, turn) for turn in range(turn_of(origin), 0, -1)]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A document's name: the log that created it and an identifier. Written `hled/us:i-1-supply`."""

    origin: str
    id: str

    def __post_init__(self) -> None:
        check_origin(self.origin)
        check_id(self.id)

    @classmethod
    def parse(cls, value: str, where: str = "") -> Self:
        origin, colon, id_ = value.partition(":") if isinstance(value, str) else ("", "", "")
        if not (colon and is_origin(origin) and is_id(id_)):
            raise _bad(_BAD_NAME, value, _DO_NAME, where)
        return cls(origin, id_)

    @property
    def dialogue(self) -> str:
        return self.origin.split("/")[0]

    @property
    def party(self) -> str:
        return self.origin.split("/")[1]

    def __str__(self) -> str:
        return f"{self.origin}:{self.id}"


@dataclass(frozen=True, slots=True, order=True)
class EntryRef:
    """An entry of a log: where it stands and what it must hash to. Written `hled/us#12`, or `hled/us#12@<leaf>`."""

    log: str
    seq: int
    leaf: str

    def __post_init__(self) -> None:
        check_origin(self.log)
        if type(self.seq) is not int or not 0 <= self.seq <= MAX_SEQ or not is_leaf(self.leaf):
            raise _bad(_BAD_ENTRY, f"{self.log}#{self.seq}@{self.leaf}", _DO_LEAF)

    @classmethod
    def from_json(cls, value: Any, where: str = "") -> Self:
        """Exactly the keys log, seq and leaf."""
        if not isinstance(value, dict) or value.keys() != {"log", "seq", "leaf"}:
            raise _bad(_BAD_ENTRY, value, _DO_LEAF, where)
        try:
            return cls(value["log"], value["seq"], value["leaf"])
        except BadRef as fault:
            raise (fault.at(where) if where else fault) from None

    @classmethod
    def parse(cls, value: str, where: str = "") -> Self:
        """The full written form, `hled/us#12@<leaf>`; for the short form see `parse_place`."""
        place, at, leaf = value.partition("@") if isinstance(value, str) else ("", "", "")
        if not at or not is_leaf(leaf):
            raise _bad(_BAD_ENTRY, value, _DO_LEAF, where)
        return cls(*parse_place(place, where), leaf)

    def to_json(self) -> dict[str, Any]:
        return {"log": self.log, "seq": self.seq, "leaf": self.leaf}

    @property
    def short(self) -> str:
        return f"{self.log}#{self.seq}"

    @property
    def full(self) -> str:
        return f"{self.log}#{self.seq}@{self.leaf}"

    @property
    def party(self) -> str:
        return self.log.split("/")[1]

    def __str__(self) -> str:
        return self.short


def parse_place(value: str, where: str = "") -> tuple[str, int]:
    """`hled/us#12` to its log and position: what a person can type, without the leaf that binds it."""
    match = _PLACE.fullmatch(value) if isinstance(value, str) else None
    if match is None or not is_origin(match["log"]) or int(match["seq"]) > MAX_SEQ:
        raise _bad(_BAD_ENTRY, value, _DO_ENTRY, where)
    return match["log"], int(match["seq"])


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A link from one entry to another, with the relation in one word: `reports`, `answers`, `analyses`."""

    rel: str
    entry: EntryRef

    def __post_init__(self) -> None:
        check_id(self.rel, "rel")

    @classmethod
    def from_json(cls, value: Any, where: str = "") -> Self:
        if not isinstance(value, dict) or value.keys() != {"rel", "log", "seq", "leaf"}:
            raise _bad(_BAD_ENTRY, value, _DO_LEAF, where)
        return cls(value["rel"], EntryRef.from_json({k: value[k] for k in ("log", "seq", "leaf")}, where))

    def to_json(self) -> dict[str, Any]:
        return {"rel": self.rel, **self.entry.to_json()}
