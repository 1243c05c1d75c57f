"""A node's home: one folder with its settings, keys, database and publication. Nothing of Django.

    bilateral.toml   what this node is: dialogue, the parties whose keys it holds, peers with their pinned keys
    keys/            private keys, readable by the owner only
    public/          the publication of the record (C2SP tiles); anyone may have a copy
    db.sqlite3       the entry rows (the truth), the sealed texts and the projection

The home is found through ``BILATERAL_HOME`` (default ``./home``).
"""

import json
import os
import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from bilateral.values import BadInput, Text
from bilateral.values.ref import origin_at

CONFIG = "bilateral.toml"
HOSTS = ("localhost", "127.0.0.1", "[::1]")
BACKUP_DAYS = 35  # a backup must be destroyed after so many days, so that erased words are gone from it too


@dataclass(frozen=True, slots=True)
class Peer:
    """Another node's log: its origin, the checkpoint key pinned from outside, where it is pulled from.

    ``rooms``: the node's address for private rooms, where ``source`` is not it.
    """

    origin: str
    key: str
    source: str
    rooms: str = ""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. ``security`` is ``starttls``, ``tls`` or empty; no host means none is set."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = "bilateral@localhost"


@dataclass(frozen=True, slots=True)
class SignInServer:
    """An OpenID Connect server that vouches for people who were invited: its id here, name, address and our client."""

    id: str
    name: str
    server: str
    client: str
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Home:
    """The settings of a node. ``own`` are the party codes whose keys it holds; two of them mean joint custody.

    ``turns``: for a party whose first log ended, which of its line this node signs, as (party, number).
    """

    path: Path
    dialogue: str = ""
    own: tuple[str, ...] = ()
    custodian: str = ""
    demonstration: bool = False
    hosts: tuple[str, ...] = HOSTS
    peers: tuple[Peer, ...] = ()
    backup_days: int = BACKUP_DAYS
    turns: tuple[tuple[str, int], ...] = ()
    url: str = "http://localhost:8000"
    mail: MailServer = MailServer()
    sign_in: tuple[SignInServer, ...] = ()

    @property
    def exists(self) -> bool:
        return (self.path / CONFIG).is_file()

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def public(self) -> Path:
        return self.path / "public"

    @property
    def database(self) -> Path:
        return self.path / "db.sqlite3"

    def origin(self, party: str) -> str:
        """The log that this node signs for a party."""
        return origin_at(self.dialogue, party, dict(self.turns).get(party, 1))

    @property
    def former(self) -> tuple[str, ...]:
        """The logs that this node signed before, for which another goes on now."""
        return tuple(origin_at(self.dialogue, party, n) for party, turn in self.turns for n in range(1, turn))

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of the logs that this node signs."""
        return tuple(self.origin(party) for party in self.own)

    def with_peer(self, peer: Peer) -> "Home":
        others = tuple(p for p in self.peers if p.origin != peer.origin)
        return replace(self, peers=tuple(sorted((*others, peer), key=lambda p: p.origin)))

    def save(self) -> None:
        """Write the settings file, whole or not at all."""
        self.path.mkdir(parents=True, exist_ok=True)
        draft = self.path / f".{CONFIG}.new"
        with open(draft, "w", encoding="utf-8", opener=_private) as file:
            file.write(self._toml())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path / CONFIG)

    def _toml(self) -> str:
        def text(value: Any) -> str:  # a JSON string is a TOML basic string
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

        lines = [
            "# A Bilateral node. Keys live in keys/; back up this folder as SECURITY.md says.",
            f"dialogue = {text(self.dialogue)}",
            f"own = {text(list(self.own))}",
            f"custodian = {text(self.custodian)}",
            f"demonstration = {text(self.demonstration)}",
            f"hosts = {text(list(self.hosts))}",
            f"backup_days = {self.backup_days}",
            f"url = {text(self.url)}",
        ]
        if self.turns:
            lines += ["", "# The log of its line that this node signs, where the first one ended.", "[turns]"]
            lines += [f"{text(party)} = {turn}" for party, turn in sorted(self.turns)]
        if self.mail != MailServer():
            lines += ["", "[mail]", *(f"{key} = {text(value)}" for key, value in asdict(self.mail).items())]
        for server in self.sign_in:
            lines += ["", "[[sign_in]]", *(f"{key} = {text(value)}" for key, value in asdict(server).items())]
        for peer in self.peers:
            lines += [
                "",
                "[[peers]]",
                f"origin = {text(peer.origin)}",
                f"key = {text(peer.key)}",
                f"source = {text(peer.source)}",
                *([f"rooms = {text(peer.rooms)}"] if peer.rooms else []),
            ]
        return "\n".join(lines) + "\n"


def _private(path: str, flags: int) -> int:
    """Settings may hold passwords: only their owner reads them."""
    return os.open(path, flags, 0o600)


def home_path(given: str | os.PathLike[str] | None = None) -> Path:
    """The folder asked for, else ``BILATERAL_HOME``, else ``./home``."""
    return Path(given or os.environ.get("BILATERAL_HOME") or "home").expanduser().resolve()


def load(path: Path) -> Home:
    """Read a home's settings; a folder without them is an empty home (see `Home.exists`).

    :raises BadInput: the settings file can't be read.
    """
    file = path / CONFIG
    if not file.is_file():
        return Home(path)
    try:
        return _read(path, tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, OSError, UnicodeDecodeError) as error:
        raise BadInput(
            what=Text("The node's settings can't be read.", "No se pueden leer los ajustes del nodo."),
            where=f"{file}: {error}",
            do=Text(
                "Correct the file, or restore it from a backup.", "Corrige el archivo o restáuralo de un respaldo."
            ),
        ) from None


def _read(path: Path, data: dict[str, Any]) -> Home:
    def texts(key: str, default: list[str]) -> tuple[str, ...]:
        value = data.get(key, default)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise TypeError(f"{key}: a list of texts")
        return tuple(value)

    return Home(
        path=path,
        dialogue=str(data["dialogue"]),
        own=texts("own", []),
        custodian=str(data.get("custodian", "")),
        demonstration=bool(data.get("demonstration", False)),
        hosts=texts("hosts", list(HOSTS)),
        backup_days=int(data.get("backup_days", BACKUP_DAYS)),
        peers=tuple(
            Peer(str(p["origin"]), str(p["key"]), str(p.get("source", "")), str(p.get("rooms", "")))
            for p in data.get("peers", ())
        ),
        turns=tuple(sorted((str(party), int(turn)) for party, turn in data.get("turns", {}).items())),
        url=str(data.get("url", "http://localhost:8000")),
        mail=_table(MailServer, data.get("mail", {}), "mail"),
        sign_in=tuple(_table(SignInServer, item, "sign_in") for item in data.get("sign_in", ())),
    )


def _table(shape: type[Any], value: Any, where: str) -> Any:
    """A table of the settings as its dataclass. :raises TypeError: a key or a value is not of it."""
    known = {item.name: item.type for item in fields(shape)}
    if not isinstance(value, dict) or value.keys() - known.keys():
        raise TypeError(f"{where}: {', '.join(known)}")
    if any(not isinstance(item, (int if known[key] is int else str)) for key, item in value.items()):
        raise TypeError(f"{where}: a value is of the wrong kind")
    return shape(**value)
