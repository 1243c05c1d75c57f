"""Opening a node: its keys, its settings, its database, and the first entry of each log that it signs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command

from bilateral.dialogue.compose import tidy
from bilateral.dialogue.sealing import Sealer
from bilateral.node import door, keyring
from bilateral.node.home import Home
from bilateral.record.keys import PrivateKey
from bilateral.values import BadInput, Text
from bilateral.values.ref import check_id

RULES = 1


@dataclass(frozen=True, slots=True)
class Founder:
    """A party whose log is opened: its code, its name in both languages, the bank it builds from on pages."""

    party: str
    name: Mapping[str, str]
    order: int


def migrate() -> None:
    """Bring the database's tables up to this release. Harmless when they are."""
    call_command("migrate", verbosity=0, interactive=False)


def found(home: Home, founders: tuple[Founder, ...], recovery: Path, now: datetime) -> None:
    """Open a home: settings, keys, and each party's first entry.

    :param recovery: the folder, outside the home, where each party's recovery key is written; move it to a safe.
    """
    if home.exists:
        raise BadInput(
            what=Text("There is a node here already.", "Aquí ya hay un nodo."),
            where=str(home.path),
            do=Text("Choose another folder (--home).", "Elige otra carpeta (--home)."),
        )
    for founder in founders:
        check_id(founder.party, "party")
    home.save()
    migrate()
    recovery.mkdir(parents=True, exist_ok=True)
    recovery.chmod(0o700)
    for founder in founders:
        ring = keyring.make(home, founder.party)
        spare = PrivateKey.generate(secrets.token_bytes(32))
        keyring.write_key(recovery / f"{home.dialogue}-{founder.party}.recovery.key", spare)
        _open(home, founder, ring, sha256(spare.public).hexdigest(), now)


def _open(home: Home, founder: Founder, ring: keyring.Keyring, recovery: str, now: datetime) -> None:
    sealer = Sealer(lambda: secrets.token_bytes(32))
    body = {
        "custodian": home.custodian or founder.party,
        "custody": "joint" if len(home.own) > 1 else "own",
        "demonstration": home.demonstration,
        "dialogue": home.dialogue,
        "keys": {
            "checkpoint": str(ring.checkpoint_verifier),
            "cosigner": str(ring.cosigner_verifier),
            "entry": ring.entry.public.hex(),
        },
        "name": sealer.text("name", {lang: tidy(words) for lang, words in founder.name.items()}),
        "order": founder.order,
        "party": founder.party,
        "recovery": [recovery],
        "rules": RULES,
        "visibility": "public",
    }
    door.open_log(home, founder.party, body, tuple(sealer.items), now)
