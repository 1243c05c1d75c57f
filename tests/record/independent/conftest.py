"""One set of publications for all verifiers of a process."""

import pytest

from tests.record.independent.publications import Publication, publish_all


@pytest.fixture(scope="session")
def publications(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Publication]:
    return publish_all(tmp_path_factory.mktemp("publications"))
