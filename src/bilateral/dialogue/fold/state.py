"""What is so as of a clock: a document's version in force, and what became of a proposal."""

from dataclasses import dataclass
from typing import Literal

from bilateral.dialogue.fold.facts import ChangeFact, Clock, Facts, ProposalFact, inside, origin_of

ProposalState = Literal["open", "agreed", "declined", "withdrawing", "withdrawn", "overtaken"]


@dataclass(frozen=True, slots=True)
class Version:
    """A version in force: the change that made it and the proposal that carried it. ``id`` is ``leaf/index``."""

    id: str
    change: ChangeFact
    proposal: ProposalFact
    number: int


def versions(facts: Facts, name: str, clock: Clock) -> tuple[Version, ...]:
    """The chain of agreed versions of a document inside ``clock``, oldest first.

    Per document and base at most one proposal can be agreed (``spec/fold.md``), so the chain never branches.
    """
    by_base: dict[str, tuple[ChangeFact, ProposalFact]] = {}
    for proposal in facts.proposals_on(name):
        if inside(proposal.key, clock) and proposal.agreed(clock):
            for change in proposal.changes:
                if change.name == name:
                    by_base[change.base] = (change, proposal)
    chain: list[Version] = []
    base = ""
    while base in by_base:
        change, proposal = by_base.pop(base)
        chain.append(Version(change.version, change, proposal, len(chain) + 1))
        base = change.version
    return tuple(chain)


def current_version(facts: Facts, name: str, clock: Clock) -> Version | None:
    chain = versions(facts, name, clock)
    return chain[-1] if chain else None


def withdrawal_noticed(facts: Facts, proposal: ProposalFact, clock: Clock) -> bool:
    """Whether a party that has not concurred appended any entry whose past covers the withdrawal."""
    if not proposal.withdrawn_in(clock) or proposal.withdrawn is None:
        return False
    withdrawal = (proposal.log, proposal.withdrawn)
    for party in proposal.named - proposal.endorsers(clock):
        log = origin_of(proposal.log, party)
        newest = clock.get(log, 0) - 1
        if newest >= 0 and inside(withdrawal, facts.clock((log, newest))):
            return True
    return False


def dead(facts: Facts, proposal: ProposalFact, clock: Clock) -> bool:
    """Whether the proposal can never be agreed any more, as far as this past shows (rule 4)."""
    return proposal.declined_in(clock) or withdrawal_noticed(facts, proposal, clock)


def overtaken(facts: Facts, proposal: ProposalFact, clock: Clock) -> bool:
    """Whether one of its documents has moved on to another version."""
    for change in proposal.changes:
        version = current_version(facts, change.name, clock)
        if (version.id if version else "") != change.base:
            return True
    return False


def proposal_state(facts: Facts, proposal: ProposalFact, clock: Clock) -> ProposalState:
    """What became of the proposal inside ``clock``."""
    if proposal.agreed(clock):
        return "agreed"
    if proposal.declined_in(clock):
        return "declined"
    if withdrawal_noticed(facts, proposal, clock):
        return "withdrawn"
    if overtaken(facts, proposal, clock):
        return "overtaken"
    return "withdrawing" if proposal.withdrawn_in(clock) else "open"
