"""Reading a source that may be hostile: what can't be read becomes a finding and nothing else happens.

Here: files, tiles with their fallback, the list of keys. Not here: whether what is read is right.
"""

from bilateral.record import folder
from bilateral.record.audit.report import Desk
from bilateral.record.note import VerifierKey
from bilateral.record.sources import MAX_FILE, Source
from bilateral.record.tiles import ENTRIES, HASH, MAX_BUNDLE, WIDTH, Tile, split_hashes, unbundle
from bilateral.values import Fault, is_origin

MAX_VERIFIERS = 1 << 20


class Files:
    """A source and a desk: reads, and reports what is missing or unreadable. `listed` is None over the web."""

    def __init__(self, source: Source, desk: Desk) -> None:
        self.source, self.desk = source, desk
        self.failed: set[str] = set()
        try:
            self.listed = source.list()
        except Fault as fault:
            desk.fault(fault, "")
            self.listed = None

    def read(self, path: str, limit: int = MAX_FILE) -> bytes | None:
        if self.listed is not None and path not in self.listed:
            return None
        try:
            return self.source.read(path, limit)
        except Fault as fault:
            self.failed.add(path)
            self.desk.fault(fault, path)
            return None

    def need(self, path: str, limit: int = MAX_FILE) -> bytes | None:
        """The file, whose absence is a finding."""
        data = self.read(path, limit)
        if data is None and path not in self.failed:
            self.desk.find("file-missing", path)
        return data

    def tile(self, base: str, tile: Tile, quiet: bool = False) -> list[bytes] | None:
        """The hashes or entries of a tile that must be there; None, with a finding, where they can't be had."""
        limit = MAX_BUNDLE if tile.level == ENTRIES else WIDTH * HASH
        path, width = f"{base}/{tile.path}", tile.width
        data = self.read(path, limit)
        if data is None and self.listed is None and width < WIDTH and path not in self.failed:
            whole = f"{base}/{Tile(tile.level, tile.index, WIDTH).path}"  # a growing log may serve the full one instead
            data = self.read(whole, limit)
            if data is not None:
                path, width = whole, WIDTH
        if data is None:
            if not quiet and path not in self.failed:
                self.desk.find("file-missing", path)
            return None
        try:
            items = unbundle(data, width, path) if tile.level == ENTRIES else split_hashes(data, width, path)
        except Fault as fault:
            if not quiet:
                self.desk.fault(fault, path)
            return None
        return items[: tile.width]

    def verifiers(self) -> tuple[VerifierKey, ...]:
        """The keys of verifiers.txt, as far as its lines can be read."""
        data = self.need(folder.VERIFIERS, MAX_VERIFIERS)
        if data is None:
            return ()
        keys = []
        for line in data.decode("utf-8", "replace").splitlines()[:10_000]:
            try:
                key = VerifierKey.parse(line)
            except Fault:
                continue
            if is_origin(key.name):
                keys.append(key)
        if folder.verifiers_text(keys) != data:
            self.desk.find("verifiers-not-canonical", folder.VERIFIERS)
        return tuple(keys)

    def origins(self, keys: tuple[VerifierKey, ...]) -> list[str]:
        """The logs that are here: those that the list of keys names and those that have a folder."""
        found = {key.name for key in keys}
        for path in self.listed or ():
            for mark in (f"/{folder.CHECKPOINT}", "/tile/", f"/{folder.RELEASED}/"):
                origin, here, rest = path.partition(mark)
                if here and is_origin(origin) and (mark.endswith("/") or not rest):
                    found.add(origin)
                    break
        return sorted(found)
