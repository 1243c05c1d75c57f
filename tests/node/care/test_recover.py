"""A database older than what was signed: it signs nothing, says what to do, and gets its entries back from others."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bilateral.dialogue.compose import ActDraft
from bilateral.node import door, publication, publisher, sync
from bilateral.node.care import journal, recover
from bilateral.node.models import Log, LogEntry, SealedText, SignedHead
from bilateral.node.projection.rebuild import dump, wipe
from bilateral.record.audit import audit
from bilateral.record.sources import DirSource
from bilateral.values import BadInput, Fault
from tests.node.care.rewind import keep
from tests.node.homes import START, Node, World, copy_of


def acts(node: Node, count: int = 2) -> None:
    for _ in range(count):
        node.run(door.commit, node.home, ActDraft("ack"), door.Actor(node.party), node.now())


def truth(node: Node) -> dict[str, Any]:
    """The rows that count and the tables made of them."""

    def read() -> dict[str, Any]:
        entries = list(LogEntry.objects.order_by("log", "seq").values_list("log", "seq", "leaf", "root"))
        texts = list(SealedText.objects.order_by("log", "seq", "item").values_list("log", "item", "digest"))
        return {"entries": entries, "texts": texts, **dump()}

    return dict(node.run(read))


def sign(node: Node) -> None:
    node.run(door.commit, node.home, ActDraft("ack"), door.Actor(node.party), START + timedelta(days=9))


def refuses(node: Node, match: str) -> None:
    """Door and publisher refuse, and nothing is on the record or published by that."""
    files = {name: (node.home.public / name).read_bytes() for name in DirSource(node.home.public).list()}
    rows = truth(node)
    with pytest.raises(door.Diverged, match=match):
        sign(node)
    with pytest.raises(publisher.PublisherFault, match=match):
        node.publish()
    assert truth(node) == rows
    assert {name: (node.home.public / name).read_bytes() for name in DirSource(node.home.public).list()} == files


def recovered(node: Node, *places: Path, everyone: bool = True) -> recover.Recovered:
    sources = [(str(place), DirSource(place)) for place in places]
    found = node.run(recover.recover, node.home, sources, node.now(), everyone=everyone)
    assert len(found) == 1
    return found[0]


def goes_on(node: Node, world: World) -> None:
    """It signs again, and what it has is a whole record."""
    sign(node)
    assert audit(DirSource(node.export(world.folder / "out"))).ok


@pytest.mark.parametrize("lost_publication", [False, True], ids=["publication", "peer"])
def test_an_older_database_signs_nothing_until_its_entries_are_back(world: World, lost_publication: bool) -> None:
    us, mx = world.dialogue("us", "mx")
    rewind = keep(world.databases, us)
    place = us.propose(us.line("x"))
    acts(us)
    mx.pull(us)
    mx.act("concur", place)
    us.pull(mx)
    mx.pull(us)
    before = truth(us)
    rewind()
    if lost_publication:
        shutil.rmtree(us.home.public)
        with pytest.raises(sync.Fork, match="record recover"):
            us.run(sync.pull, us.home, DirSource(mx.home.public), us.now())
    if not lost_publication:
        refuses(us, "record recover")
    else:
        with pytest.raises(door.Diverged, match="record recover"):
            sign(us)
        with pytest.raises(publisher.PublisherFault, match="record recover"):
            us.publish()
    found = recovered(us, *([mx.home.public] if lost_publication else []))
    assert (found.after - found.before, found.lost, found.refused) == (3, (), None)
    us.pull(mx)
    assert truth(us) == before
    goes_on(us, world)


def test_the_windows_that_a_crash_leaves_raise_no_alarm(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows ahead of the publication, a snapshot kept but not written, a snapshot written whose keeping was lost."""
    us = world.dialogue("us", "mx")[0]
    acts(us)
    sign(us)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publication.folder, "write_log", crash)
        with pytest.raises(KeyboardInterrupt):
            us.publish()
    sign(us)
    us.publish()
    old = us.run(SignedHead.objects.filter(log="t/us").order_by("size").first)
    us.run(SignedHead.objects.filter(log="t/us", size__gt=old.size).delete)
    us.run(lambda: Log.objects.filter(pk="t/us").update(head_size=old.size, head_note=old.note))
    sign(us)
    us.publish()
    goes_on(us, world)


def test_a_damaged_or_foreign_publication_raises_no_alarm(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    here = us.home.public / "t/us/checkpoint"
    for note in (b"", b"nonsense", (mx.home.public / "t/mx/checkpoint").read_bytes()):
        here.write_bytes(note)
        sign(us)
    us.publish()
    goes_on(us, lone)


@pytest.mark.parametrize("same_size", [True, False])
def test_two_histories_are_never_mended(lone: World, same_size: bool) -> None:
    us, mx = lone.dialogue("us", "mx")
    rewind = keep(lone.databases, us)
    acts(us)
    mx.pull(us)
    rewind()
    shutil.rmtree(us.home.public)  # nobody at hand knows better: the other history is begun
    acts(us, 2 if same_size else 3)
    us.publish()
    with pytest.raises(sync.Fork, match="two histories"):
        us.run(sync.pull, us.home, DirSource(mx.home.public), us.now())
    refuses(us, "two histories")
    with pytest.raises(sync.Fork):
        recovered(us, mx.home.public)
    refuses(us, "two histories")


def test_a_mirror_newer_than_the_rows_is_not_written_over(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    rewind = keep(lone.databases, us)
    acts(mx)
    us.pull(mx)
    newest = (us.home.public / "t/mx/checkpoint").read_bytes()
    rewind()
    us.publish()
    assert (us.home.public / "t/mx/checkpoint").read_bytes() == newest
    us.pull(mx)
    assert us.publish() == 0


def test_words_never_released_are_named(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    rewind = keep(lone.databases, us)
    us.propose(us.line("x"))
    mx.pull(us)
    released = sorted((mx.home.public / "t/us/released").iterdir())
    rewind()
    shutil.rmtree(us.home.public)
    for file in released:
        file.unlink()
    found = recovered(us, mx.home.public)
    assert [place.split(" ")[0] for place in found.lost] == ["t/us#2", "t/us#2"]
    assert all(item.startswith("t/us#2 ") for item in found.lost)


# -- the mark of a restored backup ------------------------------------------------------------------------------------


def mark(node: Node) -> None:
    node.run(lambda: Log.objects.filter(own=True).update(restored_at=START))


def test_the_mark_is_lifted_only_when_everyone_was_asked_and_one_holds_the_record(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    mark(us)
    refuses(us, "not yet compared")
    assert recovered(us, mx.home.public, everyone=False).refused
    empty = lone.folder / "empty"
    empty.mkdir()
    assert recovered(us, empty).refused, "whoever has nothing of it says nothing of it"
    refuses(us, "not yet compared")
    assert recovered(us, mx.home.public).refused is None
    goes_on(us, lone)
    assert [line["signs"] for line in journal.lines(us.home)] == [False, False, True]


def test_nobody_else_takes_a_reason_and_stays_in_the_journal(lone: World) -> None:
    us = lone.dialogue("us", "mx")[0]
    with pytest.raises(BadInput, match="waits to be compared"):
        us.run(recover.nobody_else, us.home, "no peer yet", us.now())
    mark(us)
    with pytest.raises(BadInput, match="reason"):
        us.run(recover.nobody_else, us.home, " ", us.now())
    refuses(us, "not yet compared")
    assert us.run(recover.nobody_else, us.home, "no peer yet", us.now()) == ("t/us",)
    assert [(line["what"], line["reason"]) for line in journal.lines(us.home)] == [("nobody-else", "no peer yet")]
    goes_on(us, lone)


def test_nobody_else_does_not_help_against_a_newer_snapshot_at_hand(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    rewind = keep(lone.databases, us)
    acts(us)
    mx.pull(us)
    rewind()
    mark(us)
    us.run(recover.nobody_else, us.home, "I thought so", us.now())
    refuses(us, "older than this record")


def test_a_database_lost_whole_comes_back_from_a_peer(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    acts(us)
    mx.pull(us)
    before = truth(us)
    us.run(wipe)
    us.run(lambda: [model.objects.all().delete() for model in (Log, LogEntry, SealedText, SignedHead)])
    shutil.rmtree(us.home.public)
    recovered(us, mx.home.public)
    us.pull(mx)
    after = truth(us)
    assert after["entries"] == before["entries"]
    goes_on(us, lone)


def test_a_source_that_forges_is_refused(lone: World) -> None:
    us, mx = lone.dialogue("us", "mx")
    rewind = keep(lone.databases, us)
    acts(us)
    mx.pull(us)
    rewind()
    shutil.rmtree(us.home.public)
    copy = copy_of(mx, lone.folder / "copy")
    bundle = next(path for path in (copy / "t/us/tile/entries").rglob("*") if path.is_file() and path.name == "4")
    bundle.write_bytes(bundle.read_bytes().replace(b'"office":""', b'"office":"x"'))
    rows = truth(us)
    with pytest.raises(Fault):
        recovered(us, copy)
    assert truth(us) == rows
