"""One set of publications for all verifiers of a process, and the one program in Go."""

import pytest

from tests.record.independent.publications import Publication, publish_all
from tests.record.independent.sumdb import Sumdb, build


@pytest.fixture(scope="session")
def publications(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Publication]:
    return publish_all(tmp_path_factory.mktemp("publications"))


@pytest.fixture(scope="session")
def sumdb(tmp_path_factory: pytest.TempPathFactory) -> Sumdb:
    return Sumdb(build(tmp_path_factory.mktemp("go")))
