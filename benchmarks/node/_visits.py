"""How a page is measured: in this process, with no network and no proxy, by its processor time and its queries."""

import time
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
