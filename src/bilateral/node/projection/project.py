"""Entry rows in, projection rows out: the verdict of each entry, then, once, every document that was touched.

One engine, `Projection`, for a single act at the door, a batch of them, what a pull brought and all of it anew. It
judges entries one after another with the fold's facts in memory; `write` then computes what each touched proposal and
document has become and writes every row once. What it leaves is the same however the entries were divided into writes,
which `tests/node/test_projection.py` and `bilateral rebuild --check` verify row by row.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bilateral.dialogue.drafts import ActDraft
from bilateral.dialogue.fold import Clock, Doubt, Facts, Outcome, ProposalFact, proposal_state
from bilateral.dialogue.fold.contested import doubt_of
from bilateral.dialogue.fold.facts import Key
from bilateral.dialogue.fold.world import advance
from bilateral.dialogue.kinds import KINDS
from bilateral.node import models
from bilateral.node.projection.acts import act_row, mark, mark_undone, told_of, with_undone
from bilateral.node.projection.documents import write_documents
from bilateral.node.projection.facts import StoredFacts, by_log, place, root_at
from bilateral.node.rows import raw_entries
from bilateral.node.seals.carrying import Said, carry_out
from bilateral.node.tables import ask, bulk
from bilateral.record.entry import Entry

Progress = Callable[[int], None]
ANSWERS = ("concur", "decline", "withdraw")
ROOTS_HELD = 50_000
TOLD_HELD = 2_000


class Projection:
    """The projection inside one transaction: `take` entries whose past is judged, then `write`.

    Until `write`, what was taken is in ``facts`` and not in the tables.
    """

    def __init__(self, logs: Iterable[models.Log] | None = None, *, anew: bool = False) -> None:
        """
        :param logs: the rows of all logs, where the caller has read them in this transaction.
        :param anew: the tables are empty: nothing is looked up in them.
        """
        logs = models.Log.objects.order_by("pk") if logs is None else logs
        self.sizes: dict[str, int] = {}
        self._written: dict[str, int] = {}
        rekeyed = []
        for log in logs:
            self.sizes[log.pk], self._written[log.pk] = log.size, log.judged
            rekeyed += [log.pk] if log.rekeyed else []
        self.facts: Facts = Facts() if anew else StoredFacts(rekeyed, self.sizes)
        self.judged = dict(self._written)
        self._anew = anew
        self._acts: list[dict[str, Any]] = []
        self._links: list[dict[str, Any]] = []
        self._made: dict[Key, dict[str, Any]] = {}
        self._touched: set[Key] = set()
        self._dark: set[str] = set()
        self._doubts: list[Doubt] = []
        self._spoken = False
        self._stale: set[str] = set()
        self._named: dict[Key, Said] = {}
        self._roots: dict[Key, str | None] = {}
        self._told: dict[Key, tuple[dict[str, Any], ...]] = {}

    # -- judging -----------------------------------------------------------------------------------------------------

    def expect(self, entries: Iterable[Entry]) -> None:
        """Look up at once what judging these entries will ask for."""
        entries = list(entries)
        wanted = {(seen.log, seen.size - 1) for entry in entries for seen in entry.seen if seen.size}
        if len(self._roots) > ROOTS_HELD:
            self._roots.clear()
        self._roots.update(((log, seq + 1), root) for (log, seq), root in _roots(wanted))
        if isinstance(self.facts, StoredFacts):
            self.facts.expect(entries)

    def foresee(self, acts: Iterable[ActDraft], heads: Mapping[str, tuple[int, str]]) -> None:
        """Look up at once what acts that are about to be signed will ask for.

        :param heads: the size and root of each log that they will have seen.
        """
        acts = list(acts)
        keys = {(log, size - 1) for log, (size, _) in heads.items()}
        keys |= {(act.target.log, act.target.seq) for act in acts if act.target}
        keys |= {(log, size - 1) for log, size in self.judged.items()}
        self._foresee({draft.name for act in acts for draft in act.changes}, keys)
        self._roots.update({(log, size): root for log, (size, root) in heads.items()})

    def take(self, entry: Entry) -> Outcome:
        """Judge one entry whose past is judged, and keep what it says for `write`."""
        outcome = advance(entry, self.facts, KINDS, self._root_at)
        self.judged[entry.log] = entry.seq + 1
        key = (entry.log, entry.seq)
        speaks = bool(self.facts.successions()) and self.facts.speech(entry.log) == entry.seq
        self._spoken |= speaks
        act = act_row(entry, outcome, self.facts.clock(key), speaks=speaks)
        link = {"source": place(key), "height": act["height"]}
        self._links += [{"rel": "dark", "target": name, **link} for name in outcome.dark]
        self._dark |= set(outcome.dark)
        if outcome.proposal:
            self._links += [{"rel": "changes", "target": c.name, **link} for c in outcome.proposal.changes]
            self._made[key] = act
            if len(self._told) < TOLD_HELD:
                self._told[key] = entry.changes
            self._touch(key)
        else:
            self._acts.append(act)
            if len(self._acts) >= bulk.AT_ONCE:
                self._write_acts()
        if doubt := doubt_of(entry):
            self._doubts.append(doubt)
        if outcome.items:
            self._named[key] = (outcome.items, entry.time)
            root = self.facts.items.root((entry.log, outcome.items.target), outcome.items.items)
            self._stale |= names_of((root,), self.facts)
        if entry.target and outcome.verdict == "valid" and entry.act in ANSWERS:
            self._touch((entry.target.log, entry.target.seq))
        return outcome

    def touch(self, names: Iterable[str]) -> None:
        """Have these documents written again too: words of theirs came in, or may no longer be shown."""
        self._stale |= set(names)

    def _touch(self, key: Key) -> None:
        self._touched.add(key)
        self._stale |= names_of((key,), self.facts)

    def take_waiting(self, progress: Progress = lambda done: None) -> int:
        """Judge every held entry whose past is held. Returns how many were judged."""
        streams = {log: _Stream(self, log) for log in sorted(self.sizes) if self.judged[log] < self.sizes[log]}
        ready, waiting, done = deque(streams), dict[str, set[str]](), 0
        while ready:
            log, before = ready.popleft(), done
            while (entry := streams[log].peek()) is not None:
                missing = next((s.log for s in entry.seen if self.judged.get(s.log, 0) < s.size), None)
                if missing is not None:
                    waiting.setdefault(missing, set()).add(log)
                    break
                streams[log].next()
                self.take(entry)
                done += 1
                progress(done)
            if done > before:
                ready.extend(sorted(waiting.pop(log, ())))
        return done

    def _root_at(self, log: str, size: int) -> str | None:
        if (log, size) not in self._roots:
            self._roots[log, size] = root_at(log, size)
        return self._roots[log, size]

    # -- writing -----------------------------------------------------------------------------------------------------

    def is_stale(self, name: str) -> bool:
        """Whether the tables may say something else of this document than the facts do."""
        return name in self._stale or name in self._dark

    def write(self) -> None:
        """Write what has been judged since the last time, and every proposal and document that it touched."""
        clock = {log: size for log, size in self.judged.items() if size}
        self._write_doubts(clock)
        keys, names = self._reached(clock)
        states = _States(self.facts, clock)
        changed, undone = [], list[Key]()
        for key in sorted(keys):
            fact = self.facts.proposal(key)
            if fact:
                said = told_of(fact, self.facts, clock, states.shown(fact))
                made = self._made.get(key)
                if made is not None:
                    self._acts.append(made | said | with_undone(made["facts"], fact, self.facts))
                else:
                    changed.append({"log": key[0], "seq": key[1]} | said)
                    undone += [key] if self.facts.undoing(key) else []
        self._write_acts()
        bulk.update(models.Act, ("log", "seq"), ("data", "state", "contested"), changed)
        mark_undone(undone, self.facts)
        bulk.insert(models.Link, self._links)
        carry_out(self.facts.items.changed.values(), self._named)
        self.facts.items.changed, self._named = {}, {}
        write_documents(names, self.facts, clock, states.of, self._stored(names), self._told)
        self._told.clear()
        moved = [{"origin": log, "judged": n} for log, n in self.judged.items() if self._written[log] != n]
        bulk.update(models.Log, ("origin",), ("judged",), moved)
        self._written = dict(self.judged)
        self._links, self._made, self._touched, self._dark, self._stale = [], {}, set(), set(), set()
        self._spoken = False

    def _write_doubts(self, clock: Clock) -> None:
        if self._doubts:
            self._write_acts()
        for doubt in self._doubts:
            for key in mark(doubt, self.facts, clock):
                self._touch(key)
        self._doubts = []

    def _reached(self, clock: Clock) -> tuple[set[Key], set[str]]:
        """The proposals whose state can have changed, and the documents whose rows can.

        An entry touches its own proposal, the one that it answers, and withdrawn ones that it may have noticed; with
        each of them its rivals, which may be overtaken now, and what it undoes; with those the other documents that
        count them. A successor that begins to speak may cut off anything: then it is all of them.
        """
        keys = set(self._touched) | (set(self._made) if self._spoken else set())
        if self._spoken and not self._first:
            keys |= set(ask.values(models.Act, ("log", "seq"), "act = 'propose' AND verdict = 'valid'", ()))
        if not self._first:
            keys |= set(ask.values(models.Act, ("log", "seq"), "act = 'propose' AND state = 'withdrawing'", ()))
        self._foresee(keys=keys)
        keys |= {target for key in keys if (fact := self.facts.proposal(key)) for target in fact.undoes}
        self._foresee(keys=keys)
        names = names_of(keys, self.facts) | self._dark
        self._foresee(names)
        keys |= {p.key for name in names for p in self.facts.proposals_on(name)}
        names = names_of(keys, self.facts) | self._dark | self._stale
        self._foresee(names)
        return keys, names

    @property
    def _first(self) -> bool:
        """Whether nothing is in the tables yet."""
        return self._anew and not any(self._written.values())

    def _foresee(self, names: Iterable[str] = (), keys: Iterable[Key] = ()) -> None:
        if isinstance(self.facts, StoredFacts):
            self.facts.load(keys)
            self.facts.load_names(names)

    def _stored(self, names: set[str]) -> set[str]:
        """Those of the documents that may have rows: not those that only what is being written proposes."""
        if self._first:
            return set()
        return {name for name in names if not all(p.key in self._made for p in self.facts.proposals_on(name))}

    def _write_acts(self) -> None:
        bulk.insert(models.Act, self._acts)
        self._acts = []


class _States:
    """What became of proposals at one clock, each found out once."""

    def __init__(self, facts: Facts, clock: Clock) -> None:
        self.facts, self.clock = facts, clock
        self._known: dict[Key, str] = {}

    def of(self, fact: ProposalFact) -> str:
        if fact.key not in self._known:
            self._known[fact.key] = proposal_state(self.facts, fact, self.clock)
        return self._known[fact.key]

    def shown(self, fact: ProposalFact) -> str:
        """As an act's row says it: a government's own texts are no joint decision."""
        state = self.of(fact)
        return "recorded" if state == "agreed" and len(fact.named) == 1 else state


class _Stream:
    """The entries of one log that aren't judged yet, in order, some hundreds at a time."""

    def __init__(self, projection: Projection, log: str) -> None:
        self._projection, self._log = projection, log
        self._at, self._held = projection.judged[log], deque[Entry]()

    def peek(self) -> Entry | None:
        stop = self._projection.sizes[self._log]
        if not self._held and self._at < stop:
            upto = min(stop, self._at + bulk.AT_ONCE)
            self._held.extend(Entry.parse(raw) for raw in raw_entries(self._log, self._at, upto))
            self._at = upto
            self._projection.expect(self._held)
        return self._held[0] if self._held else None

    def next(self) -> Entry:
        return self._held.popleft()


def judge_waiting(progress: Progress = lambda done: None, *, anew: bool = False) -> int:
    """Judge and project every held entry whose past is held. Returns how many were judged."""
    projection = Projection(anew=anew)
    done = projection.take_waiting(progress)
    if done:
        projection.write()
    return done


def names_of(keys: Iterable[Key], facts: Facts) -> set[str]:
    """The documents that the valid proposals among these entries change."""
    return {change.name for key in keys if (fact := facts.proposal(key)) for change in fact.changes}


def _roots(keys: set[Key]) -> Iterator[tuple[Key, str]]:
    """The roots of logs once these entries are in."""
    for log, seqs in by_log(keys).items():
        for some in bulk.pieces(seqs):
            rows = models.LogEntry.objects.filter(log=log, seq__in=some)
            for seq, root in rows.values_list("seq", "root"):
                yield (log, seq), root
