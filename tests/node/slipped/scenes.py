"""Plans in which something slips: actions agreed, amended, given up, undone, reported on and left unreported."""

from datetime import date
from typing import Any

import pytest

from bilateral.node import drafting
from bilateral.node.read.slipped import feed, pauses, views
from bilateral.values import EntryRef
from tests.node.homes import Node, World, both
from tests.node.test_door import ACTION

STEPS = [
    {"id": "m1", "party": "us", "title": both("First step", "Primer paso"), "due": "2026-06-30"},
    {"id": "m2", "party": "mx", "title": both("Second step", "Segundo paso"), "due": "2026-09-30"},
]


def on(day: str, patch: pytest.MonkeyPatch) -> date:
    """Let it be this day for everything that asks what slipped."""
    at = date.fromisoformat(day)
    for module in (views, pauses, feed):
        patch.setattr(module, "today", lambda: at)
    return at


def agreed(us: Node, mx: Node, *drafts: Any) -> str:
    """Put on the record and agreed; where one home signs for both, without going between two."""
    place = us.propose(*drafts, party="us")
    if mx is us:
        us.act("concur", place, party="mx")
        return place
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    return place


def action(us: Node, name: str, **changes: Any) -> Any:
    whole = {**ACTION, "under": "t/us:p", "leads": {"us": "t/us:o"}, "due": "2026-12-31", "milestones": STEPS}
    return us.draft("action", name, {**whole, **changes})


def amend(us: Node, name: str, **changes: Any) -> Any:
    """A change of an action in force, built on what it says now."""
    given = {"kind": "action", "name": f"t/us:{name}", "change": changes}
    return us.run(drafting.from_document, us.home, us.party, given, "")


def report(node: Node, about: str, as_of: str, name: str = "r", **states: str) -> str:
    content = {
        "title": both("Report", "Informe"),
        "action": f"t/us:{about}",
        "as_of": as_of,
        "milestones": [{"id": step, "state": state.replace("_", "-")} for step, state in states.items()],
        "text": both("Done so far.", "Hecho hasta ahora."),
    }
    return node.propose(node.draft("report", name, content))


def plan(world: World) -> list[Node]:
    """A plan in force with three actions: a moves and is reworded, b is given up, c is undone."""
    us, mx = world.dialogue("us", "mx")
    mx.act("concur", "t/us#1")
    us.pull(mx)
    us.propose(us.office("o", "Customs"))
    agreed(us, mx, *(action(us, name, number=n + 1) for n, name in enumerate("ab")))
    undone = agreed(us, mx, action(us, "c", number=3))
    changed = amend(us, "a", due="2028-06-30", end=both("All 4 gates are open.", "Abren las 4 puertas."))
    stopped = amend(us, "b", retired="2026-08-01", reason=both("No money.", "Sin recursos."))
    agreed(us, mx, changed, stopped)
    target: EntryRef = us.run(drafting.target, undone)
    content = {"title": both("Undo"), "target": target.full, "reason": both("A mistake", "Un error")}
    agreed(us, mx, us.draft("annulment", "undo", content))
    return [us, mx]
