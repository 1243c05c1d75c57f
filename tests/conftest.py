"""What every test runs under: a home of its own, Hypothesis's profiles, and tests that need more than Python.

Where Chromium, PostgreSQL, Go, Node, LibreOffice or Spark is missing, their tests are skipped with the reason.
BILATERAL_REQUIRE (comma-separated) turns that around, for CI: `browser`, `postgres`, `go`, `node`, `office` and `spark`
make a missing one fail, `all` makes every skip a failure.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import machine
from tests.helpers import ROOT

REQUIRED = frozenset(filter(None, os.environ.get("BILATERAL_REQUIRE", "").replace(" ", "").split(",")))

# No test may meet the home of whoever runs it: each process has an empty one, and Django's settings load from there.
EMPTY_HOME = tempfile.mkdtemp(prefix="bilateral-tests-")
atexit.register(shutil.rmtree, EMPTY_HOME, ignore_errors=True)
os.environ["BILATERAL_HOME"] = EMPTY_HOME
os.environ["DJANGO_SETTINGS_MODULE"] = "bilateral.web.settings"
# Playwright keeps an event loop running beside the tests of its process; no test uses the database from inside a loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.pop("BILATERAL_DATABASE_URL", None)
# Tests start many processes: what they load is compiled once, whatever the machine says, and beside the sources.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache" / "compiled")

# No deadline: tests never assert on time, and the machine is shared.
settings.register_profile("default", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))

MISSING = {
    "browser": machine.why_no_browser,
    "postgres": machine.why_no_postgres,
    "go": machine.why_no_go,
    "node": machine.why_no_node,
    "office": machine.why_no_office,
    "spark": machine.why_no_spark,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # One worker runs all tests of a kind, so that one browser and one server are started.
    for item in items:
        for name in MISSING:
            if item.get_closest_marker(name) and not item.get_closest_marker("xdist_group"):
                item.add_marker(pytest.mark.xdist_group(name))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name, why_missing in MISSING.items():
        if item.get_closest_marker(name) and (reason := why_missing()):
            if name in REQUIRED:
                pytest.fail(f"{reason}, and BILATERAL_REQUIRE names {name}", pytrace=False)
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if "all" in REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and BILATERAL_REQUIRE=all allows none: {call.excinfo and call.excinfo.value}"
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium (a playwright `Browser`) for tests marked `browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(machine.chromium()), args=machine.CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A URL of an empty PostgreSQL server for tests marked `postgres`: BILATERAL_TEST_POSTGRES, or one started here."""
    if given := os.environ.get("BILATERAL_TEST_POSTGRES"):
        yield given
        return
    import pgserver

    server = pgserver.get_server(Path(tmp_path_factory.mktemp("postgres")), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()
