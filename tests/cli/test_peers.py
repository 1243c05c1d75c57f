"""A peer whose address can't be used for private rooms is told of at once, and for as long as it is so."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import NAMES, Run

FAR = "http://node.mx.example/log"
WAYS = {
    "en": ("Private rooms and sealed texts are not exchanged", "over https only", "--rooms https://"),
    "es": ("no se intercambian salas privadas", "sólo por https", "--rooms https://"),
}


@dataclass
class Two:
    """Two nodes that don't know each other yet: the home of one, the key of the other."""

    home: Path
    key: str


@pytest.fixture(scope="module")
def made(bilateral: Run, tmp_path_factory: pytest.TempPathFactory) -> Two:
    folder = tmp_path_factory.mktemp("peers")
    for code, names in NAMES.items():
        party = ":".join((code, *names))
        bilateral("--home", folder / code, "init", "--dialogue", "talks", "--party", party,
                  "--recovery", folder / "safe" / code)  # fmt: skip
    return Two(folder / "us", bilateral("--home", folder / "mx", "peer", "own", "--json").json[0]["key"])


@pytest.fixture
def two(made: Two, tmp_path: Path) -> Two:
    return Two(Path(shutil.copytree(made.home, tmp_path / "us")), made.key)


@pytest.mark.parametrize("lang", WAYS)
def test_an_address_that_rooms_cannot_use_is_told_when_pinned_and_listed(
    bilateral: Run, two: Two, tmp_path: Path, lang: str
) -> None:
    home, pin = two.home, ("peer", "add", "talks/mx", "--key", two.key)
    folder = bilateral("--home", home, *pin, "--from", tmp_path / "public", lang=lang)
    assert WAYS[lang][0] not in " ".join(folder.out.split()), "a record that comes in a folder wants no address"
    for done in (
        bilateral("--home", home, *pin, "--from", FAR, lang=lang),
        bilateral("--home", home, "peer", "list", lang=lang),
    ):
        told = " ".join(done.out.split())
        assert all(each in told for each in WAYS[lang]), told
    [row] = bilateral("--home", home, "peer", "list", "--json").json
    assert (row["rooms_at"], "over https only" in row["rooms_fault"]["en"]) == (None, True)
    done = bilateral("--home", home, *pin, "--rooms", "https://node.mx.example", lang=lang)
    assert WAYS[lang][0] not in " ".join(done.out.split())
    [row] = bilateral("--home", home, "peer", "list", "--json").json
    assert (row["rooms_at"], row["rooms_fault"]) == ("https://node.mx.example/exchange/", None)


@pytest.mark.parametrize("rooms", ["https://[", "https://node:port", "https://", "http://node.mx.example", "node"])
def test_what_is_no_address_for_rooms_is_refused(bilateral: Run, two: Two, rooms: str) -> None:
    bilateral("--home", two.home, "peer", "add", "talks/mx", "--key", two.key, "--rooms", rooms, code=2)
    assert bilateral("--home", two.home, "peer", "list", "--json").json == []
