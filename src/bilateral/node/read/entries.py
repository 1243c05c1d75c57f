"""One entry: what it means first, then the bytes, the proof and the snapshot that anyone can check."""

from django.conf import settings

from bilateral.node.models import Act, Log, LogEntry, SealedText, SignedHead
from bilateral.node.publication import reader_of
from bilateral.node.read.acts import act_views
from bilateral.node.read.base import not_found, words
from bilateral.node.read.changes import change_views
from bilateral.node.read.proposals import proposal_views
from bilateral.node.read.shapes import ActView, ChangeView, EntryView, ProposalView, SealedView, Viewer
from bilateral.record.entry import Entry
from bilateral.values import Text


def entry(viewer: Viewer, log: str, seq: int) -> EntryView:
    """An entry of a log held here. :raises NotFound: the log has no such entry here."""
    row = LogEntry.objects.filter(log=log, seq=seq).first()
    act = Act.objects.filter(log=log, seq=seq).first()
    if row is None or act is None:
        raise not_found(Text("There is no such entry.", "No existe ese asiento."), f"{log}#{seq}")
    parsed = Entry.parse(bytes(row.raw))
    view, proposal = act_views([act], viewer)[0], _proposal(act, viewer)
    size, checkpoint = _snapshot(log, seq)
    held = Log.objects.get(pk=log).judged
    return EntryView(
        act=view,
        raw=bytes(row.raw).decode(),
        leaf=row.leaf,
        size=size,
        proof=_proof(log, seq, size),
        checkpoint=checkpoint,
        sealed=_sealed(parsed, viewer),
        changes=proposal.changes if proposal and act.act == "propose" else _void_changes(parsed, viewer),
        target=_target(act, viewer),
        proposal=proposal,
        previous=seq - 1 if seq else None,
        next=seq + 1 if seq + 1 < held else None,
    )


def _void_changes(parsed: Entry, viewer: Viewer) -> tuple[ChangeView, ...]:
    """What a proposal that the rules call void would have changed."""
    return change_views(parsed, viewer) if parsed.changes else ()


def _proposal(act: Act, viewer: Viewer) -> ProposalView | None:
    """The proposal that this entry makes or answers."""
    row = act
    if act.act != "propose":
        if act.target_log is None:
            return None
        found = Act.objects.filter(log=act.target_log, seq=act.target_seq).first()
        if found is None:
            return None
        row = found
    if row.data is None:
        return None
    return proposal_views([row], viewer, whole=True)[0]


def _target(act: Act, viewer: Viewer) -> ActView | None:
    row = Act.objects.filter(log=act.target_log, seq=act.target_seq).first() if act.target_log else None
    return act_views([row], viewer)[0] if row else None


def _snapshot(log: str, seq: int) -> tuple[int, str]:
    """The newest signed snapshot that covers the entry; size 0 while none does."""
    head = SignedHead.objects.filter(log=log, size__gt=seq).order_by("-size").first()
    return (head.size, head.note) if head else (0, "")


def _proof(log: str, seq: int, size: int) -> tuple[str, ...]:
    if not size:
        return ()
    reader = reader_of(settings.HOME, log, size)
    return tuple(step.hex() for step in reader.inclusion(seq, size)) if reader else ()


def _sealed(parsed: Entry, viewer: Viewer) -> tuple[SealedView, ...]:
    digests = {item.id: item.digest for item in parsed.sealed}
    held = words(digests.values(), viewer)
    rows = {row.digest: row for row in SealedText.objects.filter(digest__in=digests.values())}
    found = []
    for item, digest in digests.items():
        row = rows.get(digest)
        lang = item.rpartition(".")[2]
        if digest in held:
            found.append(SealedView(item, digest, lang, held[digest], "released"))
        else:
            sealed = row is None or not row.public
            public = parsed.body.get("visibility") == "public"
            found.append(SealedView(item, digest, lang, None, "withheld" if sealed and not public else "missing"))
    return tuple(found)
