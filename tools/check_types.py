"""Runs mypy: strict everywhere, looser in web (pyproject.toml says how much).

django-stubs needs the settings to load, so they are given a home of their own that is thrown away.
"""

import os
import subprocess
import sys
import tempfile

from tools.report import ROOT

SETTINGS = "bilateral.web.settings"


def main() -> int:
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "-p", "bilateral", "-p", "tools"]
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS, "BILATERAL_HOME": home}
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
