"""The plan as a tree: pillars, lines of work and actions, each action as a small bridge."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet

from bilateral.dialogue.sealing import digests_in
from bilateral.dialogue.slipped import Said, heard
from bilateral.node.models import Document, Link
from bilateral.node.read.base import Desk, desk_for, not_found, text_of
from bilateral.node.read.fields import due
from bilateral.node.read.offices import ends_of
from bilateral.node.read.reports.said import rows_on, said
from bilateral.node.read.shapes import (
    ActionCard,
    BridgeState,
    DocumentLink,
    Due,
    LineView,
    MilestoneView,
    PillarView,
    PlanView,
    SideView,
    Viewer,
)
from bilateral.values import Name, Text, format_date

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
STALE_AFTER = timedelta(days=365)
"""After how long without a report an action's picture says that what is known of it is old."""
SHOWN = ("agreed", "recorded", "proposed", "not_assessed")


def today() -> date:
    """The day that is over nowhere on Earth yet: nothing is late while its day still runs somewhere."""
    return (datetime.now(UTC) - timedelta(hours=12)).date()


def plan(viewer: Viewer, name: str | Name | None = None) -> PlanView | None:
    """The plan in force (or, before one is, the one proposed); None while there is none."""
    row = _plan(name)
    if row is None:
        return None
    desk = desk_for(viewer)
    pillars = _children([row.name], "pillar")
    views = _pillar_views(pillars, desk)
    held = desk.words(d for key in ("vision", "participation") for d in (row.body.get(key) or {}).values())
    return PlanView(
        link=desk.take(row),
        vision=text_of(row.body.get("vision"), held),
        participation=text_of(row.body.get("participation"), held),
        pillars=tuple(views),
    )


def in_plan(viewer: Viewer) -> tuple[DocumentLink, ...]:
    """What a text can point at: the plan, its pillars, lines of work and actions, and the offices that lead these. With
    nothing of how the actions stand, so in a few queries.
    """
    row = _plan(None)
    if row is None:
        return ()
    desk = desk_for(viewer)
    pillars = _children([row.name], "pillar")
    lines = _children([each.name for each in pillars], "line")
    actions = _children([each.name for each in (*pillars, *lines)], "action")
    found = desk.take_all([row, *pillars, *lines, *actions])
    leads = [name for each in actions for name in each.body.get("leads", {}).values()]
    held = desk.links(leads)
    return (*found, *(held[name] for name in dict.fromkeys(leads) if name and not held[name].missing))


def _plan(name: str | Name | None) -> Document | None:
    rows = Document.objects.filter(kind="plan", status__in=SHOWN)
    return rows.filter(pk=str(name)).first() if name else _newest(rows)


def _newest(rows: QuerySet[Document]) -> Document | None:
    """One that is in force and that no other in force succeeds; before there is one, one that is proposed."""
    in_force = Document.objects.filter(kind="plan", status="agreed").values("name")
    before = Link.objects.filter(rel="follows", source__in=in_force).values("target")
    ordered = rows.order_by("status", "-number", "pk")
    return ordered.exclude(name__in=before).first() or ordered.first()


def pillar(viewer: Viewer, name: str | Name) -> PillarView:
    """One pillar with its lines and actions. :raises NotFound: no such pillar."""
    row = Document.objects.filter(pk=str(name), kind="pillar").first()
    if row is None:
        raise not_found(Text("There is no such pillar.", "No existe ese pilar."), str(name))
    return _pillar_views([row], desk_for(viewer))[0]


def _children(parents: Iterable[str], kind: str) -> list[Document]:
    return list(Document.objects.filter(parent__in=list(parents), kind=kind, status__in=SHOWN).order_by("rank", "name"))


def _pillar_views(rows: list[Document], desk: Desk) -> list[PillarView]:
    lines = _children([row.name for row in rows], "line")
    actions = _children([row.name for row in (*rows, *lines)], "action")
    desk.take_all([*rows, *lines, *actions])
    held = desk.words(d for row in rows for d in (row.body.get("summary") or {}).values())
    cards = cards_of(actions, desk)
    by_parent: dict[str, list[ActionCard]] = defaultdict(list)
    for row, card in zip(actions, cards, strict=True):
        by_parent[row.parent].append(card)
    found = []
    for row in rows:
        views = [LineView(None, tuple(by_parent[row.name]))] if by_parent[row.name] else []
        views += [LineView(desk.take(line), tuple(by_parent[line.name])) for line in lines if line.parent == row.name]
        roman = ROMAN[row.rank] if 0 < row.rank < len(ROMAN) else str(row.rank)
        found.append(PillarView(desk.take(row), row.rank, roman, text_of(row.body.get("summary"), held), tuple(views)))
    return found


def card_whole(row: Document, desk: Desk) -> ActionCard:
    """An action's bridge for its own page: with what has become of the offices that lead it."""
    (card,) = cards_of([row], desk)
    ends = ends_of(name for name in row.body.get("leads", {}).values())
    links = desk.links(to for _, to in ends.values())

    def side(each: SideView) -> SideView:
        ended, to = (ends.get(str(each.lead.name)) if each.lead else None) or (None, "")
        return replace(each, ended=ended, moved_to=links[to] if to else None)

    return replace(card, sides=tuple(side(each) for each in card.sides))


def followed_by(name: str, desk: Desk) -> tuple[DocumentLink, ...]:
    """The plans or actions in force that go on from this one."""
    later = Link.objects.filter(rel="follows", target=name).values("source")
    rows = Document.objects.filter(name__in=later, status="agreed").exclude(name=name).order_by("name")
    return desk.take_all(rows[:20])


def cards_of(rows: list[Document], desk: Desk) -> list[ActionCard]:
    """Actions as small bridges, with one query for words, one for leads and one for reports, however many they are."""
    reported = rows_on(row.name for row in rows)
    desk.words(d for row in rows for d in digests_in(row.body.get("milestones", [])))
    desk.links(name for row in rows for name in row.body.get("leads", {}).values())
    return [_card(row, [said(report) for report in reported.get(row.name, ())], desk) for row in rows]


def _card(row: Document, reports: list[Said], desk: Desk) -> ActionCard:
    held, leads, told = desk.words(()), desk.links(()), heard(reports)
    sides = []
    for party in desk.in_order(row.parties):
        steps = tuple(
            MilestoneView(
                m["id"],
                text_of(m["title"], held),
                m["party"],
                due(m["due"]),
                done=state == "done",
                reported=bool(state),
            )
            for m in row.body.get("milestones", [])
            if m["party"] == party.code
            for _, state in [told.get((party.code, m["id"]), (None, ""))]
        )
        lead = row.body.get("leads", {}).get(party.code)
        sides.append(SideView(party, leads[lead] if lead else None, steps))
    spoken = max((report.as_of for report in reports if report.party in row.parties), default=None)
    state, words = _state(row, today(), spoken)
    return ActionCard(desk.take(row), state, words, tuple(sides), row.open)


_OVER: dict[str, Text] = {
    "declined": Text("declined", "declinada"),
    "withdrawn": Text("withdrawn", "retirada"),
    "overtaken": Text("overtaken by another text", "rebasada por otro texto"),
    "annulled": Text("undone together", "anulada de común acuerdo"),
    "cut_off": Text("does not count: its record had ended", "no cuenta: su registro había terminado"),
    "not_assessed": Text("could not be assessed", "no pudo evaluarse"),
}


def _state(row: Document, day: date, spoken: date | None) -> tuple[BridgeState, Text]:
    """:param spoken: the last day up to which a report on it speaks."""
    body = row.body
    end: Due = due(body.get("due"))
    if row.status == "proposed":
        return "open", Text("proposed, not yet agreed", "propuesta, aún sin conformidad")
    if row.status in _OVER:
        return "unknown", _OVER[row.status]
    if body.get("completed"):
        when = date.fromisoformat(body["completed"])
        return "closed", _dated("agreed complete, {day}", "cumplida de común acuerdo, {day}", when)
    if body.get("retired"):
        return "unknown", _dated("given up, {day}", "abandonada, {day}", date.fromisoformat(body["retired"]))
    if end.ongoing:
        return "ongoing", Text("ongoing", "permanente")
    if end.date and end.date < day:
        return "late", _dated("was due {day}", "venció el {day}", end.date)
    if body.get("start") and body["start"] > day.isoformat():
        return "open", _dated("starts {day}", "inicia el {day}", date.fromisoformat(body["start"]))
    if spoken is None:
        return "unknown", Text("no report yet", "aún sin informe")
    if spoken + STALE_AFTER < day:
        return "stale", _dated("last reported {day}", "último informe: {day}", spoken)
    return "open", _dated("reported {day}", "con informe al {day}", spoken)


def _dated(en: str, es: str, day: date) -> Text:
    return Text(en.format(day=format_date(day, "en")), es.format(day=format_date(day, "es")))


def above(row: Document) -> tuple[Document, ...]:
    """The documents above this one, the plan first."""
    found: list[Document] = []
    parent, seen = row.parent, {row.name}
    while parent and parent not in seen and len(found) < 8:
        seen.add(parent)
        higher = Document.objects.filter(pk=parent).first()
        if higher is None:
            break
        found.append(higher)
        parent = higher.parent
    return tuple(reversed(found))


def children(name: Name, desk: Desk) -> tuple[DocumentLink, ...]:
    rows = Document.objects.filter(parent=str(name), status__in=SHOWN).order_by("kind", "rank", "name")[:200]
    return desk.take_all(rows)
