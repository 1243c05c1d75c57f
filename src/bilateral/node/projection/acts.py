"""Acts' rows: what is written of each entry that was judged, and what a revoke of keys changes in older ones."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bilateral.dialogue.fold import Clock, Doubt, Facts, Outcome
from bilateral.dialogue.fold.contested import contested, doubt_of
from bilateral.dialogue.fold.facts import Key, party_of
from bilateral.node import models
from bilateral.node.projection.facts import place
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


def act_row(entry: Entry, outcome: Outcome, clock: Mapping[str, int]) -> dict[str, Any]:
    return {
        "log": entry.log,
        "seq": entry.seq,
        "leaf": entry.leaf,
        "act": entry.act,
        "party": party_of(entry.log),
        "time": datetime.fromisoformat(entry.time),
        "height": sum(clock.values()),
        "office": entry.office,
        "verdict": outcome.verdict,
        "reason": outcome.reason,
        "detail": outcome.detail,
        "target_log": entry.target.log if entry.target else None,
        "target_seq": entry.target.seq if entry.target else None,
        "clock": clock,
        "data": None,
        "facts": {"suspect": doubt.start} if (doubt := doubt_of(entry)) else act_facts(entry, outcome),
        "contested": [],
        "state": "",
    }
