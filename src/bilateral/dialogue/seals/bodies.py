"""The bodies of the acts on sealed texts (spec/seal.md), frozen with rules 1.

Form only. `record.items.naming` reads the same form without schemas, for auditors; a test holds the two together.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from bilateral.dialogue.kind import Body
from bilateral.dialogue.value_types import Digests
from bilateral.record.items import GROUNDS
from bilateral.record.items.naming import is_day


def _ascending(value: tuple[str, ...]) -> tuple[str, ...]:
    if list(value) != sorted(set(value)):
        raise ValueError("must be ascending, each once")
    return value


def _ground(value: str) -> str:
    if value not in GROUNDS:
        raise ValueError("not a ground of the table")
    return value


def _day(value: str) -> str:
    if not is_day(value):
        raise ValueError("not a day")
    return value


Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\z")]
Items = Annotated[tuple[Digest, ...], Field(min_length=1), AfterValidator(_ascending)]
Ground = Annotated[str, AfterValidator(_ground)]
Day = Annotated[str, AfterValidator(_day)]


class _Named(Body):
    items: Items
    visibility: Literal["public"]


class Release(_Named):
    text: Digests | None


class Withhold(_Named):
    ground: Ground
    review: Day
    appeal: Digests
    text: Digests


class Replacement(Body):
    by: Digest
    item: Digest


class Redact(Withhold):
    replacements: tuple[Replacement, ...]

    @model_validator(mode="after")
    def _one_each(self) -> "Redact":
        if tuple(row.item for row in self.replacements) != self.items:
            raise ValueError("one replacement for each item, in their order")
        if len({row.by for row in self.replacements}) != len(self.replacements):
            raise ValueError("no replacement twice")
        return self


class Erase(_Named):
    ground: Ground
    backups: Day
    text: Digests


class Erased(_Named):
    backups: Day


BODIES: Final[Mapping[str, type[Body]]] = {
    "release": Release,
    "withhold": Withhold,
    "redact": Redact,
    "erase": Erase,
    "erased": Erased,
}
