"""Which migrations a database has had, and which this release knows: a node works only where both are equal."""

from dataclasses import dataclass

from django.db import connections
from django.db.migrations.loader import MigrationLoader

from bilateral.values import Fault, Text

Node = tuple[str, str]


class OtherRelease(Fault):
    """The database was made by an older or a newer release than the one that runs."""

    code = "other-release"


@dataclass(frozen=True, slots=True)
class Versions:
    """``missing``: known to this release, not applied. ``unknown``: applied by a newer one. ``leaves``: the newest of
    each app that is applied, from which the same tables can be made again.
    """

    applied: tuple[Node, ...]
    missing: tuple[Node, ...]
    unknown: tuple[Node, ...]
    leaves: tuple[Node, ...]

    def words(self) -> str:
        """The newest migration of each app, for people."""
        return ", ".join(f"{app} {name}" for app, name in self.leaves) or "-"


def look(alias: str = "default") -> Versions:
    """What the database of a connection has had."""
    loader = MigrationLoader(connections[alias])
    done, known = set(loader.applied_migrations), set(loader.disk_migrations)
    applied = done & known
    leaves = [
        node
        for node in sorted(applied)
        if not any(child.key[0] == node[0] and child.key in applied for child in loader.graph.node_map[node].children)
    ]
    return Versions(
        applied=tuple(sorted(applied)),
        missing=tuple(sorted(known - done)),
        unknown=tuple(sorted(node for node in done - known if node[0] in loader.migrated_apps)),
        leaves=tuple(leaves),
    )


def require_equal() -> None:
    """:raises OtherRelease: this release and the database don't belong together."""
    found = look()
    if found.unknown:
        raise newer(found)
    if not found.applied:
        raise OtherRelease(
            what=Text("The database is empty.", "La base de datos está vacía."),
            where=connections["default"].vendor,
            do=Text(
                "Restore a backup (bilateral restore). No backup? bilateral upgrade, then bilateral record recover.",
                "Restaura un respaldo (bilateral restore). ¿No hay? bilateral upgrade y después record recover.",
            ),
        )
    if found.missing:
        raise OtherRelease(
            what=Text(
                "The database was made by an older release.",
                "La base de datos es de una versión anterior del programa.",
            ),
            where=_named(found.missing),
            do=Text("Stop the node and run: bilateral upgrade.", "Detén el nodo y ejecuta: bilateral upgrade."),
        )


def newer(found: Versions) -> OtherRelease:
    return OtherRelease(
        what=Text(
            "The database was made by a newer release than this one.",
            "La base de datos es de una versión más nueva que este programa.",
        ),
        where=_named(found.unknown),
        do=Text(
            "Install that release again; this one must not touch it.",
            "Instala de nuevo esa versión; ésta no debe tocarla.",
        ),
    )


def _named(nodes: tuple[Node, ...]) -> str:
    return ", ".join(f"{app} {name}" for app, name in nodes[:6])
