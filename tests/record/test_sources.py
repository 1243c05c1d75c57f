"""Reading from folders and addresses that may be hostile."""

import os
from pathlib import Path

import httpx
import pytest

from bilateral.record.faults import SourceFault
from bilateral.record.sources import DirSource, HttpSource


def code_of(call: object) -> str:
    with pytest.raises(SourceFault) as caught:
        call()  # type: ignore[operator]
    assert caught.value.what.complete and caught.value.do.complete
    return caught.value.code


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a" / "empty").mkdir(parents=True)
    (tmp_path / "a" / "b").write_bytes(b"12345")
    source = DirSource(tmp_path)
    assert source.list() == {"a/b"}
    assert source.read("a/b") == b"12345" == source.read("a/b", 5)
    assert source.read("a/c") is None and source.read("a/b/c") is None
    assert code_of(lambda: source.read("a/b", 4)) == "file-too-big"
    assert code_of(lambda: DirSource(tmp_path / "none")) == "not-a-folder"


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../x", "a//b", "./a", "a\\b", "a\0b"])
def test_no_path_leads_outside(tmp_path: Path, path: str) -> None:
    assert code_of(lambda: DirSource(tmp_path).read(path)) == "bad-path"
    assert code_of(lambda: HttpSource("http://x").read(path)) == "bad-path"


def test_links_pipes_and_folders_are_not_files(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"x")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    source = DirSource(tmp_path)
    assert source.list() == {"real", "link", "loop", "pipe"}
    for name in ("link", "loop", "pipe", "folder"):
        assert code_of(lambda name=name: source.read(name)) in ("file-not-plain", "file-unreadable")


def served(files: dict[str, bytes]) -> httpx.Client:
    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/record/")
        if path == "moved":
            return httpx.Response(302, headers={"location": "http://elsewhere/"})
        if path == "broken":
            raise httpx.ConnectError("no route")
        return httpx.Response(200, content=files[path]) if path in files else httpx.Response(404)

    return httpx.Client(transport=httpx.MockTransport(answer))


def test_an_address() -> None:
    with HttpSource("https://example.org/record/", served({"a/b": b"12345"})) as source:
        assert source.read("a/b") == b"12345" and source.read("c") is None and source.list() is None
        assert code_of(lambda: source.read("a/b", 4)) == "file-too-big"
        assert code_of(lambda: source.read("moved")) == "address-failed"
        assert code_of(lambda: source.read("broken")) == "address-failed"
    assert code_of(lambda: HttpSource("ftp://example.org")) == "bad-address"


def test_its_own_client_is_closed() -> None:
    with HttpSource("http://localhost:9") as source:
        client = source._client
    assert client.is_closed
