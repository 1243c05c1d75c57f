"""Small worlds for the node's tests: homes with databases of their own, in one process.

    us, mx = dialogue("us", "mx")          # two homes that have pinned each other's keys
    place = us.propose(us.line("x"))       # through the real door; gives `t/us#1`
    mx.pull(us); mx.act("concur", place)

A home's methods first point Django's connection at its database, so homes can take turns in any order.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from django.conf import settings
from django.db import connections

from bilateral.dialogue.compose import ActDraft, Draft
from bilateral.node import door, drafting, exporting, genesis, publisher, sync
from bilateral.node.home import Home, Peer
from bilateral.node.models import Act, Log
from bilateral.node.settings import DATABASES
from bilateral.record.sources import DirSource

# A copy, since Django's own dictionary is what `point_at` changes. No test pulls the plug, so none waits for the disk.
SQLITE = {**DATABASES["default"], "OPTIONS": dict(DATABASES["default"]["OPTIONS"])}
SQLITE["OPTIONS"]["init_command"] = SQLITE["OPTIONS"]["init_command"].replace("=FULL", "=OFF")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = {"us": ("United States", "Estados Unidos"), "mx": ("Mexico", "México"), "ca": ("Canada", "Canadá")}


def both(words: str, palabras: str = "") -> dict[str, str]:
    return {"en": words, "es": palabras or words}


def point_at(database: dict[str, Any]) -> None:
    """Let Django's one connection of this process lead to another database."""
    if "default" in connections.settings:
        connections["default"].close()
        del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": database})["default"]


class Databases:
    """Fresh databases with the tables in place, on one engine. Migrating is done once; the rest are copies."""

    def __init__(self, folder: Path, server: str = "") -> None:
        self.folder, self.server = folder, server
        self._count = itertools.count()
        self.stored: dict[tuple[str, ...], list[Node]] = {}
        self.template = self._template()

    def _template(self) -> str:
        if not self.server:
            name = str(self.folder / "template.sqlite3")
            point_at(self._sqlite(name))
            genesis.migrate()
            with connections["default"].cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connections["default"].close()
            return name
        self._on_server("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        self._on_server('DROP DATABASE IF EXISTS "bilateral-template"', 'CREATE DATABASE "bilateral-template"')
        point_at(self._postgres("bilateral-template"))
        genesis.migrate()
        connections["default"].close()
        return "bilateral-template"

    def _sqlite(self, name: str) -> dict[str, Any]:
        return {**SQLITE, "NAME": name}

    def _postgres(self, name: str) -> dict[str, Any]:
        database: dict[str, Any] = dict(dj_database_url.parse(self.server))
        options = {**database.get("OPTIONS", {}), "options": "-c synchronous_commit=on"}
        return {**database, "NAME": name, "OPTIONS": options}

    def _on_server(self, *statements: str) -> None:
        point_at(self._postgres("postgres"))
        with connections["default"].cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connections["default"].close()

    def fresh(self, home: Path, like: str = "") -> dict[str, Any]:
        """A database of its own for a home: without tables on SQLite, with the tables on PostgreSQL, or a copy."""
        if not self.server:
            home.mkdir(parents=True, exist_ok=True)
            return self._sqlite(str(home / "db.sqlite3"))
        name = f"bilateral-{next(self._count)}-{home.parent.name[-12:]}".lower()
        self._on_server(
            f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{like or self.template}"'
        )
        return self._postgres(name)

    def drop(self, nodes: "list[Node]") -> None:
        """A server keeps no databases of tests that are over."""
        if self.server:
            self._on_server(*(f'DROP DATABASE "{node.database["NAME"]}" WITH (FORCE)' for node in nodes))

    def fill(self, database: dict[str, Any]) -> None:
        if not self.server:
            shutil.copy(self.template, database["NAME"])


class Node:
    """One home, in use."""

    def __init__(self, home: Home, database: dict[str, Any]) -> None:
        self.home, self.database = home, database
        self.clock = itertools.count()

    @property
    def party(self) -> str:
        return self.home.own[0]

    @contextmanager
    def here(self) -> Iterator[None]:
        if connections.settings["default"]["NAME"] != self.database["NAME"]:
            point_at(self.database)
        settings.HOME = self.home
        yield

    def run(self, do: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        with self.here():
            return do(*arguments, **named)

    def now(self) -> datetime:
        return START + timedelta(minutes=next(self.clock))

    # -- acts ------------------------------------------------------------------------------------------------------

    def commit(self, act: ActDraft, party: str = "", idem: str | None = None, office: str = "") -> str:
        actor = door.Actor(party or self.party, office)
        receipt = self.run(door.commit, self.home, act, actor, self.now(), idem)
        return str(receipt.ref.short)

    def draft(
        self, kind: str, name: str, content: dict[str, Any], among: tuple[str, ...] = (), party: str = ""
    ) -> Draft:
        return self.run(drafting.draft, self.home, party or self.party, drafting.kind_named(kind), content, name, among)

    def line(self, name: str, title: str = "", among: tuple[str, ...] = (), number: int = 1, party: str = "") -> Draft:
        """The smallest joint document. Its pillar is made with the world."""
        content = {"pillar": "t/us:p", "number": number, "title": both(title or name, f"{title or name} (es)")}
        return self.draft("line", name, content, among, party)

    def office(self, name: str, title: str = "") -> Draft:
        return self.draft("office", name, {"title": both(title or name, f"{title or name} (es)")})

    def propose(self, *drafts: Draft, party: str = "", **named: Any) -> str:
        return self.commit(ActDraft("propose", drafts), party, **named)

    def act(self, act: str, place: str, words: str = "", party: str = "") -> str:
        draft = self.run(drafting.answer, act, place, both(words, f"{words} (es)") if words else None)
        return self.commit(draft, party)

    # -- the others ------------------------------------------------------------------------------------------------

    def publish(self) -> int:
        return int(self.run(publisher.publish, self.home, self.now()))

    def pull(self, other: "Node | Path") -> tuple[sync.Pulled, ...]:
        """Bring in what another node publishes now, or what lies in a folder; then publish in turn."""
        if isinstance(other, Node):
            other.publish()
        source = DirSource(other.home.public if isinstance(other, Node) else other)
        found: tuple[sync.Pulled, ...] = self.run(sync.pull, self.home, source, self.now())
        self.publish()
        return found

    def pin(self, other: "Node") -> None:
        for origin in other.home.origins:
            key = other.run(publisher.declared_keys, origin)[0]
            self.home = self.home.with_peer(Peer(origin, key, str(other.home.public)))
        self.home.save()

    def export(self, target: Path) -> Path:
        self.publish()
        self.run(exporting.export, self.home, target)
        return target


class World:
    """Opens homes under one folder, on one engine."""

    def __init__(self, folder: Path, databases: Databases) -> None:
        self.folder, self.databases = folder, databases
        self.nodes: list[Node] = []

    def node(self, *codes: str, dialogue: str = "t", start: int = 0) -> Node:
        """A home that signs for these parties: one each, or several in joint custody."""
        path = self.folder / "-".join(codes)
        home = Home(path, dialogue, codes, "-".join(codes), True)
        node = Node(home, self.databases.fresh(path))
        self.nodes.append(node)
        founders = tuple(
            genesis.Founder(code, dict(zip(("en", "es"), NAMES.get(code, (code, code)), strict=True)), start + n)
            for n, code in enumerate(codes, 1)
        )
        node.run(genesis.found, home, founders, [self.folder / "recovery"], node.now())
        node.publish()
        return node

    def dialogue(self, *codes: str) -> list[Node]:
        """A home for each party, all knowing each other, with a plan and a pillar proposed by the first.

        The first time on an engine it is made through the real door and kept; from then on it is copied.
        """
        stored = self.databases.stored
        if codes not in stored:
            folder = self.databases.folder / f"dialogue-{'-'.join(codes)}"
            stored[codes] = World(folder, self.databases).first(*codes)
            connections["default"].close()
        return [self._copy(node) for node in stored[codes]]

    def _copy(self, node: Node) -> Node:
        path = self.folder / node.home.path.name
        shutil.copytree(node.home.path, path)
        peers = tuple(
            replace(peer, source=str(self.folder / Path(peer.source).parent.name / "public"))
            for peer in node.home.peers
        )
        copy = Node(replace(node.home, path=path, peers=peers), self.databases.fresh(path, node.database["NAME"]))
        copy.home.save()
        self.nodes.append(copy)
        copy.clock = itertools.count(100)
        return copy

    def first(self, *codes: str) -> list[Node]:
        nodes = [self.node(code, start=n) for n, code in enumerate(codes)]
        for node in nodes:
            for other in nodes:
                if other is not node:
                    node.pin(other)
        self.meet(*nodes)
        listen, vision = both("We listen", "Escuchamos"), both("Vision", "Visión")
        plan = {"title": both("Plan"), "vision": vision, "participation": listen}
        name, words = f"t/{codes[0]}:plan", both("S", "S")
        pillar = {"number": 1, "plan": name, "title": both("Pillar", "Pilar"), "summary": words}
        first = nodes[0]
        first.propose(first.draft("plan", "plan", plan), first.draft("pillar", "p", pillar))
        self.meet(*nodes)
        return nodes

    @staticmethod
    def meet(*nodes: Node) -> None:
        """All pull from all."""
        for node in nodes:
            for other in nodes:
                if other is not node:
                    node.pull(other)

    def agree(self, place: str, proposer: Node, *others: Node) -> None:
        """Every other party concurs, and all hear of it."""
        for node in others:
            node.pull(proposer)
            node.act("concur", place)
        self.meet(proposer, *others)


def second(node: Node) -> Node:
    """Another server of the same node: the same database and keys, a folder of its own."""
    path = node.home.path.parent / f"{node.home.path.name}-second"
    shutil.copytree(node.home.path, path)
    return Node(replace(node.home, path=path), node.database)


def rename(node: Node, **changes: Any) -> None:
    node.home = replace(node.home, **changes)


def sizes(node: Node) -> dict[str, tuple[int, int]]:
    """For each log held, how many entries and how many of them judged."""
    return {log.pk: (log.size, log.judged) for log in node.run(lambda: list(Log.objects.all()))}


def copy_of(node: Node, target: Path) -> Path:
    """A node's publication as it is now."""
    node.publish()
    shutil.copytree(node.home.public, target)
    return target


def state(node: Node, place: str) -> str:
    """What the tables say became of a proposal."""
    log, seq = place.split("#")
    return str(node.run(Act.objects.get, log=log, seq=int(seq)).state)


def only_log(node: Node, code: str, target: Path) -> Path:
    """A source with one log alone."""
    node.publish()
    shutil.copytree(node.home.public / "t" / code, target / "t" / code)
    return target
