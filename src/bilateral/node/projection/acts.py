"""Acts' rows: what is written of each entry that was judged, and what a revoke of keys changes in older ones."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from bilateral.dialogue.fold import Clock, Doubt, Facts, Outcome, ProposalFact
from bilateral.dialogue.fold.contested import contested, doubt_of, resting
from bilateral.dialogue.fold.facts import Key, party_of
from bilateral.dialogue.fold.state import endorsements
from bilateral.node import models
from bilateral.node.projection.facts import dump_proposal, place
from bilateral.node.seals.facts import act_facts
from bilateral.node.tables import bulk
from bilateral.record.entry import Entry


def mark(doubt: Doubt, facts: Facts, clock: Clock) -> Iterator[Key]:
    """Mark the acts that a revoke calls into doubt; gives the proposals among what may rest on them."""
    found = models.Act.objects.filter(log=doubt.log, seq__gte=doubt.start, seq__lt=doubt.seq)
    marked = []
    for seq, act, verdict, log, at in found.values_list("seq", "act", "verdict", "target_log", "target_seq"):
        if verdict == "valid" and act in ("propose", "concur"):
            yield (doubt.log, seq) if act == "propose" else (str(log), int(at or 0))
        if verdict != "valid" or act != "propose":  # a proposal's row is written with what rests on it
            revokes = [place(key) for key in contested(facts, (doubt.log, seq), clock)]
            marked.append({"log": doubt.log, "seq": seq, "contested": revokes})
    bulk.update(models.Act, ("log", "seq"), ("contested",), marked)


@lru_cache(maxsize=256)
def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def told_of(fact: ProposalFact, facts: Facts, clock: Clock, state: str) -> dict[str, Any]:
    """What a proposal's row says that may change."""
    return {
        "data": dump_proposal(fact) | {"agreed_by": sorted(endorsements(facts, fact, clock))},
        "state": state,
        "contested": [place(key) for key in resting(facts, fact, clock)],
    }


def with_undone(kept: Mapping[str, Any] | None, fact: ProposalFact, facts: Facts) -> dict[str, Any]:
    """The ``facts`` of a proposal's row, with the proposals to undo it: so that whoever loads it knows of them."""
    undoing = sorted(each.key for each in facts.undoing(fact.key))
    return {"facts": {**(kept or {}), "undone": undoing}} if undoing else {}


def mark_undone(keys: Iterable[Key], facts: Facts) -> None:
    """Write at rows that are there already by which proposals they would be undone."""
    rows = []
    for log, seq in keys:
        fact = facts.proposal((log, seq))
        if fact:
            spoke = {"speaks": True} if facts.speech(log) == seq else None
            rows.append({"log": log, "seq": seq} | with_undone(spoke, fact, facts))
    bulk.update(models.Act, ("log", "seq"), ("facts",), rows)


def kept(entry: Entry, outcome: Outcome, *, speaks: bool) -> dict[str, Any] | None:
    """What an entry leaves for judging others, beside a proposal's own facts."""
    doubt, found = doubt_of(entry), act_facts(entry, outcome) or {}
    if doubt:
        found["suspect"] = doubt.start
    if outcome.succession:
        found["succeeds"] = outcome.succession.to_json()
    if speaks:
        found["speaks"] = True
    return found or None


def act_row(entry: Entry, outcome: Outcome, clock: Mapping[str, int], *, speaks: bool = False) -> dict[str, Any]:
    """:param speaks: it is the first entry of a successor that has all the recognition it needs."""
    return {
        "log": entry.log,
        "seq": entry.seq,
        "leaf": entry.leaf,
        "act": entry.act,
        "party": party_of(entry.log),
        "time": _moment(entry.time),
        "height": sum(clock.values()),
        "office": entry.office,
        "verdict": outcome.verdict,
        "reason": outcome.reason,
        "detail": outcome.detail,
        "target_log": entry.target.log if entry.target else None,
        "target_seq": entry.target.seq if entry.target else None,
        "clock": clock,
        "data": None,
        "facts": kept(entry, outcome, speaks=speaks),
        "contested": [],
        "state": "",
    }
