"""One way to spoil a node for each check of the doctor, and how bad that is."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.db import connection

from bilateral.node.home import Peer
from bilateral.node.models import Act, Log, LogEntry, Room, RoomReach, SealedText, SignedHead
from bilateral.node.people.models import Person
from bilateral.node.post.models import Mail
from tests.node.care.rewind import keep
from tests.node.care.test_recover import acts
from tests.node.homes import START, Node, World, only_log, point_at

NOW = START + timedelta(hours=3)  # the tests' clock ticks minutes from START

Spoil = Callable[[Node, World], dict[str, Any] | None]


def settings(us: Node, world: World) -> None:
    us.home = us.home.with_peer(Peer("t/mx", "no key", us.home.peers[0].source))


def keys(us: Node, world: World) -> None:
    (us.home.keys / "us.cosigner.key").chmod(0o644)


def disk(us: Node, world: World) -> dict[str, Any]:
    return {"least_free": 1 << 60}


def database(us: Node, world: World) -> None:
    """A page of the file overwritten, or a server that only reads."""
    with us.here():
        if connection.vendor == "postgresql":
            options = us.database["OPTIONS"]["options"]
            read_only = f"{options} -c default_transaction_read_only=on"
            us.database = {**us.database, "OPTIONS": {**us.database["OPTIONS"], "options": read_only}}
            connection.close()
            point_at(us.database)
            return
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry_leaf'")
            page = cursor.fetchone()[0]
            cursor.execute("PRAGMA page_size")
            size = cursor.fetchone()[0]
        connection.close()
        with us.home.database.open("r+b") as file:
            file.seek((page - 1) * size + size // 2)
            file.write(b"\xff" * (size // 2))


def durability(us: Node, world: World) -> None:
    """Tests don't wait for the disk: their databases are what this check warns of."""


def entries(us: Node, world: World) -> None:
    us.run(lambda: LogEntry.objects.filter(log="t/us", seq=1).update(leaf="0" * 64))


def texts(us: Node, world: World) -> None:
    us.run(lambda: SealedText.objects.filter(log="t/us", opening__isnull=False).update(opening=b"other words"))


def projection(us: Node, world: World) -> None:
    us.run(lambda: Act.objects.filter(log="t/us", seq=1).update(verdict="void"))


def publication(us: Node, world: World) -> None:
    next((us.home.public / "t/us/released").iterdir()).write_bytes(b"x")


def unpublished(us: Node, world: World) -> None:
    acts(us)


def older(us: Node, world: World) -> None:
    rewind = keep(world.databases, us)
    acts(us)
    us.publish()
    rewind()


def restored(us: Node, world: World) -> None:
    us.run(lambda: Log.objects.filter(own=True).update(restored_at=START))


def histories(us: Node, world: World) -> None:
    head = us.run(SignedHead.objects.filter(log="t/mx").first)
    other = {"log": "t/mx", "size": head.size, "root": "1" * 64, "note": head.note, "seen_at": START}
    us.run(lambda: SignedHead.objects.create(**other))


def peers(us: Node, world: World) -> None:
    shutil.rmtree(us.home.peers[0].source)


def waiting(us: Node, world: World) -> None:
    """The other side answers to what we lost."""
    mx = world.nodes[1]
    rewind = keep(world.databases, us)
    place = us.propose(us.line("x"))
    mx.pull(us)
    mx.act("concur", place)
    rewind()
    shutil.rmtree(us.home.public)
    us.pull(only_log(mx, "mx", world.folder / "only"))


def second_factors(us: Node, world: World) -> None:
    """Encrypted under another secret."""

    def add() -> None:
        who = Person.objects.create_user("ana@us.example", "x", name="Ana")
        Authenticator.objects.create(
            user=who, type="totp", data={"secret": Fernet(Fernet.generate_key()).encrypt(b"x").decode()}
        )

    us.run(add)


def mail(us: Node, world: World) -> None:
    letter = {"lang": "en", "subject": "s", "body": "b", "created": NOW, "after": NOW - timedelta(hours=2)}
    us.run(Mail.objects.create, to="a@us.example", error="refused", given_up=True, **letter)
    us.run(Mail.objects.create, to="b@us.example", **letter)


def rooms(us: Node, world: World) -> None:
    down = {"what": {"en": "down", "es": "caído"}, "do": {"en": "wait", "es": "espera"}}
    us.run(RoomReach.objects.create, own="us", party="mx", tried=NOW, worked=NOW - timedelta(hours=2), fault=down)
    us.run(Room.objects.create, pk="f" * 32, parties=["mx", "us"], opened=NOW, changed=NOW, fork="mx")


def clock(us: Node, world: World) -> dict[str, Any]:
    return {"now": START - timedelta(days=1)}


def backups(us: Node, world: World) -> dict[str, Any]:
    return {"now": START + timedelta(days=36)}


def leftovers(us: Node, world: World) -> None:
    (world.folder / "backups" / ".x.part").mkdir()


SPOILS: dict[str, tuple[Spoil, str]] = {
    "settings": (settings, "fault"),
    "keys": (keys, "fault"),
    "disk": (disk, "fault"),
    "database": (database, "fault"),
    "durability": (durability, "fault"),
    "entries": (entries, "fault"),
    "texts": (texts, "fault"),
    "projection": (projection, "fault"),
    "publication": (publication, "fault"),
    "unpublished": (unpublished, "warning"),
    "older": (older, "fault"),
    "restored": (restored, "fault"),
    "histories": (histories, "fault"),
    "peers": (peers, "warning"),
    "waiting": (waiting, "warning"),
    "second-factors": (second_factors, "fault"),
    "mail": (mail, "warning"),
    "rooms": (rooms, "warning"),
    "clock": (clock, "fault"),
    "backups": (backups, "fault"),
    "leftovers": (leftovers, "warning"),
}
