"""Where a record is read from, and the keys that a reader trusts, as commands take them. No node, no Django."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilateral.cli.papers import read_bytes
from bilateral.values import BadInput, Text

if TYPE_CHECKING:
    from bilateral.record.sources import HttpSource, Source

VERIFIERS = "verifiers.txt"
SERVED_AT = "/log"  # under a node's own address


@contextmanager
def source_of(where: str) -> "Iterator[Source]":
    """A folder, or the address of a node or of its record, closed at the end.

    :raises BadInput: the folder isn't there, or the address doesn't answer.
    """
    from bilateral.record.sources import DirSource

    if where.startswith(("http://", "https://")):
        with _answering(where) as source:
            yield source
    else:
        yield DirSource(where)


def _answering(where: str) -> "HttpSource":
    """The record at an address: there itself, or where a node serves it. What doesn't answer is told, not audited."""
    from bilateral.record.faults import SourceFault
    from bilateral.record.sources import HttpSource

    faults: list[SourceFault] = []
    for address in (where, where.rstrip("/") + SERVED_AT):
        source = HttpSource(address)
        try:
            if source.read(VERIFIERS) is not None:
                return source
        except SourceFault as fault:
            faults.append(fault)
        source.close()
    if faults:
        raise faults[0]
    return HttpSource(where)


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
