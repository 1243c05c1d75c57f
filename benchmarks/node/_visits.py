"""How a page is measured: with no network and no proxy, by its processor time and its queries."""

import os
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any


def visits(client: Any, place: str, times: int) -> tuple[list[float], int]:
    """Milliseconds of processor time of so many visits, and how many queries the first took, which is not timed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(place)
    asked = len(queries)
    assert response.status_code == 200, (place, response.status_code)
    took = []
    for _ in range(times):
        started = time.process_time()
        client.get(place)
        took.append((time.process_time() - started) * 1000)
    return took, asked


def as_served(home: Path, person: int, pages: Mapping[str, str], times: int) -> dict[str, tuple[list[float], int]]:
    """Visits of somebody who has signed in, page by page, in a process that has begun as a node's pages do: one that
    made a large record holds more than any that serves it.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_served, str(home), person, dict(pages), times).result()


def _served(home: str, person: int, pages: dict[str, str], times: int) -> dict[str, tuple[list[float], int]]:
    os.environ["BILATERAL_HOME"], os.environ["DJANGO_SETTINGS_MODULE"] = home, "bilateral.web.settings"
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    import bilateral.web.wsgi  # loads everything, as a node does

    assert bilateral.web.wsgi.application
    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(
        get_user_model().objects.get(pk=person), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return {name: visits(client, place, times) for name, place in pages.items()}
