"""Changing a node's keys through its own door: what others see of it, and what is left by whatever breaks off."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bilateral.node import door, keyring, publisher, read, sync
from bilateral.node.keys import ceremony, declared, state
from bilateral.node.models import Act, Log, SignedHead
from bilateral.node.signing import Pen
from bilateral.record.audit import audit
from bilateral.record.declared.statement import Statement
from bilateral.record.note import VerifierKey
from bilateral.record.sources import DirSource
from bilateral.values import Fault
from tests.node.homes import Node, World, both, copy_of, sizes

WHY = both("New machines.", "Equipos nuevos.")
PLAN = {"title": both("Plan"), "vision": both("One day", "Un día"), "participation": both("Ask", "Pregunta")}


def prepared(node: Node, **named: object) -> Statement:
    said: Statement = node.run(ceremony.prepare, node.home, node.party, **named)
    return said


def recorded(node: Node, said: Statement, recovery: Path) -> str:
    key = keyring.read_key(recovery)
    receipt = node.run(ceremony.record, node.home, said, [said.authorise(key)], WHY, node.now())
    return str(receipt.ref.short)


def changed(node: Node, recovery: Path, **named: object) -> str:
    node.publish()
    place = recorded(node, prepared(node, **named), recovery)
    node.publish()
    return place


def pin_of(node: Node) -> VerifierKey:
    return VerifierKey.parse(node.run(publisher.declared_keys, f"t/{node.party}")[0])


@pytest.fixture
def pair(lone: World) -> tuple[Node, Node, Path]:
    us, mx = lone.node("us"), lone.node("mx", start=1)
    us.pin(mx)
    mx.pin(us)
    for a, b in ((us, mx), (mx, us), (us, mx)):
        a.pull(b)
    return us, mx, lone.folder / "recovery" / "t-us.recovery.key"


def test_the_other_side_follows_with_its_old_pin(pair: tuple[Node, Node, Path], tmp_path: Path) -> None:
    us, mx, recovery = pair
    old = pin_of(us)
    assert changed(us, recovery) == "t/us#1"
    new = pin_of(us)
    assert new != old
    us.commit(door.ActDraft("ack"))
    mx.pull(us)
    us.pull(mx)
    assert sizes(mx) == sizes(us)
    assert mx.run(lambda: Log.objects.get(pk="t/us").rekeyed) == [1]
    assert mx.run(lambda: Act.objects.get(log="t/us", seq=1).verdict) == "valid"
    for node in (us, mx):
        for pin in (old, new):
            report = audit(DirSource(node.export(tmp_path / f"{node.party}{pin.id.hex()}")), [pin, pin_of(mx)])
            assert report.ok, [f.line("en") for f in report.findings]
            assert report.verified
    assert all(c.counts for log in report.logs for c in log.cosigners)
    assert not any(n.code == "not-attested" for n in report.notes)


def test_a_fresh_start_with_only_the_first_pin(lone: World, pair: tuple[Node, Node, Path]) -> None:
    us, _, recovery = pair
    ca = lone.node("ca", start=2)
    ca.pin(us)
    changed(us, recovery)
    changed(us, recovery, suspect=1)
    ca.pull(us)
    assert sizes(ca)["t/us"][0] == 3 and ca.run(declared.of_log, "t/us").suspect == 1


def test_a_snapshot_by_the_old_key_is_refused(pair: tuple[Node, Node, Path]) -> None:
    us, mx, recovery = pair
    old = us.run(keyring.load, us.home, "us").checkpoint
    changed(us, recovery)
    from bilateral.record import checkpoint
    from bilateral.record.note import Note

    folder = copy_of(us, us.home.path.parent / "bad")
    file = folder / "t/us/checkpoint"
    head = checkpoint.Checkpoint.parse(Note.parse(file.read_bytes()).text)
    file.write_bytes(head.sign(old))
    before = sizes(mx)
    with pytest.raises(Fault):
        mx.run(sync.pull, mx.home, DirSource(folder), mx.now())
    assert sizes(mx) == before
    mx.pull(us)


def test_too_few_leave_nothing(pair: tuple[Node, Node, Path]) -> None:
    us, mx, _ = pair
    us.publish()
    said, before = prepared(us), sizes(us)
    other = keyring.read_key(mx.home.path.parent / "recovery" / "t-mx.recovery.key")
    for given in ([], [said.authorise(other)]):
        with pytest.raises(Fault):
            us.run(ceremony.record, us.home, said, given, WHY, us.now())
    assert sizes(us) == before
    us.commit(door.ActDraft("ack"))


def test_a_revoked_cosigner_stops_counting(pair: tuple[Node, Node, Path]) -> None:
    us, mx, recovery = pair
    us.pull(mx)
    mx.pull(us)

    def attested() -> int:
        return int(mx.run(lambda: Log.objects.get(pk="t/mx").attested_size))

    before = attested()
    assert before > 0
    changed(us, recovery, suspect=1)
    # the revocation alone, without what the new key attests in the same folder
    folder = copy_of(us, us.home.path.parent / "only")
    for path in (folder / "t/mx").rglob("*"):
        if path.is_file():
            path.unlink()
    mx.run(sync.pull, mx.home, DirSource(folder), mx.now())
    assert attested() == 0
    us.pull(mx)
    mx.pull(us)
    assert attested() >= before


def _crash(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> Callable[[], None]:
    def stop(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(owner, name, stop)
    return monkeypatch.undo


@pytest.mark.parametrize("step", ["write_key", "write", "settle", "replace", "write_log"])
def test_after_any_crash_the_node_goes_on(
    pair: tuple[Node, Node, Path], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    us, mx, recovery = pair
    us.publish()
    owners = {
        "write_key": keyring,
        "write": Pen,
        "settle": keyring,
        "replace": Path,
        "write_log": publisher.publication,
    }
    undo = None
    if step == "write_key":
        undo = _crash(monkeypatch, owners[step], step)
        with pytest.raises(RuntimeError):
            prepared(us)
        undo()
        us.commit(door.ActDraft("ack"))
    said = prepared(us)
    if step == "write":
        undo = _crash(monkeypatch, owners[step], step)
        with pytest.raises(RuntimeError):
            recorded(us, said, recovery)
        undo()
        us.commit(door.ActDraft("ack"))
        us.publish()
    place = recorded(us, said, recovery)
    if step in ("settle", "replace", "write_log"):
        undo = _crash(monkeypatch, owners[step], step)
        with pytest.raises(RuntimeError):
            us.publish()
        undo()
    assert recorded(us, said, recovery) == place  # done once, however often it is asked for
    us.commit(door.ActDraft("ack"))
    us.publish()
    mx.pull(us)
    assert sizes(mx) == sizes(us)
    assert us.run(state.of_own, us.home, "us").here
    assert not list(keyring.pending_folder(us.home).iterdir())
    modes = {path.stat().st_mode & 0o777 for path in us.home.keys.glob("*.key")}
    assert modes == {0o600}


def test_the_wrong_key_on_disk_signs_nothing(pair: tuple[Node, Node, Path]) -> None:
    us, _, recovery = pair
    old = {path.name: path.read_bytes() for path in us.home.keys.glob("*.key")}
    changed(us, recovery)
    for name, data in old.items():
        (us.home.keys / name).write_bytes(data)
    assert not us.run(state.of_own, us.home, "us").here
    before = sizes(us)
    with pytest.raises(keyring.KeyFault):
        us.commit(door.ActDraft("ack"))
    assert sizes(us) == before


def test_a_database_from_before_the_change_is_told(pair: tuple[Node, Node, Path]) -> None:
    """The publication was signed by a key that older rows don't know: it is still recognised as our own."""
    us, _, recovery = pair
    us.publish()
    before = us.run(lambda: Log.objects.get(pk="t/us").size)
    changed(us, recovery)
    assert before == 1

    def older() -> None:
        from bilateral.node.models import LogEntry

        LogEntry.objects.filter(log="t/us", seq=1).delete()
        SignedHead.objects.filter(log="t/us", size=2).delete()
        row = LogEntry.objects.get(log="t/us", seq=0)
        head = SignedHead.objects.get(log="t/us", size=1)
        from bilateral.record import tree

        frontier = tree.Frontier()
        frontier.append(bytes.fromhex(row.leaf))
        Log.objects.filter(pk="t/us").update(
            size=1, root=row.root, edge=frontier.to_bytes(), judged=1, head_size=1, head_note=head.note, rekeyed=[]
        )

    us.run(older)
    with pytest.raises(door.Diverged):
        us.commit(door.ActDraft("ack"))


def test_a_split_secretariat_is_shown_as_it_was_and_as_it_is(lone: World) -> None:
    """What was agreed under joint custody stays so; what is agreed after the split is not."""
    (both_,) = [lone.node("us", "mx")]
    first = both_.propose(both_.draft("plan", "plan", PLAN, ("us", "mx"), "us"), party="us")
    both_.act("concur", first, party="mx")
    for party in ("us", "mx"):
        both_.publish()
        said = both_.run(ceremony.prepare, both_.home, party, custodian=party)
        key = keyring.read_key(lone.folder / "recovery" / f"t-{party}.recovery.key")
        both_.run(ceremony.record, both_.home, said, [said.authorise(key)], WHY, both_.now())
        both_.publish()
    second = both_.propose(both_.draft("plan", "plan", {**PLAN, "title": both("New", "Nuevo")}), party="us")
    both_.act("concur", second, party="mx")
    shown = {f"{p.ref.short}": p.joint_custody for p in both_.run(read.proposals, read.PUBLIC).items}
    assert shown[first] and not shown[second]
    custodians = {p.code: p.custodian for p in both_.run(read.site, read.PUBLIC).parties}
    assert custodians == {"us": "us", "mx": "mx"}
