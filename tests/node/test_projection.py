"""The tables say what the entries say: the same verdicts, states and documents as the fold in memory, whatever the
order of arrival; and a row that was tampered with is named.
"""

from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bilateral.dialogue.fold import World as Fold
from bilateral.dialogue.kinds import KINDS
from bilateral.node import models, projection
from bilateral.node.models import Act, Document, Log, LogEntry, Version
from bilateral.node.projection.project import Projection, judge_waiting
from bilateral.node.projection.rebuild import Damaged, dump, wipe
from bilateral.record import tree
from bilateral.record.entry import Entry
from tests.dialogue.fold.playing import STEP, in_the_middle, play
from tests.dialogue.fold.worlds import Table
from tests.node.homes import Node, World

HISTORY = (st.sampled_from([("a", "b"), ("a", "b", "c")]), st.lists(STEP, min_size=4, max_size=20), st.integers(0, 999))


class Undo(Exception):
    pass


def arrive(table: Table, seed: int) -> None:
    """Entries come in log by log, in pieces of any size, and are judged as far as their past is there."""
    chance, frontiers = Random(seed), {party.origin: tree.Frontier() for party in table.parties.values()}
    left = {party.origin: list(party.entries) for party in table.parties.values()}
    while any(left.values()):
        origin = chance.choice([log for log, entries in left.items() if entries])
        take = chance.randint(1, 4)
        store(origin, left[origin][:take], frontiers[origin])
        left[origin] = left[origin][take:]
        judge_waiting()


def store(origin: str, entries: list[Entry], frontier: tree.Frontier) -> None:
    for entry in entries:
        frontier.append(bytes.fromhex(entry.leaf))
        root = frontier.root().hex()
        LogEntry.objects.create(log=origin, seq=entry.seq, leaf=entry.leaf, root=root, raw=entry.bytes)
    size, root = frontier.size, frontier.root().hex()
    log, _ = Log.objects.update_or_create(pk=origin, defaults={"own": False, "size": size, "root": root})
    log.rekeyed = [*log.rekeyed, *(entry.seq for entry in entries if entry.act == "revoke")]
    log.save(update_fields=["rekeyed"])


def same_as_the_fold(table: Table) -> None:
    fold = Fold(KINDS)
    for entry in table.all_entries():
        fold.add(entry)
    state = fold.state()
    acts = list(Act.objects.all())
    assert {f"{a.log}#{a.seq}": [a.verdict, a.reason] for a in acts} == state["verdicts"]
    states = {f"{a.log}#{a.seq}": "agreed" if a.state == "recorded" else a.state for a in acts if a.data}
    assert states == state["proposals"]
    assert {f"{a.log}#{a.seq}": a.contested for a in acts if a.contested} == state["contested"] | state["resting"]
    documents = {
        d.name: {
            "kind": f"{d.kind}/{d.version}",
            "parties": d.parties,
            "version": d.in_force or d.tip,
            "number": d.number,
            "body": d.body,
            "contested": d.contested,
            "annulled": not d.in_force,
            "tip": d.tip,
        }
        for d in Document.objects.exclude(tip="")
    }
    assert documents == state["documents"]
    for name, found in documents.items():
        chain = list(Version.objects.filter(name=name).order_by("number"))
        standing = [version.number for version in chain if not version.annulled_by]
        assert [version.number for version in chain] == list(range(1, len(chain) + 1))
        assert (standing[-1] if standing else len(chain)) == found["number"]
        waiting = Act.objects.filter(verdict="valid", state__in=("open", "withdrawing"))
        naming = [a for a in waiting if any(change[0] == name for change in (a.data or {})["changes"])]
        assert Document.objects.get(pk=name).open == len(naming)


def one_by_one(chance: Random) -> None:
    """Each entry judged and written before the next is looked at, as single acts at the door are."""
    moved = True
    while moved:
        moved = False
        for log in Log.objects.order_by("pk"):
            engine = Projection()
            engine.sizes = {**engine.judged, log.pk: min(log.size, log.judged + 1)}
            if engine.take_waiting():
                engine.write()
                moved = True


def in_pieces(chance: Random) -> None:
    """One engine that writes now and then, as a batch at the door may."""
    engine = Projection()
    engine.take_waiting(lambda done: engine.write() if chance.random() < 0.3 else None)
    engine.write()


def all_at_once(chance: Random) -> None:
    judge_waiting()


def anew(chance: Random) -> None:
    judge_waiting(anew=True)


def check(codes: tuple[str, ...], steps: list[Any], seed: int) -> None:
    table = play(codes, steps, begun=in_the_middle if seed % 2 else lambda table: [])
    try:
        with transaction.atomic():
            arrive(table, seed)
            same_as_the_fold(table)
            before = dump()
            for divided in (one_by_one, in_pieces, all_at_once, anew):
                wipe()
                divided(Random(seed))
                assert dump() == before, f"{divided.__name__}: row for row the same"
            raise Undo
    except Undo:
        pass


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(*HISTORY)
def test_the_tables_are_the_fold(bare: Node, codes: tuple[str, ...], steps: list[Any], seed: int) -> None:
    bare.run(check, codes, steps, seed)


@pytest.mark.postgres
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(*HISTORY)
def test_the_tables_are_the_fold_on_postgres(
    bare_postgres: Node, codes: tuple[str, ...], steps: list[Any], seed: int
) -> None:
    bare_postgres.run(check, codes, steps, seed)


def story(world: World) -> list[Node]:
    """Agreed, amended, declined, withdrawn, open, with views: one of each."""
    us, mx = world.dialogue("us", "mx")
    world.agree(us.propose(us.line("x"), us.line("y")), us, mx)
    second = us.propose(us.line("t/us:x", "x amended"))
    mx.pull(us)
    mx.act("position", second, "We would rather wait")
    mx.act("concur", second)
    us.pull(mx)
    third = us.propose(us.line("t/us:y", "y amended"))
    mx.pull(us)
    mx.act("decline", third, "No")
    us.pull(mx)
    us.propose(us.line("z"))
    us.act("withdraw", us.propose(us.line("w")))
    us.propose(us.office("cbp"))
    mx.pull(us)
    us.pull(mx)
    return [us, mx]


def test_rebuild_finds_nothing_after_a_story(world: World) -> None:
    for node in story(world):
        assert node.run(projection.rebuild, check=True) == ()
        assert node.run(projection.rebuild, check=False) == ()
        assert node.run(projection.rebuild, check=True) == ()


@pytest.mark.parametrize(
    ("model", "spoil", "place"),
    [
        (Document, {"title_en": "Other"}, "Document t/us:cbp"),
        (Act, {"state": "agreed"}, "Act t/mx 0"),
        (Version, {"agreed_seq": 99}, "Version t/us:cbp 1"),
        (models.Link, {"rel": "other"}, "Link changes t/us#2 t/us:x"),
        (models.LogEntry, {"raw": b"{}"}, "LogEntry t/mx#0"),
        (models.Log, {"root": "0" * 64}, "Log t/mx"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_tampered_row_is_named(lone: World, model: Any, spoil: dict[str, Any], place: str) -> None:
    us = lone.dialogue("us", "mx")[0]
    us.propose(us.line("x"))
    us.propose(us.office("cbp"))
    where = {"log": "t/mx"} if model in (Act, LogEntry) else {"pk": "t/mx"} if model is Log else {}
    where = {"rel": "changes", "target": "t/us:x"} if model is models.Link else where
    where = {"name": "t/us:cbp"} if model in (Document, Version) else where
    us.run(lambda: model.objects.filter(**where).update(**spoil))
    named = us.run(projection.rebuild, check=True)
    assert any(found.startswith(place) for found in named), named
    if model in (Log, LogEntry):
        with pytest.raises(Damaged, match="restore the database") as caught:
            us.run(projection.rebuild, check=False)
        assert caught.value.where.startswith(place)
    else:
        us.run(projection.rebuild, check=False)
        assert us.run(projection.rebuild, check=True) == ()


def test_a_row_too_many_or_too_few_is_named(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    us.run(lambda: Document.objects.filter(pk="t/us:p").delete())
    us.run(lambda: models.Facet.objects.create(name="t/us:p", facet="places", value="MX"))
    assert us.run(projection.rebuild, check=True) == ("Document t/us:p", "Facet t/us:p places MX")
