"""What is so as of a clock: a document's versions and the one in force, and what became of a proposal.

Only acts that count there are asked (`lines.counts`): not what a standing successor has cut off.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from bilateral.dialogue.fold import lines
from bilateral.dialogue.fold.facts import ChangeFact, Clock, Facts, Key, ProposalFact, inside

ProposalState = Literal["open", "agreed", "annulled", "declined", "withdrawing", "withdrawn", "overtaken", "cut_off"]


@dataclass(frozen=True, slots=True)
class Version:
    """A version agreed once: the change that made it and the proposal that carried it. ``id`` is ``leaf/index``."""

    id: str
    change: ChangeFact
    proposal: ProposalFact
    number: int


# -- who stands behind it --------------------------------------------------------------------------------------------


def endorsements(
    facts: Facts, proposal: ProposalFact, clock: Clock, cuts: Mapping[str, int] | None = None
) -> dict[str, Key]:
    """Where each party that endorses the proposal in this past first did so; its author by making it."""
    return _counted(facts, proposal.endorsed, clock, cuts)


def _counted(
    facts: Facts, places: Mapping[str, Iterable[Key]], clock: Clock, cuts: Mapping[str, int] | None = None
) -> dict[str, Key]:
    cuts = lines.cut_off(facts, clock) if cuts is None else cuts
    found: dict[str, Key] = {}
    for party, keys in places.items():
        for key in keys:
            if lines.counts(facts, key, clock, cuts):
                found.setdefault(party, key)
    return found


def agreed(facts: Facts, proposal: ProposalFact, clock: Clock, cuts: Mapping[str, int] | None = None) -> bool:
    return endorsements(facts, proposal, clock, cuts).keys() >= proposal.named


def declined(facts: Facts, proposal: ProposalFact, clock: Clock) -> bool:
    return bool(_counted(facts, proposal.declined, clock))


def withdrawal(facts: Facts, proposal: ProposalFact, clock: Clock) -> tuple[Key, ...]:
    """The withdrawals of the proposal that count in this past."""
    return tuple(key for key in proposal.withdrawn if lines.counts(facts, key, clock))


def annulled(facts: Facts, proposal: ProposalFact, clock: Clock) -> tuple[ProposalFact, ...]:
    """The joint acts agreed in this past that undo the proposal."""
    return tuple(sorted((e for e in facts.undoing(proposal.key) if agreed(facts, e, clock)), key=lambda e: e.key))


# -- documents -------------------------------------------------------------------------------------------------------


def versions(facts: Facts, name: str, clock: Clock) -> tuple[Version, ...]:
    """The chain of agreed versions of a document inside ``clock``, oldest first, annulled ones among them.

    Per document and base at most one proposal can be agreed (``spec/fold.md``), so the chain never branches.
    """
    by_base: dict[str, tuple[ChangeFact, ProposalFact]] = {}
    cuts = lines.cut_off(facts, clock)
    for proposal in facts.proposals_on(name):
        if inside(proposal.key, clock) and agreed(facts, proposal, clock, cuts):
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
    """The newest version, which is the one to build on, whether it is annulled or not."""
    chain = versions(facts, name, clock)
    return chain[-1] if chain else None


def in_force(facts: Facts, chain: Iterable[Version], clock: Clock) -> Version | None:
    """The newest version of a chain that isn't annulled: what binds. None where all are."""
    return next((v for v in reversed(tuple(chain)) if not annulled(facts, v.proposal, clock)), None)


# -- proposals -------------------------------------------------------------------------------------------------------


def withdrawal_noticed(facts: Facts, proposal: ProposalFact, clock: Clock) -> bool:
    """Whether a party that has not endorsed appended any entry whose past covers a withdrawal.

    What a successor appends before it has its recognition isn't that party's word yet.
    """
    found = withdrawal(facts, proposal, clock)
    if not found:
        return False
    cuts = lines.cut_off(facts, clock)
    for party in proposal.named - endorsements(facts, proposal, clock, cuts).keys():
        for log in lines.logs_of(party, proposal.log, clock):
            newest = min(clock[log], cuts.get(log, clock[log])) - 1
            if newest < lines.first_word(facts, log):
                continue
            past = facts.clock((log, newest))
            if any(inside(key, past) for key in found):
                return True
    return False


def dead(facts: Facts, proposal: ProposalFact, clock: Clock) -> bool:
    """Whether the proposal can never be agreed any more, as far as this past shows (rule 4)."""
    return declined(facts, proposal, clock) or withdrawal_noticed(facts, proposal, clock)


def overtaken(facts: Facts, proposal: ProposalFact, clock: Clock) -> bool:
    """Whether one of its documents has moved on to another version."""
    for change in proposal.changes:
        version = current_version(facts, change.name, clock)
        if (version.id if version else "") != change.base:
            return True
    return False


def proposal_state(facts: Facts, proposal: ProposalFact, clock: Clock) -> ProposalState:
    """What became of the proposal inside ``clock``."""
    if not lines.counts(facts, proposal.key, clock):
        return "cut_off"
    if agreed(facts, proposal, clock):
        return "annulled" if annulled(facts, proposal, clock) else "agreed"
    if declined(facts, proposal, clock):
        return "declined"
    if withdrawal_noticed(facts, proposal, clock):
        return "withdrawn"
    if overtaken(facts, proposal, clock):
        return "overtaken"
    return "withdrawing" if withdrawal(facts, proposal, clock) else "open"
