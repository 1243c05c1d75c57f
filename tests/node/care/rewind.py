"""Put a home's database back as it was, behind the node's back: what a snapshot of its machine does."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.db import connections

from tests.node.homes import Databases, Node, point_at


def keep(databases: Databases, node: Node) -> Callable[[], None]:
    """Remember a database as it is now; calling what comes back puts it there again."""
    name = node.database["NAME"]
    if databases.server:
        on_server(node, f'CREATE DATABASE "{name}-kept" TEMPLATE "{name}"')
        drop, take = f'DROP DATABASE "{name}" WITH (FORCE)', f'ALTER DATABASE "{name}-kept" RENAME TO "{name}"'
        return lambda: on_server(node, drop, take)
    kept = f"{name}.kept"
    with node.here(), connections["default"].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [kept])

    def rewind() -> None:
        connections["default"].close()
        for tail in ("-wal", "-shm"):
            Path(name + tail).unlink(missing_ok=True)
        shutil.move(kept, name)

    return rewind


def on_server(node: Node, *statements: str) -> None:
    point_at({**node.database, "NAME": "postgres"})
    with connections["default"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connections["default"].close()
