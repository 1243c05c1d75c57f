"""The built-in HLED plan and the matching of an imported plan to it.

Not here: the record's entries, and the reading of published texts (dialogue.plan_import).
"""

from bilateral.dialogue.hled.builtin import (
    BuiltinAction,
    BuiltinLine,
    BuiltinMilestone,
    BuiltinOffice,
    BuiltinParty,
    BuiltinPillar,
    BuiltinPlan,
    load_builtin,
)
from bilateral.dialogue.hled.match import Difference, Pair, PlanMatch, match_import
from bilateral.dialogue.hled.match_report import render_match

__all__ = [
    "BuiltinAction",
    "BuiltinLine",
    "BuiltinMilestone",
    "BuiltinOffice",
    "BuiltinParty",
    "BuiltinPillar",
    "BuiltinPlan",
    "Difference",
    "Pair",
    "PlanMatch",
    "load_builtin",
    "match_import",
    "render_match",
]
