"""`make check`: runs every check of the table, two at a time, and says of each whether it holds.

All of them run, whatever fails.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.report import ROOT

BIN = f"{sys.prefix}/bin"


@dataclass(frozen=True)
class Check:
    name: str
    holds: str
    command: tuple[str, ...]


def _tool(name: str, *args: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"tools.{name}", *args)


# The slow ones first: they set how long the whole takes.
CHECKS = (
    Check("types", "every annotation is right", _tool("check_types")),
    Check("imports", "imports go one way", (f"{BIN}/lint-imports",)),
    Check("style", "ruff finds nothing", (f"{BIN}/ruff", "check", "--quiet", "--output-format=concise", ".")),
    Check(
        "format",
        "the code is formatted",
        (f"{BIN}/ruff", "format", "--check", "--quiet", "--output-format=concise", "."),
    ),
    Check("pure", "no clock, randomness or environment below node", _tool("check_pure")),
    Check("budgets", "files and functions are small", _tool("check_budgets")),
    Check("languages", "everything is said in both languages", _tool("check_languages")),
    Check("docs", "documents are fresh and complete", _tool("check_docs")),
    Check("migrations", "tables follow in one line what the models say", _tool("check_migrations")),
    Check("licences", "everything we build on has a licence we can keep", _tool("check_licences")),
    Check("clean", "nothing of one machine is committed", _tool("check_clean")),
)


def run(check: Check) -> tuple[Check, int, str, float]:
    started = time.monotonic()
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    done = subprocess.run(
        check.command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return check, done.returncode, done.stdout.strip(), time.monotonic() - started


def main(only: list[str]) -> int:
    unknown = set(only) - {check.name for check in CHECKS}
    if unknown:
        known = ", ".join(check.name for check in CHECKS)
        print(f"No such check: {', '.join(sorted(unknown))}. There are: {known}", file=sys.stderr)
        return 2
    failed = []
    chosen = [check for check in CHECKS if not only or check.name in only]
    with ThreadPoolExecutor(max_workers=2) as pool:
        for check, code, said, seconds in pool.map(run, chosen):
            print(f"{'FAILED' if code else 'ok':<7} {check.name:<10} {check.holds} ({seconds:.1f} s)", flush=True)
            if code or "warning:" in said:
                print("\n".join(f"        {line}" for line in said.splitlines()), flush=True)
            if code:
                failed.append(check.name)
    which = f": {', '.join(failed)}" if failed else ""
    print(f"check: {len(chosen) - len(failed)} hold, {len(failed)} do not{which}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
