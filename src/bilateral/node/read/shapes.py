"""What a read gives back: frozen shapes in both languages, with no rows, no queries and no HTTP.

Every page, JSON answer, command and (later) e-mail is made from these, so that what one surface may not see, none sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from bilateral.node.read.entry_shapes import ApprovalView, EffectView, KeyChangeView, SealedView, VersionView
from bilateral.node.read.reports.shapes import ReportView
from bilateral.node.read.standing.shapes import NOTHING, DocumentStatus, ProposalStatus, Standing
from bilateral.node.read.withheld.shapes import ActOnTexts, WithheldView
from bilateral.node.viewer import PUBLIC as PUBLIC
from bilateral.node.viewer import Viewer as Viewer
from bilateral.values import EntryRef, Name, Text

BridgeState = Literal["open", "late", "stale", "unknown", "ongoing", "closed"]


@dataclass(frozen=True, slots=True)
class Party:
    """A government of the dialogue, as its log's first entry declares it. ``order`` 1, 2, ... is the bank it builds
    from; ``custodian`` is who holds its keys.
    """

    code: str
    origin: str
    name: Text
    order: int
    custody: Literal["own", "joint"]
    custodian: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest signed snapshot of a log held here, who cosigned it, and the newest size that anybody else attested.

    ``rekeyed``: where its keys changed. ``line``: which log goes on for which; ``began``: where a successor says why.
    """

    party: Party
    log: str
    size: int
    root: str
    time: datetime | None
    attested_by: tuple[Party, ...]
    own: bool
    attested_size: int = 0
    rekeyed: tuple[int, ...] = ()
    line: tuple[Text, ...] = ()
    began: EntryRef | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs: who talks, whether it is a demonstration, how far the record reaches."""

    dialogue: str
    parties: tuple[Party, ...]
    demonstration: bool
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A date, or ongoing (``date`` is None and ``ongoing`` true), or not stated (both empty)."""

    date: date | None
    ongoing: bool = False


@dataclass(frozen=True, slots=True)
class MilestoneView:
    id: str
    title: Text
    party: str
    due: Due
    done: bool
    reported: bool


@dataclass(frozen=True, slots=True)
class SideView:
    """One party's half of an action: its lead and its milestones. On an action's own page ``ended`` and ``moved_to``
    say that the lead was abolished since, and which office has its work.
    """

    party: Party
    lead: "DocumentLink | None"
    milestones: tuple[MilestoneView, ...]
    ended: date | None = None
    moved_to: "DocumentLink | None" = None

    @property
    def done(self) -> int:
        return sum(m.done for m in self.milestones)


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """Enough to link to a document: ``missing`` when the name points at nothing held here."""

    name: Name
    kind: str
    kind_title: Text
    title: Text
    status: DocumentStatus
    missing: bool = False
    contested: bool = False


@dataclass(frozen=True, slots=True)
class ActionCard:
    """One action as a small bridge; ``state_words`` says the state in a few words."""

    link: DocumentLink
    state: BridgeState
    state_words: Text
    sides: tuple[SideView, ...]
    open_proposals: int


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of work under a pillar; ``link`` is None for actions that stand directly under the pillar."""

    link: DocumentLink | None
    actions: tuple[ActionCard, ...]


@dataclass(frozen=True, slots=True)
class PillarView:
    link: DocumentLink
    number: int
    roman: str
    summary: Text
    lines: tuple[LineView, ...]

    @property
    def actions(self) -> tuple[ActionCard, ...]:
        return tuple(card for line in self.lines for card in line.actions)


@dataclass(frozen=True, slots=True)
class PlanView:
    link: DocumentLink
    vision: Text
    participation: Text
    pillars: tuple[PillarView, ...]

    @property
    def actions(self) -> tuple[ActionCard, ...]:
        return tuple(card for pillar in self.pillars for card in pillar.actions)


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a document: ``type`` names the value type, which has one show template each; ``value`` is ready to
    show.
    """

    name: str
    label: Text
    type: str
    value: Any


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """How a field differs from the text it builds on. ``words`` holds the word diff per language for prose, else
    None.
    """

    name: str
    label: Text
    type: str
    before: Any
    after: Any
    words: Mapping[str, tuple[Any, ...]] | None = None


@dataclass(frozen=True, slots=True)
class ActView:
    """One formal act, in words: ``summary`` is a sentence; ``reason`` is what the author gave, if anything."""

    ref: EntryRef
    act: str
    party: Party
    time: datetime
    office: Text | None
    summary: Text
    verdict: str
    verdict_reason: Text | None
    reason: Text | None
    documents: tuple[DocumentLink, ...]
    standing: Standing = NOTHING


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change inside a proposal: a document created or changed."""

    link: DocumentLink
    created: bool
    fields: tuple[FieldView, ...]
    diffs: tuple[FieldDiff, ...]
    effect: EffectView | None = None


@dataclass(frozen=True, slots=True)
class PositionView:
    party: Party
    text: Text
    ref: EntryRef
    time: datetime


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal and what became of it: who named, who agreed, who declined and why, each side's view; ``sealed``: the
    governments between which its words are sealed, while they are.
    """

    ref: EntryRef
    title: Text
    status: ProposalStatus
    status_words: Text
    proposer: Party
    time: datetime
    named: tuple[Party, ...]
    agreed_by: tuple[Party, ...]
    waiting_for: tuple[Party, ...]
    joint_custody: bool
    changes: tuple[ChangeView, ...]
    positions: tuple[PositionView, ...]
    acts: tuple[ActView, ...]
    standing: Standing = NOTHING
    sealed: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document whole: its fields in force (or as proposed when never agreed), its newest versions, what is open.

    ``sealed``: the governments between which words of it are sealed. Proposals and history are the newest, or ``older``
    steps back; ``more`` says whether there are still older ones.
    """

    link: DocumentLink
    parties: tuple[Party, ...]
    trail: tuple[DocumentLink, ...]
    fields: tuple[FieldView, ...]
    versions: tuple[VersionView, ...]
    proposals: tuple[ProposalView, ...]
    history: tuple[ActView, ...]
    children: tuple[DocumentLink, ...]
    action: ActionCard | None = None
    standing: Standing = NOTHING
    data: Mapping[str, Any] = field(default_factory=dict)
    withheld: tuple[WithheldView, ...] = ()
    sealed: tuple[Party, ...] = ()
    reports: tuple[ReportView, ...] = ()
    followed_by: tuple[DocumentLink, ...] = ()
    effect: EffectView | None = None
    older: int = 0
    more: bool = False

    @property
    def current(self) -> VersionView | None:
        """The version in force: the newest that was not undone."""
        return next((version for version in reversed(self.versions) if not version.annulled_by), None)


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry: meaning first, then raw bytes, proof and snapshot behind 'technical details'. ``rekeyed``: where its
    log's keys changed; ``line``, of a first entry: which log goes on for which.
    """

    act: ActView
    raw: str
    leaf: str
    size: int
    proof: tuple[str, ...]
    checkpoint: str
    sealed: tuple[SealedView, ...]
    changes: tuple[ChangeView, ...]
    target: ActView | None
    proposal: ProposalView | None
    previous: int | None
    next: int | None
    rekeyed: tuple[int, ...] = ()
    key_change: KeyChangeView | None = None
    withheld: tuple[WithheldView, ...] = ()
    on_texts: ActOnTexts | None = None
    line: tuple[Text, ...] = ()
    approvals: tuple[ApprovalView, ...] = ()
    between: tuple[Party, ...] = ()
