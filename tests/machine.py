"""What the machine has for tests that need more than Python: Chromium, PostgreSQL, Go, npm, LibreOffice, Spark."""

import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tools import node

# Where Debian's golang-golang-x-mod-dev puts its source, as a GOPATH.
GOPATH = Path("/usr/share/gocode")
SUMDB = GOPATH / "src/golang.org/x/mod/sumdb"
CANONICALIZE = node.ROOT / "node_modules" / "canonicalize"

# Without the background flags, Chromium looks up hosts of its own at every start; as root it needs --no-sandbox.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> Path | None:
    """$CHROMIUM, or a Chromium or Chrome on the path."""
    if named := os.environ.get("CHROMIUM"):
        return Path(named)
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    return None


def why_no_browser() -> str:
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed"
    path = chromium()
    if path is None:
        return "no Chromium on this machine (install it, or name it in CHROMIUM)"
    return "" if path.exists() else f"CHROMIUM names {path}, which does not exist"


def why_no_postgres() -> str:
    if os.environ.get("BILATERAL_TEST_POSTGRES") or importlib.util.find_spec("pgserver"):
        return ""
    return "no PostgreSQL (install pgserver, or name a server in BILATERAL_TEST_POSTGRES)"


def why_no_go() -> str:
    if shutil.which("go") is None:
        return "no Go on this machine (Debian's golang-go)"
    return "" if SUMDB.is_dir() else "golang.org/x/mod is not installed (Debian's golang-golang-x-mod-dev)"


@cache
def node_program() -> Path | None:
    found = node.find()
    return found.folder / "node" if found else None


def why_no_node() -> str:
    if node_program() is None:
        return f"no Node {node.OLDEST} or newer on this machine"
    return "" if CANONICALIZE.is_dir() else "npm's canonicalize is not installed (make setup-dev)"


OFFICE_PYTHON = Path("/usr/bin/python3")
"""The Python that Debian's python3-uno is made for, whichever runs the tests."""


@cache
def why_no_office() -> str:
    if shutil.which("soffice") is None:
        return "no LibreOffice on this machine (Debian's libreoffice-writer)"
    if not OFFICE_PYTHON.exists():
        return f"no {OFFICE_PYTHON}, which python3-uno is made for"
    asked = subprocess.run([OFFICE_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    return "" if asked.returncode == 0 else "LibreOffice can't be spoken to (Debian's python3-uno)"


def why_no_spark() -> str:
    if importlib.util.find_spec("pyspark") is None or importlib.util.find_spec("pandas") is None:
        return "Spark is not installed (make setup-spark)"
    return "" if shutil.which("java") or os.environ.get("JAVA_HOME") else "no Java on this machine (Java 17)"
