"""Serving a demonstration: ports that are free, homes that know each other, and nothing played again."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bilateral.cli import demo, story
from bilateral.node.home import Home, Peer, load
from bilateral.values import BadInput

HOST = "127.0.0.1"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens, and the one before it free, as far as anybody can tell."""
    for _ in range(50):
        with socket.socket() as before, socket.socket() as one:
            before.bind((HOST, 0))
            port = int(before.getsockname()[1])
            before.close()
            try:
                one.bind((HOST, port + 1))
            except (OSError, OverflowError):
                continue
            one.listen()
            yield port + 1
            return
    raise AssertionError("no two ports beside each other are free")


def test_the_other_node_takes_the_next_port_that_is_free(taken: int) -> None:
    first, second = demo._ports(HOST, taken - 1, 2)
    assert first == taken - 1 and second > taken
    with pytest.raises(BadInput):
        demo._ports(HOST, taken, 2)


@pytest.mark.parametrize(("host", "here"), [(HOST, "localhost"), ("0.0.0.0", "localhost"), ("10.0.0.5", "10.0.0.5")])
def test_each_home_learns_where_it_is_served_and_where_the_other_is_asked(tmp_path: Path, host: str, here: str) -> None:
    for code, other in (("us", "mx"), ("mx", "us")):
        (tmp_path / code).mkdir()
        peers = (Peer(f"hled-demo/{other}", "k", "s"),)
        Home(tmp_path / code, "hled-demo", (code,), demonstration=True, peers=peers).save()
    homes = demo._introduced(tmp_path, host, [8123, 8125])
    assert [home.url for home in homes] == [f"http://{here}:8123", f"http://{here}:8125"]
    rooms = [home.peers[0].rooms for home in homes]
    assert rooms == (["http://localhost:8125", "http://localhost:8123"] if here == "localhost" else ["", ""])
    assert [load(tmp_path / code) for code in ("us", "mx")] == homes and homes[0].peers[0].source == "s"


def test_a_story_is_played_again_only_for_other_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not story._is_done(tmp_path), "nothing was played"
    (tmp_path / story.DONE).write_text(json.dumps({"dialogue": story.DIALOGUE}) + "\n")
    assert not story._is_done(tmp_path), "played by a release that did not say which it was"
    (tmp_path / story.DONE).write_text(json.dumps({"dialogue": story.DIALOGUE, "release": story._release()}))
    assert story._is_done(tmp_path)
    monkeypatch.setattr(story, "_release", lambda: {"tables": "0099_later.py"})
    assert not story._is_done(tmp_path)
    (tmp_path / story.DONE).write_text("{")
    assert not story._is_done(tmp_path)
