"""One entry: what it means first, then the bytes, the proof and the snapshot that anyone can check."""

from django.conf import settings

from bilateral.dialogue.sealing import digests_in
from bilateral.node.heads import parsed as parse
from bilateral.node.keys import declared
from bilateral.node.models import Act, Log, LogEntry
from bilateral.node.publication import reader_of
from bilateral.node.read.acts import act_views, target_of
from bilateral.node.read.base import Desk, desk_for, not_found
from bilateral.node.read.changes import void_changes
from bilateral.node.read.entry_shapes import ApprovalView, KeyChangeView, SealedState, SealedView
from bilateral.node.read.plan import today
from bilateral.node.read.proposals import proposal_views
from bilateral.node.read.shapes import ActView, EntryView, ProposalView, Viewer
from bilateral.node.read.standing.lines import said_of
from bilateral.node.read.withheld.views import act_on_texts, hidden_in, hidden_views
from bilateral.node.seals.between import Words, kept
from bilateral.node.seals.showing import Hidden, StandIn
from bilateral.record.approvals.check import Approved, of_entry
from bilateral.record.entry import Entry
from bilateral.record.faults import ApprovalFault, RecordFault
from bilateral.values import LANGS, Text


def entry(viewer: Viewer, log: str, seq: int) -> EntryView:
    """An entry of a log held here. :raises NotFound: the log has no such entry here, or it could not be judged yet."""
    row = LogEntry.objects.filter(log=log, seq=seq).first()
    act = Act.objects.filter(log=log, seq=seq).first()
    if row is None or act is None:
        raise not_found(Text("There is no such entry.", "No existe ese asiento."), f"{log}#{seq}")
    desk, parsed, held = desk_for(viewer), parse(bytes(row.raw)), Log.objects.get(pk=log)
    covered = held.head_size > seq
    proposal = _proposal(act, desk)
    own = proposal.changes if proposal and act.act == "propose" else None
    return EntryView(
        act=act_views([act], desk)[0],
        raw=bytes(row.raw).decode(),
        leaf=row.leaf,
        size=held.head_size if covered else 0,
        proof=_proof(log, seq, held.head_size) if covered else (),
        checkpoint=held.head_note if covered else "",
        sealed=_sealed(parsed, desk),
        withheld=hidden_views(_hidden(parsed, desk), desk, today()),
        on_texts=act_on_texts(act, parsed, desk),
        # a proposal that the rules call void shows what it would have changed
        changes=own if own is not None else void_changes(parsed.changes, desk),
        target=_target(act, desk),
        proposal=proposal,
        previous=seq - 1 if seq else None,
        next=seq + 1 if seq + 1 < held.judged else None,
        rekeyed=tuple(held.rekeyed),
        key_change=_key_change(log, seq) if seq in held.rekeyed else None,
        line=said_of(log, desk) if act.act == "genesis" else (),
        approvals=_approvals(parsed),
        between=desk.in_order(kept([(log, seq)]).get((log, seq), ())),
    )


def _approvals(parsed: Entry) -> tuple[ApprovalView, ...]:
    """Each passkey that approved it, once; and what doesn't hold or isn't known."""
    found = of_entry(parsed.fields()) if parsed.approvals else ()
    return tuple(dict.fromkeys(map(_approval, found)))


def _approval(found: Approved | ApprovalFault | None) -> ApprovalView:
    if isinstance(found, Approved):
        return ApprovalView(True, found.key, found.algorithm, found.origin)
    return ApprovalView(False, why=found.what) if found else ApprovalView(None)


def _key_change(log: str, seq: int) -> KeyChangeView:
    found = declared.of_log(log).at(seq + 1)
    return KeyChangeView(
        authorised=len(found.authorised),
        of=len(found.before.recovery) if found.before else 0,
        needed=found.needed,
        recovery=len(found.recovery),
        suspect=None if found.suspect is None or found.suspect >= seq else (found.suspect, seq - 1),
        custody=found.custody,  # type: ignore[arg-type]
        custodian=found.custodian,
        keys=found.keys.to_json(),
    )


def _proposal(act: Act, desk: Desk) -> ProposalView | None:
    """The proposal that this entry makes or answers."""
    desk.take_acts([act])
    key = (act.log, act.seq) if act.act == "propose" else target_of(act)
    row = desk.acts([key]).get(key) if key else None
    return proposal_views([row], desk, whole=True)[0] if row and row.data else None


def _target(act: Act, desk: Desk) -> ActView | None:
    key = target_of(act)
    row = desk.acts([key]).get(key) if key else None
    return act_views([row], desk)[0] if row else None


def _proof(log: str, seq: int, size: int) -> tuple[str, ...]:
    """The hashes from the entry up to the snapshot's root; none while the publication can't be read."""
    reader = reader_of(settings.HOME, log, size)
    try:
        return tuple(step.hex() for step in reader.inclusion(seq, size)) if reader else ()
    except RecordFault:
        return ()


def _hidden(parsed: Entry, desk: Desk) -> list[Hidden]:
    """The texts that stand in this entry and that acts have taken from view: its own, and those it carries on."""
    bodies = [change["body"] for change in parsed.changes]
    return hidden_in([*(item.digest for item in parsed.sealed), *digests_in(bodies)], desk)


def _sealed(parsed: Entry, desk: Desk) -> tuple[SealedView, ...]:
    """Each sealed item: released; or missing, when it was released and isn't held here; or taken from view."""
    held = desk.words(item.digest for item in parsed.sealed)
    absent: SealedState = "missing" if parsed.public else "sealed"
    found = []
    for item in parsed.sealed:
        text, state = held.get(item.digest), absent
        if isinstance(text, StandIn):
            state = "redacted" if text.instead else text.hidden.state  # type: ignore[assignment]
            text = text.instead or None
        elif text is not None and not isinstance(text, Words):
            state = "released"
        lang = item.id.rpartition(".")[2]
        found.append(SealedView(item.id, item.digest, lang if lang in LANGS else None, text, state))
    return tuple(found)
