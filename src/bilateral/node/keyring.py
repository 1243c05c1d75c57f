"""The node's private keys: three for each party that it signs for, each a file that only its owner may read.

``entry`` signs acts, ``checkpoint`` signs snapshots of our own log, ``cosigner`` attests snapshots of the others'.
Recovery keys are made elsewhere and never stored here.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bilateral.node.home import Home
from bilateral.record.declared.fields import Keys
from bilateral.record.keys import PrivateKey
from bilateral.record.note import COSIGNER, ED25519, VerifierKey
from bilateral.values import Fault, Text

ROLES = ("entry", "checkpoint", "cosigner")
PENDING = "pending"


class KeyFault(Fault):
    """A private key is missing or unreadable."""

    code = "key"


@dataclass(frozen=True, slots=True)
class Keyring:
    """One party's keys."""

    origin: str
    entry: PrivateKey
    checkpoint: PrivateKey
    cosigner: PrivateKey

    @property
    def checkpoint_verifier(self) -> VerifierKey:
        return VerifierKey.of(self.origin, ED25519, self.checkpoint.public)

    @property
    def cosigner_verifier(self) -> VerifierKey:
        return VerifierKey.of(self.origin, COSIGNER, self.cosigner.public)


def key_file(home: Home, party: str, role: str) -> Path:
    return home.keys / f"{party}.{role}.key"


def make(home: Home, party: str) -> Keyring:
    """Make a party's keys; existing ones are never overwritten."""
    home.keys.mkdir(parents=True, exist_ok=True)
    home.keys.chmod(0o700)
    for role in ROLES:
        write_key(key_file(home, party, role), PrivateKey.generate(secrets.token_bytes(32)))
    return load(home, party)


def write_key(path: Path, key: PrivateKey) -> None:
    """Write a new key file with mode 0600, durably, whole or not at all. Refuses to replace one.

    What an attempt that was cut off leaves beside it is no key, and the next attempt clears it away. A lock rather than
    a link keeps two writers apart: recovery keys go to media whose file systems know no links.
    """
    draft = path.with_name(f".{path.name}.new")
    with _only_one(path.parent):
        if path.exists() or path.is_symlink():
            raise KeyFault(
                what=Text(
                    "There is a key here already; it is not replaced.", "Aquí ya hay una llave; no se reemplaza."
                ),
                where=str(path),
                do=Text("Choose another folder.", "Elige otra carpeta."),
            )
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key.dump())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """One writer of keys at a time in a folder; what it wrote is there after a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)


@lru_cache(maxsize=32)
def _loaded(pem: bytes, where: str) -> PrivateKey:
    """A key from its file's bytes, read anew at every use: parsing them takes longer than signing."""
    return PrivateKey.load(pem, where)


def read_key(path: Path) -> PrivateKey:
    try:
        return _loaded(path.read_bytes(), str(path))
    except OSError as error:
        raise KeyFault(
            what=Text("A private key can't be read.", "No se puede leer una llave privada."),
            where=f"{path}: {error}",
            do=Text("Restore the keys folder from its backup.", "Restaura la carpeta de llaves desde su respaldo."),
        ) from None


def pending_folder(home: Home) -> Path:
    return home.keys / PENDING


def prepare(home: Home, party: str) -> Keyring:
    """Make a party's next keys beside those in use, durably; ones prepared before and never used are left alone."""
    folder = pending_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    _sync_folder(home.keys)
    for role in ROLES:
        path = folder / f"{party}.{role}.key"
        if not path.exists():  # an attempt that broke off made some of them
            write_key(path, PrivateKey.generate(secrets.token_bytes(32)))
    _sync_folder(folder)
    return Keyring(home.origin(party), *(read_key(folder / f"{party}.{role}.key") for role in ROLES))


def forget_pending(home: Home, party: str) -> None:
    """Drop keys that were prepared and never declared."""
    for role in ROLES:
        (pending_folder(home) / f"{party}.{role}.key").unlink(missing_ok=True)


def in_force(home: Home, party: str, keys: Keys) -> Keyring:
    """The private keys of what the record declares, wherever they lie: in use, or prepared and declared since.

    Which keys count, the record says. So a change of keys is done when its entry is committed, at once and for every
    process; the files are tidied afterwards, and a crash in between costs nothing.

    :raises KeyFault: a key here is not the one declared.
    """
    held = (_held(home, party, role, public) for role, public in zip(ROLES, keys.public, strict=True))
    return Keyring(home.origin(party), *held)


def entry_in_force(home: Home, party: str, keys: Keys) -> PrivateKey:
    """The private entry key of what the record declares: all that an act needs (see `in_force`)."""
    return _held(home, party, "entry", keys.entry)


def _held(home: Home, party: str, role: str, public: bytes) -> PrivateKey:
    """The private key of a public one: in use, or prepared and declared since."""
    places = (key_file(home, party, role), pending_folder(home) / f"{party}.{role}.key")
    for path in places:
        if path.exists() and (key := read_key(path)).public == public:
            return key
    if not any(path.exists() for path in places):
        read_key(places[0])  # says what is missing
    raise KeyFault(
        what=Text(
            "This is not the key that the record declares now.",
            "Esta no es la llave que el registro declara ahora.",
        ),
        where=str(places[0]),
        do=Text(
            "Restore the keys folder from a backup made after its last change (bilateral keys list).",
            "Restaura la carpeta de llaves de un respaldo posterior a su último cambio (bilateral keys list).",
        ),
    )


def settle(home: Home, party: str, keys: Keys) -> None:
    """After a change of keys: each prepared key that is in force now replaces the one before, which is gone."""
    for role, public in zip(ROLES, keys.public, strict=True):
        path = pending_folder(home) / f"{party}.{role}.key"
        if path.exists() and read_key(path).public == public:
            path.replace(key_file(home, party, role))
    if pending_folder(home).is_dir():
        _sync_folder(home.keys)
        _sync_folder(pending_folder(home))


def checkpoint_here(home: Home, origin: str) -> VerifierKey | None:
    """The checkpoint key that lies in the home, declared or not; None where none can be read."""
    try:
        key = read_key(key_file(home, origin.split("/")[1], "checkpoint"))
    except Fault:
        return None
    return VerifierKey.of(origin, ED25519, key.public)


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(home: Home, party: str) -> Keyring:
    return Keyring(home.origin(party), *(read_key(key_file(home, party, role)) for role in ROLES))
