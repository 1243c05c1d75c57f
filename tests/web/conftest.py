"""Pages over the invented world of `fake_read`, without a database and without built assets."""

import django
import pytest
from django.test import Client

django.setup()  # the shapes of node.read stand beside its models

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

PATHS = (
    "",
    "plan/",
    "pillar/us/i-rebuild/",
    "action/us/act-waits/",
    "action/us/act-border/",
    "line/us/i-b/",
    "office/mx/anam/",
    "decisions/",
    "decisions/?status=declined",
    "record/",
    "record/?party=mx&act=propose",
    "record/us/0/",
    "record/us/2/",
    "record/mx/3/",
    "record/mx/5/",
    "slipped/",
    "slipped/?what=dropped&party=us",
    "slipped/?of=hled/us:act-waits",
    "withheld/",
    "withheld/?state=erased&party=us",
    "withheld/?ground=rights",
    "about/",
    "accessibility/",
    "privacy/",
    "write/",
    "write/action/",
    "write/action/?from=hled/us:act-waits",
    "write/plan/",
    "write/office/",
)


@pytest.fixture(scope="session", autouse=True)
def _messages() -> None:
    """The Spanish catalogue, compiled as set-up compiles it."""
    from tools.messages import catalogues, compile_all

    for path in catalogues():
        made = path.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < path.stat().st_mtime:
            compile_all()


@pytest.fixture
def fake(settings):
    """The settings of the pages with the invented world behind them."""
    settings.BILATERAL_READ = "tests.web.fake_read"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = PLAIN
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    return settings


@pytest.fixture
def web(fake) -> Client:
    return Client()
