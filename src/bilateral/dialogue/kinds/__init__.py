"""The table of kinds: one module a row, in the order in which pages list them."""

from bilateral.dialogue.kind import Kind
from bilateral.dialogue.kinds import action, annulment, line, office, pillar, plan, removal

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (plan.KIND, pillar.KIND, line.KIND, action.KIND, office.KIND, removal.KIND, annulment.KIND)
}

__all__ = ["KINDS"]
