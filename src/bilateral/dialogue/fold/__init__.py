"""The fold: from entries of any number of logs, in any order of arrival, to one state.

Spec: ``spec/fold.md``. A verdict depends only on an entry's causal past and never changes; agreement is final at the
last named party's concurrence. Nothing here reads sealed content, clocks or arrival order.
"""

from bilateral.dialogue.fold.contested import contested, doubt_of, resting
from bilateral.dialogue.fold.facts import ChangeFact, Clock, Doubt, Facts, ProposalFact, origin_of, party_of
from bilateral.dialogue.fold.judge import judge
from bilateral.dialogue.fold.outcome import Outcome
from bilateral.dialogue.fold.state import ProposalState, current_version, proposal_state
from bilateral.dialogue.fold.world import World

__all__ = [
    "ChangeFact",
    "Clock",
    "Doubt",
    "Facts",
    "Outcome",
    "ProposalFact",
    "ProposalState",
    "World",
    "contested",
    "current_version",
    "doubt_of",
    "judge",
    "origin_of",
    "party_of",
    "proposal_state",
    "resting",
]
