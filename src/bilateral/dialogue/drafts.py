"""What an official wrote, before anything is checked, sealed or signed; and what becomes of it once it is sealed.

Here: the plain values. Not here: what is wrong with them (checking.py) and sealing them (compose.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bilateral.record import seal
from bilateral.values import EntryRef


@dataclass(frozen=True, slots=True)
class Draft:
    """One document as an official wrote it. ``base`` is the version it builds on (``""`` creates it); ``parties`` who
    it binds.
    """

    kind: str
    name: str
    content: Mapping[str, Any]
    parties: tuple[str, ...]
    base: str = ""


@dataclass(frozen=True, slots=True)
class OnItems:
    """What an act on sealed texts says of them (spec/seal.md): their digests, and what its body holds besides a reason.

    ``instead`` gives, for each digest, the language and the words of what is shown in its place; ``appeal`` says how to
    appeal; ``review`` and ``backups`` are days. What an act doesn't have is empty.
    """

    items: tuple[str, ...]
    ground: str = ""
    review: str = ""
    backups: str = ""
    appeal: Mapping[str, str] | None = None
    instead: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActDraft:
    """A formal act before it is signed. ``text`` is the reason of a decline or a side's view; ``waiver`` the reason for
    which the concordance check does not apply; ``target`` the proposal answered, or the entry whose texts ``on`` names;
    ``refs`` other entries that it rests on, each with the relation. ``sealed``: its words are for the governments named
    only, until its author releases them.
    """

    act: str
    changes: tuple[Draft, ...] = ()
    target: EntryRef | None = None
    text: Mapping[str, str] | None = None
    waiver: Mapping[str, str] | None = None
    office: str = ""
    on: OnItems | None = None
    refs: tuple[tuple[str, EntryRef], ...] = ()
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class InForce:
    """A document as it is in force: its body of digests, the words behind them by digest, where they are held, and
    which digests are not shown here (withheld, erased, never released): whoever amends it can't repeat those.
    """

    body: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Composed:
    """What goes into the entry: ``changes`` and ``body`` in their record form, ``items`` the new sealed texts with
    their ids.
    """

    changes: tuple[dict[str, Any], ...]
    body: dict[str, Any]
    items: tuple[tuple[str, seal.Sealed], ...] = field(default=())
