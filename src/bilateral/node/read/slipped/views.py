"""What slipped, one page of actions at a time, with what all that were asked for add up to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bilateral.dialogue.sealing import digests_in
from bilateral.dialogue.slipped import Moved, Slip, StepSlip, Sum, by_office, by_party, total
from bilateral.dialogue.slipped.reckon import MARKS
from bilateral.node.models import Document
from bilateral.node.read.base import Desk, Moment, desk_for, moments, text_of
from bilateral.node.read.changes import fields_of
from bilateral.node.read.fields import diffs, due
from bilateral.node.read.offices import ends_of
from bilateral.node.read.plan import today
from bilateral.node.read.shapes import FieldDiff, FieldView, Viewer
from bilateral.node.read.slipped.facts import PROSE, Facts, Stage, State, first_of, slips, state
from bilateral.node.read.slipped.pauses import pause_views
from bilateral.node.read.slipped.shapes import (
    DateMoved,
    LeadView,
    OfficeSum,
    SideSum,
    SlippedView,
    SlipView,
    StepView,
    VersionLink,
)
from bilateral.node.read.slipped.words import DROPPED_WORDS, MARK_WORDS, STEP_WORDS
from bilateral.values import LANGS, BadInput, Name, Text
from bilateral.values.diff import word_diff
from bilateral.values.ref import party_of

MOST_OFFICES = 40
AT_ONCE = 200
Body = Mapping[str, Any]
_AddedUp = tuple[tuple[Slip, ...], Sum, Mapping[str, Sum], tuple[tuple[str, Sum], ...]]
_OWN = ("late", "unreported")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which actions: with this mark, of this government, led by this office, in this plan, this one alone."""

    what: str | None = None
    party: str | None = None
    office: str | None = None
    plan: str | None = None
    of: str | None = None


def slipped(viewer: Viewer, asked: Asked = Asked(), after: str | None = None, limit: int = 20) -> SlippedView:
    """One page of the actions asked for, those that slipped most first, and their totals.

    ``after`` is the name of the last action of the page before. :raises BadInput: there is no such page.
    """
    desk, at, day = desk_for(viewer), state(), today()
    chosen, sums, sides, offices = _added_up(at, day, asked, tuple(desk.parties))
    facts, plans = slips(at, day)[1], _plans(at, day)
    start = _start(chosen, after)
    page = chosen[start : start + limit]
    shown = [(office, its) for office, its in offices if asked.office in (None, office)]
    linked = desk.links([*plans, *(office for office, _ in shown[:MOST_OFFICES])])
    return SlippedView(
        items=_views(page, facts, desk),
        after=page[-1].action.name if start + limit < len(chosen) else None,
        total=len(chosen),
        as_of=day,
        source=tuple((log, judged) for log, judged, _ in at[1]),
        sums=sums,
        sides=tuple(SideSum(desk.party(code), its) for code, its in sides.items() if asked.party in (None, code)),
        offices=tuple(OfficeSum(linked[name], _side(name, desk), its) for name, its in shown[:MOST_OFFICES]),
        more_offices=max(0, len(shown) - MOST_OFFICES),
        pauses=pause_views(facts.pauses, desk),
        plans=tuple(linked[name] for name in plans),
    )


@lru_cache(maxsize=64)
def _added_up(at: State, day: date, asked: Asked, parties: tuple[str, ...]) -> _AddedUp:
    """The actions asked for and what they add up to, kept as `facts.slips` is; offices with most to look at first."""
    chosen = tuple(slip for slip in slips(at, day)[0] if _answers(slip, asked))
    offices = sorted(by_office(chosen).items(), key=lambda item: (-item[1].slipped, item[0]))
    return chosen, total(chosen), by_party(chosen, parties), tuple(offices)


@lru_cache(maxsize=4)
def _plans(at: State, day: date) -> tuple[str, ...]:
    return tuple(sorted({slip.action.plan for slip in slips(at, day)[0] if slip.action.plan}))


def slip_lines(viewer: Viewer, asked: Asked = Asked()) -> Iterator[SlipView]:
    """All that are asked for, some at a time, as the table to download holds them."""
    every, facts = slips(state(), today())
    chosen = [slip for slip in every if _answers(slip, asked)]
    for start in range(0, len(chosen), AT_ONCE):
        yield from _views(chosen[start : start + AT_ONCE], facts, Desk(viewer))


def _side(office: str, desk: Desk) -> Any:
    return desk.party(party_of(Name.parse(office).origin))


def _answers(slip: Slip, asked: Asked) -> bool:
    if asked.of is not None and slip.action.name != asked.of:
        return False
    if asked.plan is not None and slip.action.plan != asked.plan:
        return False
    if asked.office is not None and asked.office not in slip.action.leads.values():
        return False
    if asked.party is not None and asked.party not in {*slip.action.leads, *(step.party for step in slip.steps)}:
        return False
    if asked.what is None:
        return True
    if asked.party is not None and asked.what in _OWN:
        own = any(step.party == asked.party and step.state == asked.what for step in slip.steps)
        return own or (asked.what == "late" and slip.late)
    return asked.what in slip.marks


def _start(chosen: Sequence[Slip], after: str | None) -> int:
    if not after:
        return 0
    at = next((n for n, slip in enumerate(chosen) if slip.action.name == after), None)
    if at is None:
        raise BadInput(
            what=Text("This page of the list can't be found.", "No se encuentra esta página de la lista."),
            where=f"after={after[:80]}",
            do=Text("Start from the list's first page.", "Empieza desde la primera página de la lista."),
        )
    return at + 1


# -- actions ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Around:
    """What a page of actions needs beside them, looked up at once."""

    facts: Facts
    desk: Desk
    bodies: Mapping[str, tuple[str, Body]]
    begun: Mapping[str, Body]
    at: Mapping[tuple[str, int], Moment]
    ends: Mapping[str, tuple[date, str]]


def _views(page: Sequence[Slip], facts: Facts, desk: Desk) -> tuple[SlipView, ...]:
    if not page:
        return ()
    around = _look_up(page, facts, desk)
    return tuple(_view(slip, around) for slip in page)


def _look_up(page: Sequence[Slip], facts: Facts, desk: Desk) -> _Around:
    names = [slip.action.name for slip in page]
    rows = Document.objects.filter(pk__in=names).values_list("name", "kind", "version", "body")
    bodies = {name: (f"{kind}/{version}", body) for name, kind, version, body in rows}
    firsts = {slip.action.name: stage for slip in page if (stage := first_of(facts.stages.get(slip.origin, ())))}
    told = desk.told((stage.log, stage.seq) for stage in firsts.values())
    begun = {name: told[stage.log, stage.seq].changes[stage.change]["body"] for name, stage in firsts.items()}
    own = {slip.action.name: stage for slip in page if (stage := first_of(facts.stages.get(slip.action.name, ())))}
    told = desk.told((stage.log, stage.seq) for stage in own.values())
    steps = [told[s.log, s.seq].changes[s.change]["body"].get("milestones", []) for s in own.values()]
    desk.words(d for body in (*begun.values(), *(body for _, body in bodies.values())) for d in digests_in(body))
    desk.words(d for some in steps for d in digests_in({"milestones": some}))
    offices = {office for slip in page for office in slip.action.leads.values() if office}
    ends = ends_of(offices)
    pointed = {p for s in page for p in (s.action.name, s.action.plan, s.carried, s.origin)}
    desk.links({*pointed, *offices, *(to for _, to in ends.values())})
    last = [stage for name in names if (stage := _last(facts.stages.get(name, ())))]
    places = {(stage.log, stage.seq) for stage in (*firsts.values(), *last)}
    kept = {name: {**body, "milestones": some} for (name, body), some in _with(begun, own, told)}
    return _Around(facts, desk, bodies, kept, moments(places), ends)


def _with(begun: Mapping[str, Body], own: Mapping[str, Stage], told: Any) -> Iterator[tuple[tuple[str, Body], Any]]:
    """First wordings with the milestones of the action itself: one that it carries on may use the same ids."""
    for name, body in begun.items():
        stage = own.get(name)
        mine = told[stage.log, stage.seq].changes[stage.change]["body"] if stage else body
        yield (name, body), mine.get("milestones", [])


def _view(slip: Slip, around: _Around) -> SlipView:
    action, links, held = slip.action, around.desk.links(()), around.desk.words(())
    tag, body = around.bodies[action.name]
    begun = around.begun.get(action.name, body)
    return SlipView(
        link=links[action.name],
        plan=links[action.plan] if action.plan else None,
        leads=_leads(slip, around),
        first=_version(first_of(around.facts.stages.get(slip.origin, ())), around),
        present=_version(_last(around.facts.stages.get(action.name, ())), around),
        moved=DateMoved(due(begun.get("due")), due(body.get("due")), slip.moved.days, slip.moved.mark),
        marks=tuple((mark, MARK_WORDS[mark]) for mark in MARKS if mark in slip.marks),
        late=slip.late,
        completed=action.completed,
        dropped=slip.dropped,
        dropped_words=DROPPED_WORDS.get(slip.dropped),
        carried=links[slip.carried] if slip.carried else None,
        origin=links[slip.origin] if slip.origin != action.name else None,
        steps=_steps(slip, begun, body, around),
        paused=slip.paused,
        texts={name: (text_of(begun.get(name), held), text_of(body.get(name), held)) for name in PROSE},
        diffs=_diffs(tag, begun, body, held),
    )


def _leads(slip: Slip, around: _Around) -> tuple[LeadView, ...]:
    links, desk, found = around.desk.links(()), around.desk, []
    for party in desk.in_order(slip.action.leads):
        office = slip.action.leads[party.code]
        ended, to = around.ends.get(office) or (None, "")
        found.append(LeadView(party, links[office], ended, links[to] if to else None))
    return tuple(found)


def _last(stages: Sequence[Stage]) -> Stage | None:
    """The newest version that was not undone; where all were, the newest."""
    return next((stage for stage in reversed(stages) if not stage.undone), stages[-1] if stages else None)


def _version(stage: Stage | None, around: _Around) -> VersionLink | None:
    if stage is None:
        return None
    return VersionLink(stage.number, around.at[stage.log, stage.seq].ref(stage.seq), stage.time)


def _diffs(tag: str, begun: Body, body: Body, held: Mapping[str, str]) -> tuple[FieldDiff, ...]:
    """The texts that differ; digests that are equal are equal words."""
    specs = [spec for spec in fields_of(tag) if spec.name in PROSE and begun.get(spec.name) != body.get(spec.name)]
    sides = [
        [FieldView(spec.name, spec.label, spec.type, text_of(told.get(spec.name), held)) for spec in specs]
        for told in (begun, body)
    ]
    return diffs(*sides)


def _steps(slip: Slip, begun: Body, body: Body, around: _Around) -> tuple[StepView, ...]:
    first = {part["id"]: part for part in begun.get("milestones") or ()}
    present = {part["id"]: part for part in body.get("milestones") or ()}
    return tuple(_step(step, first.get(step.id), present.get(step.id), around) for step in slip.steps)


def _step(step: StepSlip, first: Body | None, present: Body | None, around: _Around) -> StepView:
    held = around.desk.words(())
    shown = present or first or {}
    was, title = text_of((first or shown).get("title"), held), text_of(shown.get("title"), held)
    words = None
    if present and first and present.get("title") != first.get("title") and was != title:
        words = {lang: word_diff(was.in_(lang), title.in_(lang)) for lang in LANGS}
    return StepView(
        id=step.id,
        title=title,
        party=around.desk.party(step.party),
        moved=_moved(step.moved, first or shown, shown),
        state=step.state,
        state_words=STEP_WORDS[step.state],
        heard=step.heard,
        new=step.new,
        words=words,
    )


def _moved(moved: Moved, first: Body, shown: Body) -> DateMoved:
    return DateMoved(due(first.get("due")), due(shown.get("due")), moved.days, moved.mark)
