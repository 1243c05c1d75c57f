"""What slipped lately, as events: texts changed and dates moved, milestones that nobody reported, pauses, ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from bilateral.dialogue.slipped import Slip
from bilateral.node.projection.facts import key_of
from bilateral.node.read.base import Desk, desk_for, moments
from bilateral.node.read.changes import change_view, prepare
from bilateral.node.read.plan import today
from bilateral.node.read.shapes import DocumentLink, FieldDiff, Viewer
from bilateral.node.read.slipped.facts import Facts, Stage, slips, state
from bilateral.node.read.slipped.pauses import pause_views
from bilateral.node.read.slipped.words import STEP_WORDS, day_words
from bilateral.values import Text

NEWEST = 50


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``key`` names it for ever, ``title`` says it, ``details`` are sentences more."""

    key: str
    time: datetime
    link: DocumentLink
    title: Text
    details: tuple[Text, ...] = ()


def events(viewer: Viewer) -> tuple[Event, ...]:
    """The newest events, newest first. One that a later report or agreement undoes is no longer among them."""
    desk = desk_for(viewer)
    every, facts = slips(state(), today())
    silent = [(slip, step) for slip in every for step in slip.steps if step.state in ("unreported", "late")]
    silent.sort(key=lambda item: (item[1].moved.present, item[0].action.name, item[1].id), reverse=True)
    ended = [(slip, stages[-1]) for slip in every if slip.dropped == "annulled" and (stages := _of(slip, facts))]
    desk.links(slip.action.name for slip, _ in (*silent[:NEWEST], *ended[:NEWEST]))
    found = [
        *_changed(facts, desk),
        *_undone(ended[:NEWEST], desk),
        *_milestones(silent[:NEWEST], desk),
        *_pauses(facts, desk),
    ]
    return tuple(sorted(found, key=lambda event: (event.time, event.key), reverse=True)[:NEWEST])


def _changed(facts: Facts, desk: Desk) -> Iterable[Event]:
    """The newest agreements that changed an action, each with what differs from the text before."""
    later = [(stage, name) for name, stages in facts.stages.items() for stage in stages[1:]]
    newest = sorted(later, key=lambda item: (item[0].time, item[1]), reverse=True)[:NEWEST]
    told = desk.told((stage.log, stage.seq) for stage, _ in newest)
    changes = [told[stage.log, stage.seq].changes[stage.change] for stage, _ in newest]
    bases = prepare(changes, desk)
    for (stage, name), change in zip(newest, changes, strict=True):
        view = change_view(change, bases, desk)
        title = Text("Changed: ", "Modificada: ") + view.link.title
        yield Event(f"{name}/{stage.log}#{stage.seq}", stage.time, view.link, title, tuple(_said(view.diffs)))


def _said(diffs: Iterable[FieldDiff]) -> Iterable[Text]:
    for diff in diffs:
        if diff.words is not None:
            yield diff.label + Text(": reworded.", ": cambió de redacción.")
        elif diff.type in ("due", "date"):
            told = Text("{label}: from {before} to {after}.", "{label}: de {before} a {after}.")
            yield told.format(label=diff.label, before=day_words(diff.before), after=day_words(diff.after))
        else:
            yield diff.label + Text(": changed.", ": cambió.")


def _undone(ended: Sequence[tuple[Slip, Stage]], desk: Desk) -> Iterable[Event]:
    """Actions of which nothing is in force any more, at the moment of the act that undid the last of it."""
    at = moments(key_of(stage.undone) for _, stage in ended if stage.undone)
    for slip, stage in ended:
        if stage.undone:
            link = desk.links(())[slip.action.name]
            title = Text("Undone together: ", "Anulada de común acuerdo: ") + link.title
            yield Event(f"{slip.action.name}/{stage.undone}", at[key_of(stage.undone)].time, link, title)


def _of(slip: Slip, facts: Facts) -> tuple[Stage, ...]:
    return facts.stages.get(slip.action.name, ())


def _milestones(silent: list[tuple[Slip, Any]], desk: Desk) -> Iterable[Event]:
    for slip, step in silent:
        link, due = desk.links(())[slip.action.name], step.moved.present
        at = datetime.combine(due + timedelta(days=1), time(12), UTC)  # the first moment at which its day is over
        title = Text("{who}, milestone {id}: ", "{who}, hito {id}: ").format(
            who=desk.party(step.party).name, id=step.id
        )
        key = f"{slip.action.name}/{step.id}/{due.isoformat()}/{step.state}"
        yield Event(key, at, link, title + STEP_WORDS[step.state], (link.title,))


def _pauses(facts: Facts, desk: Desk) -> Iterable[Event]:
    for view in pause_views(facts.pauses, desk):
        begun = Text("The dialogue is paused: ", "El diálogo está en pausa: ") + view.party.name
        back = Text("Back in the dialogue: ", "De vuelta en el diálogo: ") + view.party.name
        for when, title, part in ((view.start, begun, "start"), (view.end, back, "end")):
            if when and when <= today():
                at = datetime.combine(when, time(), UTC)
                yield Event(f"{view.link.name}/{part}", at, view.link, title, (view.reason,) if part == "start" else ())
