"""The tools that do things: what they refuse, and what they need to be told."""

from pathlib import Path

import pytest

from tools import bench, demo_reset, make_docs, node


def a_home(folder: Path, demonstration: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "bilateral.toml").write_text(f"demonstration = {demonstration}\n")
    return folder


def test_a_demonstration_is_deleted_and_nothing_beside_it(tmp_path: Path) -> None:
    for name in ("us", "mx"):
        a_home(tmp_path / "home" / name, "true")
    (tmp_path / "home" / "notes.txt").write_text("mine")
    assert demo_reset.main([str(tmp_path / "home")]) == 0
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("settings", ["false", '"true"', "not toml"])
def test_a_real_home_is_never_deleted(tmp_path: Path, settings: str) -> None:
    real, played = a_home(tmp_path / "us", settings), a_home(tmp_path / "mx", "true")
    with pytest.raises(SystemExit):
        demo_reset.main([str(tmp_path)])
    assert real.is_dir()
    assert played.is_dir()


def test_nothing_to_delete_is_fine(tmp_path: Path) -> None:
    assert demo_reset.main([str(tmp_path / "nowhere")]) == 0


def test_versions_of_node_are_read() -> None:
    assert node.parse_version("v20.20.2\n") == (20, 20, 2)
    assert node.parse_version("not found") == ()


def test_an_old_node_or_one_without_npm_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node.sys, "prefix", str(tmp_path / "venv"))
    for name, version in (("old", "v16.20.0"), ("new", "v22.1.0")):
        for program in ("node", "npm"):
            path = tmp_path / name / program
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"#!/bin/sh\necho {version}\n")
            path.chmod(0o755)
    assert node.find({"PATH": str(tmp_path / "old")}) is None
    found = node.find({"PATH": str(tmp_path / "new")})
    assert found is not None
    assert found.version == (22, 1, 0)
    assert node.find({"PATH": str(tmp_path / "new"), "BILATERAL_NODE": "wheel"}) is None
    (tmp_path / "new" / "npm").unlink()
    assert node.find({"PATH": str(tmp_path / "new")}) is None


def test_a_benchmark_must_say_what_it_measured_against() -> None:
    point = {"n": 1, "ours": 1.0, "peer": 2.0, "ratio": 0.5}
    whole = {"title": "", "subject": "", "peer": "", "unit": "", "seed": 0, "points": [point]}
    assert bench.faults(whole) == []
    assert bench.faults({**whole, "points": [{"n": 1, "ours": 1.0}]}) == ["points.peer", "points.ratio"]
    assert "peer" in bench.faults({"points": []})


def test_a_stale_document_is_found_and_a_fresh_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_docs, "GENERATORS", {"a.md": lambda: "new", "later.md": lambda: None})
    (tmp_path / "a.md").write_text("old")
    report = make_docs.Report("test")
    make_docs.check(report, tmp_path)
    assert len(report.faults) == 1
    make_docs.write(tmp_path)
    report = make_docs.Report("test")
    make_docs.check(report, tmp_path)
    assert not report.faults
    assert len(report.warnings) == 1
