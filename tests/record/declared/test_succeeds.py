"""The first entry of a successor: what it must say of the logs before it, and that nothing else can begin there."""

from pathlib import Path
from typing import Any

import pytest

from bilateral.record.audit import audit
from bilateral.record.audit.report import AuditReport
from bilateral.record.genesis import Genesis
from bilateral.record.log import verify_entries
from bilateral.record.sources import DirSource
from bilateral.values import Fault
from tests.record.builders import Party, export, story


def fault_of(party: Party) -> tuple[str, str]:
    with pytest.raises(Fault) as caught:
        list(verify_entries([e.bytes for e in party.entries], party.origin))
    return caught.value.code, caught.value.where


def test_it_names_every_log_before_it_as_far_as_it_goes_on_for_it() -> None:
    us, mx = story()
    second = us.successor(seen=[mx])
    third = us.successor(second, seen=[mx])
    for log, before in ((second, [us]), (third, [us, second])):
        list(verify_entries([e.bytes for e in log.entries], log.origin))
        genesis = Genesis.of(log.entries[0])
        assert [(cut.log, cut.size, cut.root) for cut in genesis.succeeds] == [
            (p.origin, p.head.size, p.head.root.hex()) for p in before
        ]
        assert (genesis.party, genesis.dialogue, genesis.origin) == ("us", "hled", f"hled/us/{len(before) + 1}")
        assert set(genesis.text) == {"en", "es"}


def _cut(party: Party, **changes: Any) -> dict[str, Any]:
    return {"log": party.origin, "root": party.head.root.hex(), "size": party.head.size, **changes}


def test_what_it_says_must_be_what_it_has_seen() -> None:
    us, mx = story()
    for bad in (
        [],
        {},
        None,
        [_cut(us, size=us.head.size - 1)],
        [_cut(us, root="ab" * 32)],
        [_cut(us, size=0)],
        [_cut(us, more=1)],
        [_cut(mx)],
        [_cut(us), _cut(us)],
        [_cut(us), _cut(mx)],
        [us.origin],
    ):
        code, where = fault_of(us.successor(seen=[mx], succeeds=bad))
        assert code == "genesis-shape"
        assert where.startswith("hled/us/2#0 body.succeeds"), bad


def test_a_third_log_names_the_second_too() -> None:
    us, mx = story()
    second = us.successor(seen=[mx])
    assert fault_of(us.successor(second, succeeds=[_cut(us)]))[0] == "genesis-shape"
    assert fault_of(us.successor(second, succeeds=[_cut(second), _cut(us)]))[0] == "genesis-shape"


def test_a_first_log_succeeds_nothing_and_a_successor_says_why() -> None:
    us, _ = story()
    assert fault_of(Party("ca").begin(succeeds=[]))[0] == "genesis-shape"
    code, where = fault_of(us.successor(text={"en": "ab" * 32, "es": "cd" * 32}))
    assert (code, where.split()[1]) == ("genesis-shape", "body.name")
    assert fault_of(us.successor(text="lost"))[1].endswith("body.text")


def _noted(report: AuditReport) -> dict[str, str]:
    return {note.code: note.place for note in report.notes}


def test_an_audit_says_which_log_goes_on_for_which_and_who_recognised_it(tmp_path: Path) -> None:
    us, mx = story()
    cut = us.head.size
    second = us.successor(seen=[mx])
    told = audit(DirSource(export(tmp_path / "one", us, mx, second)))
    assert told.ok, told.lines()
    summary = {log.origin: log for log in told.logs}["hled/us/2"].to_json()
    assert summary["succeeds"] == [_cut(us)]
    assert summary["recognised_by"] == []
    assert any("recognised by nobody yet" in line for line in told.lines())
    mx.act("recognise", target=second.entries[0].ref.to_json(), seen=[us, second])
    us.act("ack")
    told = audit(DirSource(export(tmp_path / "two", us, mx, second)))
    assert told.ok, told.lines()
    summary = {log.origin: log for log in told.logs}["hled/us/2"].to_json()
    assert summary["recognised_by"] == ["hled/mx"]
    assert _noted(told)["beyond-cut"] == "hled/us"
    assert any(f"después de sus primeros {cut} asientos" in line for line in told.lines("es"))


def test_an_audit_finds_a_successor_with_a_key_that_was_lost_or_of_another_history(tmp_path: Path) -> None:
    us, mx = story()
    kept = us.successor(seen=[mx], ring=(us.entry_key, us.checkpoint_key, us.cosigner_key))
    found = audit(DirSource(export(tmp_path / "keys", us, mx, kept)))
    assert [finding.code for finding in found.findings] == ["successor-keys"]
    thief = Party("us").begin()
    for _ in us.entries[1:]:
        thief.act("ack")
    forged = thief.successor(seen=[mx])
    found = audit(DirSource(export(tmp_path / "root", us, mx, forged)))
    assert [finding.code for finding in found.findings] == ["seen-mismatch"]


@pytest.mark.parametrize("third", ["1", "0", "02", "intake", "1000000000"])
def test_other_names_of_three_parts_begin_no_log(third: str) -> None:
    assert fault_of(Party(f"us/{third}").begin())[0] == "child-log"
