"""The fold: from entries of any number of logs, in any order of arrival, to one state.

Spec: ``spec/fold.md``. A verdict depends only on an entry's causal past and never changes; agreement is final at the
last named party's concurrence. Nothing here reads sealed content, clocks or arrival order.

    contested   what a revoke of keys calls into doubt: a label
    facts       what is remembered of judged entries
    lines       a party's logs: successors, their recognition, what they cut off
    state       versions, what is in force, what became of a proposal
    judge       the rules, with `succeeding` for those of successors
    world       entries in, in any order; one state out
"""

from bilateral.dialogue.fold.contested import contested, doubt_of, resting
from bilateral.dialogue.fold.facts import ChangeFact, Clock, Doubt, Facts, ProposalFact, Succession, party_of
from bilateral.dialogue.fold.judge import judge
from bilateral.dialogue.fold.outcome import Outcome
from bilateral.dialogue.fold.state import ProposalState, current_version, endorsements, proposal_state
from bilateral.dialogue.fold.world import World

__all__ = [
    "ChangeFact",
    "Clock",
    "Doubt",
    "Facts",
    "Outcome",
    "ProposalFact",
    "ProposalState",
    "Succession",
    "World",
    "contested",
    "current_version",
    "doubt_of",
    "endorsements",
    "judge",
    "party_of",
    "proposal_state",
    "resting",
]
