"""Publication folders: written whole, grown, healed, cleared; the checkpoint always last."""

from pathlib import Path

import pytest

from bilateral.record import folder, tiles, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.faults import TreeFault
from bilateral.record.sources import DirSource
from bilateral.record.tiles import TileReader
from tests.record.builders import export, key, story
from tests.record.test_tiles import published

ORIGIN = "hled/us"
ENTRY = [b"entry %d" % i for i in range(600)]


def signed(size: int, entries: list[bytes] = ENTRY) -> bytes:
    root = tree.root_of(tree.leaf_hash(e) for e in entries[:size])
    return Checkpoint(ORIGIN, size, root).sign(key("log"))


def write(root: Path, size: int, entries: list[bytes] = ENTRY) -> None:
    folder.write_log(root, ORIGIN, lambda start: entries[start:], signed(size, entries), durable=False)


def files(root: Path) -> dict[str, bytes]:
    return {path: (root / path).read_bytes() for path in DirSource(root).list()}


@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_what_is_written(tmp_path: Path, size: int) -> None:
    write(tmp_path, size)
    expected = {f"{ORIGIN}/{path}": data for path, data in published(ENTRY[:size]).items()}
    assert files(tmp_path) == {**expected, f"{ORIGIN}/checkpoint": signed(size)}


def test_growing_gives_the_same_as_writing_at_once(tmp_path: Path) -> None:
    asked = []
    for size in (1, 2, 255, 256, 300, 512, 513, 600):

        def entries(start: int) -> list[bytes]:
            asked.append(start)
            return ENTRY[start:]

        folder.write_log(tmp_path, ORIGIN, entries, signed(size), durable=False)
    assert asked == [0, 0, 0, 0, 256, 256, 512, 512]
    removed = folder.prune(tmp_path, ORIGIN, 600, ())
    assert removed and all(".p/" in path for path in removed)
    assert {p.removeprefix(f"{ORIGIN}/") for p in files(tmp_path)} == {*published(ENTRY), "checkpoint"}


def test_openings_go_under_their_digest_and_others_are_cleared(tmp_path: Path) -> None:
    us, mx = story()
    export(tmp_path, us, mx)
    digests = [item.digest for e in us.entries if e.public for item in e.sealed]
    assert {p for p in files(tmp_path) if "hled/us/released" in p} == {f"hled/us/released/{d}" for d in digests}
    (tmp_path / "hled/us/released/notes.txt").write_bytes(b"x")
    (tmp_path / "hled/us/.checkpoint.tmp").write_bytes(b"left by a crash")
    gone = folder.prune(tmp_path, us.origin, len(us.entries), digests[1:])
    assert gone == sorted([".checkpoint.tmp", "released/notes.txt", f"released/{digests[0]}"])


def test_entries_that_do_not_give_the_signed_root_leave_the_old_checkpoint(tmp_path: Path) -> None:
    write(tmp_path, 300)
    before = (tmp_path / ORIGIN / "checkpoint").read_bytes()
    for bad in (ENTRY[:10], [*ENTRY[:301], b"other"], [*ENTRY[:290], b"other", *ENTRY[291:]]):
        with pytest.raises(TreeFault) as caught:
            folder.write_log(tmp_path, ORIGIN, lambda start, b=bad: b[start:], signed(302), durable=False)
        assert caught.value.code == "root-not-signed"
        assert (tmp_path / ORIGIN / "checkpoint").read_bytes() == before
    with pytest.raises(TreeFault):
        folder.write_log(tmp_path, "hled/mx", lambda start: ENTRY[start:], signed(2), durable=False)


def test_damage_to_what_was_there_is_healed(tmp_path: Path) -> None:
    write(tmp_path, 300)
    tile = tmp_path / ORIGIN / tiles.path(1, 0, 1)
    tile.write_bytes(bytes(32))
    write(tmp_path, 600)
    assert TileReader(DirSource(tmp_path / ORIGIN).read, 600).root() == tree.root_of(map(tree.leaf_hash, ENTRY))
    (tmp_path / ORIGIN / "checkpoint").write_bytes(b"\xff")
    write(tmp_path, 600)
    (tmp_path / ORIGIN / tiles.path(0, 0)).unlink()
    (tmp_path / ORIGIN / tiles.path(1, 0, 2)).unlink()
    write(tmp_path, 600)
    assert files(tmp_path)[f"{ORIGIN}/{tiles.path(1, 0, 2)}"]


def test_a_durable_write_replaces_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    folder.write_file(path, b"one")
    folder.write_file(path, b"two")
    assert path.read_bytes() == b"two" and [p.name for p in path.parent.iterdir()] == ["b"]


def test_the_list_of_keys_is_canonical() -> None:
    us, mx = story()
    keys = [us.checkpoint_verifier, mx.cosigner_verifier, us.checkpoint_verifier]
    lines = folder.verifiers_text(keys).decode().splitlines()
    assert lines == sorted({str(k) for k in keys}) and folder.verifiers_text([]) == b""
