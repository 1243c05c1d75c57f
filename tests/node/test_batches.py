"""Many acts at once: the same record as one by one, all of them or none, a receipt and a key for each."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, drafting, projection, read
from bilateral.node.models import Act, Document, LogEntry
from bilateral.node.read import PUBLIC
from bilateral.record.audit import audit
from bilateral.record.faults import LogFault
from bilateral.record.keys import PrivateKey
from bilateral.record.sources import DirSource
from bilateral.values import BadInput
from tests.node.homes import Node, World
from tests.node.test_door import counts


def commit(node: Node, acts: Sequence[ActDraft], idems: Sequence[str | None] = ()) -> tuple[door.Receipt, ...]:
    done: tuple[door.Receipt, ...] = node.run(
        door.commit_many, node.home, acts, door.Actor(node.party), node.now(), idems
    )
    return done


def position(node: Node, place: str, words: str) -> ActDraft:
    draft: ActDraft = node.run(drafting.answer, "position", place, {"en": words, "es": f"{words} (es)"})
    return draft


def of_every_sort(node: Node, place: str) -> list[ActDraft]:
    offices = [ActDraft("propose", (node.office(f"office-{n}", f"Office {n}"),)) for n in range(80)]
    views = [position(node, place, f"View {n}") for n in range(80)]
    return [act for pair in zip(offices, views, strict=True) for act in (*pair, ActDraft("ack"))]


def test_a_batch_is_on_the_record_as_its_acts_one_by_one_would_be(world: World, tmp_path: Path) -> None:
    us, mx = world.dialogue("us", "mx")
    place = us.propose(us.line("x"))
    receipts = commit(us, of_every_sort(us, place))
    first = receipts[0].ref.seq
    assert [receipt.ref.seq for receipt in receipts] == list(range(first, first + 240))
    assert us.run(projection.rebuild, check=True) == ()
    assert us.run(read.document, PUBLIC, "t/us:office-79").link.title.en == "Office 79"
    mx.pull(us)
    assert mx.run(projection.rebuild, check=True) == ()
    report = audit(DirSource(mx.export(tmp_path / "out")))
    assert report.ok, "signatures, chain, tree and seals, by the auditor's own way"


def test_all_of_it_or_nothing(world: World) -> None:
    us, _ = world.dialogue("us", "mx")
    place = us.propose(us.line("x"))
    before = counts(us)
    late = us.run(drafting.answer, "concur", place)
    with pytest.raises(door.Refused, match="already agreed") as caught:
        commit(us, [ActDraft("propose", (us.office("a"),)), ActDraft("ack"), late, ActDraft("ack")])
    assert caught.value.where.startswith("acts[2]")
    with pytest.raises(BadInput, match="no government called ca") as wrong:
        commit(us, [ActDraft("ack"), ActDraft("propose", (us.line("y", among=("ca", "us")),))])
    assert wrong.value.where.startswith("acts[1]")
    assert counts(us) == before
    assert us.run(projection.rebuild, check=True) == ()


def test_every_act_has_its_key_and_its_receipt(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    acts = [ActDraft("propose", (us.office(name),)) for name in ("a", "b", "c")]
    first = commit(us, acts[:2], ["a", "b"])
    again = commit(us, [*acts, acts[2]], ["a", "b", "c", "c"])
    assert [receipt.repeated for receipt in again] == [True, True, False, True]
    assert [receipt.ref for receipt in again[:2]] == [receipt.ref for receipt in first]
    assert again[2].ref == again[3].ref
    before = counts(us)
    assert [receipt.ref for receipt in commit(us, acts, ["a", "b", "c"])] == [receipt.ref for receipt in again[:3]]
    with pytest.raises(BadInput, match="used for another act"):
        commit(us, [ActDraft("ack"), ActDraft("ack")], ["new", "a"])
    assert counts(us) == before, "nothing twice, and nothing of what was refused"
    with pytest.raises(ValueError, match="1 keys for 3 acts"):
        commit(us, acts, ["one key for three acts"])


def test_an_act_may_build_on_those_before_it(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    made = us.office("cbp", "Customs")
    [first] = commit(us, [ActDraft("propose", (made,))])
    base = f"{first.ref.leaf}/0"
    amended = drafting.Draft("office", "t/us:cbp", us.office("cbp", "Customs and Borders").content, ("us",), base)
    action = {
        "under": "t/us:pp", "number": 1, "title": {"en": "A", "es": "A"}, "text": {"en": "T", "es": "T"},
        "end": {"en": "E", "es": "E"}, "leads": {"us": "t/us:dot"}, "start": None, "due": "ongoing",
        "milestones": [], "places": [], "sectors": [], "completed": None,
    }  # fmt: skip
    pillar = {"plan": "t/us:plan", "number": 9, "title": {"en": "P", "es": "P"}, "summary": {"en": "S", "es": "S"}}
    commit(
        us,
        [
            ActDraft("propose", (amended,)),
            ActDraft("propose", (us.office("dot"),)),
            ActDraft("ack", office="dot"),
            ActDraft("propose", (us.draft("pillar", "pp", pillar, ("mx", "us")),)),
            ActDraft("propose", (us.draft("action", "a", action, ("mx", "us")),)),
        ],
    )
    assert us.run(Document.objects.get, pk="t/us:cbp").number == 2
    assert us.run(read.document, PUBLIC, "t/us:a").link.status == "proposed"
    assert us.run(projection.rebuild, check=True) == ()
    mx.pull(us)
    assert mx.run(projection.rebuild, check=True) == ()


@pytest.mark.parametrize("wrong", [0, 70, 129])
def test_a_signature_that_fails_leaves_nothing(lone: World, monkeypatch: pytest.MonkeyPatch, wrong: int) -> None:
    """A machine that computes wrongly now and then: what another core finds out stops the batch."""
    us, _ = lone.dialogue("us", "mx")
    before, sound, count = counts(us), PrivateKey.sign, iter(range(1000))

    def sign(key: PrivateKey, message: bytes) -> bytes:
        signature = sound(key, message)
        return bytes([signature[0] ^ 1]) + signature[1:] if next(count) == wrong else signature

    monkeypatch.setattr(PrivateKey, "sign", sign)
    with pytest.raises(LogFault, match="signature"):
        commit(us, [ActDraft("ack")] * 130)
    assert counts(us) == before


def test_what_a_batch_asks_of_the_database_does_not_grow_with_it(lone: World) -> None:
    us, _ = lone.dialogue("us", "mx")
    place = us.propose(us.line("x"))

    def asked(act: ActDraft, times: int) -> int:
        with us.here(), CaptureQueriesContext(connection) as queries:
            commit(us, [act] * times)
        return len(queries)

    for act in (ActDraft("ack"), position(us, place, "Once more")):
        assert asked(act, 200) == asked(act, 2)
    assert us.run(Act.objects.count) == us.run(LogEntry.objects.count)
