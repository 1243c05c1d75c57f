"""The node's private keys: three for each party that it signs for, each a file that only its owner may read.

``entry`` signs acts, ``checkpoint`` signs snapshots of our own log, ``cosigner`` attests snapshots of the others'.
Recovery keys are made elsewhere and never stored here.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from bilateral.node.home import Home
from bilateral.record.keys import PrivateKey
from bilateral.record.note import COSIGNER, ED25519, VerifierKey
from bilateral.values import Fault, Text

ROLES = ("entry", "checkpoint", "cosigner")


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
    """Write a new key file with mode 0600, durably. Refuses to replace one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyFault(
            what=Text("There is a key here already; it is not replaced.", "Aquí ya hay una llave; no se reemplaza."),
            where=str(path),
            do=Text("Choose another folder.", "Elige otra carpeta."),
        ) from None
    with os.fdopen(handle, "wb") as file:
        file.write(key.dump())
        file.flush()
        os.fsync(file.fileno())


def read_key(path: Path) -> PrivateKey:
    try:
        return PrivateKey.load(path.read_bytes(), str(path))
    except OSError as error:
        raise KeyFault(
            what=Text("A private key can't be read.", "No se puede leer una llave privada."),
            where=f"{path}: {error}",
            do=Text("Restore the keys folder from its backup.", "Restaura la carpeta de llaves desde su respaldo."),
        ) from None


def load(home: Home, party: str) -> Keyring:
    return Keyring(home.origin(party), *(read_key(key_file(home, party, role)) for role in ROLES))
