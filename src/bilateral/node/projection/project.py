"""Entry rows in, projection rows out: the verdict of each entry, then the documents that it touched.

`project_entry` is called by the door inside its transaction; `judge_waiting` after a pull; `rebuild` does all of it
anew. All three give the same rows, which `bilateral rebuild --check` verifies document by document.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from bilateral.dialogue.fold import Outcome, proposal_state
from bilateral.dialogue.fold.facts import Clock, Key, party_of
from bilateral.dialogue.fold.world import advance
from bilateral.dialogue.kinds import KINDS
from bilateral.node import models
from bilateral.node.projection.documents import project_document
from bilateral.node.projection.facts import StoredFacts, dump_proposal, place, root_at
from bilateral.node.rows import raw_entries
from bilateral.record.entry import Entry


def parse_time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def project_entry(entry: Entry, facts: StoredFacts) -> Outcome:
    """Judge one entry whose past is judged, write its act, and project what it touched."""
    outcome = advance(entry, facts, KINDS, root_at)
    key = (entry.log, entry.seq)
    _write_act(entry, outcome, facts.clock(key))
    models.Log.objects.filter(pk=entry.log).update(judged=entry.seq + 1)
    clock = judged_clock()
    touched = _touched(entry, outcome, facts)
    for name in sorted(_names(touched, facts) | set(outcome.dark)):
        touched |= {
            p.key for p in facts.proposals_on(name)
        }  # rivals may be overtaken now, and their other documents count them
    for proposal_key in sorted(touched):
        _write_proposal(proposal_key, facts, clock)
    for name in sorted(_names(touched, facts) | set(outcome.dark)):
        project_document(name, facts, clock)
    return outcome


def _names(keys: set[Key], facts: StoredFacts) -> set[str]:
    return {change.name for key in keys if (proposal := facts.proposal(key)) for change in proposal.changes}


def judged_clock() -> Clock:
    return dict(models.Log.objects.filter(judged__gt=0).values_list("pk", "judged"))


def _touched(entry: Entry, outcome: Outcome, facts: StoredFacts) -> set[Key]:
    """The proposals whose state this entry can change: its own, the one it answers, and withdrawn ones that it may have
    noticed.
    """
    keys = set()
    if outcome.proposal:
        keys.add(outcome.proposal.key)
    if entry.target and outcome.verdict == "valid":
        keys.add((entry.target.log, entry.target.seq))
    pending = models.Act.objects.filter(act="propose", state="withdrawing").values_list("log", "seq")
    return keys | {key for key in pending if facts.proposal(key)}


def _write_act(entry: Entry, outcome: Outcome, clock: Clock) -> None:
    models.Act.objects.create(
        log=entry.log,
        seq=entry.seq,
        leaf=entry.leaf,
        act=entry.act,
        party=party_of(entry.log),
        time=parse_time(entry.time),
        height=sum(clock.values()),
        office=entry.office,
        verdict=outcome.verdict,
        reason=outcome.reason,
        detail=outcome.detail,
        target_log=entry.target.log if entry.target else None,
        target_seq=entry.target.seq if entry.target else None,
        clock=clock,
        data=dump_proposal(outcome.proposal) if outcome.proposal else None,
        state="",
    )
    source = place((entry.log, entry.seq))
    links = [models.Link(rel="dark", source=source, target=name) for name in outcome.dark]
    if outcome.proposal:
        links += [models.Link(rel="changes", source=source, target=c.name) for c in outcome.proposal.changes]
    models.Link.objects.bulk_create(links)


def _write_proposal(key: Key, facts: StoredFacts, clock: Clock) -> None:
    fact = facts.proposal(key)
    if fact:
        state: str = proposal_state(facts, fact, clock)
        if state == "agreed" and len(fact.named) == 1:
            state = "recorded"  # a government's own texts are no joint decision
        models.Act.objects.filter(log=key[0], seq=key[1]).update(data=dump_proposal(fact), state=state)


def judge_waiting(facts: StoredFacts | None = None, progress: Callable[[int], None] = lambda done: None) -> int:
    """Judge every held entry whose past is held, log by log until none moves. Returns how many were judged."""
    facts, judged = facts or StoredFacts(), 0
    moved = True
    while moved:
        moved = False
        for log in models.Log.objects.order_by("pk"):
            for entry in _next_entries(log):
                if not _past_held(entry):
                    break
                project_entry(entry, facts)
                judged, moved = judged + 1, True
                progress(judged)
    return judged


def _next_entries(log: models.Log) -> Iterable[Entry]:
    return (Entry.parse(raw) for raw in raw_entries(log.pk, log.judged, log.size))


def _past_held(entry: Entry) -> bool:
    judged = judged_clock()
    return all(judged.get(seen.log, 0) >= seen.size for seen in entry.seen)
