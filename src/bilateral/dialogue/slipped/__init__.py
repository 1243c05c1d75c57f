"""What slipped: how far the promises of actions have moved from where they first stood, and what nobody has reported.

facts    what has to be known of actions, reports and pauses
reckon   from those facts and a day to what slipped, action by action
sums     counts over many actions: all of them, by government, by office

Pure: the day comes in. Words are opaque marks here (the digests of texts): whether two are equal is all that is asked.
Not here: where the facts come from (node.read.slipped) and how it is shown.
"""

from bilateral.dialogue.slipped.facts import Action, Pause, Said, Step, Wording
from bilateral.dialogue.slipped.reckon import DROPPED, Moved, Slip, StepSlip, heard, paused_days, reckon
from bilateral.dialogue.slipped.sums import Sum, by_office, by_party, total

__all__ = [
    "DROPPED",
    "Action",
    "Moved",
    "Pause",
    "Said",
    "Slip",
    "Step",
    "StepSlip",
    "Sum",
    "Wording",
    "by_office",
    "by_party",
    "heard",
    "paused_days",
    "reckon",
    "total",
]
