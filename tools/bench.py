"""`make bench`: runs the benchmarks of benchmarks/ROOM/*.py, one process each, and keeps what they measured.

A benchmark is a module with `measure() -> dict`: its `title`, `subject`, `peer` (a named library or a physical limit,
measured in the same run), `unit`, `seed`, and `points`, one for each size: `{"n", "ours", "peer", "ratio"}`. The result
goes to benchmarks/results/ROOM/NAME.json with the facts of the machine.
"""

import importlib
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from tools.report import ROOT, die, relative

BENCHMARKS = ROOT / "benchmarks"
RESULTS = BENCHMARKS / "results"
NEEDED = ("title", "subject", "peer", "unit", "seed", "points")
POINT = ("n", "ours", "peer", "ratio")


def found(rooms: list[str]) -> list[Path]:
    """The benchmarks of the named rooms, or of all; a name that starts with _ is a helper."""
    paths = sorted(BENCHMARKS.glob("*/*.py"))
    return [path for path in paths if path.name[0] != "_" and (not rooms or path.parent.name in rooms)]


def machine() -> dict[str, Any]:
    """What a reader needs to judge the numbers by."""
    facts: dict[str, Any] = {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _line_of("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "cores": os.cpu_count(),
        "memory": _line_of("/proc/meminfo", "MemTotal") or "unknown",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }
    return facts


def _line_of(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def faults(result: dict[str, Any]) -> list[str]:
    """What a result lacks."""
    missing = [name for name in NEEDED if name not in result]
    missing += [f"points.{name}" for point in result.get("points", ()) for name in POINT if name not in point]
    return sorted(set(missing))


def measure(path: Path) -> dict[str, Any]:
    """Run one benchmark here and now."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)  # its own name, so that other processes can load it
    module = importlib.import_module(name)
    result: dict[str, Any] = module.measure()
    if lacking := faults(result):
        die(f"{relative(path)} does not say its {', '.join(lacking)}")
    return result


def keep(path: Path) -> None:
    """Measure, print, and write the result with the machine's facts."""
    before = machine()
    result = measure(path)
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = {"measured": when, "bilateral": metadata.version("bilateral"), "machine": before}
    target = RESULTS / path.parent.name / f"{path.stem}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps({**result, **about}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{result['title']}: {result['subject']} against {result['peer']} ({result['unit']})")
    for point in result["points"]:
        print(f"  n={point['n']:>12,}  ours {point['ours']:>12.4g}  peer {point['peer']:>12.4g}  x{point['ratio']:.2f}")
    print(f"  {relative(target)}")


def main(args: list[str]) -> int:
    if args[:1] == ["--one"]:
        keep(Path(args[1]))
        return 0
    paths = found(args)
    if not paths:
        rooms = sorted({path.parent.name for path in found([])})
        print(f"No benchmarks for {', '.join(args) or 'any room'}. There are some for: {', '.join(rooms) or 'none'}")
        return 2 if args and rooms else 0
    command = [sys.executable, "-m", "tools.bench", "--one"]
    codes = [subprocess.run([*command, str(path)], cwd=ROOT, check=False).returncode for path in paths]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
