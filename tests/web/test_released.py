"""The record as files, for other homes; health; what small machines ask for."""

import pytest

DIGEST = "ab" * 32
FULL = "hled/us/tile/0/000"
FILES = {
    "verifiers.txt": b"hled/us+1+k\n",
    "hled/us/checkpoint": b"hled/us\n1\nx\n",
    FULL: b"\0" * 8192,
    "hled/us/tile/entries/x001/234.p/7": b"\0",
    f"hled/us/released/{DIGEST}": b"opening",
    "hled/us/private": b"secret",
}


@pytest.fixture
def folder(fake, tmp_path):
    for place, content in FILES.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(content)
    (tmp_path.parent / "outside").write_text("secret")
    fake.BILATERAL_PUBLICATION = tmp_path
    return tmp_path


def body(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("place", [place for place in FILES if not place.endswith("private")])
def test_every_file_of_the_layout_is_served_to_any_site(web, folder, place):
    answer = web.get(f"/log/{place}")
    assert answer.status_code == 200
    assert body(answer) == FILES[place]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert ("immutable" in answer.headers["Cache-Control"]) == (place == FULL)


@pytest.mark.parametrize(
    "place",
    ["hled/us/private", "../outside", "hled/us/../../../outside", "hled/us/tile/0/001", "hled/us", "%2e%2e/outside"],
)
def test_nothing_else_is(web, folder, place):
    assert web.get(f"/log/{place}").status_code == 404


def test_small_addresses(web):
    assert web.get("/healthz").json()["ok"] is True
    assert "Disallow: /" in web.get("/robots.txt").text
    assert web.get("/favicon.ico").headers["Location"].endswith("mark.svg")
    assert web.get("/log/").text.splitlines() == ["verifiers.txt", "hled/us/checkpoint", "hled/mx/checkpoint"]
