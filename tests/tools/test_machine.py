"""Tests that need a browser or PostgreSQL run where there is one; where there is none it is said, or it fails."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser

from tests.helpers import ROOT

SKIPPING = """
import pytest

@pytest.mark.browser
def test_pages():
    pass

def test_data():
    pytest.skip("not on this machine")
"""


@pytest.mark.browser
def test_the_browser_shows_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<h1>Diálogo</h1>")
    assert page.inner_text("h1") == "Diálogo"
    page.close()


@pytest.mark.postgres
def test_the_server_answers(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute("select 6 * 7").fetchone()
    assert row == (42,)


@pytest.mark.parametrize(
    ("required", "failed", "skipped"), [("", 0, 2), ("browser", 1, 1), ("browser,postgres,all", 2, 0)]
)
def test_what_is_required_may_not_be_missing(tmp_path: Path, required: str, failed: int, skipped: int) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *")
    (tmp_path / "test_sample.py").write_text(SKIPPING)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser\n    postgres\n")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "CHROMIUM": str(tmp_path / "none"), "BILATERAL_REQUIRE": required}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (failed|errors?|skipped)", done.stdout)}
    assert counts.pop("skipped", 0) == skipped, done.stdout
    assert sum(counts.values()) == failed, done.stdout
