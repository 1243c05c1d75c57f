"""What the machine has for the tests that need more than Python: which Chromium, and whether PostgreSQL can be had."""

import importlib.util
import os
import shutil
from pathlib import Path

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
