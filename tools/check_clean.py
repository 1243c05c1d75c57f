"""Nothing of one machine or network is committed: no registry's host, no path of somebody's disk, no conflict mark."""

import re
from pathlib import Path

from tools.report import Report, committed_files, relative

TOO_BIG = 2_000_000
# Written as expressions, so that this file does not contain what it looks for.
FORBIDDEN = tuple(
    (re.compile(expression, re.MULTILINE), what)
    for expression, what in (
        (r"\bpypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|yarnpkg\.com|unpkg\.com", "a registry's host"),
        (r"\bdeb\.debian\.org|debian\.org/debian|archive\.ubuntu\.com", "a registry's host"),
        (r"\bcrates\.io|ghcr\.io|docker\.io|jsdelivr\.net", "a registry's host"),
        (r"(?<![\w.~$})-])/(?:work|root|home/[a-z][\w-]*|Users/\w+)/[\w.]", "a path of one machine"),
        (r"^(?:<{7}|>{7}) ", "a merge's conflict mark"),
        (r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----", "a private key"),
    )
)


def impurities(text: str) -> list[tuple[int, str, str]]:
    """Line, what kind of thing, and the words themselves."""
    found = []
    for pattern, what in FORBIDDEN:
        for match in pattern.finditer(text):
            found.append((text.count("\n", 0, match.start()) + 1, what, match.group().strip()))
    return sorted(found)


def check(path: Path, report: Report) -> None:
    if path.stat().st_size > TOO_BIG:
        report.warn(path, f"{path.stat().st_size:,} bytes in one file")
        return
    data = path.read_bytes()
    if b"\0" in data:
        return
    for line, what, words in impurities(data.decode("utf-8", errors="replace")):
        report.fault(f"{relative(path)}:{line}", f"{what}: {words}", "Take it out")


def main() -> int:
    report = Report("check_clean")
    paths = committed_files()
    for path in paths:
        check(path, report)
    return report.finish(f"{len(paths)} files")


if __name__ == "__main__":
    raise SystemExit(main())
