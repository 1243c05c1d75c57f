"""The node's publication: static files in the C2SP tile layout, one folder a log, made from the entry rows.

The writing itself is `record.folder`'s; here is where the entries and the released texts come from, and how the tree
published so far is read back.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bilateral.node.home import Home
from bilateral.node.rows import raw_entries, released
from bilateral.record import folder, seal, tiles, tree
from bilateral.record.note import VerifierKey
from bilateral.record.tiles import WIDTH, TileReader
from bilateral.values import Fault, Text


class PublisherFault(Fault):
    """What the rows say and what was signed do not agree; nothing was signed."""

    code = "publisher"


class Unpublished(PublisherFault):
    """The disk refuses. What readers have stays whole, and the rows have everything."""

    code = "unpublished"


@contextmanager
def written(home: Home) -> Iterator[None]:
    """Around whatever writes under the home's folder: a full disk or one that isn't ours becomes a fault."""
    try:
        yield
    except OSError as error:
        raise Unpublished(
            what=Text("The publication can't be written.", "No se puede escribir la publicación."),
            where=f"{error.filename or home.public}: {error.strerror or error}",
            do=Text(
                "Make room or correct the permissions; nothing on the record is lost.",
                "Libera espacio o corrige los permisos; nada del registro se pierde.",
            ),
        ) from error


def log_folder(home: Home, origin: str) -> Path:
    return home.public / origin


def read_file(base: Path, name: str) -> bytes | None:
    try:
        return (base / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def reader_of(home: Home, origin: str, size: int) -> TileReader | None:
    """The published tree of a log at a size that was published, or None where nothing is."""
    base = log_folder(home, origin)
    return TileReader(lambda name: read_file(base, name), size) if base.is_dir() else None


def published_frontier(home: Home, origin: str, size: int) -> tree.Frontier:
    """The tree's right edge at ``size``, read from the published tiles: the second path to the root."""
    reader = reader_of(home, origin, size)
    if size == 0 or reader is None:
        return tree.Frontier()
    edge, start = [], 0
    for height in reversed(range(size.bit_length())):
        if size >> height & 1:
            edge.append(reader.hash_at(height, start >> height))
            start += 1 << height
    return tree.Frontier(size, edge)


def write_log(root: Path, origin: str, old: int, new: int, note: bytes, *, durable: bool = True) -> None:
    """Let a log's folder grow to the signed snapshot ``note``; partial files whose full one stands now are dropped."""
    folder.write_log(
        root, origin, lambda start: raw_entries(origin, start, new), note, released(origin, old, new), durable
    )
    for tile in tiles.tiles_for(old, new):
        if tile.width == WIDTH:
            shutil.rmtree(root / origin / f"{tile.path}.p", ignore_errors=True)


def write_released(root: Path, origin: str, openings: Iterable[bytes]) -> None:
    """Texts that came in after their entries had been published."""
    for opening in openings:
        folder.write_file(root / origin / folder.RELEASED / seal.digest_of(opening), opening)


def write_verifiers(root: Path, keys: Iterable[str]) -> None:
    """``verifiers.txt``: the keys of every log published here. Left alone where it says so already."""
    text = folder.verifiers_text(VerifierKey.parse(key) for key in keys)
    if read_file(root, folder.VERIFIERS) != text:
        folder.write_file(root / folder.VERIFIERS, text)
