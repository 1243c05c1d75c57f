"""What the demonstration shows: a plan agreed, a package amended, one declined, one open, one with both views."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.journeys.conftest import Command


def test_fourteen_actions_stand_in_four_pillars(get_json: Callable[[str], Any]) -> None:
    plan = get_json("/api/plan")
    assert plan["link"]["status"] == "agreed"
    counts = [sum(len(line["actions"]) for line in pillar["lines"]) for pillar in plan["pillars"]]
    assert counts == [6, 2, 2, 4]
    assert all(text[lang] for pillar in plan["pillars"] for text in [pillar["summary"]] for lang in ("en", "es"))


def test_every_turn_of_the_story_is_on_the_record(get_json: Callable[[str], Any]) -> None:
    found = get_json("/api/proposals")["items"]
    assert Counter(p["status"] for p in found) == {"agreed": 8, "declined": 1, "open": 2}
    declined = next(p for p in found if p["status"] == "declined")
    reason = next(act["reason"] for act in declined["acts"] if act["act"] == "decline")
    assert reason["en"] and reason["es"] and reason["en"] != reason["es"]
    assert sorted(len(p["positions"]) for p in found if p["positions"]) == [1, 2], "one carries each side's view"
    package = next(p for p in found if p["proposer"]["code"] == "mx" and p["status"] == "agreed")
    assert len(package["changes"]) == 3
    action = get_json("/api/documents/hled-demo/us:i-1-supply-shocks")
    assert (action["effect"]["code"], action["effect"]["source"]["kind"]) == ("political", "plan")


def test_one_text_is_withheld_with_its_ground_and_review_date(
    demo: Path, address: str, get_json: Callable[[str], Any], run: Command
) -> None:
    (found,) = get_json("/api/withheld")["items"]
    assert (found["state"], found["ground"], found["overdue"]) == ("withheld", "commercial", False)
    assert found["review"] and found["office"]["es"] and found["appeal"]["es"]
    released = f"{found['entry']['log']}/released/{found['texts'][0]['digest']}"
    for home in ("us", "mx"):
        assert not (demo / home / "public" / released).exists()
        assert json.loads(run("--home", str(demo / home), "seal", "list", "--json").stdout) == [found]


def test_what_slipped_is_said_the_same_everywhere(demo: Path, get_json: Callable[[str], Any], run: Command) -> None:
    """Page data, command, both homes: one date moved, two reports, and what nobody has reported."""
    told = get_json("/api/slipped?limit=200")
    by_id = {item["link"]["name"].partition(":")[2]: item for item in told["items"]}
    assert len(by_id) == told["sums"]["actions"] == 14
    assert (by_id["iv-2-small-business"]["moved"]["days"], told["sums"]["later"]) == (262, 1)
    crossings = {step["id"]: step["state"] for step in by_id["i-5-crossings-ports"]["steps"]}
    assert (crossings["us-baseline"], crossings["mx-single-window"]) == ("done", "late")
    assert [diff["name"] for diff in by_id["i-5-crossings-ports"]["diffs"]] == ["text", "end"]
    assert told["sums"]["unreported"] > 10
    for home in ("us", "mx"):
        said = json.loads(run("--home", str(demo / home), "slipped", "--json").stdout)
        assert (said["items"], said["sums"]) == (told["items"], told["sums"])
        words = run("--home", str(demo / home), "slipped", "--what", "later", lang="es").stdout
        assert "30 de junio de 2026" not in words and "(+262 días)" in words
    assert run("--home", str(demo / "us"), "slipped", "--what", "soon").returncode == 2


def test_both_homes_hold_the_same_state(demo: Path, run: Command) -> None:
    lists = [run("--home", str(demo / home), "act", "list", "--json").stdout for home in ("us", "mx")]
    assert lists[0] == lists[1]
    for home in ("us", "mx"):
        assert run("--home", str(demo / home), "rebuild", "--check").returncode == 0


def test_a_second_start_keeps_the_data(demo: Path, run: Command) -> None:
    before = run("--home", str(demo / "us"), "record", "head", "--json").stdout
    assert run("demo", "--folder", str(demo), "--no-serve").returncode == 0
    assert run("--home", str(demo / "us"), "record", "head", "--json").stdout == before


def test_the_record_is_exported_audited_and_read_over_http(
    demo: Path, address: str, run: Command, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("--home", str(demo / "mx"), "record", "export", str(out)).returncode == 0
    clean = run("record", "audit", str(out))
    assert clean.returncode == 0, clean.stdout
    pinned = tmp_path / "keys.txt"
    pinned.write_bytes((out / "verifiers.txt").read_bytes())
    assert run("record", "audit", str(out), "--keys", str(pinned)).returncode == 0
    assert run("record", "audit", f"{address}/log").returncode == 0
    proof = tmp_path / "proof"
    assert run("--home", str(demo / "us"), "record", "prove", "hled-demo/us#3", "--out", str(proof)).returncode == 0
    assert run("record", "check-proof", str(proof), "--keys", str(pinned)).returncode == 0


def test_every_kind_of_damage_is_named(demo: Path, run: Command, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("--home", str(demo / "us"), "record", "export", str(out)).returncode == 0
    kinds = {
        "verifiers.txt": out / "verifiers.txt",
        "checkpoint": out / "hled-demo/us/checkpoint",
        "tile": next((out / "hled-demo/us/tile/0").rglob("000*/*")),
        "entries": next((out / "hled-demo/mx/tile/entries").rglob("000*/*")),
        "released": next((out / "hled-demo/mx/released").iterdir()),
    }
    for name, path in kinds.items():
        whole = path.read_bytes()
        path.write_bytes(whole[:-3] + bytes([whole[-3] ^ 1]) + whole[-2:])
        told = run("record", "audit", str(out), lang="es")
        assert told.returncode == 1, name
        assert path.name in told.stdout or "hled-demo" in told.stdout, told.stdout
        path.unlink()
        assert run("record", "audit", str(out)).returncode == 1, f"{name} removed"
        path.write_bytes(whole)
    (out / "hled-demo/us/note.txt").write_text("added")
    told = run("record", "audit", str(out))
    assert told.returncode == 1
    assert "note.txt" in told.stdout
