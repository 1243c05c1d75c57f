"""Where a record is read from, and the keys that a reader trusts, as commands take them. No node, no Django."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral.cli.papers import read_bytes
from bilateral.values import BadInput, Text

if TYPE_CHECKING:
    from bilateral.record.sources import Source


@contextmanager
def source_of(where: str) -> "Iterator[Source]":
    """A folder, or the address of a node's record, closed at the end."""
    from bilateral.record.sources import DirSource, HttpSource

    if where.startswith(("http://", "https://")):
        with HttpSource(where) as source:
            yield source
    else:
        yield DirSource(where)


class Counted:
    """A source that tells how many files were read, for a progress bar."""

    def __init__(self, source: "Source", done: Callable[[int], None]) -> None:
        self.source, self.done, self.count = source, done, 0

    def read(self, path: str, *limit: int) -> bytes | None:
        self.count += 1
        self.done(self.count)
        return self.source.read(path, *limit)

    def list(self) -> set[str] | None:
        return self.source.list()

    def __str__(self) -> str:
        return str(self.source)


def read_keys(file: Path) -> tuple[Any, ...]:
    """Verifier keys from a file, one a line; blank lines and lines that begin with # are passed over.

    :raises BadInput: a line is no key, or there is none at all.
    """
    from bilateral.record.note import VerifierKey

    try:
        lines = read_bytes(file, 1 << 20).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(
            what=Text("This is not a text.", "Esto no es un texto."),
            where=f"{file}: {error.reason}",
            do=Text("Give a file with one key a line.", "Indica un archivo con una llave por línea."),
        ) from None
    told = [(n, line.strip()) for n, line in enumerate(lines, 1)]
    keys = tuple(VerifierKey.parse(line, f"{file}:{n}") for n, line in told if line and not line.startswith("#"))
    if not keys:
        raise BadInput(
            what=Text("There is no key in this file.", "Este archivo no contiene llaves."),
            where=str(file),
            do=Text("Give a file with one key a line.", "Indica un archivo con una llave por línea."),
        )
    return keys
