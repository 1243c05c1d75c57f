"""What happens to a sealed item after its entry: released, withheld, replaced, erased (spec/seal.md).

    grounds  why a text may be withheld or erased
    naming   the acts that name items, read strictly from an entry
    states   which act leads from which state to which, and where a log's items stand at its end

Not here: who may do it to an agreed text (dialogue), where openings are kept and destroyed (node).
"""

from bilateral.record.items.grounds import GROUNDS
from bilateral.record.items.naming import ACTS, Naming, is_day, is_items, naming
from bilateral.record.items.states import ERASED, PUBLIC, SEALED, STATES, WITHHELD, Item, States, after, begins

__all__ = [
    "ACTS",
    "ERASED",
    "GROUNDS",
    "PUBLIC",
    "SEALED",
    "STATES",
    "WITHHELD",
    "Item",
    "Naming",
    "States",
    "after",
    "begins",
    "is_day",
    "is_items",
    "naming",
]
