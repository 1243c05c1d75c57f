"""Proposals and what became of them: who is named, who agreed, whom it waits for, each side's view, why declined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Q

from bilateral.dialogue.acts import STATES
from bilateral.node.models import Act
from bilateral.node.read.acts import act_views, names_of, package_title, paged, target_of
from bilateral.node.read.base import Desk, Key, desk_for
from bilateral.node.read.changes import change_view, prepare, with_effects
from bilateral.node.read.paging import Page
from bilateral.node.read.shapes import (
    ActView,
    ChangeView,
    Party,
    PositionView,
    ProposalView,
    Viewer,
)
from bilateral.node.read.standing.shapes import ProposalStatus
from bilateral.node.read.standing.words import proposal_standing
from bilateral.node.seals.between import all_kept, kept
from bilateral.values import EntryRef, Text

STATUS: dict[str, ProposalStatus] = {"withdrawing": "withdrawn", "recorded": "agreed"}
MOST_SEALED = 200
ANSWERS = ("concur", "decline", "withdraw", "position")


def proposals(
    viewer: Viewer, status: str | None = None, after: str | None = None, limit: int = 50
) -> Page[ProposalView]:
    """Every joint proposal, newest first. In a list the changes carry links only; a proposal's entry has them whole."""
    rows = Act.objects.filter(act="propose", verdict="valid").exclude(state="recorded")
    if status:
        rows = (
            rows.filter(state__in=("withdrawing", "withdrawn")) if status == "withdrawn" else rows.filter(state=status)
        )
    page, key = paged(rows, after, limit)
    return Page(proposal_views(page, desk_for(viewer)), key, rows.count())


def sealed(viewer: Viewer) -> tuple[ProposalView, ...]:
    """Every proposal whose words are still sealed between governments, newest first."""
    desk, held = desk_for(viewer), all_kept()
    rows = [row for row in desk.acts(held).values() if (row.log, row.seq) in held and row.act == "propose"]
    rows = sorted(rows, key=lambda row: (row.time, row.height, row.log), reverse=True)[:MOST_SEALED]
    return proposal_views(rows, desk)


def proposal_views(
    rows: Iterable[Act], desk: Desk, *, whole: bool = False, about: str = ""
) -> tuple[ProposalView, ...]:
    """Proposals in full words.

    :param whole: with the fields and the word differences of every change. :param about: of this document's change
        only; the others of its package are links.
    """
    rows = [row for row in rows if row.data]
    acts = _acts_on(rows, desk)
    shown: dict[Key, dict[str, ChangeView]] = {(row.log, row.seq): {} for row in rows}
    if whole or about:
        told = desk.told(shown)
        wanted = [(key, each) for key in shown for each in told[key].changes if whole or each["name"] == about]
        bases = prepare([each for _, each in wanted], desk)
        for key, each in wanted:
            shown[key][each["name"]] = change_view(each, bases, desk)
        if whole:
            for key in shown:
                shown[key] = with_effects(shown[key], told[key].changes, desk)
    desk.links(name for row in rows for name in names_of(row) if name not in shown[(row.log, row.seq)])
    sealed = kept(shown)
    return tuple(
        replace(_view(row, _changes(row, shown[key], desk), acts[key], desk), sealed=desk.in_order(sealed.get(key, ())))
        for row in rows
        for key in [(row.log, row.seq)]
    )


def _changes(row: Act, shown: Mapping[str, ChangeView], desk: Desk) -> tuple[ChangeView, ...]:
    """All changes of a proposal in its order, those not shown whole as links."""
    linked, data = desk.links(()), row.data or {}
    return tuple(
        shown[name] if name in shown else ChangeView(linked[name], not base, (), ())
        for name, _, base, *_ in data["changes"]
    )


def _acts_on(rows: Sequence[Act], desk: Desk) -> dict[Key, tuple[ActView, ...]]:
    """The proposals and the valid acts that answer them, oldest first."""
    by_log: dict[str, list[int]] = {}
    for row in rows:
        by_log.setdefault(row.log, []).append(row.seq)
    found: list[Act] = []
    if by_log:
        wanted = Q()
        for log, seqs in by_log.items():
            wanted |= Q(target_log=log, target_seq__in=seqs)
        found = list(Act.objects.filter(wanted, act__in=ANSWERS, verdict="valid"))
    everything = sorted([*rows, *found], key=lambda act: (act.time, act.height, act.log))
    grouped: dict[Key, list[ActView]] = {(row.log, row.seq): [] for row in rows}
    for act, view in zip(everything, act_views(everything, desk), strict=True):
        grouped[(target_of(act) if act.act in ANSWERS else None) or (act.log, act.seq)].append(view)
    return {key: tuple(views) for key, views in grouped.items()}


def _view(row: Act, changes: tuple[ChangeView, ...], acts: tuple[ActView, ...], desk: Desk) -> ProposalView:
    data = row.data or {}
    named = desk.in_order(data["named"])
    waiting = tuple(p for p in named if p.code not in data["agreed_by"]) if row.state == "open" else ()
    newest = {view.party.code: view for view in acts if view.act == "position"}
    joint = in_joint_custody([_as_it_was(party, row, acts, desk) for party in named])
    return ProposalView(
        ref=EntryRef(row.log, row.seq, row.leaf),
        title=package_title([change.link for change in changes], len(changes)),
        status=STATUS.get(row.state, row.state),  # type: ignore[arg-type]
        status_words=_status_words(row.state, waiting, named, joint=joint),
        proposer=desk.party(row.party),
        time=row.time,
        named=named,
        agreed_by=tuple(p for p in named if p.code in data["agreed_by"]),
        waiting_for=waiting,
        joint_custody=joint,
        changes=changes,
        positions=tuple(
            PositionView(view.party, view.reason or Text("", ""), view.ref, view.time)
            for view in sorted(newest.values(), key=lambda view: (view.party.order, view.party.code))
        ),
        acts=acts,
        standing=proposal_standing(row, desk),
    )


def _as_it_was(party: Party, row: Act, acts: Sequence[ActView], desk: Desk) -> Party:
    """A government with the custody that it declared when it endorsed the proposal; as it is now where it hasn't."""
    told = desk.rekeyed.get(party.origin)
    own = [row.seq] if row.log == party.origin else []
    said = own or [act.ref.seq for act in acts if act.act == "concur" and act.ref.log == party.origin]
    if told is None or not said:
        return party
    then = told.at(said[-1])
    return replace(party, custody=then.custody, custodian=then.custodian)  # type: ignore[arg-type]


def in_joint_custody(named: Sequence[Party]) -> bool:
    """Whether one custodian holds the keys of two of these governments."""
    return len({party.custodian for party in named}) < len(named)


def _status_words(state: str, waiting: Sequence[Party], named: Sequence[Party], *, joint: bool) -> Text:
    if state == "open" and waiting:
        return Text("open, waiting for ", "abierta, en espera de ") + Text.join(", ", (p.name for p in waiting))
    if state == "recorded":
        return Text("recorded by ", "registrada por ") + named[0].name
    if state == "agreed" and joint:
        return Text("agreed under joint custody", "con conformidad de las partes, bajo custodia conjunta")
    return STATES.get(state, Text.same(state))
