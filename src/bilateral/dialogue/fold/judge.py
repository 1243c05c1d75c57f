"""The rules: an entry and the facts of its past in, a verdict out. Never a clock, never sealed content, never arrival
order.
"""

from collections.abc import Mapping
from typing import Any

from bilateral.dialogue.fold import succeeding
from bilateral.dialogue.fold.facts import ChangeFact, Clock, Facts, Key, ProposalFact, dialogue_of, party_of
from bilateral.dialogue.fold.items import judge_items, removals_in
from bilateral.dialogue.fold.outcome import VALID, Outcome, there, void
from bilateral.dialogue.fold.state import agreed, current_version, dead, endorsements, overtaken, withdrawal
from bilateral.dialogue.kind import Kind, body_fault, split_tag
from bilateral.dialogue.seals.bodies import BODIES
from bilateral.record.entry import Entry
from bilateral.values import EntryRef
from bilateral.values.ref import turn_of

ANSWERS = ("concur", "decline", "withdraw", "position", "recognise")
ACTS = ("genesis", "propose", *ANSWERS, "ack", "rotate", "revoke", *BODIES)


def judge(entry: Entry, past: Clock, facts: Facts, kinds: Mapping[str, Kind]) -> Outcome:
    """The verdict on ``entry``, whose causal past is ``past`` (itself excluded)."""
    for ref in entry.refs:
        if not there(facts, past, ref.log, ref.seq, ref.leaf):
            return void("ref-outside-past", f"{ref.log}#{ref.seq}")
    if entry.act == "genesis":
        return succeeding.begin(entry, past, facts)
    if entry.act in ("rotate", "revoke"):  # a change of keys that is wrong is in no log at all (spec/keys.md)
        return VALID
    if entry.act not in ACTS:
        return Outcome("not_understood", "unknown-act", entry.act)
    silenced = succeeding.silenced(entry, past, facts)
    if silenced or entry.act == "ack":
        return silenced or VALID
    if not turn_of(entry.log):
        return void("child-log", entry.log)
    if not succeeding.speaks(entry, past, facts):
        return void("not-recognised")
    if entry.act == "propose":
        return _propose(entry, past, facts, kinds)
    return judge_items(entry, past, facts) if entry.act in BODIES else _answer(entry, past, facts)


# -- proposing -----------------------------------------------------------------------------------------------------


def _propose(entry: Entry, past: Clock, facts: Facts, kinds: Mapping[str, Kind]) -> Outcome:
    names = [change["name"] for change in entry.changes]
    if not names or len(set(names)) != len(names):
        return void("changes-empty-or-twice")
    for change in entry.changes:
        tag = split_tag(change["kind"])
        if tag is None or tag[0] not in kinds or tag[1] not in kinds[tag[0]].bodies:
            return Outcome("not_understood", "unknown-kind", change["kind"], dark=tuple(names))
    if any(facts.dark(name, past) for name in names):
        return Outcome("not_assessed", "depends-on-unknown", dark=tuple(names))
    author = party_of(entry.log)
    facts_of, named, undoes = [], {author}, []
    for index, change in enumerate(entry.changes):
        outcome, before = _change(entry, change, past, facts, kinds)
        if outcome:
            return outcome
        fact = ChangeFact(
            change["name"], change["kind"], change["base"], tuple(change["parties"]), f"{entry.leaf}/{index}"
        )
        facts_of.append(fact)
        named |= before | set(fact.parties)
        undone = _undone(change, kinds[change["kind"].split("/")[0]])
        if undone:
            outcome = _annul(undone, change, tuple(names), past, facts, kinds)
            if outcome:
                return outcome
            undoes.append((undone.log, undone.seq))
    proposal = ProposalFact(
        entry.log,
        entry.seq,
        entry.leaf,
        frozenset(named),
        tuple(facts_of),
        removals_in(entry),
        tuple(undoes),
        {author: [(entry.log, entry.seq)]},
    )
    blocked = _blocked(facts, proposal, author, past)
    return void("endorses-another", blocked) if blocked else Outcome("valid", proposal=proposal)


def _change(
    entry: Entry, change: Mapping[str, Any], past: Clock, facts: Facts, kinds: Mapping[str, Kind]
) -> tuple[Outcome | None, set[str]]:
    """Why one change is void, if it is, and the parties of the version it builds on."""
    name, base, parties = change["name"], change["base"], list(change["parties"])
    kind_name, version = change["kind"].split("/")
    kind, author = kinds[kind_name], party_of(entry.log)
    if not parties or parties != sorted(set(parties)):
        return void("parties-malformed", name), set()
    if kind.joint and len(parties) < 2:
        return void("joint-needs-two", name), set()
    current = current_version(facts, name, past)
    if (current.id if current else "") != base:
        return void("base-not-current", name), set()
    before = set(current.change.parties) if current else set()
    if current is None and name.partition(":")[0] != entry.log:
        return void("created-elsewhere", name), set()
    if current and current.change.kind.partition("/")[0] != kind_name:
        return void("kind-changed", name), set()
    if author not in before | set(parties):
        return void("author-not-named", name), set()
    if not kind.joint and (parties != [author] or before - {author}):
        return void("not-its-own", name), set()
    fault = body_fault(kind.bodies[int(version)], change["body"])
    return (void("body", f"{name} {fault}") if fault else None), before


def _undone(change: Mapping[str, Any], kind: Kind) -> EntryRef | None:
    """The proposal that a document annuls, if its kind does that. Its body is of its kind's form."""
    return EntryRef.parse(change["body"][kind.undoes]) if kind.undoes else None


def _annul(
    target: EntryRef,
    change: Mapping[str, Any],
    names: tuple[str, ...],
    past: Clock,
    facts: Facts,
    kinds: Mapping[str, Kind],
) -> Outcome | None:
    """Why an annulment is void, if it is: it undoes what is agreed, once, with everyone that it named."""
    place = f"{target.log}#{target.seq}"
    if change["base"]:
        return void("annulment-is-final", change["name"])
    proposal = facts.proposal((target.log, target.seq))
    if not there(facts, past, target.log, target.seq, target.leaf):
        return void("target-not-agreed", place)
    if proposal is None:
        unclear = facts.verdict((target.log, target.seq)) in ("not_understood", "not_assessed")
        return _unclear(names) if unclear else void("target-not-agreed", place)
    if any(facts.dark(each.name, past) for each in proposal.changes):
        return _unclear(names)
    if not agreed(facts, proposal, past):
        return void("target-not-agreed", place)
    if any(kinds[each.kind.split("/")[0]].undoes for each in proposal.changes):
        return void("annulment-of-annulment", place)
    missing = proposal.named - set(change["parties"])
    return void("annulment-needs-all", ", ".join(sorted(missing))) if missing else None


def _unclear(names: tuple[str, ...]) -> Outcome:
    return Outcome("not_assessed", "depends-on-unknown", dark=names)


def _blocked(facts: Facts, proposal: ProposalFact, party: str, past: Clock) -> str:
    """The other live proposal for a same document and base that ``party`` has endorsed, or an empty string (rule 4)."""
    for change in proposal.changes:
        for other in facts.proposals_on(change.name):
            if other.key == proposal.key or party not in endorsements(facts, other, past) or dead(facts, other, past):
                continue
            if any(theirs.name == change.name and theirs.base == change.base for theirs in other.changes):
                return f"{other.log}#{other.seq}"
    return ""


# -- answering -----------------------------------------------------------------------------------------------------


def _answer(entry: Entry, past: Clock, facts: Facts) -> Outcome:
    target = entry.target
    if target is None:
        return void("no-target")
    key: Key = (target.log, target.seq)
    if not there(facts, past, target.log, target.seq, target.leaf):
        return void("target-outside-past", f"{target.log}#{target.seq}")
    if entry.act == "recognise":
        return succeeding.recognise(entry, past, facts)
    proposal = facts.proposal(key)
    if proposal is None:
        return _not_a_proposal(entry, key, facts)
    if any(facts.dark(change.name, past) for change in proposal.changes):
        return Outcome("not_assessed", "depends-on-unknown")
    party = party_of(entry.log)
    if party not in proposal.named or dialogue_of(proposal.log) != dialogue_of(entry.log):
        return void("not-named")
    if entry.act == "position":
        return VALID
    if agreed(facts, proposal, past):
        return void("already-agreed")
    if dead(facts, proposal, past):
        return void("already-over")
    if entry.act == "withdraw":
        if party_of(proposal.log) != party:
            return void("not-the-author")
        return void("already-withdrawn") if withdrawal(facts, proposal, past) else VALID
    if party in endorsements(facts, proposal, past):
        return void("already-endorsed")
    return VALID if entry.act == "decline" else _concur(proposal, party, past, facts)


def _not_a_proposal(entry: Entry, key: Key, facts: Facts) -> Outcome:
    """The target is no valid proposal: not assessed where it was not understood, else void."""
    outcome = facts.verdict(key)
    if outcome in ("not_understood", "not_assessed"):
        return Outcome("not_assessed", "depends-on-unknown")
    return void("target-not-a-proposal", f"{key[0]}#{key[1]}")


def _concur(proposal: ProposalFact, party: str, past: Clock, facts: Facts) -> Outcome:
    if withdrawal(facts, proposal, past):
        return void("already-withdrawn")
    if overtaken(facts, proposal, past):
        return void("base-not-current")
    blocked = _blocked(facts, proposal, party, past)
    return void("endorses-another", blocked) if blocked else VALID
