"""The shapes: frozen, in both languages, without queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from bilateral.values import EntryRef, Text

if TYPE_CHECKING:
    from bilateral.node.read.shapes import DocumentLink, Party

STATES: Final = ("withheld", "redacted", "erased")
STATE_WORDS: Final[dict[str, Text]] = {
    "withheld": Text("withheld", "reservado"),
    "redacted": Text("withheld, another text in its place", "reservado, con otro texto en su lugar"),
    "erased": Text("erased for good", "borrado para siempre"),
    "dark": Text("not shown: an act on it is not understood", "no se muestra: un acto sobre él no se comprende"),
}


@dataclass(frozen=True, slots=True)
class TextPlace:
    """One such text: its id in its entry, its digest, its language if it has one, and what is shown in its place."""

    id: str
    digest: str
    lang: str
    instead: str | None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A government that says that its copies are gone, and the day by which its backups have lost them."""

    party: "Party"
    ref: EntryRef
    backups: date | None


@dataclass(frozen=True, slots=True)
class WithheldView:
    """Texts of one entry that one act has taken from view.

    ``entry`` lists them (``summary`` says what that is), ``act`` did it; ``review`` is the day by which it is looked at
    again, ``overdue`` when that has passed. For erased ones ``backups`` is the day by which the author's backups have
    lost them, ``confirmed`` who else says that they are gone, ``awaited`` who has not yet.
    """

    entry: EntryRef
    act: EntryRef
    party: "Party"
    state: str
    state_words: Text
    texts: tuple[TextPlace, ...]
    ground: str
    ground_words: Text
    office: Text | None
    time: datetime
    review: date | None
    overdue: bool
    reason: Text | None
    appeal: Text | None
    documents: tuple["DocumentLink", ...]
    summary: Text
    backups: date | None = None
    confirmed: tuple[Confirmation, ...] = ()
    awaited: tuple["Party", ...] = ()


@dataclass(frozen=True, slots=True)
class ActOnTexts:
    """What an act on texts says, whatever has become of them since."""

    act: str
    count: int
    ground_words: Text | None
    review: date | None
    backups: date | None
    appeal: Text | None
    authorised: tuple[EntryRef, ...]
