"""A user's mistake is told plainly in both languages: exit code 2, never a traceback (`Done` looks for one)."""

import errno
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from bilateral.cli.faults import exit_code, fault_of, system_fault
from bilateral.cli.output import harmless, language
from bilateral.values import Fault, Text
from tests.cli.conftest import Journey, Run

USAGE = [
    "bogus",
    "act",
    "act propos",
    "act concur",
    "act decline talks/us#1 --en x",
    "record audit --keys",
    "record audit x --json=3",
    "rebuild too many words",
    "rebuild --bogus",
    "serve --port abc",
    "serve --port 0",
    "serve --port 99999",
    "init",
]
NO_NODE = [
    "act list",
    "act concur talks/us#1",
    "record head",
    "record prove talks/us#1",
    "record pull",
    "peer list",
    "rebuild",
    "serve",
    "init --dialogue BAD --party us:1:a:b --recovery safe",
    "init --dialogue x --party us --recovery safe",
    "init --dialogue x --party us:0:a:b --recovery safe",
    "init --dialogue x --party us:1:a:b --party us:2:a:b --recovery safe",
    "init --dialogue x --party us:1:a:b --recovery nothing/safe",
    "record audit nosuch",
    "record audit binary.txt",
    "record audit http://127.0.0.1:9/",
    "record audit http://[bad/",
    "record audit folder --keys rubbish.txt",
    "record audit folder --keys binary.txt",
    "record audit folder --keys empty.txt",
    "record check-proof nosuch --keys rubbish.txt",
    "record check-proof folder --keys rubbish.txt",
    "plan import nosuch.txt",
    "plan import folder",
    "plan import /dev/zero",
    "plan import binary.txt --lang fr",
    "plan import binary.zip",
    "plan paper --lang fr",
    "plan paper --out folder",
    "plan paper --out empty.txt/below",
]
WITH_NODE = [
    "act propose",
    "act propose office",
    "act propose nosuch --name x",
    "act propose office --name BAD",
    "act propose office --name x --set title",
    "act propose office --name x --set nofield=1",
    "act propose office --name x --set title=English",
    "act propose office --name x --file binary.txt",
    "act propose office --name x --file folder",
    "act propose office --name x --file list.yaml",
    "act propose office --name x --file twice.yaml",
    "act propose office --name x --file alias.yaml",
    "act propose office --name x --file deep.yaml",
    "act propose --file number.yaml",
    "act propose --file typo.yaml",
    "act propose office --file package.yaml",
    "act concur rubbish",
    "act concur talks/us#99999999999999999999",
    "act concur talks/us#999",
    "act ack --as fr",
    "act template nosuch",
    "act template action --name talks/us:nosuch",
    "act list --status bogus",
    "act show talks/us:nosuch",
    "act diff talks/us#0",
    "record show talks/us#999",
    "record prove talks/us#1 --out folder",
    "record export empty.txt",
    "record export /proc/nothing",
    "record pull folder",
    "peer add talks/mx --key rubbish",
    "plan offices --as fr",
    "serve --host nonsense.invalid",
]


@pytest.fixture(scope="session")
def papers(bilateral: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which commands run, with files that are wrong in many ways."""
    folder: Path = bilateral.folder  # type: ignore[attr-defined]
    (folder / "folder").mkdir()
    for name, words in {
        "empty.txt": "",
        "rubbish.txt": "no key\n",
        "list.yaml": "- a\n- b\n",
        "twice.yaml": "link: https://a.example\nlink: https://b.example\n",
        "alias.yaml": "title: &a {en: a, es: b}\nlink: *a\n",
        "deep.yaml": "link: " + "[" * 3000,
        "number.yaml": "documents: 5\n",
        "typo.yaml": "documents:\n  - {kind: office, name: x, chnage: {link: https://a.example}}\n",
        "package.yaml": "documents:\n  - {kind: office, name: x, set: ['title=en: a | es: b']}\n",
    }.items():
        (folder / name).write_text(words)
    for name in ("binary.txt", "binary.zip"):
        (folder / name).write_bytes(b"\x89PNG\x00\xff\xfe")
    return folder


def told_in_spanish(run: Run, line: str, papers: Path) -> None:
    done = run(*line.split(), lang="es", code=2)
    assert done.out == ""
    assert done.err.startswith(("Error: ", "Uso: ")), done
    english = ("This ", "There ", "Missing", "Usage", "Options", "Write ", "Check ", "required")
    assert not any(word in done.err for word in english), done


@pytest.mark.parametrize("line", USAGE)
def test_mistakes_in_the_arguments(bilateral: Run, papers: Path, line: str) -> None:
    told_in_spanish(bilateral, line, papers)


@pytest.mark.parametrize("line", NO_NODE)
def test_mistakes_without_a_node(bilateral: Run, papers: Path, line: str) -> None:
    (papers / "nothing").touch()
    told_in_spanish(bilateral, f"--home nothing {line}" if line.endswith("safe") else f"--home none {line}", papers)
    assert not (papers / "none").exists()


@pytest.mark.parametrize("line", WITH_NODE)
def test_mistakes_with_a_node(journey: Journey, papers: Path, line: str) -> None:
    told_in_spanish(journey.us, line, papers)


def test_a_fault_in_json_is_all_of_standard_output(bilateral: Run) -> None:
    done = bilateral("--home", "none", "record", "head", "--json", code=2)
    assert set(done.json) == {"fault"}
    assert set(done.json["fault"]) == {"code", "what", "where", "do"}
    assert done.json["fault"]["what"]["en"] in done.err
    assert json.loads(bilateral("act", "concur", "--json", code=2).out)["fault"]["code"] == "usage"


@pytest.mark.parametrize(
    "settings",
    ["dialogue = [[[", 'dialogue = "x"\nown = "us"\n', 'dialogue = "x"\nown = ["us"]\npeers = 5\n', "\x00", ""],
)
def test_settings_that_make_no_sense(bilateral: Run, tmp_path: Path, settings: str) -> None:
    (tmp_path / "bilateral.toml").write_text(settings)
    assert "bilateral.toml" in bilateral("--home", tmp_path, "act", "list", code=2).err


def test_a_home_that_lost_a_part(journey: Journey, tmp_path: Path) -> None:
    home = shutil.copytree(journey.us.path, tmp_path / "us")
    (home / "keys" / "us.entry.key").unlink()
    assert "us.entry.key" in journey.us.forker("--home", home, "act", "ack", code=2).err
    for file in home.glob("db.sqlite3*"):
        file.unlink()
    (home / "db.sqlite3").write_text("no database")
    assert "database" in journey.us.forker("--home", home, "record", "head", code=2).err


def test_a_database_address_that_is_none(journey: Journey) -> None:
    for address in ("rubbish", "postgres://nobody@127.0.0.1:1/none"):
        journey.us("act", "list", code=2, BILATERAL_DATABASE_URL=address)


def test_a_node_is_made_whole_or_not_at_all(bilateral: Run, papers: Path, tmp_path: Path) -> None:
    party = ("--party", "us:1:Up:Arriba")
    make = ("--home", tmp_path / "home", "init", "--dialogue", "x")
    bilateral(*make, *party, "--recovery", papers / "empty.txt" / "safe", code=2)
    bilateral(*make, *party, "--recovery", tmp_path / "home" / "safe", code=2)
    bilateral(*make, "--party", "us:1:a\u202e:b", "--recovery", tmp_path / "safe", code=2)
    assert not (tmp_path / "home").exists()
    assert not list(tmp_path.glob("safe/*"))
    bilateral(*make, *party, "--recovery", tmp_path / "safe")
    bilateral(*make, *party, "--recovery", tmp_path / "safe", code=2)


def test_an_act_that_cannot_be_published_is_still_told(journey: Journey, tmp_path: Path) -> None:
    home = shutil.copytree(journey.us.path, tmp_path / "us")
    shutil.rmtree(home / "public")
    (home / "public").write_text("in the way")
    done = journey.us.forker("--home", home, "act", "ack", "--json")
    assert done.json["entry"]["log"] == "talks/us"
    assert "not yet published" in done.err


def test_a_taken_port(journey: Journey) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert str(port) in journey.us("serve", "--port", port, code=2).err


def test_a_demonstration_clears_nothing_else(bilateral: Run, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "mine").write_text("dear")
    bilateral("demo", "--no-serve", "--folder", tmp_path, code=2)
    assert (tmp_path / "papers" / "mine").read_text() == "dear"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bilateral.cli.main", *arguments]


def test_readers_that_go_away(exported: Path) -> None:
    for arguments, code in (("--help",), 0), (("record", "audit", str(exported)), 0), (("plan", "paper"), 0):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(command(*arguments), stdout=writing, stderr=subprocess.PIPE, check=False)
        os.close(writing)
        assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command("plan", "paper"), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert b"disk is full" in done.stderr


def test_ctrl_c_ends_quietly(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.txt"
    os.mkfifo(pipe)
    # Whoever runs in the background ignores Ctrl-C, and so would what it starts: a terminal's way of it is put back.
    listen = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command("plan", "import", str(pipe)), stderr=subprocess.PIPE, preexec_fn=listen)
    with pipe.open("wb"):  # once this opens, the command is reading
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        try:
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, err) == (130, b"")


@pytest.mark.parametrize("number", sorted(set(errno.errorcode)))
def test_whatever_the_system_refuses_has_words_in_both_languages(number: int) -> None:
    fault = system_fault(OSError(number, os.strerror(number), "/a/place"))
    assert fault.what.complete
    assert fault.do.complete
    assert "/a/place" in fault.where
    assert fault_of(OSError(number, "x")) is not None


def test_our_own_mistakes_are_not_hidden() -> None:
    assert fault_of(KeyError("x")) is None
    assert exit_code(Fault(Text("a", "b"), code="fork")) == 1
    assert exit_code(Fault(Text("a", "b"))) == 2


def test_words_from_elsewhere_do_not_steer_the_terminal() -> None:
    assert harmless("a\x1b[2Jb\u202ec\nd\té") == "a\\x1b[2Jb\\u202ec\nd\té"


@pytest.mark.parametrize(
    "environ, lang",
    [
        ({}, "en"),
        ({"LANG": "es_MX.UTF-8"}, "es"),
        ({"LANG": "es_MX.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "BILATERAL_LANG": "es"}, "es"),
        ({"BILATERAL_LANG": "", "LANG": "es"}, "es"),
        ({"LANG": "fr_FR"}, "en"),
    ],
)
def test_the_reader_s_language(environ: dict[str, str], lang: str) -> None:
    assert language(environ) == lang
