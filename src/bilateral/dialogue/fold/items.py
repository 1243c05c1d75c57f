"""The rules of the acts on sealed items: release, withhold, redact, erase, erased (spec/fold.md)."""

from bilateral.dialogue.fold.facts import Clock, Facts, Key, ProposalFact, Removal
from bilateral.dialogue.fold.item_facts import DARK
from bilateral.dialogue.fold.outcome import VALID, Outcome, there, void
from bilateral.dialogue.fold.state import agreed, annulled
from bilateral.dialogue.kind import body_fault
from bilateral.dialogue.seals.bodies import BODIES
from bilateral.record.entry import Entry
from bilateral.record.items import Naming, after, naming
from bilateral.values import EntryRef

AUTHORISED: str = "authorised-by"
KIND = "removal/1"
UNKNOWN = ("not_understood", "not_assessed")


def judge_items(entry: Entry, past: Clock, facts: Facts) -> Outcome:
    """The verdict on an act on sealed items, whose refs lie in its past."""
    fault = body_fault(BODIES[entry.act], entry.body)
    if fault:
        return void("body", fault)
    target = entry.target
    if target is None:
        return void("no-target")
    if not there(facts, past, target.log, target.seq, target.leaf):
        return void("target-outside-past", f"{target.log}#{target.seq}")
    key = (target.log, target.seq)
    return _confirmation(entry, key, facts) if entry.act == "erased" else _change(entry, key, past, facts)


def _confirmation(entry: Entry, key: Key, facts: Facts) -> Outcome:
    erased = facts.items.erasure(key)
    if erased is None:
        unknown = facts.verdict(key) in UNKNOWN
        return _not_assessed() if unknown else void("target-not-an-erasure", f"{key[0]}#{key[1]}")
    if key[0] == entry.log:
        return void("not-its-log")
    if not erased.issuperset(entry.body["items"]):
        return void("item-not-there")
    return void("already-confirmed") if facts.items.confirmed(key, entry.log) else VALID


def _change(entry: Entry, key: Key, past: Clock, facts: Facts) -> Outcome:
    if key[0] != entry.log:
        return void("not-its-log", f"{key[0]}#{key[1]}")
    if entry.act == "release" and entry.refs:
        return void("body", "refs")
    if entry.act != "release" and not entry.office:
        return void("office-needed")
    listed = facts.items.listed(key)
    missing = next((d for d in entry.body["items"] if listed is None or d not in listed), None)
    if missing:
        return void("item-not-there", missing)
    act = naming(entry)
    if act is None:  # of the right form and still not an act: it seals other items than those that its body promises
        return void("item-not-there", "sealed")
    states = [facts.items.state(key, digest) for digest in act.items]
    if DARK in states:
        return _not_assessed(act)
    wrong = next((f"{d} {s}" for d, s in zip(act.items, states, strict=True) if after(act.act, s) is None), None)
    if wrong:
        return void("item-state", wrong)
    return Outcome("valid", items=act) if act.act == "release" else _allowed(entry, act, key, past, facts)


def _allowed(entry: Entry, act: Naming, key: Key, past: Clock, facts: Facts) -> Outcome:
    """Whether one government may do this alone, or has the agreement of all that the text takes."""
    root = facts.items.root(key, act.items)
    if facts.verdict(root) in UNKNOWN:
        return _not_assessed(act)
    joint = facts.proposal(root)
    if joint is not None and _open(joint, past, facts):
        return _not_assessed(act)
    if joint is None or len(joint.named) < 2 or not agreed(facts, joint, past):
        return Outcome("valid", items=act)
    refs = [(ref.log, ref.seq) for ref in entry.refs if ref.rel == AUTHORISED]
    allowing = [facts.proposal(ref) for ref in refs]
    assert entry.target is not None, "looked at before"
    in_force = [each for each in allowing if each and agreed(facts, each, past) and not annulled(facts, each, past)]
    if any(_authorises(removal, joint, act, entry.target) for removal in in_force):
        return Outcome("valid", items=act)
    if any(facts.verdict(ref) in UNKNOWN for ref in refs) or any(r and _open(r, past, facts) for r in allowing):
        return _not_assessed(act)
    return void("removal-needed", f"{root[0]}#{root[1]}")


def _open(proposal: ProposalFact, past: Clock, facts: Facts) -> bool:
    """Whether an answer that is not understood may have agreed to it."""
    dark = any(facts.dark(change.name, past) for change in proposal.changes)
    return dark and len(proposal.named) > 1 and not agreed(facts, proposal, past)


def _authorises(removal: ProposalFact, joint: ProposalFact, act: Naming, at: EntryRef) -> bool:
    return removal.named >= joint.named and any(
        each.allows(act.act, at.full, act.items, act.ground) for each in removal.removals
    )


def _not_assessed(act: Naming | None = None) -> Outcome:
    return Outcome("not_assessed", "depends-on-unknown", items=act)


def removals_in(entry: Entry) -> tuple[Removal, ...]:
    """What the changes of a valid proposal would allow to be removed."""
    return tuple(_removal(change["body"]) for change in entry.changes if change["kind"] == KIND)


def _removal(body: dict[str, object]) -> Removal:
    items = frozenset(map(str, body["items"] if isinstance(body["items"], list) else ()))
    return Removal(str(body["what"]), str(body["target"]), items, str(body["ground"]))
