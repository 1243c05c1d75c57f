"""Two engines for every test that asks for `world`: SQLite as it is by default, PostgreSQL where there is a server."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

from bilateral.node.home import Home  # noqa: E402
from tests.node.homes import Databases, Node, World, point_at  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """As the fixture of all tests, in a folder that a server started by root may enter."""
    if given := os.environ.get("BILATERAL_TEST_POSTGRES"):
        yield given
        return
    import pgserver

    folder = Path(tempfile.mkdtemp(prefix="bilateral-postgres-"))
    folder.chmod(0o755)
    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield server.get_uri()
    # Nothing in it is worth a checkpoint: end it at once, by the id that it wrote down itself.
    os.kill(int((folder / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _sqlite(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object) -> Iterator[Databases]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield Databases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def _postgres(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object, postgres_url: str
) -> Iterator[Databases]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield Databases(tmp_path_factory.mktemp("postgres"), postgres_url)


@pytest.fixture
def lone(tmp_path: Path, _sqlite: Databases, django_db_blocker: object) -> Iterator[World]:
    """A world on SQLite alone, for what has nothing to do with the engine."""
    yield from _world(tmp_path, _sqlite, django_db_blocker)


@pytest.fixture
def served(tmp_path: Path, _postgres: Databases, django_db_blocker: object) -> Iterator[World]:
    """A world on PostgreSQL alone, for what only a server has: connections that break, processes elsewhere."""
    yield from _world(tmp_path, _postgres, django_db_blocker)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def world(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: object) -> Iterator[World]:
    yield from _world(tmp_path, request.getfixturevalue(f"_{request.param}"), django_db_blocker)


def _world(folder: Path, databases: Databases, blocker: object) -> Iterator[World]:
    before = dict(connections.settings["default"]), settings.HOME
    with blocker.unblock():  # type: ignore[attr-defined]
        world = World(folder, databases)
        yield world
        databases.drop(world.nodes)
        point_at(before[0])
    settings.HOME = before[1]


@pytest.fixture
def pair(world: World) -> list[Node]:
    """Two homes, us and mx, that know each other and hold a plan and a pillar proposed by us."""
    return world.dialogue("us", "mx")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, _sqlite: Databases) -> Iterator[Node]:
    """A home with tables and nothing in them."""
    yield from _bare(tmp_path_factory.mktemp("bare"), _sqlite)


@pytest.fixture(scope="module")
def bare_postgres(tmp_path_factory: pytest.TempPathFactory, _postgres: Databases) -> Iterator[Node]:
    yield from _bare(tmp_path_factory.mktemp("bare"), _postgres)


def _bare(folder: Path, databases: Databases) -> Iterator[Node]:
    before = dict(connections.settings["default"])
    node = Node(Home(folder / "home", "t", ("a",)), databases.fresh(folder / "home"))
    databases.fill(node.database)
    yield node
    point_at(before)
