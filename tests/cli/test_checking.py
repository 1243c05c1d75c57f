"""Copies of the record are checked from outside: 0 when they hold, 1 naming the place, 2 when there is none."""

import shutil
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.cli.conftest import Done, Journey, Run
from tests.helpers import shared_data

WITHOUT = (
    "import sys; sys.modules.update(dict.fromkeys({blocked}));from bilateral.cli.main import run; run({arguments})"
)


def copy(exported: Path, folder: Path) -> Path:
    return Path(shutil.copytree(exported, folder / "copy"))


def some(folder: Path, pattern: str) -> Path:
    return sorted(path for path in folder.glob(pattern) if path.is_file())[0]


def test_an_export_holds(exported: Path, bilateral: Run) -> None:
    report = bilateral("record", "audit", exported, "--json").json
    assert report["ok"]
    assert not report["verified"]
    assert [log["origin"] for log in report["logs"]] == ["talks/mx", "talks/us"]
    assert "sin verificar" in bilateral("record", "audit", exported, lang="es").out


def test_keys_from_outside_confirm_who_signed(exported: Path, journey: Journey, bilateral: Run, tmp_path: Path) -> None:
    keys = [node("peer", "own", "--json").json[0]["key"] for node in (journey.us, journey.mx)]
    trusted = tmp_path / "keys"
    trusted.write_text("# given by hand\n\n" + "\n".join(keys) + "\n")
    assert bilateral("record", "audit", exported, "--keys", trusted, "--json").json["verified"]


PATTERNS = [
    "verifiers.txt",
    "talks/us/checkpoint",
    "talks/us/tile/0/**/*",
    "talks/us/tile/entries/**/*",
    "talks/mx/released/*",
]


@pytest.mark.parametrize("harm", ["changed", "removed"])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_harm_is_found_and_placed(exported: Path, bilateral: Run, tmp_path: Path, pattern: str, harm: str) -> None:
    folder = copy(exported, tmp_path)
    victim = some(folder, pattern)
    if harm == "removed":
        victim.unlink()
    else:
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)
    report = bilateral("record", "audit", folder, "--json", code=1).json
    place = victim.relative_to(folder).as_posix()
    origin = place.split("/tile/")[0]  # a changed entry is named by its number, which says more than its file
    places = [finding["place"] for finding in report["findings"]]
    assert any(place in named or named.startswith(f"{origin}#") for named in places), places


def test_a_file_too_many_is_found(exported: Path, bilateral: Run, tmp_path: Path) -> None:
    folder = copy(exported, tmp_path)
    (folder / "talks" / "us" / "note").write_text("hello")
    done = bilateral("record", "audit", folder, lang="es", code=1)
    assert "talks/us/note" in done.out
    assert done.err == ""


def test_a_folder_without_a_record_was_not_checked(bilateral: Run, tmp_path: Path) -> None:
    fault = bilateral("record", "audit", tmp_path, "--json", code=2).json["fault"]
    assert fault["where"] == str(tmp_path)


def test_a_harmed_record_is_not_pulled(exported: Path, journey: Journey, tmp_path: Path) -> None:
    folder, home = copy(exported, tmp_path), tmp_path / "mx"
    shutil.copytree(journey.mx.path, home)
    journey.us.act("ack")
    journey.us("record", "export", tmp_path / "newer")
    folder = tmp_path / "newer"
    victim = some(folder, "talks/us/tile/entries/**/*")
    victim.write_bytes(victim.read_bytes().replace(b"ack", b"acc"))
    done = journey.mx.forker("--home", home, "record", "pull", folder, "--json", code=1)
    assert done.json["logs"] == []
    assert done.json["faults"]


def test_a_proof_stands_alone(journey: Journey, bilateral: Run, tmp_path: Path) -> None:
    proof, keys = tmp_path / "plan.proof", tmp_path / "keys"
    journey.us("record", "prove", journey.places["plan"], "--out", proof)
    keys.write_text(journey.us("peer", "own", "--json").json[0]["key"])
    proved = bilateral("record", "check-proof", proof, "--keys", keys, "--json").json
    assert (proved["holds"], f"{proved['origin']}#{proved['seq']}") == (True, journey.places["plan"])
    stranger = tmp_path / "stranger"
    stranger.write_text(journey.mx("peer", "own", "--json").json[0]["key"])
    assert not bilateral("record", "check-proof", proof, "--keys", stranger, "--json", code=1).json["holds"]
    entry = tmp_path / "entry"
    entry.write_text("another")
    done = bilateral("record", "check-proof", proof, "--keys", keys, "--entry", entry, lang="es", code=1)
    assert "no se sostiene" in done.out


@pytest.mark.parametrize("which", ["audit", "check-proof", "import"])
def test_checking_and_reading_need_neither_database_nor_django(
    which: str, exported: Path, journey: Journey, tmp_path: Path
) -> None:
    proof, keys = tmp_path / "proof", tmp_path / "keys"
    if which == "check-proof":
        journey.us("record", "prove", journey.places["plan"], "--out", proof)
        keys.write_text(journey.us("peer", "own", "--json").json[0]["key"])
    plan = tmp_path / "plan.txt"
    plan.write_text("A plan\n\nPillar 1: Trade\n\n- Do one thing together.\n- Do another thing together.\n")
    arguments = {
        "audit": ["record", "audit", str(exported)],
        "check-proof": ["record", "check-proof", str(proof), "--keys", str(keys)],
        "import": ["plan", "import", str(plan), "--json", "--match"],
    }[which]
    program = WITHOUT.format(blocked=["django", "sqlite3", "psycopg"], arguments=arguments)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_published_plan_is_read(bilateral: Run) -> None:
    file = shared_data("hled-work-plan.txt")
    tree = bilateral("plan", "import", file, "--json").json
    assert [sum(len(line["actions"]) for line in pillar["lines"]) for pillar in tree["pillars"]] == [6, 2, 2, 4]
    assert {"title", "vision", "pillars", "participation", "ignored"} <= set(tree)
    told = bilateral("plan", "import", file, lang="es").out
    assert all(pillar["title"] in told for pillar in tree["pillars"])


@pytest.mark.parametrize("name, content", [("a.txt", b""), ("b.txt", b"\x00\x01\xff"), ("c.md", b"No pillar here.\n")])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_no_plan_is_refused(bilateral: Run, tmp_path: Path, name: str, content: bytes, lang: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = bilateral("plan", "import", tmp_path / name, lang=lang, code=2)
    assert done.out == ""
    assert done.err.startswith("Error: ")


def test_a_plan_is_read_and_proposed(journey: Journey, tmp_path: Path) -> None:
    """On copies of the homes: the built-in plan's offices, its text as published, then its proposals in packages."""
    homes = {code: shutil.copytree(getattr(journey, code).path, tmp_path / code) for code in ("us", "mx")}

    def run(who: str, *arguments: object, **how: Any) -> Done:
        return journey.us.forker("--home", homes[who], *arguments, **how)

    assert run("us", "plan", "offices", "--json").json["offices"] > 3
    assert run("us", "plan", "offices", "--json").json["repeated"]
    run("mx", "plan", "offices")
    run("us", "record", "pull", homes["mx"] / "public")
    paper = tmp_path / "plan.md"
    run("us", "plan", "paper", "--lang", "es", "--out", paper)
    answer = run("us", "plan", "import", paper, "--match", "--propose", "--json").json
    opened = {f"{p['ref']['log']}#{p['ref']['seq']}" for p in run("us", "act", "list", "--json").json["items"]}
    assert len(answer["proposed"]) > 1
    assert set(answer["proposed"]) <= opened
    again = run("us", "plan", "import", paper, "--propose", "--json", code=2)
    assert again.json["fault"]["do"]["es"]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


def test_an_address_is_enough(exported: Path, bilateral: Run, tmp_path: Path) -> None:
    """The record's own address, or that of the node that serves it."""
    shutil.copytree(exported, tmp_path / "log")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        node = f"http://127.0.0.1:{server.server_port}"
        for address in (node, f"{node}/", f"{node}/log"):
            assert bilateral("record", "audit", address, "--json").json["ok"]
        bilateral("record", "audit", f"{node}/elsewhere", code=2)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
