"""Proposals and what became of them: who is named, who agreed, whom it waits for, each side's view, why it was
declined.
"""

from collections.abc import Iterable, Mapping

from bilateral.dialogue.acts import STATES
from bilateral.node.models import Act, LogEntry
from bilateral.node.read.acts import act_views, package_title, paged
from bilateral.node.read.base import links, party_map
from bilateral.node.read.changes import change_views
from bilateral.node.read.shapes import (
    ActView,
    ChangeView,
    Page,
    Party,
    PositionView,
    ProposalStatus,
    ProposalView,
    Viewer,
)
from bilateral.record.entry import Entry
from bilateral.values import EntryRef, Text

STATUS: dict[str, ProposalStatus] = {"withdrawing": "withdrawn", "recorded": "agreed"}
ORDER = ("propose", "position", "concur", "decline", "withdraw")


def proposals(
    viewer: Viewer, status: str | None = None, after: str | None = None, limit: int = 50
) -> Page[ProposalView]:
    """Every joint proposal, newest first. In a list the changes carry links only; a proposal's entry has them whole."""
    rows = Act.objects.filter(act="propose", verdict="valid").exclude(state="recorded")
    if status:
        rows = rows.filter(state__in=("withdrawing", "withdrawn") if status == "withdrawn" else (status,))
    total = rows.count()
    page, key = paged(rows, after, limit)
    return Page(proposal_views(page, viewer), key, total)


def proposal_views(rows: Iterable[Act], viewer: Viewer, *, whole: bool = False) -> tuple[ProposalView, ...]:
    """Proposals in full words; ``whole`` adds the fields and the word differences of each change."""
    rows = list(rows)
    everyone = party_map()
    answers = _answers(rows, viewer)
    names = {row.pk: [change[0] for change in row.data["changes"]] for row in rows if row.data}
    linked = links(name for found in names.values() for name in found)
    found = []
    for row in rows:
        if whole:
            changes = change_views(_entry(row), viewer)
        else:
            bases = {change[0]: change[2] for change in row.data["changes"]}
            changes = tuple(ChangeView(linked[n], not bases[n], (), ()) for n in names[row.pk])
        found.append(_view(row, everyone, changes, answers.get((row.log, row.seq), ())))
    return tuple(found)


def _entry(row: Act) -> Entry:
    return Entry.parse(bytes(LogEntry.objects.get(log=row.log, seq=row.seq).raw))


def _answers(rows: list[Act], viewer: Viewer) -> dict[tuple[str, int], tuple[ActView, ...]]:
    """The valid acts that answer these proposals, oldest first, with the proposals themselves in front."""
    logs = {row.log for row in rows}
    found = [
        act
        for log in logs
        for act in Act.objects.filter(
            target_log=log, target_seq__in=[r.seq for r in rows if r.log == log], verdict="valid"
        ).order_by("time", "id")
    ]
    views = act_views([*rows, *found], viewer)
    grouped: dict[tuple[str, int], list[ActView]] = {(row.log, row.seq): [] for row in rows}
    for row, view in zip([*rows, *found], views, strict=True):
        grouped[(row.log, row.seq) if row.act == "propose" else (row.target_log or "", row.target_seq or 0)].append(
            view
        )
    return {key: tuple(sorted(acts, key=lambda a: (a.time, ORDER.index(a.act)))) for key, acts in grouped.items()}


def _view(
    row: Act, everyone: Mapping[str, Party], changes: tuple[ChangeView, ...], acts: tuple[ActView, ...]
) -> ProposalView:
    data = row.data
    named = tuple(sorted((everyone[c] for c in data["named"] if c in everyone), key=lambda p: (p.order, p.code)))
    agreed = tuple(p for p in named if p.code in data["endorsed"])
    waiting = tuple(p for p in named if p.code not in data["endorsed"]) if row.state == "open" else ()
    newest = {view.party.code: view for view in acts if view.act == "position"}
    positions = tuple(
        PositionView(view.party, view.reason or Text("", ""), view.ref, view.time)
        for view in sorted(newest.values(), key=lambda v: v.party.order)
    )
    return ProposalView(
        ref=EntryRef(row.log, row.seq, row.leaf),
        title=package_title([change.link for change in changes], len(changes)),
        status=STATUS.get(row.state, row.state),  # type: ignore[arg-type]
        status_words=_status_words(row.state, waiting, named),
        proposer=everyone[row.party],
        time=row.time,
        named=named,
        agreed_by=agreed,
        waiting_for=waiting,
        joint_custody=len(named) > 1 and any(p.custody == "joint" for p in named),
        changes=changes,
        positions=positions,
        acts=acts,
    )


def _status_words(state: str, waiting: tuple[Party, ...], named: tuple[Party, ...]) -> Text:
    if state == "open" and waiting:
        return Text("open, waiting for ", "abierta, en espera de ") + Text.join(", ", (p.name for p in waiting))
    if state == "recorded":
        return Text("recorded by ", "registrada por ") + named[0].name
    if state == "agreed" and any(p.custody == "joint" for p in named):
        return Text("agreed under joint custody", "con conformidad de las partes, bajo custodia conjunta")
    return STATES.get(state, Text.same(state))
