"""Erasing: the words are nowhere on either home, all that was proved still holds, and nothing brings them back."""

import secrets
from pathlib import Path

import pytest
from django.db import connection

from bilateral.node import projection, proving, publisher
from bilateral.node.models import Act
from bilateral.node.seals import files
from bilateral.record.folder import draft_of
from bilateral.record.note import VerifierKey
from bilateral.record.proof import verify_proof
from tests.node.homes import Node, World
from tests.node.seals import scenes
from tests.node.seals.scenes import SECRET, exchange, is_published, pair, seal, title


def needles(node: Node, place: str) -> list[bytes]:
    """What must be nowhere: the words, and the salts that would let anyone try them."""
    return [SECRET.encode(), *(opening[:32] for opening in scenes.openings(node, place))]


def test_the_words_are_nowhere_and_all_that_was_proved_holds(world: World, tmp_path: Path) -> None:
    us, mx, place = pair(world)
    exchange(us, mx)
    wanted = needles(us, place)
    assert len(wanted) == 3
    old_proof = us.run(proving.proof, us.home, *_at(place))
    keys = [VerifierKey.parse(us.run(publisher.declared_keys, "t/us")[0])]
    for node in (us, mx):
        assert scenes.where_found(node.home.path, *wanted)
    seal(us, "erase", place)
    exchange(us, mx)
    for node in (us, mx):
        assert title(node) == "[erased: personal data]"
        assert not is_published(node, place)
        assert not scenes.openings(node, place)
        assert node.run(projection.rebuild, check=True) == ()
        report = scenes.checked(node, tmp_path / f"copy-{node.party}")
        assert [items.act for log in report.logs for items in log.items] == ["erase"]
        if not world.databases.server:
            assert scenes.where_found(node.home.path, *wanted) == []
        assert scenes.where_found(tmp_path / f"copy-{node.party}", *wanted) == []
    assert verify_proof(old_proof, keys).index == 3
    # the other home has said so by itself, with the day by which its backups have lost it
    (said,) = us.run(lambda: list(Act.objects.filter(act="erased")))
    assert (said.log, said.verdict) == ("t/mx", "valid")
    assert said.facts["backups"] == "2026-04-05"
    assert mx.run(lambda: Act.objects.filter(act="erased").count()) == 1, "once"


def _at(place: str) -> tuple[str, int]:
    log, _, seq = place.partition("#")
    return log, int(seq)


def test_a_crash_between_the_rows_and_the_files_is_made_good(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx, place = pair(world)
    seal(us, "erase", place)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(files, "_remove", crash)
        with pytest.raises(KeyboardInterrupt):
            us.publish()
        assert is_published(us, place)
        assert not scenes.openings(us, place)
        with pytest.raises(KeyboardInterrupt):
            mx.pull(us)
    scenes.forget()
    exchange(us, mx)
    assert [is_published(node, place) for node in (us, mx)] == [False, False]
    assert us.run(lambda: Act.objects.filter(act="erased").count()) == 1


def test_nothing_is_confirmed_while_a_copy_is_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    us, mx, place = pair(world)
    seal(us, "erase", place)
    monkeypatch.setattr(files, "_remove", lambda paths: list(paths))
    mx.pull(us)
    assert is_published(mx, place)
    assert mx.run(lambda: Act.objects.filter(act="erased").count()) == 0
    monkeypatch.undo()
    scenes.forget()
    mx.publish()
    assert mx.run(lambda: Act.objects.filter(act="erased").count()) == 1


@pytest.mark.parametrize("act", ["withhold", "erase"])
def test_what_a_killed_publisher_left_goes_with_the_words(world: World, act: str) -> None:
    """The text was being written when the process was killed: what lies beside its place is hidden as well."""
    us, mx, place = pair(world)
    exchange(us, mx)
    left = {
        node: [draft_of(node.home.public / "t/us/released" / digest) for digest in scenes.digests(node, place).values()]
        for node in (us, mx)
    }
    for node, paths in left.items():
        for path in paths:
            path.write_bytes(next(iter(scenes.openings(node, place)))[:40])
    seal(us, act, place)
    exchange(us, mx)
    assert not [path for paths in left.values() for path in paths if path.exists()]
    if act == "erase":
        assert mx.run(lambda: Act.objects.filter(act="erased").count()) == 1


def test_a_late_copy_does_not_bring_an_erased_text_back(world: World) -> None:
    us, mx = world.dialogue("us", "mx")
    us.propose(us.office("o"))
    place = us.propose(us.office("secret", SECRET))
    us.publish()
    released = us.home.public / "t/us/released"
    copies = {path.name: path.read_bytes() for path in released.iterdir()}
    for digest in scenes.digests(us, place).values():
        (released / digest).unlink()
    mx.pull(us.home.public)
    assert title(mx).startswith("["), "not here yet"
    seal(us, "erase", place)
    us.publish()
    for name, data in copies.items():
        (released / name).write_bytes(data)
    for _ in range(2):
        mx.pull(us.home.public)
        assert title(mx) == "[erased: personal data]"
        assert not scenes.openings(mx, place)
        assert not is_published(mx, place)


def test_texts_and_their_erasure_in_one_pull(world: World) -> None:
    """The publisher's files lag behind: the words come with the entries, and go in the same transaction."""
    us, mx = world.dialogue("us", "mx")
    us.propose(us.office("o"))
    place = us.propose(us.office("secret", SECRET))
    us.publish()
    released = us.home.public / "t/us/released"
    copies = {path.name: path.read_bytes() for path in released.iterdir()}
    wanted = needles(us, place)
    seal(us, "erase", place)
    us.publish()
    for name, data in copies.items():
        (released / name).write_bytes(data)
    mx.pull(us.home.public)
    assert not scenes.openings(mx, place)
    if not world.databases.server:
        assert scenes.where_found(mx.home.path, *wanted) == []


def test_under_joint_custody_the_other_record_confirms_too(world: World) -> None:
    node = world.node("us", "mx")
    node.propose(node.office("o"))
    place = node.propose(node.office("secret", SECRET))
    node.publish()
    seal(node, "erase", place)
    node.publish()
    (said,) = node.run(lambda: list(Act.objects.filter(act="erased")))
    assert said.log == "t/mx"
    assert not is_published(node, place)


def test_the_row_that_was_here_first_decides_what_is_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another record may list the same digest: it neither shows what is withheld nor hides what is shown."""
    monkeypatch.setattr(secrets, "token_bytes", bytes)
    us, mx, place = pair(world)
    theirs = mx.propose(mx.office("secret", SECRET))
    assert scenes.digests(mx, theirs) == scenes.digests(us, place)
    exchange(us, mx)
    seal(us, "withhold", place)
    exchange(us, mx)
    assert [title(node) for node in (us, mx)] == ["[withheld: personal data]"] * 2
    seal(us, "release", place)
    mx.propose(mx.office("o"))
    seal(mx, "withhold", theirs)
    exchange(us, mx)
    assert [title(node) for node in (us, mx)] == [SECRET] * 2


def test_secure_delete_is_on(lone: World) -> None:
    """SQLite overwrites what it deletes; PostgreSQL has no such setting."""
    us, _, _ = pair(lone)
    with us.here(), connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1
