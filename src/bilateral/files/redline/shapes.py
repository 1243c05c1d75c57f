"""What goes into a redline and what comes back out of one: plain values, no XML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bilateral.values import Text

BOTH = ""
"""The 'language' of a value that is the same in both."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: where it stands (``milestones.m1.title``), its words before and now. ``shared``: one value for both
    languages, such as a date, written the way in which it is typed.
    """

    place: str
    label: Text
    base: Text
    now: Text
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document: its full name, its kind (``action/1``) in words, the version that it builds on ('' creates it)."""

    name: str
    kind: str
    kind_words: Text
    title: Text
    base: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment. ``sheet`` counts from 0; ``lang`` is 'en', 'es' or `BOTH`; ``place`` '' means: outside of the fields.

    ``quote`` is what it is anchored to, '' for the whole field; ``reply_to`` the place in the list of what it answers.
    """

    author: str
    date: str
    text: str
    sheet: int = 0
    place: str = ""
    lang: str = BOTH
    quote: str = ""
    done: bool = False
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Redline:
    """Documents with their changes, which ``author`` made on ``date``, and comments."""

    sheets: tuple[Sheet, ...]
    author: str
    date: datetime
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change that nobody has accepted or rejected yet. ``date`` is as the editor's program wrote it."""

    kind: Literal["added", "removed"]
    text: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class CellBack:
    """The words of one field in one language as they came back.

    ``text`` has all open changes accepted, ``rejected`` none of them; with no open changes the two are equal.
    """

    text: str
    rejected: str
    open: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetBack:
    """A document as it came back. ``digests`` hold for each field and language what was written: (base, now).

    ``cells`` are by (place, language); ``missing`` are the fields whose rows are gone.
    """

    name: str
    kind: str
    base: str
    digests: Mapping[tuple[str, str], tuple[str, str]]
    cells: Mapping[tuple[str, str], CellBack]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outside:
    """Something that stands in the file and in no field: not taken over, so it is told."""

    where: Text
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A redline as an editor saved it; nothing of it is left out."""

    sheets: tuple[SheetBack, ...]
    remarks: tuple[Remark, ...] = ()
    outside: tuple[Outside, ...] = field(default=())
