"""Where a published record is read from: a folder or a web address, through one small protocol.

    read(path, limit)   the file's bytes, None if there is none; a SourceFault if it can't be read or is bigger
    list()              every path there is, or None where that can't be known (the web)

Here: reading that a hostile folder or server can't turn against us (no path leads outside, no link or device is
followed, no more than `limit` bytes are held). Not here: believing any of it (audit).
"""

import os
import stat
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from bilateral.record.faults import SourceFault
from bilateral.record.seal import MAX_OPENING

if TYPE_CHECKING:
    import httpx

MAX_FILE: Final = MAX_OPENING


class Source(Protocol):
    def read(self, path: str, limit: int = MAX_FILE) -> bytes | None: ...

    def list(self) -> set[str] | None: ...


def _parts(path: str) -> list[str]:
    parts = path.split("/")
    if any(p in ("", ".", "..") or "\\" in p or "\0" in p for p in parts):
        raise SourceFault.of("bad-path", path)
    return parts


def _is_link(where: Path) -> bool:
    try:
        return where.is_symlink()
    except OSError:  # a name too long, a folder that may not be searched
        return False


class DirSource:
    """A folder on this machine."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)
        if not self.root.is_dir():
            raise SourceFault.of("not-a-folder", str(root))

    def read(self, path: str, limit: int = MAX_FILE) -> bytes | None:
        where = self.root.joinpath(*_parts(path))
        # Non-blocking, so that a pipe put in a file's place can't make us wait; the link itself is never followed.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            handle = os.open(where, flags)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            if _is_link(where):
                raise SourceFault.of("file-not-plain", path) from error
            raise SourceFault.of("file-unreadable", path, reason=_reason(error)) from error
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise SourceFault.of("file-not-plain", path)
            with os.fdopen(os.dup(handle), "rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise SourceFault.of("file-unreadable", path, reason=_reason(error)) from error
        finally:
            os.close(handle)
        if len(data) > limit:
            raise SourceFault.of("file-too-big", path, limit=limit)
        return data

    def list(self) -> set[str]:
        """Everything that isn't a real folder, by its path from the root; empty folders don't count."""
        found: set[str] = set()

        def failed(error: OSError) -> None:
            raise SourceFault.of("file-unreadable", str(error.filename), reason=_reason(error)) from error

        for base, folders, files in os.walk(self.root, onerror=failed):
            here = Path(base)
            links = [name for name in folders if (here / name).is_symlink()]
            found.update((here / name).relative_to(self.root).as_posix() for name in (*files, *links))
        return found


class HttpSource:
    """A record served over HTTP. It can't list, so added files stay unseen. Close it, or use it in a `with`."""

    def __init__(self, base: str, client: "httpx.Client | None" = None) -> None:
        import httpx  # here, because folders are read far more often and needn't load it

        if not base.startswith(("http://", "https://")):
            raise SourceFault.of("bad-address", base)
        self.base = base.rstrip("/")
        self._own = client is None
        self._client = client or httpx.Client(timeout=30)
        self._errors = (httpx.HTTPError, httpx.InvalidURL, UnicodeError)

    def read(self, path: str, limit: int = MAX_FILE) -> bytes | None:
        where = "/".join((self.base, *_parts(path)))
        data = bytearray()
        try:
            with self._client.stream("GET", where, follow_redirects=False) as response:
                if response.status_code in (404, 410):
                    return None
                if response.status_code != 200:
                    raise SourceFault.of("address-failed", where, reason=f"HTTP {response.status_code}")
                for chunk in response.iter_bytes(1 << 16):
                    data += chunk
                    if len(data) > limit:
                        raise SourceFault.of("file-too-big", where, limit=limit)
        except self._errors as error:
            raise SourceFault.of("address-failed", where, reason=_reason(error)) from error
        return bytes(data)

    def list(self) -> None:
        return None

    def close(self) -> None:
        if self._own:
            self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:120]
