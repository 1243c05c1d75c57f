"""The check of migrations finds two that both come last."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.report import ROOT

MIGRATIONS = Path("src/bilateral/node/migrations")


def checked(root: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own, on the code of that root."""
    code = (
        f"import sys; sys.path[:0] = [{str(root / 'src')!r}, {str(root)!r}]; from tools import check_migrations as c;"
    )
    command = [sys.executable, "-c", f"{code} raise SystemExit(c.main())"]
    return subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)


def test_two_that_both_come_last_are_named(tmp_path: Path) -> None:
    for folder in ("src", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    assert checked(tmp_path).returncode == 0, "as they are"
    last = sorted((tmp_path / MIGRATIONS).glob("0*.py"))[-1]
    shutil.copy(last, last.with_name("0099_another.py"))
    done = checked(tmp_path)
    assert done.returncode == 1
    assert f"{last.stem} and 0099_another both come last" in done.stdout
