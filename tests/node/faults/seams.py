"""Faults put in where a node meets its database, its disk and its keys: none of our own code is replaced.

    with node.here(), Seams({7: AFTER}) as seams:
        door.commit(...)                 # the eighth step takes effect and then reports a failure
    seams.steps                          # what was stepped through, such as "INSERT node_logentry", "rename checkpoint"

A step is one SQL statement, a commit, a rollback, or one call that changes the disk or signs. Each can fail before
taking effect, after it, half-way (a write), with the connection lost, or by the process being gone (`Crash`, which no
handler for errors catches). `Disk` remembers what a power cut would take: what was written and not yet made durable.
"""

import errno
import io
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from typing import Any, Self
from unittest import mock

from django.db import connection

from bilateral.record.keys import PrivateKey

BEFORE, AFTER, LOST, LOST_AFTER, CRASH, CRASH_AFTER = "before", "after", "lost", "lost after", "crash", "crash after"
HOWS = (BEFORE, AFTER, LOST, LOST_AFTER, CRASH, CRASH_AFTER)
_TABLE = re.compile(r'(?:INTO|FROM|UPDATE)\s+"?(\w+)"?')


class Crash(BaseException):
    """The process is gone: nothing after this point of it is done on purpose."""


class Seams:
    """Counts the steps and lets those in ``at`` fail, each in its manner.

    :param only: the kinds of step that count: any of "sql", "file", "sign".
    :param disk: told of every change, so that the power can be cut.
    """

    def __init__(
        self, at: Mapping[int, str] | None = None, only: tuple[str, ...] = ("sql", "file", "sign"), disk: Any = None
    ) -> None:
        self.at, self.only, self.disk = dict(at or {}), only, disk
        self.steps: list[str] = []
        self.failed: list[str] = []
        self._stack = ExitStack()
        self._inside = False

    def __enter__(self) -> Self:
        patch = self._stack.enter_context
        if "sql" in self.only:
            patch(connection.execute_wrapper(self._statement))
            for name in ("_commit", "_rollback"):
                patch(mock.patch.object(connection, name, self._ending(name, getattr(connection, name))))
        if "file" in self.only:
            patch(mock.patch.object(io, "open", self._open(io.open)))
            for name in ("replace", "mkdir", "unlink", "rmdir", "fsync"):
                patch(mock.patch.object(os, name, self._system(name, getattr(os, name))))
        if "sign" in self.only:
            sign = PrivateKey.sign
            made = lambda key, message: self._step("sign", lambda: sign(key, message), _broken)  # noqa: E731
            patch(mock.patch.object(PrivateKey, "sign", made))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _step(self, name: str, do: Callable[[], Any], fail: Callable[[str], Any]) -> Any:
        if self._inside:
            return do()
        how = self.at.get(len(self.steps))
        self.steps.append(name)
        if how is None:
            return do()
        self.failed.append(f"{how}: {name}")
        if how in (AFTER, LOST_AFTER, CRASH_AFTER):
            made = do()
            if isinstance(made, io.IOBase):
                made.close()
        if how in (CRASH, CRASH_AFTER):
            raise Crash(name)
        return fail(how)

    # -- the database ------------------------------------------------------------------------------------------------

    def _statement(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        table = _TABLE.search(sql)
        name = " ".join([sql.split(None, 1)[0].upper(), *(table.groups() if table else ())])
        return self._step(name, lambda: execute(sql, params, many, context), _database_fails)

    def _ending(self, name: str, do: Callable[[], Any]) -> Callable[[], Any]:
        return lambda: self._step(name.strip("_").upper(), do, _database_fails)

    # -- the disk ----------------------------------------------------------------------------------------------------

    def _system(self, name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if named.get("dir_fd") is not None:  # rmtree's own way; its folder was counted
                return do(*arguments, **named)
            first = arguments[0]
            path = Path(f"/proc/self/fd/{first}").readlink() if isinstance(first, int) else Path(first)

            def done() -> Any:
                if self.disk is not None:
                    return self.disk.change(name, path, arguments, lambda: do(*arguments, **named))
                return do(*arguments, **named)

            to = Path(arguments[1]) if name == "replace" else path
            return self._step(f"{name} {_kind(to)}", done, lambda how: _disk_fails(name, path))

        return call

    def _open(self, do: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            if not set(mode) & set("wax") or isinstance(file, int):
                return do(file, mode, *arguments, **named)
            path = Path(file)
            if self.disk is not None:
                self.disk.opened(path)
            opened = self._step(
                f"open {_kind(path)}",
                lambda: do(file, mode, *arguments, **named),
                lambda how: _disk_fails("open", path),
            )
            return _Written(opened, path, self)

        return call


class _Written:
    """An open file of which a write may fail half-way."""

    def __init__(self, file: Any, path: Path, seams: Seams) -> None:
        self._file, self._path, self._seams = file, path, seams

    def write(self, data: Any) -> Any:
        def torn(how: str) -> Any:
            if how in (BEFORE, LOST):
                self._file.write(data[: len(data) // 2])
            return _disk_fails("write", self._path)

        return self._seams._step(f"write {_kind(self._path)}", lambda: self._file.write(data), torn)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _kind(path: Path) -> str:
    """What kind of file a path is, without its numbers and digests."""
    parts = [part for part in path.parts if part in ("tile", "entries", "released", "keys", "evidence")]
    name = path.name if not re.fullmatch(r"\.?(?:x?\d{1,3}(?:\.p)?|[0-9a-f]{64})(?:\.tmp)?", path.name) else "file"
    return " ".join([*parts, name])


def _database_fails(how: str) -> Any:
    """SQLite has no connection to lose; there an error of the disk undoes the transaction by itself."""
    error = connection.Database.OperationalError("disk I/O error")
    raw = connection.connection
    if how in (LOST, LOST_AFTER) and raw is not None:
        raw.rollback() if connection.vendor == "sqlite" else raw.close()
    with connection.wrap_database_errors:
        raise error


def _disk_fails(name: str, path: Path) -> Any:
    number = errno.EIO if name == "fsync" else errno.ENOSPC
    raise OSError(number, os.strerror(number), str(path))


def _broken(how: str) -> Any:
    raise OSError(errno.EIO, os.strerror(errno.EIO), "key store")


class Disk:
    """What would be lost if the power went now: bytes that were not synced, names whose folder was not synced."""

    def __init__(self) -> None:
        self._bytes: set[Path] = set()
        self._names: list[tuple[Path, Callable[[], None]]] = []

    def opened(self, path: Path) -> None:
        self._bytes.add(path)
        if not path.exists():
            self._names.append((path.parent, lambda: path.unlink(missing_ok=True)))

    def change(self, name: str, path: Path, arguments: tuple[Any, ...], do: Callable[[], Any]) -> Any:
        if name == "fsync":
            self._bytes.discard(path)
            self._names = [(folder, undo) for folder, undo in self._names if folder != path]
            return do()
        to = Path(arguments[1]) if name == "replace" else path
        before = to.read_bytes() if to.is_file() else None
        result = do()
        if name == "replace" and path in self._bytes:
            self._bytes.discard(path)
            self._bytes.add(to)
        self._names.append((to.parent, lambda: _put_back(name, to, before)))
        return result

    def cut(self, chance: Random) -> int:
        """The power goes: of what was not durable, any part may be gone. Returns how much that was."""
        waiting = len(self._names) + len(self._bytes)
        for path in sorted(self._bytes):
            if path.is_file() and chance.random() < 0.7:
                path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size + 1)])
        for _, undo in reversed(self._names):
            if chance.random() < 0.7:
                with suppress(OSError):
                    undo()
        self.__init__()  # type: ignore[misc]
        return waiting


def _put_back(name: str, path: Path, before: bytes | None) -> None:
    if name == "mkdir":
        shutil.rmtree(path, ignore_errors=True)
    elif before is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(before)
    elif name == "replace":
        path.unlink(missing_ok=True)
