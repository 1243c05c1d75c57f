"""The shapes: frozen, in both languages, without queries."""

from dataclasses import dataclass
from typing import Literal

from bilateral.values import EntryRef, Text

DocumentStatus = Literal[
    "agreed", "recorded", "proposed", "declined", "withdrawn", "overtaken", "annulled", "cut_off", "not_assessed"
]
ProposalStatus = Literal["open", "agreed", "annulled", "declined", "withdrawn", "overtaken", "cut_off"]


@dataclass(frozen=True, slots=True)
class UndoneView:
    """That something was undone together: the joint act that did it, and what that means in words."""

    ref: EntryRef
    said: Text


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A revoke of keys that calls something into doubt: where it stands, whose it is, and what that means in words."""

    ref: EntryRef
    party: str
    said: Text


@dataclass(frozen=True, slots=True)
class Standing:
    """``contested``: the revokes that call this, or what it rests on, into doubt. A label: no verdict changes.
    ``ended``: it stands after the end of its log, and what that means. ``undone``: the joint acts that undid it, or
    versions of it.
    """

    contested: tuple[DoubtView, ...] = ()
    ended: Text | None = None
    undone: tuple[UndoneView, ...] = ()


NOTHING = Standing()
