"""The facts behind what slipped, from the projection's tables, in a fixed number of queries.

What is found is kept until the record moves on: it is the same for as long as no entry more is judged, it holds no
words (digests only, which every reader may see), and reading it anew takes time with thousands of actions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import orjson
from django.db import connection
from django.db.models import OuterRef, Subquery, TextField
from django.db.models.functions import Cast

from bilateral.dialogue.slipped import Action, Pause, Said, Slip, Step, Wording, reckon
from bilateral.dialogue.value_types import ONGOING
from bilateral.node.models import Act, Document, Log, LogEntry, Version

KINDS = ("plan", "pillar", "line", "action", "report", "pause")
COUNTED = ("agreed", "annulled", "overtaken", "cut_off", "not_assessed")
PROSE = ("title", "text", "end")
Body = Mapping[str, Any]
State = tuple[str, tuple[tuple[str, int, str], ...]]
"""Which database, and how far each log in it is judged."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A version: its number, where its text stands, where and when the last government agreed, and what undid it."""

    number: int
    log: str
    seq: int
    change: int
    agreed_log: str
    agreed_seq: int
    time: datetime
    undone: str


@dataclass(frozen=True, slots=True)
class PauseFact:
    """A pause and the document that records it."""

    name: str
    pause: Pause


@dataclass(frozen=True, slots=True)
class Facts:
    """``succeeded`` are plans by the one that came after; ``stages`` the versions of actions, in their order."""

    actions: tuple[Action, ...]
    pauses: tuple[PauseFact, ...]
    succeeded: Mapping[str, str]
    stages: Mapping[str, tuple[Stage, ...]]


def state() -> State:
    """How far the record is judged: what is kept holds for as long as this stays the same."""
    logs = Log.objects.order_by("pk").values_list("pk", "judged", "root")
    place = connection.settings_dict
    return f"{place.get('HOST')}/{place['NAME']}", tuple(logs)


@lru_cache(maxsize=8)
def slips(at: State, today: date) -> tuple[tuple[Slip, ...], Facts]:
    """All actions, those that slipped most first, and the facts behind them."""
    found = facts(at)
    reckoned = reckon(found.actions, today, [fact.pause for fact in found.pauses], found.succeeded)
    return tuple(sorted(reckoned, key=_order)), found


def _order(slip: Slip) -> tuple[int, int, str]:
    days = [moved.days or 0 for moved in (slip.moved, *(step.moved for step in slip.steps))]
    missing = sum(step.state in ("unreported", "late") for step in slip.steps)
    return -max(0, *days), -missing - bool(slip.dropped), slip.action.name


@lru_cache(maxsize=4)
def facts(at: State) -> Facts:
    rows = _documents()
    plans = _plans(rows)
    stages = _stages()
    first = _first_bodies()
    said = _said(rows["report"], stages)
    actions = []
    for row in rows["action"]:
        if row["status"] in COUNTED:
            actions.append(_action(row, stages.get(row["name"], ()), first, said.get(row["name"], ()), plans))
    pauses = [
        PauseFact(row["name"], Pause(row["parties"][0], date.fromisoformat(body["start"]), _day(body["end"])))
        for row in rows["pause"]
        if row["status"] == "recorded" and (body := row["body"])
    ]
    succeeded = {
        before: row["name"]
        for row in rows["plan"]
        if row["status"] == "agreed" and (before := row["body"].get("follows")) and before != row["name"]
    }
    kept = {action.name: stages.get(action.name, ()) for action in actions}
    return Facts(tuple(actions), tuple(sorted(pauses, key=lambda p: (p.pause.start, p.name))), succeeded, kept)


# -- rows ------------------------------------------------------------------------------------------------------------


def _documents() -> dict[str, list[dict[str, Any]]]:
    """The rows by kind, with bodies read by the fastest reader."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = Document.objects.filter(kind__in=KINDS).annotate(raw=Cast("body", TextField()), bound=_text("parties"))
    for name, kind, status, parent, raw, bound in rows.values_list("name", "kind", "status", "parent", "raw", "bound"):
        row = {"name": name, "status": status, "parent": parent}
        found[kind].append({**row, "body": orjson.loads(raw), "parties": orjson.loads(bound)})
    return found


def _text(field: str) -> Cast:
    return Cast(field, TextField())


def _stages() -> dict[str, tuple[Stage, ...]]:
    """The versions of actions and of reports, with the moment of the last agreement."""
    shown = Document.objects.filter(kind__in=("action", "report")).values("name")
    agreed = Act.objects.filter(log=OuterRef("agreed_log"), seq=OuterRef("agreed_seq")).values("time")[:1]
    rows = Version.objects.filter(name__in=shown).annotate(time=Subquery(agreed)).order_by("name", "number")
    names = ("name", "number", "log", "seq", "change", "agreed_log", "agreed_seq", "time", "annulled_by")
    found: dict[str, list[Stage]] = defaultdict(list)
    for name, *rest in rows.values_list(*names):
        found[name].append(Stage(*rest))
    return {name: tuple(stages) for name, stages in found.items()}


def first_of(stages: Iterable[Stage]) -> Stage | None:
    """The first version that was not undone; where all were, the first."""
    stages = tuple(stages)
    return next((stage for stage in stages if not stage.undone), stages[0] if stages else None)


def _first_bodies() -> dict[tuple[str, int], list[Body]]:
    """What the entries say in which actions that were changed since first stood: each entry once."""
    quote = connection.ops.quote_name
    entry, version, document = (quote(m._meta.db_table) for m in (LogEntry, Version, Document))
    first = f"(SELECT MIN(w.number) FROM {version} w WHERE w.name = v.name AND w.annulled_by = '')"
    wanted = (
        f"SELECT DISTINCT v.log, v.seq FROM {version} v JOIN {document} d ON d.name = v.name "
        f"WHERE d.kind = 'action' AND v.number < d.number AND v.number = COALESCE({first}, 1)"
    )
    sql = f"SELECT e.log, e.seq, e.raw FROM ({wanted}) p JOIN {entry} e ON e.log = p.log AND e.seq = p.seq"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows = cursor.fetchall()
    return {(log, seq): [change["body"] for change in orjson.loads(bytes(raw))["changes"]] for log, seq, raw in rows}


def _plans(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, str]:
    """The plan above each pillar and each line of work."""
    found = {row["name"]: row["parent"] for row in rows["pillar"]}
    return found | {row["name"]: found.get(row["parent"], "") for row in rows["line"]}


# -- from bodies to facts --------------------------------------------------------------------------------------------


def _said(rows: Iterable[Mapping[str, Any]], stages: Mapping[str, tuple[Stage, ...]]) -> dict[str, tuple[Said, ...]]:
    """The reports on each action, each government's in the order in which it recorded them."""
    found: dict[str, list[tuple[int, str, Said]]] = defaultdict(list)
    for row in rows:
        if row["status"] == "recorded" and (made := stages.get(row["name"])):
            body = row["body"]
            states = {part["id"]: part["state"] for part in body["milestones"]}
            report = Said(row["parties"][0], date.fromisoformat(body["as_of"]), states)
            found[body["action"]].append((made[-1].agreed_seq, row["name"], report))
    return {name: tuple(said for _, _, said in sorted(told, key=lambda t: t[:2])) for name, told in found.items()}


def _action(
    row: Mapping[str, Any],
    stages: tuple[Stage, ...],
    bodies: Mapping[tuple[str, int], list[Body]],
    said: tuple[Said, ...],
    plans: Mapping[str, str],
) -> Action:
    body: Body = row["body"]
    first, standing = first_of(stages), [stage for stage in stages if not stage.undone]
    last = standing[-1] if standing else (stages[-1] if stages else None)
    in_force = row["status"] == "agreed"
    present = _wording(body, last)
    begun = bodies.get((first.log, first.seq)) if first and first != last else None
    return Action(
        name=row["name"],
        status=row["status"],
        first=_wording(begun[first.change], first) if begun and first else present,
        present=present,
        leads=body.get("leads") or {},
        completed=_day(body.get("completed")) if in_force else None,
        retired=_day(body.get("retired")) if in_force else None,
        plan=plans.get(row["parent"], ""),
        follows=body.get("follows") or "",
        reports=said,
    )


def _wording(body: Body, stage: Stage | None) -> Wording:
    words = tuple(digest for name in PROSE for digest in (body.get(name) or {}).values())
    steps = tuple(
        Step(part["id"], part["party"], _day(part["due"]), tuple(part["title"].values()))
        for part in body.get("milestones") or ()
    )
    return Wording(stage.time.astimezone(UTC).date() if stage else None, _day(body.get("due")), words, steps)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and value != ONGOING else None
