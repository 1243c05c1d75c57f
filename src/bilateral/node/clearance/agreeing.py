"""Agreeing to what the other side proposes, where a side agrees only to what its own offices have cleared.

What they clear is a paper with the proposal's texts: one begun from the proposal, or the one that was worked on for a
private room. Whichever it is, the words count, not the paper's name.
"""

from datetime import datetime
from typing import Final, Literal

from django.db.models import Q, QuerySet

from bilateral.dialogue.compose import ActDraft
from bilateral.dialogue.drafts import Draft
from bilateral.dialogue.rooms import texts
from bilateral.node import drafting
from bilateral.node.clearance.elsewhere import hold
from bilateral.node.clearance.models import ClearanceRound
from bilateral.node.clearance.rule import REQUIRED, NotCleared, check_elsewhere, missing_from, waiting_for
from bilateral.node.papers.keeping import PaperView, drafts, texts_of
from bilateral.node.papers.models import Paper
from bilateral.node.people.roles import ROLES
from bilateral.node.people.rules import is_on
from bilateral.node.viewer import Viewer
from bilateral.values import EntryRef, Text
from bilateral.values.ref import parse_place

Step = Literal["propose", "agree", "either"]
ASK: Final = Text(
    "Choose “Have our offices clear it” on the proposal's page, and ask them from the paper that it begins.",
    "Elige «Pedir el visto bueno de nuestras dependencias» en la página de la propuesta y consúltalas desde el "
    "documento que ahí empieza.",
)


def check_agreeing(party: str, act: ActDraft) -> None:
    """:raises NotCleared: it agrees to texts that the side's offices have not cleared, or that one of them stands in
    the way of on any paper, and the side wants them cleared.
    """
    if act.act != "concur" or act.target is None or not is_on(party, REQUIRED):
        return
    missing = lacking(party, act.target)
    if missing is None:
        raise NotCleared(
            what=Text(
                "This government agrees only to what its offices have cleared, and none was asked about these texts.",
                "Este gobierno da su conformidad sólo a lo que tiene visto bueno de sus dependencias, y no se ha "
                "consultado a ninguna sobre estos textos.",
            ),
            where="",
            do=ASK,
        )
    if missing:
        said = Text(
            "These offices have not cleared the texts as they are proposed: {offices}.",
            "Estas dependencias no han dado el visto bueno a los textos como se proponen: {offices}.",
        )
        raise waiting_for(party, missing, said)
    wanted = _changes(party, act.target.log, act.target.seq)
    if wanted:
        check_elsewhere(party, wanted, _place(act.target))


def close_papers(party: str, act: ActDraft, receipt: EntryRef, now: datetime) -> None:
    """Beside an agreement, in its transaction: the side's papers that read as the proposal does are done. Until it ends
    no office can answer about any of them.
    """
    if act.act != "concur" or act.target is None:
        return
    if is_on(party, REQUIRED):
        hold(party)
    rows = list(_papers(party, act.target).filter(state="open").select_for_update())
    wanted = _proposed(party, act.target) if rows else b""
    done = [paper.pk for paper in rows if wanted and texts.compared(drafts(texts_of(paper))) == wanted]
    Paper.objects.filter(pk__in=done).update(state="agreed", place=_place(receipt), changed=now)


def reads_as_proposed(viewer: Viewer, paper: PaperView) -> bool:
    """Whether a paper begun from a proposal still has exactly its texts."""
    log, seq = parse_place(paper.answers)
    return texts.compared(drafting.changes_of(log, seq, viewer)) == texts.compared(drafts(paper.texts))


def step_of(of: ClearanceRound) -> Step:
    """What a round's words are cleared for: to agree to exactly what another side proposes; either that or proposing,
    where they are worked on in a private room; else to propose them.
    """
    paper = of.paper
    if paper.answers:
        log, seq = parse_place(paper.answers)
        wanted = _changes(paper.party, log, seq) if log.split("/")[1] != paper.party else ()
        if wanted and texts.compared(texts.drafts_of(of.texts)) == texts.compared(wanted):
            return "agree"
    return "either" if paper.room else "propose"


def lacking(party: str, proposal: EntryRef) -> tuple[str, ...] | None:
    """The offices whose clearance of exactly what a proposal proposes is missing, by id; None where none was asked.

    Nothing is missing where it proposes no texts, or where every office asked about one of the side's papers with
    these words has cleared them.
    """
    wanted = _proposed(party, proposal)
    if not wanted:
        return ()
    place, found = _place(proposal), None
    for paper in _papers(party, proposal).exclude(state="dropped").order_by("-changed", "-pk"):
        missing = missing_from(paper, lambda words: texts.compared(texts.drafts_of(words)) == wanted)
        if missing == ():
            return ()
        if paper.answers == place and found is None:
            found = missing
    return found


def _papers(party: str, proposal: EntryRef) -> QuerySet[Paper]:
    """Those that may have its texts: begun from it, or worked on for a private room."""
    return Paper.objects.filter(Q(answers=_place(proposal)) | ~Q(room=""), party=party)


def _place(ref: EntryRef) -> str:
    return f"{ref.log}#{ref.seq}"


def _proposed(party: str, proposal: EntryRef) -> bytes:
    return texts.compared(_changes(party, proposal.log, proposal.seq))


def _changes(party: str, log: str, seq: int) -> tuple[Draft, ...]:
    return drafting.changes_of(log, seq, Viewer(party, roles=frozenset(ROLES)))
