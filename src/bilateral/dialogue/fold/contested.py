"""What is contested as of a clock: entries that a later revoke of keys in the same log calls into doubt, and proposals
that rest on one.

A label and never a verdict (spec/fold.md): nothing in `judge` asks here.
"""

from collections.abc import Iterable

from bilateral.dialogue.fold.facts import Clock, Doubt, Facts, Key, ProposalFact, inside
from bilateral.dialogue.fold.state import endorsements
from bilateral.record.entry import Entry


def doubt_of(entry: Entry) -> Doubt | None:
    """What a revoke calls into doubt. Its shape was checked before it came into its log (spec/keys.md)."""
    suspect = entry.body.get("suspect") if entry.act == "revoke" else None
    return Doubt(entry.log, entry.seq, suspect["from"]) if suspect else None


def contested(facts: Facts, key: Key, clock: Clock) -> tuple[Key, ...]:
    """The revokes inside ``clock`` that call this entry into doubt, in order; none where it isn't contested."""
    return tuple(sorted(d.key for d in facts.doubts(key[0]) if d.covers(key) and inside(d.key, clock)))


def resting(facts: Facts, proposal: ProposalFact, clock: Clock) -> tuple[Key, ...]:
    """The revokes that call the proposal, or an endorsement of it, into doubt: its agreement rests on those."""
    return in_doubt(facts, (proposal.key, *endorsements(facts, proposal, clock).values()), clock)


def in_doubt(facts: Facts, keys: Iterable[Key], clock: Clock) -> tuple[Key, ...]:
    return tuple(sorted({revoke for key in keys for revoke in contested(facts, key, clock)}))
