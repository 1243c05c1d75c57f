"""What an audit finds in a record whose every byte is signed, what it notes, and what it says to people."""

import json
from collections.abc import Iterable
from pathlib import Path

import httpx
import pytest

from bilateral.record import entry, note
from bilateral.record.audit import AuditReport, audit
from bilateral.record.audit.words import AUDIT_WORDS
from bilateral.record.checkpoint import add_signature
from bilateral.record.folder import VERIFIERS, verifiers_text
from bilateral.record.note import COSIGNER, VerifierKey
from bilateral.record.sources import DirSource, HttpSource
from bilateral.record.words import WORDS
from tests.record.builders import COSIGNED_AT, Party, export, key, parties, story


def audited(root: Path, *everyone: Party, pinned: Iterable[VerifierKey] = ()) -> AuditReport:
    return audit(DirSource(export(root, *everyone)), tuple(pinned))


def codes(report: AuditReport) -> set[tuple[str, str]]:
    return {(f.code, f.place) for f in report.findings}


def notes(report: AuditReport) -> set[str]:
    return {n.code for n in report.notes}


@pytest.mark.parametrize("names", [("us", "mx"), ("us", "mx", "ca")])
def test_a_good_record(tmp_path: Path, names: tuple[str, ...]) -> None:
    everyone = story(*names)
    report = audited(tmp_path, *everyone)
    assert report.ok, report.lines()
    assert notes(report) == {"demonstration", "identity-unverified", "no-witness"}
    assert not report.verified and report.assessed and "unverified" in report.lines("en")[0]
    for log in report.logs:
        assert (log.size, log.assessed) == (4, 4) and len([c for c in log.cosigners if c.counts]) == len(names) - 1


def test_pinned_keys(tmp_path: Path) -> None:
    us, mx = story()
    own = [us.checkpoint_verifier, mx.checkpoint_verifier]
    report = audited(tmp_path, us, mx, pinned=own)
    assert report.ok and report.verified and report.lines("es")[0].startswith("Consistente: todo")
    half = audited(tmp_path, us, mx, pinned=own[:1])
    assert half.ok and not half.verified and [log.identity for log in half.logs] == ["unverified", "pinned"]
    false = Party("us", seed="false")
    for pin in (false.checkpoint_verifier, false.cosigner_verifier):
        report = audited(tmp_path, us, mx, pinned=[*own[1:], us.checkpoint_verifier, pin])
        found = ("key-not-pinned", "hled/us#0") in codes(report)
        assert found == (pin.type == COSIGNER)  # of several pinned keys for signing, one must be the log's
    report = audited(tmp_path, us, mx, pinned=[false.checkpoint_verifier])
    assert codes(report) == {("key-not-pinned", "hled/us#0")}


def test_a_record_made_anew_with_other_keys_is_told_from_the_true_one_only_by_pins(tmp_path: Path) -> None:
    false = parties("us", "mx", seed="false")
    true = parties("us", "mx")
    assert audited(tmp_path, *false).ok
    report = audited(tmp_path, *false, pinned=[p.checkpoint_verifier for p in true])
    assert codes(report) == {("key-not-pinned", "hled/us#0"), ("key-not-pinned", "hled/mx#0")}


def test_what_was_seen_must_be_what_is_there(tmp_path: Path) -> None:
    us, mx = parties("us", "mx")
    other = Party("mx", order=2, seed="fork").begin()
    mx.act("ack")
    other.act("ack")
    us.act("ack", seen=[other])
    report = audited(tmp_path, us, mx)
    assert codes(report) == {("seen-mismatch", "hled/us#1")}


def test_what_was_seen_beyond_what_is_held_is_not_assessed(tmp_path: Path) -> None:
    us, mx = parties("us", "mx")
    ahead = Party("mx", order=2).begin()
    ahead.act("ack")
    last = ahead.entries[-1]
    us.act("ack", seen=[ahead], target={"log": last.log, "seq": last.seq, "leaf": last.leaf})
    report = audited(tmp_path, us, mx)
    assert report.ok and not report.assessed and {"seen-beyond", "ref-beyond"} <= notes(report)
    alone = audit(DirSource(export(tmp_path / "alone", us)))
    assert alone.ok and "seen-beyond" in notes(alone) and "not-attested" in notes(alone)


def test_what_is_referred_to_must_be_what_is_there(tmp_path: Path) -> None:
    us, mx = parties("us", "mx")
    us.act("ack", seen=[mx], refs=[{"rel": "answers", "log": "hled/mx", "seq": 0, "leaf": "ab" * 32}])
    us.act("ack", target={"log": "hled/us", "seq": 0, "leaf": "ab" * 32})
    assert codes(audited(tmp_path, us, mx)) == {("ref-mismatch", "hled/us#1"), ("ref-mismatch", "hled/us#2")}


def test_content_that_should_be_here_and_content_that_should_not(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    shown, kept = us.entries[1].sealed[0].digest, us.entries[2].sealed[0].digest
    released = tmp_path / "hled/us/released"
    (released / kept).write_bytes(us.openings[kept])
    (released / shown).unlink()
    (tmp_path / "hled/mx/released" / kept).write_bytes(us.openings[kept])
    assert codes(audit(DirSource(tmp_path))) == {
        ("opening-withheld", f"hled/us/released/{kept}"),
        ("file-missing", f"hled/us/released/{shown}"),
        ("opening-unknown", f"hled/mx/released/{kept}"),
    }


def test_custody(tmp_path: Path) -> None:
    both = parties("us", "mx", custody="joint", custodian="secretariat")
    report = audited(tmp_path / "joint", *both)
    assert report.ok and {"joint-custody", "same-custody", "not-attested"} <= notes(report)
    assert not any(c.counts for log in report.logs for c in log.cosigners)
    assert "same custody" in "\n".join(report.lines("en")) and "misma custodia" in "\n".join(report.lines("es"))
    hidden = parties("us", "mx", custodian="secretariat")
    report = audited(tmp_path / "hidden", *hidden)
    assert codes(report) == {("custody-conflict", "hled/us#0"), ("custody-conflict", "hled/mx#0")}
    us, mx = Party("us").begin(), Party("mx").begin()
    assert codes(audited(tmp_path / "order", us, mx)) == {("order-twice", "hled/us#0"), ("order-twice", "hled/mx#0")}


def test_outside_witnesses(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    witness = key("witness")
    vkey = VerifierKey.of("w.example", COSIGNER, witness.public)
    path = tmp_path / "hled/us/checkpoint"
    path.write_bytes(add_signature(path.read_bytes(), us.head.cosign(witness, "w.example", COSIGNED_AT)))
    assert codes(audit(DirSource(tmp_path))) == {("unknown-signature", "hled/us/checkpoint")}
    report = audit(DirSource(tmp_path), [vkey])
    assert report.ok and "witnessed" in notes(report) and "no-witness" not in notes(report)
    assert any("2026-01-02T03:04:05Z" in line for line in report.lines("es"))
    unused = VerifierKey.of("x.example", COSIGNER, key("x").public)
    assert "pinned-unused" in notes(audit(DirSource(tmp_path), [vkey, unused]))


def test_a_log_does_not_attest_itself(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    (tmp_path / "hled/us/checkpoint").write_bytes(us.signed(us))
    report = audit(DirSource(tmp_path))
    assert report.ok and {"same-custody", "not-attested"} <= notes(report)


def test_a_signature_twice(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    path = tmp_path / "hled/us/checkpoint"
    parsed = note.Note.parse(path.read_bytes())
    path.write_bytes(bytes(note.Note(parsed.text, (*parsed.signatures, parsed.signatures[0]))))
    assert codes(audit(DirSource(tmp_path))) == {("signature-twice", "hled/us/checkpoint")}


def test_a_log_signed_over_a_bad_chain(tmp_path: Path) -> None:
    """Everything is as it was signed, but what was signed is no log: the log's own owner can do that."""
    us, mx = story()
    us.append(entry.sign({**us.entries[-1].fields(), "seq": 9}, us.entry_key))
    report = audited(tmp_path, us, mx)
    assert codes(report) == {("seq-not-next", "hled/us#4")} and "not-assessed" in notes(report)
    assert next(log for log in report.logs if log.origin == "hled/us").assessed == 4


def test_a_list_of_keys_that_is_not_the_declared_one(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    good = [us.checkpoint_verifier, us.cosigner_verifier, mx.checkpoint_verifier, mx.cosigner_verifier]
    extra = Party("ca").checkpoint_verifier
    for keys, found in (
        (good[:3], ("verifiers-differ", VERIFIERS)),
        ([*good[1:], Party("us", seed="x").checkpoint_verifier], ("verifiers-differ", VERIFIERS)),
        ([*good, extra], ("file-missing", "hled/ca/checkpoint")),  # a log is named that isn't here
    ):
        (tmp_path / VERIFIERS).write_bytes(verifiers_text(keys))
        assert codes(audit(DirSource(tmp_path))) == {found}
    for data in (verifiers_text(good)[:-1], b"\n" + verifiers_text(good), verifiers_text(good) * 2):
        (tmp_path / VERIFIERS).write_bytes(data)
        assert codes(audit(DirSource(tmp_path))) == {("verifiers-not-canonical", VERIFIERS)}


def test_a_big_log(tmp_path: Path) -> None:
    """More than one tile: an entry, a tile above the leaves and a whole bundle, each damaged."""
    us, mx = parties("us", "mx")
    for _ in range(599):
        us.act("ack")
    export(tmp_path, us, mx)
    assert audit(DirSource(tmp_path)).ok
    bundle = tmp_path / "hled/us/tile/entries/001"
    good = bundle.read_bytes()
    bundle.write_bytes(good.replace(b'"seq":300,', b'"seq":301,'))
    assert codes(audit(DirSource(tmp_path))) == {("entry-differs", "hled/us#300")}
    bundle.unlink()
    assert codes(audit(DirSource(tmp_path))) == {("file-missing", "hled/us/tile/entries/001")}
    leaf_tile = tmp_path / "hled/us/tile/0/001"
    leaves = leaf_tile.read_bytes()
    leaf_tile.unlink()
    lost = audit(DirSource(tmp_path))
    assert ("file-missing", "hled/us/tile/0/001") in codes(lost) and "not-assessed" in notes(lost)
    bundle.write_bytes(good)
    assert codes(audit(DirSource(tmp_path))) == {("file-missing", "hled/us/tile/0/001")}
    leaf_tile.write_bytes(leaves[:-1] + bytes([leaves[-1] ^ 1]))
    assert codes(audit(DirSource(tmp_path))) == {("tile-differs", "hled/us/tile/0/001")}
    leaf_tile.write_bytes(leaves)
    upper = tmp_path / "hled/us/tile/1/000.p/2"
    upper.write_bytes(bytes(64))
    assert codes(audit(DirSource(tmp_path))) == {("tile-differs", "hled/us/tile/1/000.p/2")}


def test_over_the_web(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    (tmp_path / "hled/us/added").write_bytes(b"")

    def answer(request: httpx.Request) -> httpx.Response:
        path = tmp_path / request.url.path.removeprefix("/r/")
        return httpx.Response(200, content=path.read_bytes()) if path.is_file() else httpx.Response(404)

    source = HttpSource("https://example.org/r", httpx.Client(transport=httpx.MockTransport(answer)))
    report = audit(source)
    assert report.ok and "unlisted" in notes(report)
    (tmp_path / "hled/us/tile/0/000.p/4").unlink()
    assert codes(audit(source)) == {("file-missing", "hled/us/tile/0/000.p/4")}
    for data in (b"\xff", b""):
        (tmp_path / VERIFIERS).write_bytes(data)
        assert ("nothing-here", VERIFIERS) in codes(audit(source))


def test_over_a_web_that_fails() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503)

    report = audit(HttpSource("https://example.org/r", httpx.Client(transport=httpx.MockTransport(answer))))
    assert codes(report) == {
        ("address-failed", "verifiers.txt https://example.org/r/verifiers.txt"),
        ("nothing-here", VERIFIERS),
    }


def test_an_empty_folder(tmp_path: Path) -> None:
    assert codes(audit(DirSource(tmp_path))) == {("nothing-here", VERIFIERS), ("file-missing", VERIFIERS)}


def test_the_report_as_json(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    (tmp_path / "x").write_bytes(b"")
    report = audit(DirSource(tmp_path))
    value = json.loads(json.dumps(report.to_json()))
    assert value["ok"] is False and value["findings"][0]["place"] == "x"
    assert set(value["findings"][0]["what"]) == {"en", "es"} and value["logs"][0]["origin"] == "hled/mx"
    assert value["verdict"]["es"].endswith("1 hallazgo.")


def test_all_words_are_there_in_both_languages() -> None:
    assert not set(WORDS) & set(AUDIT_WORDS)
    for code, (what, do) in {**WORDS, **AUDIT_WORDS}.items():
        assert what.complete, code
        assert bool(do.en) == bool(do.es), code
        assert what.en.rstrip().endswith((".", "{line}")) and what.es.rstrip().endswith((".", "{line}")), code
