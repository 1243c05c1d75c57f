"""What a backup says of itself (``manifest.json``), and whether it is true. Needs no node, no Django, no key.

DIR/manifest.json     written last: files with their SHA-256, logs with sizes and roots, release, time, end date
DIR/db.sqlite3        the database, whichever engine it ran on
DIR/bilateral.toml    settings; journal.jsonl and backups.json beside it
DIR/public/           the publication
DIR/keys/             only if asked for
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bilateral.record import seal, tree
from bilateral.record.checkpoint import Checkpoint
from bilateral.record.note import Note
from bilateral.values import BadInput, Fault, Text

FILE = "manifest.json"
DATABASE = "db.sqlite3"
FORMAT = "bilateral-backup/1"
CHUNK = 1 << 20
# Cast, since in SQLite any row may hold any type.
_ENTRIES = "SELECT seq, leaf, root, CAST(coalesce(raw, '') AS BLOB) FROM node_logentry WHERE log = ? ORDER BY seq"
_OPENINGS = "SELECT log, seq, item, digest, CAST(opening AS BLOB) FROM node_sealedtext WHERE opening IS NOT NULL"


class BackupFault(BadInput):
    """A backup is not what it says, or can't be made or used."""

    code = "backup"


@dataclass(frozen=True, slots=True)
class Held:
    """A log in a backup. ``head`` is the size of its newest signed snapshot."""

    origin: str
    own: bool
    size: int
    root: str
    head: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """``made_at`` and ``destroy_by`` are UTC moments as text; ``files`` gives each file's SHA-256 by its path."""

    version: str
    made_at: str
    destroy_by: str
    dialogue: str
    own: tuple[str, ...]
    engine: str
    migrations: str
    keys: bool
    logs: tuple[Held, ...]
    files: Mapping[str, str]

    def dump(self) -> bytes:
        return (json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1) + "\n").encode()


def read(folder: Path) -> Manifest:
    """:raises BackupFault: there is no backup, or none that this release can read."""
    where = folder / FILE
    try:
        data = json.loads(where.read_bytes())
        if data.pop("format") != FORMAT:
            raise BackupFault(
                what=Text("This backup has another form.", "Este respaldo tiene otra forma."),
                where=str(where),
                do=Text("Use the release that made it.", "Usa la versión que lo hizo."),
            )
        logs = tuple(Held(**log) for log in data.pop("logs"))
        return Manifest(**{**data, "own": tuple(data["own"]), "logs": logs})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupFault(
            what=Text("There is no whole backup in this folder.", "En esta carpeta no hay un respaldo completo."),
            where=f"{where}: {type(error).__name__}",
            do=Text(
                "Name a folder that 'bilateral backup make' wrote.", "Indica una que escribió 'bilateral backup make'."
            ),
        ) from None


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            found.update(data)
    return found.hexdigest()


def files_of(folder: Path) -> Iterator[str]:
    """Every file below a folder but the manifest, by its path from there, sorted."""
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if not path.is_dir())
    return (name for name in names if name != FILE)


def problems(folder: Path, found: Manifest) -> Iterator[Fault]:
    """What in a backup is not as its manifest says; nothing where all is well."""
    there = set(files_of(folder))
    for name in sorted(there | found.files.keys()):
        if name not in there:
            yield _fault(Text("A file is missing.", "Falta un archivo."), folder / name)
        elif name not in found.files:
            yield _fault(Text("This file does not belong here.", "Este archivo no pertenece aquí."), folder / name)
        elif (folder / name).is_symlink() or digest(folder / name) != found.files[name]:
            yield _fault(Text("This file was changed.", "Este archivo fue alterado."), folder / name)
    if DATABASE in there:
        try:
            yield from database_problems(folder / DATABASE, found.logs)
        except (sqlite3.DatabaseError, Fault) as error:
            where = f"{folder / DATABASE}: {error}"
            yield _fault(Text("The database can't be read.", "No se puede leer la base de datos."), where)


def _fault(what: Text, where: object) -> BackupFault:
    return BackupFault(what, str(where), Text("Use another backup.", "Usa otro respaldo."))


def opened(path: Path) -> sqlite3.Connection:
    """A snapshot, to be read only; nothing is written beside it."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def logs_in(path: Path) -> tuple[Held, ...]:
    db = opened(path)
    try:
        rows = db.execute("SELECT origin, own, size, root, head_size FROM node_log ORDER BY origin").fetchall()
    finally:
        db.close()
    return tuple(Held(origin, bool(own), size, root, head) for origin, own, size, root, head in rows)


def database_problems(path: Path, logs: tuple[Held, ...]) -> Iterator[Fault]:
    """The database is sound, entries hash to the roots, roots are those signed, words are those promised."""
    db = opened(path)
    try:
        for (line,) in db.execute("PRAGMA integrity_check(10)").fetchall():
            if line != "ok":
                yield _fault(Text("The database is damaged.", "La base de datos está dañada."), f"{path}: {line}")
        if logs_in(path) != logs:
            yield _fault(Text("The logs are not those named.", "Los registros no son los indicados."), path)
        for log in logs:
            yield from _log_problems(db, path, log)
        words = Text("Sealed words are not those promised.", "Los textos sellados no son los prometidos.")
        rows = db.execute(_OPENINGS)
        for origin, seq, item, promised, opening in rows:
            if seal.digest_of(opening) != promised:
                yield _fault(words, f"{path}: {origin}#{seq} {item}")
    finally:
        db.close()


def _log_problems(db: sqlite3.Connection, path: Path, log: Held) -> Iterator[Fault]:
    entries = Text("The entries are not what was signed.", "Los asientos no son lo que se firmó.")
    note = db.execute("SELECT head_note FROM node_log WHERE origin = ?", (log.origin,)).fetchone()[0]
    signed = Checkpoint.parse(Note.parse(note.encode()).text) if log.head else None
    frontier = tree.Frontier()
    rows: Any = db.execute(_ENTRIES, (log.origin,))
    for seq, leaf, root, raw in rows:
        digested = tree.leaf_hash(raw)
        frontier.append(digested)
        there = (frontier.size - 1, digested.hex(), frontier.root().hex())
        if there != (seq, leaf, root) or (signed and signed.size == frontier.size and signed.root.hex() != root):
            yield _fault(entries, f"{path}: {log.origin}#{seq}")
            return
    if (frontier.size, frontier.root().hex()) != (log.size, log.root) or log.head > log.size:
        yield _fault(entries, f"{path}: {log.origin} {frontier.size}")
