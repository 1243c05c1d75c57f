"""What stands inside an entry besides its act: sealed items, a change of keys, approvals. Shapes without queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from bilateral.values import EntryRef, Text

if TYPE_CHECKING:
    from bilateral.node.read.shapes import DocumentLink

SealedState = Literal["released", "sealed", "missing", "withheld", "redacted", "erased", "dark"]


@dataclass(frozen=True, slots=True)
class EntryLink:
    """Enough to link to an entry: what was done there, in a sentence; ``missing`` when it isn't held here."""

    ref: EntryRef
    summary: Text
    missing: bool = False


@dataclass(frozen=True, slots=True)
class EffectView:
    """What a text binds to: a code of `dialogue.effects`, ``own``, ``undoes``, or empty when nobody said; the law named
    where it binds; and the text above that says so, when it is not this one.
    """

    code: str
    name: Text
    about: Text
    basis: Text | None = None
    source: "DocumentLink | None" = None


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version in force once: ``ref`` proposed it, ``agreed_at`` is the last agreement; ``annulled_by`` undid it."""

    number: int
    ref: EntryRef
    agreed_at: EntryRef
    time: datetime
    annulled_by: EntryRef | None = None


@dataclass(frozen=True, slots=True)
class SealedView:
    """A sealed item of an entry: its words when the viewer sees them; whether they are ``released``, or still
    ``sealed`` between governments, are ``missing`` here, or an act has ``withheld``, ``redacted`` (the words are those
    put in its place) or ``erased`` it.
    """

    id: str
    digest: str
    lang: str | None
    text: str | None
    state: SealedState


@dataclass(frozen=True, slots=True)
class KeyChangeView:
    """A change of keys in words: by how many of how many recovery keys, which entries it calls into doubt (first and
    last), the keys from then on by role, who holds them.
    """

    authorised: int
    of: int
    needed: int
    recovery: int
    suspect: tuple[int, int] | None
    custody: Literal["own", "joint"]
    custodian: str
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """A passkey of an official that signed an entry too: its key's id and algorithm, the site; or why it doesn't hold.

    ``holds`` is None for an approval of a kind that isn't known here.
    """

    holds: bool | None
    key: str = ""
    algorithm: str = ""
    origin: str = ""
    why: Text | None = None
