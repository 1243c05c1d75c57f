"""The shapes: frozen, in both languages, without queries."""

from dataclasses import dataclass

from bilateral.values import EntryRef, Text


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A revoke of keys that calls something into doubt: where it stands, whose it is, and what that means in words."""

    ref: EntryRef
    party: str
    said: Text


@dataclass(frozen=True, slots=True)
class Standing:
    """``contested``: the revokes that call this, or what it rests on, into doubt. A label: no verdict changes.
    ``ended``: it stands after the end of its log, and what that means.
    """

    contested: tuple[DoubtView, ...] = ()
    ended: Text | None = None


NOTHING = Standing()
