"""Everything that Bilateral ships or is built with has a licence that its users can keep.

Permissive, or on a list with the reason. Reads what the installed packages and the npm lock declare, and looks
nothing up elsewhere.
"""

import json
import re
from importlib import metadata

from tools.report import ROOT, Report

PERMISSIVE = frozenset(
    {
        "0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-3.0", "CC-BY-4.0", "CC0-1.0",
        "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "WTFPL", "Zlib",
    }
)  # fmt: skip
WITH_REASON = {
    "psycopg": ("LGPL-3.0-only", "used unchanged as a separate library, which its users can replace"),
    "psycopg-binary": ("LGPL-3.0-only", "the same, compiled"),
    "certifi": ("MPL-2.0", "a list of certificates, shipped unchanged"),
    "orjson": (
        "MPL-2.0 AND (Apache-2.0 OR MIT)",
        "used unchanged; MPL binds only changes to its own files",
    ),
    "llvmlite": (
        "BSD-2-Clause AND Apache-2.0 WITH LLVM-exception",
        "the exception only adds permissions: compiled code need not carry LLVM's notice",
    ),
    "fido2": (
        "BSD-3-Clause AND Apache-2.0 AND MPL-2.0",
        "MPL covers only the list of public suffixes that comes with it, shipped unchanged",
    ),
    "axe-core": ("MPL-2.0", "runs in the tests, unchanged; not shipped"),
    "@uswds/uswds": (
        "SEE LICENSE IN LICENSE.md",
        "public domain (CC0) but for parts under MIT, BSD-3-Clause, Apache-2.0, CC-BY-4.0 and OFL-1.1, all on the list",
    ),
}
# Older packages say it in words. BSD without a number is read as the three-clause one.
WORDS = {
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit license": "MIT",
    "the mit license": "MIT",
    "isc license (iscl)": "ISC",
    "python software foundation license": "PSF-2.0",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "gnu lesser general public license v3 (lgplv3)": "LGPL-3.0-only",
}


def allowed(expression: str) -> bool:
    """Whether an SPDX expression can be kept: of what OR joins one is enough, of what AND joins all are needed."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression)
    position = 0

    def either() -> bool:
        nonlocal position
        value = both()
        while position < len(tokens) and tokens[position].upper() == "OR":
            position += 1
            value = both() or value
        return value

    def both() -> bool:
        nonlocal position
        value = one()
        while position < len(tokens) and tokens[position].upper() in ("AND", "WITH"):
            position += 1
            value = one() and value
        return value

    def one() -> bool:
        nonlocal position
        token = tokens[position] if position < len(tokens) else ""
        position += 1
        if token == "(":
            value = either()
            position += 1
            return value
        return token in PERMISSIVE

    return either() and position >= len(tokens)


def declared(package: str) -> str:
    """What an installed package says: its expression, else its classifiers, else its old licence field."""
    about = metadata.metadata(package)
    if "License-Expression" in about:
        return about["License-Expression"]
    classified = [
        line.split(" :: ")[-1]
        for line in about.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved :: ")
    ]
    named = [WORDS.get(words.lower(), words) for words in classified]
    words = about["License"].strip() if "License" in about else ""
    if words and "\n" not in words and (not named or named == ["OSI Approved"]):
        named = [words if allowed(words) else WORDS.get(words.lower(), words)]
    return " AND ".join(dict.fromkeys(named)) or "nothing"


def locked(lock: str) -> list[str]:
    """The packages that a lock names and this machine has: markers leave some out elsewhere."""
    return re.findall(r"^([a-z0-9][a-z0-9-]*)==", lock, flags=re.MULTILINE)


def check(where: str, package: str, licence: str, report: Report) -> None:
    if package in WITH_REASON:
        expected, _reason = WITH_REASON[package]
        if licence != expected:
            report.fault(where, f"{package} is listed as {expected} but declares {licence}", "Look at it again")
    elif not allowed(licence):
        do = "Do without it, or list it in tools/check_licences.py with a reason that holds for everyone who ships this"
        report.fault(where, f"{package} declares {licence}, which is not a licence we know we can keep", do)


def check_python(report: Report) -> int:
    packages = locked((ROOT / "requirements" / "base.txt").read_text(encoding="utf-8"))
    for package in packages:
        try:
            check("requirements/base.txt", package, declared(package), report)
        except metadata.PackageNotFoundError:
            continue  # a marker keeps it off this machine
    return len(packages)


def check_npm(report: Report) -> int:
    path = ROOT / "package-lock.json"
    if not path.exists():
        return 0
    packages = json.loads(path.read_text(encoding="utf-8")).get("packages", {})
    for place, about in packages.items():
        if place:
            check(
                "package-lock.json", place.rpartition("node_modules/")[2], str(about.get("license", "nothing")), report
            )
    return len(packages) - 1


def main() -> int:
    report = Report("check_licences")
    return report.finish(f"{check_python(report)} Python packages, {check_npm(report)} npm packages")


if __name__ == "__main__":
    raise SystemExit(main())
