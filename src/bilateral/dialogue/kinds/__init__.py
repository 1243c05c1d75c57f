"""The table of kinds: one module a row, in the order in which pages list them."""

from bilateral.dialogue.kind import Kind
from bilateral.dialogue.kinds import action, annulment, line, office, pause, pillar, plan, removal, report, room

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        plan.KIND,
        pillar.KIND,
        line.KIND,
        action.KIND,
        report.KIND,
        office.KIND,
        pause.KIND,
        removal.KIND,
        annulment.KIND,
        room.KIND,
    )
}

__all__ = ["KINDS"]
