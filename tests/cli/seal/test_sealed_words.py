"""Words sealed between governments, through commands: proposed and answered, told by none, then released."""

from pathlib import Path

import pytest

from tests.cli.conftest import NAMES, Forker, Node

SECRETS = ("Quetzal-4711", "Axolotl-0815")


@pytest.fixture
def both(bilateral: Forker, tmp_path: Path) -> Node:
    """A node of two governments."""
    node = Node(bilateral, tmp_path / "both", "us")
    parties = [word for code in NAMES for word in ("--party", ":".join((code, *NAMES[code])))]
    node("init", "--dialogue", "talks", *parties, "--recovery", tmp_path / "safe")
    return node


def where_found(folder: Path, word: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_no_command_tells_them(both: Node, bilateral: Forker, tmp_path: Path) -> None:
    paper = tmp_path / "plan.yaml"
    fields = ("title", "vision", "participation")
    paper.write_text("\n".join(f"{name}: {{en: {SECRETS[0]}, es: {SECRETS[0]}}}" for name in fields))
    words = ("--en", SECRETS[1], "--es", SECRETS[1])
    place = both.act("propose", "plan", "--name", "night", "--file", paper, "--as", "us", "--sealed")
    view = both.act("position", place, *words, "--as", "mx", "--sealed")
    both.act("concur", place, "--as", "mx")
    told = []
    for lang in ("en", "es"):
        for asked in (
            ("act", "list"), ("act", "show", "talks/us:night"), ("act", "diff", place), ("record", "show", place),
            ("record", "show", view), ("record", "head"), ("seal", "list"), ("seal", "list", place),
            ("seal", "list", view), ("slipped",), ("doctor",), ("rebuild", "--check"),
        ):  # fmt: skip
            for more in ((), ("--json",)):
                done = both(*asked, *more, code=None, lang=lang)
                told.append(done.out + done.err)
    assert not [said for said in told if any(secret in said for secret in SECRETS)]
    assert any("[not released]" in said for said in told) and any("[sin difundir]" in said for said in told)
    both("record", "export", tmp_path / "out")
    for secret in SECRETS:
        assert not where_found(tmp_path / "out", secret) and not where_found(both.path / "public", secret)
    assert bilateral("record", "audit", tmp_path / "out").code == 0

    both("seal", "release", place, "all", "--as", "us")
    assert "is public" in both("act", "position", place, *words, "--as", "us", "--sealed", code=2).err
    assert SECRETS[0] in both("act", "show", "talks/us:night").out
    both("seal", "release", view, "all", "--as", "mx")
    assert SECRETS[1] in both("seal", "list", view, "--json").out or SECRETS[1] in both("record", "show", view).out
    both("record", "export", tmp_path / "later")
    assert bilateral("record", "audit", tmp_path / "later").code == 0
    assert all(where_found(tmp_path / "later", secret) for secret in SECRETS)
