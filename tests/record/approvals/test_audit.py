"""What an audit and the commands say of approvals: those that hold are counted, others are found, verdicts stay."""

import json
from pathlib import Path

from bilateral.cli import approvals as told
from bilateral.record.audit import audit
from bilateral.record.proof import make_proof, verify_proof
from bilateral.record.sources import DirSource
from bilateral.record.tiles import TileReader, path
from tests.record.approvals.world import append, approved, next_of
from tests.record.builders import export, story
from tests.record.test_audit import audited, codes, notes
from tools.soft_passkey import SITE, SoftPasskey

ANA, LUIS = SoftPasskey("ES256", "ana"), SoftPasskey("EdDSA", "luis")


def test_approvals_that_hold_are_counted_by_site(tmp_path: Path) -> None:
    us, mx = story()
    for office, passkeys in (("", [ANA]), ("ustr", [ANA, LUIS])):
        fields = next_of(us, act="ack", target=None, office=office)
        append(us, fields, *(approved(fields, each, f"{office}{each.words}") for each in passkeys))
    fields = next_of(us, act="ack", target=None, office="elsewhere")
    append(us, fields, approved(fields, ANA, origin="https://other.example"))
    report = audited(tmp_path, us, mx)
    assert report.ok, report.lines()
    (log,) = (each for each in report.logs if each.origin == us.origin)
    assert [each.to_json() for each in log.approved] == [
        {"origin": SITE, "entries": 2, "keys": 2},
        {"origin": "https://other.example", "entries": 1, "keys": 1},
    ]
    assert any(f"user verified, on {SITE}: 2 entries, 2 passkeys" in line for line in report.lines("en"))
    assert any(f"en {SITE}: 2 asientos, 2 llaves" in line for line in report.lines("es"))
    assert json.loads(json.dumps(report.to_json()))["logs"][0]["approved"] or report.to_json()["logs"][1]["approved"]


def test_one_that_does_not_hold_is_found_and_the_rest_of_the_record_is_read(tmp_path: Path) -> None:
    us, mx = story()
    fields = next_of(us, act="ack", target=None)
    append(us, fields, approved({**fields, "office": "state"}, ANA))
    us.act("ack")
    report = audited(tmp_path, us, mx)
    assert codes(report) == {("approval-other", f"{us.origin}#4 approvals[0]")}
    assert [log.assessed for log in report.logs if log.origin == us.origin] == [6]


def test_one_that_stands_in_two_entries_is_found(tmp_path: Path) -> None:
    us, mx = story()
    for office in ("", ""):
        fields = next_of(us, act="ack", target=None, office=office)
        append(us, fields, approved(fields, ANA))
    report = audited(tmp_path, us, mx)
    assert codes(report) == {("approval-again", f"{us.origin}#5")}
    assert f"{us.origin}#4" in report.lines()[1]


def test_one_of_a_later_kind_is_noted(tmp_path: Path) -> None:
    us, mx = story()
    append(us, next_of(us, act="ack", target=None), {"type": "later", "x": "y"})
    report = audited(tmp_path, us, mx)
    assert report.ok and "approval-unknown" in notes(report)


def test_every_digit_of_an_approval_on_the_record_is_watched(tmp_path: Path) -> None:
    """The government signs it anew each time: only the approval is wrong."""
    for name in ("authenticator", "client", "key", "nonce", "sig"):
        us, mx = story()
        fields = next_of(us, act="ack", target=None)
        good = approved(fields, ANA)
        at = len(good[name]) // 2
        other = good[name][:at] + ("0" if good[name][at] != "0" else "1") + good[name][at + 1 :]
        append(us, fields, {**good, name: other})
        report = audit(DirSource(export(tmp_path / name, us, mx)))
        assert {code for code, _ in codes(report)} <= {f"approval-{why}" for why in CODES} and not report.ok


CODES = ("client", "key", "other", "shape", "signature", "site", "user")


def test_commands_say_it_of_one_entry() -> None:
    us, mx = story()
    fields = next_of(us, act="ack", target=None)
    good = append(us, fields, approved(fields, ANA), {**approved(fields, LUIS), "nonce": "0" * 64}, {"type": "later"})
    first, second, third = told.lines(good.bytes)
    assert SITE in first.en and SITE in first.es and "user verified" in first.en
    assert "another act" in second.en and "no conoce" in third.es
    rows = told.to_json(good.bytes)
    assert [row["holds"] for row in rows] == [True, False, False] and rows[0]["origin"] == SITE
    leaves = [bytes.fromhex(each.leaf) for each in us.entries]
    reader = TileReader({path(0, 0, len(leaves)): b"".join(leaves)}.get, us.head.size)
    proof = make_proof(good.seq, reader, us.signed(mx), good.bytes)
    keys = [us.checkpoint_verifier, mx.cosigner_verifier]
    assert verify_proof(bytes(proof), keys).entry == good.bytes
    assert told.to_json(b"no entry") == [] and list(told.lines(b"")) == []
