"""What an audit makes of withheld, erased and released texts: absent with its act, missing, wrongly shown."""

from pathlib import Path

import httpx
import pytest

from bilateral.record.audit import AuditReport, audit
from bilateral.record.entry import Entry
from bilateral.record.sources import DirSource, HttpSource
from tests.record.builders import Party, export, parties


def codes(report: AuditReport) -> set[tuple[str, str]]:
    return {(f.code, f.place) for f in report.findings}


def told(report: AuditReport) -> list[tuple[str, int, int]]:
    return [(items.act, items.seq, len(items.digests)) for log in report.logs for items in log.items]


@pytest.fixture
def scene() -> tuple[Party, Party, Entry]:
    us, mx = parties("us", "mx")
    entry = us.act("position", sealed={"text.en": "words", "text.es": "palabras"})
    return us, mx, entry


def where(digest: str) -> str:
    return f"hled/us/released/{digest}"


@pytest.mark.parametrize("act", ["withhold", "redact", "erase"])
def test_a_text_that_an_act_names_may_be_absent_and_is_listed_with_it(
    tmp_path: Path, act: str, scene: tuple[Party, Party, Entry]
) -> None:
    us, mx, entry = scene
    named, other = (item.digest for item in entry.sealed)
    us.name_items(act, entry, named)
    us.hidden = {named}
    report = audit(DirSource(export(tmp_path, us, mx)))
    assert report.ok, report.lines()
    assert told(report) == [(act, 2, 1)]
    line = report.lines("es")[-4:]
    assert any("datos personales" in each for each in report.lines("es")), line
    assert report.to_json()["logs"][1]["items"][0]["digests"] == [named]
    # withheld is told from missing
    us.hidden = {named, other}
    assert codes(audit(DirSource(export(tmp_path / "missing", us, mx)))) == {("file-missing", where(other))}
    # and from one that is shown all the same
    us.hidden = set()
    assert codes(audit(DirSource(export(tmp_path / "shown", us, mx)))) == {("opening-named", where(named))}


def test_over_the_web_a_shown_one_is_found_too(tmp_path: Path, scene: tuple[Party, Party, Entry]) -> None:
    us, mx, entry = scene
    us.name_items("erase", entry, entry.sealed[0].digest)
    export(tmp_path, us, mx)

    def answer(request: httpx.Request) -> httpx.Response:
        path = tmp_path / request.url.path.removeprefix("/")
        return httpx.Response(200, content=path.read_bytes()) if path.is_file() else httpx.Response(404)

    source = HttpSource("https://example.org", httpx.Client(transport=httpx.MockTransport(answer)))
    assert codes(audit(source)) == {("opening-named", where(entry.sealed[0].digest))}


def test_a_released_one_must_be_there(tmp_path: Path) -> None:
    us, mx = parties("us", "mx")
    entry = us.act("position", sealed={"text.en": "kept back"}, visibility="sealed")
    digest = entry.sealed[0].digest
    us.name_items("release", entry, digest)
    us.shown = {digest}
    assert audit(DirSource(export(tmp_path, us, mx))).ok
    us.shown = set()
    assert codes(audit(DirSource(export(tmp_path / "b", us, mx)))) == {("file-missing", where(digest))}
    # withheld again, it must not be there; released once more, it must
    us.name_items("withhold", entry, digest)
    assert audit(DirSource(export(tmp_path / "c", us, mx))).ok
    us.name_items("release", entry, digest)
    assert codes(audit(DirSource(export(tmp_path / "d", us, mx)))) == {("file-missing", where(digest))}


def test_what_was_released_must_be_what_was_promised(tmp_path: Path) -> None:
    us, mx = parties("us", "mx")
    entry = us.act("position", sealed={"text.en": "kept back"}, visibility="sealed")
    digest = entry.sealed[0].digest
    us.name_items("release", entry, digest)
    us.shown = {digest}
    export(tmp_path, us, mx)
    (tmp_path / where(digest)).write_bytes(b"x" * 80)
    assert codes(audit(DirSource(tmp_path))) == {("opening-not-promised", where(digest))}


def test_an_act_of_a_wrong_form_excuses_nothing(tmp_path: Path, scene: tuple[Party, Party, Entry]) -> None:
    us, mx, entry = scene
    digest = entry.sealed[0].digest
    us.name_items("withhold", entry, digest, ground="because")
    us.hidden = {digest}
    report = audit(DirSource(export(tmp_path, us, mx)))
    assert codes(report) == {("file-missing", where(digest))}
    assert told(report) == []


@pytest.mark.parametrize(
    ("base", "parties_named", "joint"),
    [("", ["us"], False), ("", ["mx", "us"], True), ("ab" * 32 + "/0", ["us"], True)],
)
def test_for_a_joint_text_being_shown_is_noted_since_agreements_are_not_known(
    tmp_path: Path, base: str, parties_named: list[str], joint: bool
) -> None:
    """A change on a version that others may be named by is taken as joint too."""
    us, mx = parties("us", "mx")
    change = {"base": base, "body": {}, "kind": "line/1", "name": "hled/us:x", "parties": parties_named}
    entry = us.act("propose", changes=[change], sealed={"0.title.en": "words"})
    digest = entry.sealed[0].digest
    redact = us.name_items("redact", entry, digest)
    us.name_items("erase", redact, redact.body["replacements"][0]["by"])
    report = audit(DirSource(export(tmp_path, us, mx)))
    if joint:
        assert report.ok, report.lines()
        assert [note.code for note in report.notes].count("item-shown") == 2
    else:
        assert {code for code, _ in codes(report)} == {"opening-named"}


def test_an_act_that_points_at_other_entries_may_be_void_so_being_shown_is_noted(
    tmp_path: Path, scene: tuple[Party, Party, Entry]
) -> None:
    us, mx, entry = scene
    refs = [{"rel": "authorised-by", **mx.entries[0].ref.to_json()}]
    us.name_items("withhold", entry, entry.sealed[0].digest, refs=refs)
    report = audit(DirSource(export(tmp_path, us, mx)))
    assert report.ok, report.lines()
    assert "item-shown" in {note.code for note in report.notes}


def test_a_digest_that_two_entries_list_may_be_shown_for_the_other(
    tmp_path: Path, scene: tuple[Party, Party, Entry]
) -> None:
    us, mx, entry = scene
    digest = entry.sealed[0].digest
    us.act("position", listed=[{"digest": digest, "id": "text.en"}])
    us.name_items("withhold", entry, digest)
    assert audit(DirSource(export(tmp_path, us, mx))).ok


def test_many_entries_are_read_bundle_by_bundle(tmp_path: Path) -> None:
    us, mx = parties("us", "mx")
    said = [us.act("position", sealed={"text.en": f"words {n}"}) for n in range(300)]
    for entry in (said[0], said[270], said[10]):
        us.name_items("erase", entry, entry.sealed[0].digest)
        us.hidden.add(entry.sealed[0].digest)
    report = audit(DirSource(export(tmp_path, us, mx)))
    assert report.ok, report.lines()
    assert len(told(report)) == 3
