"""One nursery for all the tests of a worker."""

from collections.abc import Iterator

import pytest

from tests.node.killed.nursery import Nursery


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("nursery")) as started:
        yield started
