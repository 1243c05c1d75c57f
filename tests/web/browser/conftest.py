"""The pages in a real browser: built assets, WhiteNoise and the strict policy on, the invented world behind them."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.test import override_settings

BUILT = settings.STATIC_ROOT / "staticfiles.json"


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing: the tests say what went wrong."""


@pytest.fixture(scope="session")
def address(_messages) -> Iterator[str]:
    """The address of a server with the pages as they are served."""
    if not BUILT.is_file():
        pytest.fail("the pages' assets are not built: run make setup", pytrace=False)
    from bilateral.web.wsgi import application  # noqa: F401  (loads the settings before they are changed)

    with override_settings(BILATERAL_READ="tests.web.fake_read", ALLOWED_HOSTS=["127.0.0.1"]):
        from django.core.wsgi import get_wsgi_application

        server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()
        thread.join()
