"""What lies between a node and PostgreSQL, and breaks: a relay that reads the protocol and cuts at a COMMIT.

    with Wire(node) as wire:                 # from here on the node's connections go through it
        wire.cut(DONE, nth=0)                # the first COMMIT takes effect, and nobody is told
        us.propose(...)

The relay knows no time: what comes first is decided by what it has seen pass, never by waiting a while.
"""

import contextlib
import socket
import threading
from pathlib import Path
from typing import Any, Final, Self

from django.db import connections

from tests.node.homes import Node, point_at

NEVER, DONE, LATE, LOST = "never arrives", "takes effect", "arrives late", "is lost while it is looked for"
UNCLEAR = "takes effect, and the server is gone"
HOWS: Final = (NEVER, DONE, LATE, LOST, UNCLEAR)


class Wire:
    """``seen``: how many COMMITs came by since the last `cut` was asked for; ``fired``: whether it was made."""

    def __init__(self, node: Node) -> None:
        self._node, self._before = node, node.database
        self._up = _address(node.database)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._lock, self._open = threading.Lock(), list[socket.socket]()
        self._how, self._nth, self.seen, self.fired = "", 0, 0, False
        self._waiting: list[tuple[_Talk, bytes]] = []
        self._dead = False

    def __enter__(self) -> Self:
        options = {k: v for k, v in self._before["OPTIONS"].items() if k not in ("host", "port")}
        host, port = self._listener.getsockname()
        options |= {"sslmode": "disable", "gssencmode": "disable"}
        connections["default"].close()
        self._point({**self._before, "HOST": host, "PORT": port, "OPTIONS": options})
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.mend()
        self._point(self._before)
        self._listener.close()
        with self._lock:
            for each in self._open:
                _close(each)

    def _point(self, database: dict[str, Any]) -> None:
        self._node.database = database
        point_at(database)

    def cut(self, how: str, nth: int = 0) -> None:
        """The nth COMMIT from now on is cut, once, in this manner."""
        self._how, self._nth, self.seen, self.fired = how, nth, 0, False

    def mend(self) -> None:
        """The server can be reached again."""
        self._how, self._dead = "", False

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._dead:
                _close(client)
                continue
            server = socket.socket(socket.AF_UNIX if isinstance(self._up, str) else socket.AF_INET)
            server.connect(self._up)
            with self._lock:
                self._open += [client, server]
            talk = _Talk(self, client, server)
            threading.Thread(target=talk.asked, daemon=True).start()
            threading.Thread(target=talk.answered, daemon=True).start()

    def passes(self, talk: "_Talk", message: bytes) -> None:
        """One message on its way to the server."""
        if b"COMMIT" in message[:64] and message[:1] in b"QP":
            self.seen += 1
            if self._how and not self.fired and self.seen > self._nth:
                self.fired = True
                self._break(talk, message)
                return
        talk.server.sendall(message)
        if self._waiting and b"FOR UPDATE" in message:
            other, commit = self._waiting.pop()
            other.finish(commit if self._how == LATE else None)

    def _break(self, talk: "_Talk", message: bytes) -> None:
        if self._how in (LATE, LOST):
            self._waiting.append((talk, message))
            _close(talk.client)
            return
        self._dead = self._how == UNCLEAR
        talk.finish(None if self._how == NEVER else message)


class _Talk:
    """One connection, relayed message by message in one direction and as it comes in the other."""

    def __init__(self, wire: Wire, client: socket.socket, server: socket.socket) -> None:
        self.wire, self.client, self.server = wire, client, server
        self._mute, self._heard = False, threading.Event()

    def asked(self) -> None:
        rest, begun = b"", False
        with contextlib.suppress(OSError):
            while data := self.client.recv(1 << 16):
                rest += data
                while message := _message(rest, begun):
                    begun, rest = True, rest[len(message) :]
                    self.wire.passes(self, message)
        if not any(other is self for other, _ in self.wire._waiting):
            _close(self.server)

    def answered(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.server.recv(1 << 16):
                if self._mute:
                    self._heard.set()
                else:
                    self.client.sendall(data)
        self._heard.set()
        _close(self.client)

    def finish(self, commit: bytes | None) -> None:
        """Send the COMMIT if there is one, wait for what the server says, tell nobody, and be gone."""
        self._mute = True
        if commit is not None:
            self.server.sendall(commit)
            self._heard.wait()
        _close(self.server)
        _close(self.client)


def _message(data: bytes, begun: bool) -> bytes:
    """The first whole message in these bytes: a type, except in the first of all, and a length that counts itself."""
    head = 1 if begun else 0
    if len(data) < head + 4:
        return b""
    size = head + int.from_bytes(data[head : head + 4])
    return data[:size] if len(data) >= size else b""


def _close(each: socket.socket) -> None:
    with contextlib.suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()


def _address(database: dict[str, Any]) -> str | tuple[str, int]:
    host = str(database["OPTIONS"].get("host") or database.get("HOST") or "localhost")
    port = int(database["OPTIONS"].get("port") or database.get("PORT") or 5432)
    return str(Path(host) / f".s.PGSQL.{port}") if host.startswith("/") else (host, port)
